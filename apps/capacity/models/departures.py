"""Dated runs with counted places."""

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.backoffice.attributes import formats
from apps.capacity.models.patterns import Pattern
from apps.capacity.models.resources import Resource
from apps.capacity.types import LIVE, DepartureStatus
from apps.catalog.models import Option, Product
from apps.catalog.models.products import MOST_PEOPLE
from apps.catalog.models.texts import words
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import Location, TenantModel


class DepartureQuerySet(models.QuerySet["Departure"]):
    """Departures, asked as people do."""

    def assigned_to(self, member: Member) -> Self:
        """Those on which the member works: a resource that is the member has a live reservation for it."""
        return self.filter(
            pk__in=member.resources.filter(reservations__status__in=LIVE)
            .exclude(reservations__departure=None)
            .values("reservations__departure")
        )


class Departure(TenantModel):
    """One dated run of an option. Places are counted here and nowhere else; written by `capacity.services` alone."""

    named_by = ("product", "option")

    product = TenantForeignKey(
        Product, models.PROTECT, related_name="departures", verbose_name=_("product"), editable=False
    )
    option = TenantForeignKey(Option, models.PROTECT, related_name="departures", verbose_name=_("option"))
    location = TenantForeignKey(Location, models.PROTECT, related_name="+", verbose_name=_("location"))
    pattern = TenantForeignKey(
        Pattern,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="departures",
        verbose_name=_("pattern"),
        editable=False,
    )
    # The start that the pattern gave it, by which it is known when it has been moved.
    slot = models.DateTimeField(null=True, blank=True, editable=False)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    status = models.CharField(
        _("status"), max_length=10, choices=DepartureStatus.choices, default=DepartureStatus.OPEN
    )
    capacity = models.PositiveIntegerField(_("capacity"), validators=[MaxValueValidator(MOST_PEOPLE)])
    limit = models.PositiveIntegerField(
        _("limit"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
        help_text=_("The boat's or vehicle's own: capacity is never raised above it."),
    )
    boat = TenantForeignKey(
        Resource,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="departures",
        verbose_name=_("boat or vehicle"),
        editable=False,
        help_text=_("The first that was assigned; its reservation says when it is taken."),
    )
    booked = models.PositiveIntegerField(_("booked"), default=0, db_default=0, editable=False)
    minimum = models.PositiveIntegerField(_("minimum"), null=True, blank=True)
    notes = words(_("notes for staff"))
    special_instructions = words(_("instructions for customers"))
    edited = models.BooleanField(
        _("edited"), default=False, editable=False, help_text=_("Its pattern no longer changes it.")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)

    objects: Any = DepartureQuerySet.as_manager()

    class Meta:
        verbose_name = _("departure")
        verbose_name_plural = _("departures")
        ordering = ["starts_at", "id"]
        permissions = [
            ("assign_departure", _("Can assign boats and people")),
            ("cancel_departure", _("Can cancel departures")),
            ("override_departure", _("Can raise capacity up to the limit")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "pattern", "slot"], name="departure_once_by_pattern"),
            models.CheckConstraint(
                condition=Q(booked__lte=F("capacity")),
                name="departure_not_oversold",
                violation_error_message=_("More places are booked than this departure has."),
            ),
            models.CheckConstraint(
                condition=Q(limit=None) | Q(capacity__lte=F("limit")),
                name="departure_within_limit",
                violation_error_message=_("The capacity is above the limit."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="departure_ends_later",
                violation_error_message=_("It must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=DepartureStatus.values, capacity__lte=MOST_PEOPLE),
                name="departure_values_are_known",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "starts_at", "id"], name="departure_by_start"),
            models.Index(fields=["tenant", "product", "starts_at"], name="departure_by_product"),
            models.Index(fields=["tenant", "option", "starts_at"], name="departure_by_option"),
        ]

    def __str__(self) -> str:
        return f"{self.product.name}, {formats.moment(self.starts_at)}"

    @property
    def left(self) -> int:
        """Free places."""
        return self.capacity - self.booked


class DepartureSession(TenantModel):
    """A later session of a departure, as the second day of a course. Who has a place has it in all of them."""

    departure = TenantForeignKey(
        Departure, models.CASCADE, related_name="sessions", verbose_name=_("departure")
    )
    name = models.CharField(_("name"), max_length=80, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="departure_session_ends_later",
                violation_error_message=_("It must end after it starts."),
            ),
        ]
        indexes = [models.Index(fields=["tenant", "starts_at"], name="session_by_start")]

    def __str__(self) -> str:
        return self.name or formats.moment(self.starts_at)


class Pool(TenantModel):
    """Places that are sold without a date, as a garage's passes. Counted as those of a departure are."""

    option = TenantForeignKey(Option, models.PROTECT, related_name="pools", verbose_name=_("option"))
    location = TenantForeignKey(Location, models.PROTECT, related_name="pools", verbose_name=_("location"))
    capacity = models.PositiveIntegerField(_("capacity"), validators=[MaxValueValidator(1_000_000)])
    booked = models.PositiveIntegerField(_("taken"), default=0, db_default=0, editable=False)
    active = models.BooleanField(_("on sale"), default=True)

    class Meta:
        verbose_name = _("pool of passes")
        verbose_name_plural = _("pools of passes")
        ordering = ["location", "option", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "option", "location"],
                name="pool_once",
                violation_error_message=_("This option has a pool at this location already."),
            ),
            models.CheckConstraint(
                condition=Q(booked__lte=F("capacity"), capacity__lte=1_000_000),
                name="pool_not_oversold",
                violation_error_message=_("More places are taken than this pool has."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.option} ({self.location})"

    @property
    def left(self) -> int:
        """Free places."""
        return self.capacity - self.booked
