"""What is left to do, across businesses: each one query that an index answers."""

from datetime import datetime, timedelta

from apps.bookings.models import Booking
from apps.bookings.queries import over_by, unanswered_by
from apps.frontdesk.models import DepartureCancellation

_AFTER = timedelta(days=1)


def open_cancellations(*, at: datetime) -> list[int]:
    """Cancelled departures of the bound business that nobody goes on with."""
    rows = DepartureCancellation.objects.filter(finished_at=None, due_at__lte=at).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def tenants_with_open_cancellations(*, at: datetime) -> list[int]:
    """Businesses that have some, for the platform role."""
    rows = DepartureCancellation.objects.filter(finished_at=None, due_at__lte=at).order_by()
    return list(rows.values_list("tenant_id", flat=True).distinct())


def tenants_with_past_bookings(*, at: datetime) -> list[int]:
    """Businesses with bookings that were over a day ago and are not completed, or with requests that nobody answered
    in time, for the platform role.
    """
    rows = Booking.objects.filter(over_by(at - _AFTER) | unanswered_by(at)).order_by()
    return list(rows.values_list("tenant_id", flat=True).distinct())
