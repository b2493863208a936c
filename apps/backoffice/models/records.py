"""Record types that the owner defines, and their records: one table for all of them."""

from typing import Final, Self

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.backoffice.types import State, states, titles
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel

KEY: Final = r"^[a-z][a-z0-9_]{0,39}\Z"
# Material Symbols that Unfold's font has, for what small businesses keep lists of.
ICONS: Final = (
    *(
        "description",
        "assignment",
        "checklist",
        "fact_check",
        "folder",
        "inventory_2",
        "sell",
        "receipt_long",
    ),
    *("sailing", "scuba_diving", "directions_boat", "anchor", "waves", "hotel", "bed", "restaurant", "tour"),
    *("hiking", "map", "place", "local_parking", "directions_car", "local_car_wash", "build", "handyman"),
    *("cleaning_services", "key", "badge", "group", "pets", "school", "medical_services", "report", "star"),
    *("event", "schedule", "payments", "account_balance", "campaign", "lightbulb", "shield", "eco"),
)


def validate_title_pattern(value: str) -> None:
    """Raise ValidationError when a brace of the pattern belongs to no key."""
    if not titles.is_pattern(value):
        raise ValidationError(
            _("Write the keys of fields in braces, as in {boat} {date}."), code="title_pattern"
        )


class RecordType(TenantModel):
    """A kind of record that the business made up: a boat log, an incident, a lead. One in the trash is kept whole."""

    key = models.CharField(
        _("key"),
        max_length=40,
        validators=[
            RegexValidator(KEY, _("Use small letters, digits and underscores, a letter first, at most 40."))
        ],
    )
    name = models.CharField(_("name"), max_length=80)
    name_plural = models.CharField(_("name of several"), max_length=80)
    icon = models.CharField(
        _("icon"), max_length=40, default="description", choices=[(icon, icon) for icon in ICONS]
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    group = models.CharField(_("group in the navigation"), max_length=60, blank=True)
    position = models.PositiveIntegerField(_("position"), default=100)
    title_pattern = models.CharField(
        _("title"), max_length=200, blank=True, validators=[validate_title_pattern]
    )
    states = models.JSONField(_("states"), default=list, blank=True)
    initial = models.CharField(_("first state"), max_length=40, blank=True)
    visible_to = ArrayField(
        models.CharField(max_length=40), verbose_name=_("visible to"), default=list, blank=True
    )
    trashed_at = models.DateTimeField(_("in the trash since"), null=True, blank=True)

    class Meta:
        verbose_name = _("record type")
        verbose_name_plural = _("record types")
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "key"],
                name="record_type_key",
                violation_error_message=_("There is a record type with this key already."),
            ),
            models.CheckConstraint(
                condition=Q(key__regex=KEY),
                name="record_type_key_is_a_key",
                violation_error_message=_("Use small letters, digits and underscores, a letter first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def on(self) -> str:
        """What fields, views and labels of it are kept under."""
        return f"records.{self.key}"

    def stages(self) -> tuple[State, ...]:
        """Its states in order; empty when its records have none."""
        return states.read(self.states)

    def stage(self, key: str) -> State | None:
        """The state of a key, None when there is none."""
        return next((state for state in self.stages() if state.key == key), None)


class RecordQuerySet(models.QuerySet["Record"]):
    """Records of all types."""

    def assigned_to(self, member: Member) -> Self:
        """Those the member made."""
        return self.filter(created_by=member)


class Record(TenantModel):
    """A record of a type of the owner's; its values stand in `custom`. Only its type's services write it."""

    type = TenantForeignKey(RecordType, models.PROTECT, related_name="records", verbose_name=_("type"))
    title = models.CharField(_("title"), max_length=titles.LONGEST)
    state = models.CharField(_("state"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("made"), editable=False)
    updated_at = models.DateTimeField(_("changed"), editable=False)
    created_by = TenantForeignKey(
        Member,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("made by"),
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["tenant", "type", "title", "id"], name="record_by_title"),
            models.Index(fields=["tenant", "type", "state", "id"], name="record_by_state"),
            models.Index(fields=["tenant", "type", "updated_at", "id"], name="record_by_change"),
        ]

    def __str__(self) -> str:
        return self.title
