"""Plain values of bookings."""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BookingStatus(TextChoices):
    """Where a booking is in its life."""

    PENDING = "pending", _("Pending")
    CONFIRMED = "confirmed", _("Confirmed")
    MODIFIED = "modified", _("Modified")
    IN_PROGRESS = "in_progress", _("Checked in")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")
    NO_SHOW = "no_show", _("No-show")


# These keep their capacity.
LIVE: Final = (
    BookingStatus.PENDING,
    BookingStatus.CONFIRMED,
    BookingStatus.MODIFIED,
    BookingStatus.IN_PROGRESS,
)

TRANSITIONS: Final[Mapping[str, frozenset[str]]] = {
    BookingStatus.PENDING: frozenset({BookingStatus.CONFIRMED, BookingStatus.CANCELLED}),
    BookingStatus.CONFIRMED: frozenset(
        {
            BookingStatus.MODIFIED,
            BookingStatus.IN_PROGRESS,
            BookingStatus.COMPLETED,
            BookingStatus.CANCELLED,
            BookingStatus.NO_SHOW,
        }
    ),
    BookingStatus.MODIFIED: frozenset(
        {
            BookingStatus.CONFIRMED,
            BookingStatus.IN_PROGRESS,
            BookingStatus.COMPLETED,
            BookingStatus.CANCELLED,
            BookingStatus.NO_SHOW,
        }
    ),
    BookingStatus.IN_PROGRESS: frozenset(
        # Back to confirmed when somebody was checked in by mistake.
        {BookingStatus.COMPLETED, BookingStatus.CONFIRMED}
    ),
    BookingStatus.COMPLETED: frozenset(),
    BookingStatus.CANCELLED: frozenset(),
    BookingStatus.NO_SHOW: frozenset({BookingStatus.CONFIRMED}),
}


class CancelledBy(TextChoices):
    """Who ended a booking."""

    CUSTOMER = "customer", _("Customer")
    STAFF = "staff", _("Staff for the customer")
    BUSINESS = "business", _("The business")


class WaitStatus(TextChoices):
    """Where somebody who waits for a place stands."""

    WAITING = "waiting", _("Waiting")
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    EXPIRED = "expired", _("Not answered")
    LEFT = "left", _("No longer waiting")
