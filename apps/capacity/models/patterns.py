"""From what departures are made."""

from typing import Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.capacity.models.lists import DatesField, TimesField, WeekdaysField
from apps.capacity.types import PatternKind
from apps.catalog.models import Option
from apps.catalog.models.products import minutes, people, sizes
from apps.catalog.models.spans import every_year, in_order, less_than_a_year
from apps.tenancy import region
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import Location, TenantModel

LONGEST_COURSE: Final = 366  # days


class Pattern(TenantModel):
    """When departures of an option begin, on the location's own clock. An option may have several.

    What it does not say of duration, capacity and minimum, the option says, then the product.
    """

    option = TenantForeignKey(Option, models.CASCADE, related_name="patterns", verbose_name=_("option"))
    location = TenantForeignKey(
        Location,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("location"),
        help_text=_("Left empty, the product's."),
    )
    kind = models.CharField(
        _("kind"), max_length=12, choices=PatternKind.choices, default=PatternKind.RECURRING
    )
    weekdays = WeekdaysField(_("weekdays"))
    dates = DatesField(_("dates"), help_text=_("Such as 2026-12-24, 2026-12-31."))
    times = TimesField(_("times"), help_text=_("Such as 09:00, 14:00."))
    excluded = DatesField(_("not on"), help_text=_("Dates on which it does not take place."))
    valid_from = models.DateField(_("first day"), null=True, blank=True)
    valid_until = models.DateField(_("last day"), null=True, blank=True)
    yearly = every_year()
    duration = minutes()
    capacity = people(_("capacity"), _("Left empty, the option's."))
    minimum = people(_("minimum"), _("Left empty, the option's."))
    days_ahead = models.PositiveSmallIntegerField(
        _("days ahead"),
        default=180,
        validators=[MinValueValidator(1), MaxValueValidator(1096)],
        help_text=_("How far ahead departures are made."),
    )
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("pattern of departures")
        verbose_name_plural = _("patterns of departures")
        ordering = ["option", "id"]
        constraints = [
            *sizes("capacity_pattern"),
            in_order("capacity_pattern", "valid_from", "valid_until"),
            less_than_a_year("capacity_pattern", "valid_from", "valid_until"),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=[0, 1, 2, 3, 4, 5, 6]),
                name="capacity_pattern_weekdays",
                violation_error_message=_("Weekdays are numbers from 0, Monday, to 6, Sunday."),
            ),
            models.CheckConstraint(
                condition=Q(kind=PatternKind.ON_REQUEST)
                | (Q(kind=PatternKind.RECURRING) & ~Q(weekdays=[]) & ~Q(times=[]))
                | (Q(kind=PatternKind.DATES) & ~Q(dates=[]) & ~Q(times=[])),
                name="capacity_pattern_says_when",
                violation_error_message=_("Say on which days, and at what times."),
            ),
            models.CheckConstraint(condition=Q(days_ahead__range=(1, 1096)), name="capacity_pattern_ahead"),
        ]

    def __str__(self) -> str:
        return f"{self.option}: {self.get_kind_display()}"


class PatternSession(TenantModel):
    """A later session of what begins by the pattern, as a course's second day. The first is the departure's start."""

    pattern = TenantForeignKey(Pattern, models.CASCADE, related_name="sessions", verbose_name=_("pattern"))
    name = models.CharField(_("name"), max_length=80, blank=True)
    day = models.PositiveSmallIntegerField(
        _("days later"), default=0, validators=[MaxValueValidator(LONGEST_COURSE)]
    )
    begins = models.TimeField(_("begins"))
    duration = models.PositiveIntegerField(_("minutes"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("session of a pattern")
        verbose_name_plural = _("sessions of patterns")
        ordering = ["day", "begins", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "pattern", "day", "begins"],
                name="pattern_session_once",
                violation_error_message=_("There is a session then already."),
            ),
            models.CheckConstraint(
                condition=Q(day__lte=LONGEST_COURSE, duration__range=(1, 24 * 60)),
                name="pattern_session_length",
                violation_error_message=_("A session lasts between a minute and a day, within a year."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"+{self.day} {region.clock(self.begins)}"
