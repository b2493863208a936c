"""Choices that columns are made of."""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PatternKind(TextChoices):
    """When an option's departures take place."""

    RECURRING = "recurring", _("On weekdays")
    DATES = "dates", _("On certain dates")
    ON_REQUEST = "on_request", _("On request")


class DepartureStatus(TextChoices):
    """Whether a departure takes bookings. That it is full is counted, not stored."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")
    COMPLETED = "completed", _("Completed")


TRANSITIONS: Final[Mapping[str, frozenset[str]]] = {
    DepartureStatus.OPEN: frozenset(
        {DepartureStatus.CLOSED, DepartureStatus.CANCELLED, DepartureStatus.COMPLETED}
    ),
    DepartureStatus.CLOSED: frozenset(
        {DepartureStatus.OPEN, DepartureStatus.CANCELLED, DepartureStatus.COMPLETED}
    ),
    DepartureStatus.CANCELLED: frozenset(),
    DepartureStatus.COMPLETED: frozenset(),
}


class ResourceKind(TextChoices):
    """What a class of resources is made of; screens and calendars show people and things apart."""

    PERSON = "person", _("Person")
    ROOM = "room", _("Room")
    BOAT = "boat", _("Boat or vehicle")
    BAY = "bay", _("Bay or place")
    ITEM = "item", _("Item for rent")


class HoldStatus(TextChoices):
    """A claim on capacity. Only what is held or confirmed takes something away."""

    HELD = "held", _("Held")
    CONFIRMED = "confirmed", _("Confirmed")
    RELEASED = "released", _("Given back")
    EXPIRED = "expired", _("Expired")


LIVE: Final = (HoldStatus.HELD, HoldStatus.CONFIRMED)


class ReservationKind(TextChoices):
    """Why a resource is taken."""

    STAY = "stay", _("Stay")
    APPOINTMENT = "appointment", _("Appointment")
    RENTAL = "rental", _("Rental")
    ASSIGNMENT = "assignment", _("Assignment")
    BLOCK = "block", _("Block")
    MAINTENANCE = "maintenance", _("Maintenance")
    IMPORTED = "imported", _("From another calendar")


class ExceptionKind(TextChoices):
    """How a day differs from the working hours."""

    OFF = "off", _("Off")
    EXTRA = "extra", _("Works besides")


class Each(TextChoices):
    """What a requirement is counted by."""

    DEPARTURE = "departure", _("Departure")
    BOOKING = "booking", _("Booking")
    PERSON = "person", _("Person or item")
