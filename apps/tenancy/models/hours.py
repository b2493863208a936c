"""When a location is open."""

from datetime import time

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models.base import TenantModel
from apps.tenancy.models.places import Location


class Weekday(models.IntegerChoices):
    """Days as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class OpeningHours(TenantModel):
    """One span of one weekday, on the location's own clock. A span that closes before it opens ends the next day."""

    location = TenantForeignKey(
        Location, models.CASCADE, related_name="opening_hours", verbose_name=_("location")
    )
    weekday = models.PositiveSmallIntegerField(
        _("weekday"), choices=Weekday.choices, validators=[MaxValueValidator(6)]
    )
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"), help_text=_("00:00 is midnight at the end of the day."))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["location", "weekday", "opens"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "location", "weekday", "opens"],
                name="opening_hours_once",
                violation_error_message=_("There are hours that open then already."),
            ),
            models.CheckConstraint(
                condition=Q(weekday__lte=6),
                name="opening_hours_weekday",
                violation_error_message=_("Choose a day of the week."),
            ),
            models.CheckConstraint(
                condition=~Q(opens=F("closes")) | Q(opens=time(0)),
                name="opening_hours_some_time",
                violation_error_message=_("It must close later than it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{Weekday(self.weekday).label} {self.opens:%H:%M}–{self.closes:%H:%M}"


class SpecialDay(TenantModel):
    """A date on which the location keeps other hours, or none."""

    location = TenantForeignKey(
        Location, models.CASCADE, related_name="special_days", verbose_name=_("location")
    )
    date = models.DateField(_("date"))
    opens = models.TimeField(_("opens"), null=True, blank=True, help_text=_("Closed all day when empty."))
    closes = models.TimeField(_("closes"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=80, blank=True, help_text=_("Such as the holiday's name."))

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["date", "location"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "location", "date"],
                name="special_day_once",
                violation_error_message=_("That day is a special day of the location already."),
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False),
                name="special_day_both_or_none",
                violation_error_message=_("Write when it opens and when it closes, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.note}".strip()
