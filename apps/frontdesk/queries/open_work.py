"""What is left to do, across businesses: each one query that an index answers."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.bookings.models import Booking
from apps.bookings.queries import over_by, unanswered_by
from apps.bookings.types import LIVE, BookingStatus
from apps.capacity.models import DepartureSession
from apps.frontdesk.models import DepartureCancellation
from apps.sales.models import Order
from apps.sales.types import OrderStatus

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
    """Businesses with bookings that were over a day ago and are not completed, with requests that nobody answered in
    time, or with orders of which nothing is to come, for the platform role.
    """
    rows = Booking.objects.filter(over_by(at - _AFTER) | unanswered_by(at)).order_by()
    orders = _settled(at).order_by()
    found = rows.values_list("tenant_id", flat=True).union(orders.values_list("tenant_id", flat=True))
    return list(found)


def settled_orders(*, at: datetime, most: int = 500) -> list[int]:
    """Placed orders of the bound business whose last booking was over a day ago, and none of them is live any more,
    as after a no-show: one query.
    """
    return list(_settled(at).order_by("pk").values_list("pk", flat=True)[:most])


def _settled(at: datetime) -> QuerySet[Order]:
    its = Booking.objects.filter(order=OuterRef("pk"))
    had = its.filter(status__in=[BookingStatus.NO_SHOW, BookingStatus.COMPLETED])
    since = at - _AFTER
    # The end of a course's booking is that of its first session.
    later = DepartureSession.objects.filter(departure=OuterRef("departure"), ends_at__gt=since)
    ends_later = Q(ends_at__gt=since) | Q(ends_at=None, starts_at__gt=since) | Q(Exists(later))
    to_come = Q(status__in=LIVE) | (~Q(status=BookingStatus.CANCELLED) & ends_later)
    placed = Order.objects.filter(status=OrderStatus.PLACED)
    return placed.filter(Exists(had), ~Exists(its.filter(to_come)))
