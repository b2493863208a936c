"""Claims on capacity: counted ones on departures and pools, and reservations of resources."""

import uuid
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.backoffice.attributes import formats
from apps.capacity.models.departures import Departure, Pool
from apps.capacity.models.resources import Resource, ResourceClass
from apps.capacity.types import LIVE, HoldStatus, ReservationKind
from apps.catalog.models import Option
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel


class TsTzRange(Func):
    """The span of two moments, the end not in it."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Hold(TenantModel):
    """One claim: places of a departure or pool, time on resources, or both. It expires unless it is confirmed."""

    token = models.UUIDField(default=uuid.uuid4, editable=False)
    option = TenantForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("option"))
    departure = TenantForeignKey(
        Departure, models.PROTECT, null=True, blank=True, related_name="holds", verbose_name=_("departure")
    )
    pool = TenantForeignKey(
        Pool, models.PROTECT, null=True, blank=True, related_name="holds", verbose_name=_("pool")
    )
    seats = models.PositiveIntegerField(_("places"), default=0)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=HoldStatus.choices,
        default=HoldStatus.HELD,
        db_default=HoldStatus.HELD,
    )
    hold_until = models.DateTimeField(_("held until"), null=True, blank=True)
    created_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        ordering = ["-id"]
        default_permissions = ("view", "change")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "token"], name="hold_token"),
            models.CheckConstraint(
                condition=Q(status__in=HoldStatus.values)
                & (~Q(status=HoldStatus.HELD) | Q(hold_until__isnull=False)),
                name="hold_ends_when_held",
            ),
            models.CheckConstraint(
                condition=(Q(departure=None) | Q(pool=None))
                & (Q(seats=0) | Q(departure__isnull=False) | Q(pool__isnull=False)),
                name="hold_counts_somewhere",
            ),
        ]
        indexes = [
            # The sweeper looks over all businesses for what has expired.
            models.Index(
                fields=["tenant", "hold_until"], name="hold_expiring", condition=Q(status=HoldStatus.HELD)
            ),
        ]

    def __str__(self) -> str:
        return str(self.token)


class ReservationQuerySet(models.QuerySet["Reservation"]):
    """Reservations, asked as people do."""

    def assigned_to(self, member: Member) -> Self:
        """Those of resources that are the member."""
        return self.filter(resource__in=member.resources.all())


class Reservation(TenantModel):
    """Exclusive time on a resource, `[taken_from, taken_until)` with buffers, around what was booked.

    No two that are live overlap on one resource: the database refuses it.
    """

    resource = TenantForeignKey(
        Resource, models.PROTECT, related_name="reservations", verbose_name=_("resource")
    )
    # What the customer was promised; the resource within it may change until it begins.
    promised_class = TenantForeignKey(
        ResourceClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("promised")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ReservationKind.choices)
    status = models.CharField(_("status"), max_length=10, choices=HoldStatus.choices, default=HoldStatus.HELD)
    hold = TenantForeignKey(
        Hold, models.CASCADE, null=True, blank=True, related_name="reservations", verbose_name=_("hold")
    )
    departure = TenantForeignKey(
        Departure,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="reservations",
        verbose_name=_("departure"),
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    taken_from = models.DateTimeField(_("taken from"), editable=False)
    taken_until = models.DateTimeField(_("taken until"), editable=False)
    fixed = models.BooleanField(
        _("stays there"), default=False, help_text=_("Not moved to another resource when gaps are closed.")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    source_uid = models.CharField(max_length=255, blank=True, editable=False)

    objects: Any = ReservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        ordering = ["starts_at", "id"]
        permissions = [("move_reservation", _("Can move reservations"))]
        constraints = [
            ExclusionConstraint(
                name="reservation_alone",
                expressions=[
                    ("tenant", RangeOperators.EQUAL),
                    ("resource", RangeOperators.EQUAL),
                    (TsTzRange("taken_from", "taken_until", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(status__in=list(LIVE)),
                violation_error_message=_("It is taken at that time."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at"))
                & Q(taken_from__lte=F("starts_at"), taken_until__gte=F("ends_at")),
                name="reservation_in_order",
                violation_error_message=_("It must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=HoldStatus.values, kind__in=ReservationKind.values),
                name="reservation_values_are_known",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "resource", "taken_from"], name="reservation_by_resource"),
            models.Index(fields=["tenant", "starts_at", "id"], name="reservation_by_start"),
            # What reaches into a day from before it, told by the index alone: few, however long the past.
            models.Index(fields=["tenant", "ends_at", "starts_at"], name="reservation_by_end"),
            # What is free from a moment on: what is over, however long the past, is not looked at.
            models.Index(
                fields=["tenant", "resource", "taken_until"],
                name="reservation_free",
                condition=Q(status__in=list(LIVE)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource}, {formats.moment(self.starts_at)}"
