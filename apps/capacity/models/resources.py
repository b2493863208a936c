"""Named things and people that can be in one place at a time."""

from typing import Any, Final, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.capacity.types import Each, ExceptionKind, ResourceKind
from apps.catalog.models import Option, Product
from apps.catalog.models.products import MOST_PEOPLE
from apps.catalog.models.spans import in_order
from apps.catalog.models.texts import words
from apps.tenancy import region
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import Location, TenantModel, Weekday

LONGEST_BUFFER: Final = 24 * 60


class ResourceClass(TenantModel):
    """What resources that serve alike have in common: double rooms, dive boats, technicians, regulator sets."""

    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=8, choices=ResourceKind.choices)
    buffer_before = models.PositiveSmallIntegerField(
        _("minutes before"),
        default=0,
        validators=[MaxValueValidator(LONGEST_BUFFER)],
        help_text=_("To get ready or to get there; nothing else is taken in them."),
    )
    buffer_after = models.PositiveSmallIntegerField(
        _("minutes after"),
        default=0,
        validators=[MaxValueValidator(LONGEST_BUFFER)],
        help_text=_("To clean up or to drive on."),
    )
    check_in = models.TimeField(
        _("stays begin"), null=True, blank=True, help_text=_("Such as 15:00. For rooms.")
    )
    check_out = models.TimeField(
        _("stays end"), null=True, blank=True, help_text=_("Such as 11:00. For rooms.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("class of resources")
        verbose_name_plural = _("classes of resources")
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "name"],
                name="resource_class_name",
                violation_error_message=_("There is a class of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ResourceKind.values)
                & Q(buffer_before__lte=LONGEST_BUFFER, buffer_after__lte=LONGEST_BUFFER),
                name="resource_class_values",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Skill(TenantModel):
    """What a resource can do: guide in French, dive to 40 m, correct paint."""

    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "name"],
                name="skill_name",
                violation_error_message=_("There is a skill of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class ResourceQuerySet(models.QuerySet["Resource"]):
    """Resources, asked as people do."""

    def assigned_to(self, member: Member) -> Self:
        """Those that are the member."""
        return self.filter(member=member)


class Resource(TenantModel):
    """One room, boat, guide, technician, bay or item."""

    resource_class = TenantForeignKey(
        ResourceClass, models.PROTECT, related_name="resources", verbose_name=_("class")
    )
    name = models.CharField(_("name"), max_length=80)
    location = TenantForeignKey(
        Location, models.PROTECT, related_name="resources", verbose_name=_("location")
    )
    member = TenantForeignKey(
        Member,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="resources",
        verbose_name=_("team member"),
        help_text=_("Who it is, if it is somebody who signs in. They see what is theirs."),
    )
    places = models.PositiveIntegerField(
        _("places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
        help_text=_("How many people it holds, such as a boat's licence or a room's beds. Never exceeded."),
    )
    skills = models.ManyToManyField(
        Skill, through="ResourceSkill", related_name="resources", blank=True, verbose_name=_("skills")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    notes = words(_("notes"))
    active = models.BooleanField(_("active"), default=True)

    objects: Any = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["resource_class", "position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "resource_class", "location", "name"],
                name="resource_name",
                violation_error_message=_("There is one of this name in this class and location already."),
            ),
            models.CheckConstraint(
                condition=Q(places=None) | Q(places__range=(1, MOST_PEOPLE)), name="resource_places"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ResourceSkill(TenantModel):
    """A skill that a resource has."""

    resource = TenantForeignKey(
        Resource, models.CASCADE, related_name="has_skills", verbose_name=_("resource")
    )
    skill = TenantForeignKey(Skill, models.CASCADE, related_name="+", verbose_name=_("skill"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("skill of a resource")
        verbose_name_plural = _("skills of resources")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "resource", "skill"],
                name="resource_skill_once",
                violation_error_message=_("It has this skill already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.skill)


class WorkingHours(TenantModel):
    """When a resource works, on its location's clock. A resource without any is there at all times."""

    resource = TenantForeignKey(
        Resource, models.CASCADE, related_name="working_hours", verbose_name=_("resource")
    )
    weekday = models.PositiveSmallIntegerField(
        _("weekday"), choices=Weekday.choices, validators=[MaxValueValidator(6)]
    )
    begins = models.TimeField(_("begins"))
    ends = models.TimeField(_("ends"), help_text=_("00:00 is midnight at the end of the day."))

    class Meta:
        verbose_name = _("working hours")
        verbose_name_plural = _("working hours")
        ordering = ["weekday", "begins"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "resource", "weekday", "begins"],
                name="working_hours_once",
                violation_error_message=_("There are hours that begin then already."),
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="working_hours_weekday"),
        ]

    def __str__(self) -> str:
        return f"{Weekday(self.weekday).label} {region.clock(self.begins)}–{region.clock(self.ends)}"


class WorkingException(TenantModel):
    """Days on which a resource is off, or works besides its hours. Without times it is for whole days."""

    resource = TenantForeignKey(
        Resource, models.CASCADE, related_name="exceptions", verbose_name=_("resource")
    )
    kind = models.CharField(_("kind"), max_length=6, choices=ExceptionKind.choices)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    begins = models.TimeField(_("begins"), null=True, blank=True)
    ends = models.TimeField(_("ends"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("exception to working hours")
        verbose_name_plural = _("exceptions to working hours")
        ordering = ["first_day", "id"]
        constraints = [
            in_order("working_exception", "first_day", "last_day"),
            models.CheckConstraint(
                condition=Q(begins=None, ends=None) | Q(begins__isnull=False, ends__isnull=False),
                name="working_exception_both_or_none",
                violation_error_message=_("Give both times or neither."),
            ),
            models.CheckConstraint(
                condition=Q(kind=ExceptionKind.OFF) | Q(begins__isnull=False),
                name="working_exception_extra_has_times",
                violation_error_message=_("Say from when to when it works besides."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"


class Requirement(TenantModel):
    """What a product needs besides its own places: so many of a class, or with a skill."""

    product = TenantForeignKey(
        Product, models.CASCADE, related_name="requirements", verbose_name=_("product")
    )
    option = TenantForeignKey(
        Option,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="requirements",
        verbose_name=_("option"),
        help_text=_("Left empty, all options need it."),
    )
    resource_class = TenantForeignKey(
        ResourceClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("class")
    )
    skill = TenantForeignKey(
        Skill, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("skill")
    )
    quantity = models.PositiveSmallIntegerField(
        _("how many"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    each = models.CharField(_("for each"), max_length=10, choices=Each.choices, default=Each.BOOKING)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "product", "option", "resource_class", "skill"],
                nulls_distinct=False,
                name="requirement_once",
                violation_error_message=_("The product needs this already."),
            ),
            models.CheckConstraint(
                condition=Q(resource_class__isnull=False) | Q(skill__isnull=False),
                name="requirement_says_what",
                violation_error_message=_("Say which class or which skill it needs."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__range=(1, 100), each__in=Each.values), name="requirement_values"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.skill or self.resource_class}"
