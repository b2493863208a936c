"""Bookings and who takes part."""

import uuid
from typing import Any, Final, Self

from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.bookings.types import BookingStatus, CancelledBy
from apps.capacity.models import Departure, Hold, Pool, Reservation
from apps.capacity.types import LIVE as LIVE_HOLDS
from apps.catalog.models import Option, Product, Unit
from apps.catalog.models.products import degrees
from apps.customers.models import Customer, Vehicle
from apps.customers.models.fields import CompactField, MinorUnitsField
from apps.kernel.references import PATTERN
from apps.sales.models import Order, OrderItem
from apps.sales.types import Source
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import Location, TenantModel

LONGEST_NOTE: Final = 10_000


def text(label: Any) -> "models.TextField[str, str]":
    """Words of a customer or of staff."""
    return models.TextField(label, blank=True, validators=[MaxLengthValidator(LONGEST_NOTE)])


class BookingQuerySet(models.QuerySet["Booking"]):
    """Bookings, asked as people do."""

    def assigned_to(self, member: Member) -> Self:
        """Those the member works on: on their departure, or on their own time."""
        mine = Reservation.objects.filter(resource__member=member, status__in=LIVE_HOLDS)
        return self.filter(
            Q(departure__in=mine.exclude(departure=None).values("departure"))
            | Q(hold__in=mine.exclude(hold=None).values("hold"))
        )


class Booking(TenantModel):
    """One promise of capacity on an order. Written by `bookings.services` alone.

    `policy` is what was agreed when it was made: rules, fee and no-show, as `catalog` had them.
    """

    named_by = ("product",)

    reference = models.CharField(_("reference"), max_length=20, editable=False)
    token = models.UUIDField(default=uuid.uuid4, editable=False)
    order = TenantForeignKey(
        Order, models.PROTECT, related_name="bookings", verbose_name=_("order"), editable=False
    )
    item = TenantForeignKey(OrderItem, models.PROTECT, related_name="bookings", editable=False)
    hold = TenantForeignKey(
        Hold, models.PROTECT, null=True, blank=True, related_name="bookings", editable=False
    )
    customer = TenantForeignKey(
        Customer, models.PROTECT, related_name="bookings", verbose_name=_("customer"), editable=False
    )
    product = TenantForeignKey(
        Product, models.PROTECT, related_name="bookings", verbose_name=_("product"), editable=False
    )
    option = TenantForeignKey(
        Option, models.PROTECT, related_name="bookings", verbose_name=_("option"), editable=False
    )
    departure = TenantForeignKey(
        Departure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bookings",
        verbose_name=_("departure"),
        editable=False,
    )
    pool = TenantForeignKey(
        Pool, models.PROTECT, null=True, blank=True, related_name="bookings", editable=False
    )
    location = TenantForeignKey(
        Location, models.PROTECT, related_name="+", verbose_name=_("location"), editable=False
    )
    starts_at = models.DateTimeField(_("starts"), editable=False)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True, editable=False)
    people = models.PositiveIntegerField(_("people"), default=1, editable=False)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=BookingStatus.choices,
        default=BookingStatus.PENDING,
        editable=False,
    )
    source = models.CharField(
        _("source"), max_length=8, choices=Source.choices, default=Source.WEBSITE, editable=False
    )

    requests = text(_("special requests"))
    diet = text(_("dietary restrictions"))
    notes = text(_("notes"))
    address = models.CharField(_("address"), max_length=300, blank=True)
    latitude = degrees(_("latitude"), 90)
    longitude = degrees(_("longitude"), 180)
    vehicle = TenantForeignKey(
        Vehicle, models.SET_NULL, null=True, blank=True, related_name="bookings", verbose_name=_("vehicle")
    )
    plate = CompactField(_("plate"), max_length=20, blank=True)

    policy = models.JSONField(_("policy"), default=dict, blank=True, editable=False)
    total = MinorUnitsField(_("total"), currency="currency", default=0, editable=False)
    fee = MinorUnitsField(_("fees"), currency="currency", default=0, editable=False)
    refund_due = MinorUnitsField(_("to give back"), currency="currency", default=0, editable=False)
    currency = models.CharField(_("currency"), max_length=3, editable=False)

    # The calendar entry's SEQUENCE: one more with each change that customers' calendars must hear of.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)
    checked_in_at = models.DateTimeField(_("checked in"), null=True, blank=True, editable=False)
    checked_out_at = models.DateTimeField(_("checked out"), null=True, blank=True, editable=False)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True, editable=False)
    cancelled_by = models.CharField(
        _("cancelled by"), max_length=8, choices=CancelledBy.choices, blank=True, editable=False
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)

    objects: Any = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["-starts_at", "-id"]
        permissions = [
            ("confirm_booking", _("Can confirm bookings")),
            ("cancel_booking", _("Can cancel bookings")),
            ("check_in", _("Can check in and out")),
            ("override_booking", _("Can override time and policy")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="booking_reference"),
            models.UniqueConstraint(fields=["tenant", "token"], name="booking_token"),
            models.CheckConstraint(condition=Q(reference__regex=PATTERN), name="booking_reference_is_one"),
            models.CheckConstraint(
                condition=Q(status__in=BookingStatus.values, currency__regex=r"^[A-Z]{3}$")
                & Q(refund_due__gte=0, fee__gte=0),
                name="booking_values_are_known",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="booking_ends_later"
            ),
            models.CheckConstraint(
                condition=~Q(status=BookingStatus.CANCELLED) | Q(cancelled_at__isnull=False),
                name="booking_cancelled_at_some_time",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "starts_at", "id"], name="booking_by_start"),
            # What reaches into a day from before it, told by the index alone: few, however long the past.
            models.Index(fields=["tenant", "ends_at", "starts_at"], name="booking_by_end"),
            models.Index(fields=["tenant", "status", "starts_at", "id"], name="booking_by_status"),
            models.Index(fields=["tenant", "created_at", "id"], name="booking_by_making"),
            models.Index(fields=["tenant", "product", "starts_at"], name="booking_by_product"),
            models.Index(fields=["tenant", "customer", "starts_at"], name="booking_by_customer"),
        ]

    def __str__(self) -> str:
        return self.reference


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """Participants, asked as people do."""

    def assigned_to(self, member: Member) -> Self:
        """Those of the bookings that the member works on."""
        return self.filter(booking__in=Booking.objects.assigned_to(member).order_by().values("pk"))


class Participant(TenantModel):
    """Somebody who comes."""

    booking = TenantForeignKey(
        Booking, models.CASCADE, related_name="participants", verbose_name=_("booking")
    )
    unit = TenantForeignKey(
        Unit, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    age = models.PositiveSmallIntegerField(
        _("age"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    diet = models.CharField(_("dietary restrictions"), max_length=300, blank=True)
    checked_in_at = models.DateTimeField(_("checked in"), null=True, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects: Any = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["booking", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(age=None) | Q(age__lte=120),
                name="participant_age",
                violation_error_message=_("An age is between 0 and 120."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip() or str(_("Guest"))
