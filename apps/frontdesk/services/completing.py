"""Bookings whose time is over, a day later: whoever wanted to say that nobody came has had the time to."""

from datetime import datetime, timedelta
from typing import Final

from apps.bookings import queries as bookings_of
from apps.bookings import services as bookings
from apps.bookings.errors import BookingStatusNotAllowed
from apps.bookings.types import LIVE
from apps.sales import services as sales
from apps.sales.models import Order
from apps.sales.types import OrderStatus
from apps.tenancy import context

AFTER: Final = timedelta(days=1)


def complete_past(*, at: datetime) -> int:
    """Complete what ended a day ago or earlier, and the orders of which nothing is to come; answers how many bookings.

    A transaction for each booking, which locks its order and itself.
    """
    done = 0
    for booking in bookings_of.over(at=at - AFTER):
        with context.atomic():
            order = Order.objects.select_for_update(of=("self",)).get(pk=booking.order_id)
            try:
                bookings.complete(booking=booking, by=None, at=at)
            except BookingStatusNotAllowed:
                continue
            if order.status == OrderStatus.PLACED and not order.bookings.filter(status__in=LIVE).exists():
                sales.complete_order(order=order, by=None, at=at)
        done += 1
    return done
