"""Bookings whose time is over, a day later: whoever wanted to say that nobody came has had the time to. Requests that
nobody has answered end when their time comes.
"""

from datetime import datetime, timedelta
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from apps.bookings import queries as bookings_of
from apps.bookings import services as bookings
from apps.bookings.errors import BookingStatusNotAllowed
from apps.bookings.types import LIVE, BookingStatus
from apps.frontdesk.queries.open_work import settled_orders
from apps.frontdesk.services import cancelling
from apps.frontdesk.services.writing import language_of
from apps.frontdesk.types import Cause
from apps.sales import services as sales
from apps.sales.models import Order
from apps.sales.types import OrderStatus
from apps.tenancy import context

AFTER: Final = timedelta(days=1)


def complete_past(*, at: datetime) -> int:
    """Complete what ended a day ago or earlier, and the orders of which nothing is to come; decline the requests that
    nobody answered in time. Answers how many bookings. A transaction for each, which locks its order and itself.
    """
    done = decline_unanswered(at=at)
    for booking in bookings_of.over(at=at - AFTER):
        with context.atomic():
            order = Order.objects.select_for_update(of=("self",)).get(pk=booking.order_id)
            try:
                bookings.complete(booking=booking, by=None, at=at)
            except BookingStatusNotAllowed:
                continue
            _complete(order, at=at)
        done += 1
    for number in settled_orders(at=at):
        with context.atomic():
            _complete(Order.objects.select_for_update(of=("self",)).get(pk=number), at=at)
    return done


def _complete(order: Order, *, at: datetime) -> None:
    if order.status == OrderStatus.PLACED and not order.bookings.filter(status__in=LIVE).exists():
        sales.complete_order(order=order, by=None, at=at)


def decline_unanswered(*, at: datetime) -> int:
    """Decline requests that nobody answered until they were to begin: nothing is kept, the places are free, and whoever
    asked is told; answers how many. A transaction for each, which locks as `cancel_booking` does.
    """
    done = 0
    for booking in bookings_of.unanswered(at=at):
        with translation.override(language_of(booking)), context.atomic():
            cancelling.hold(booking)
            if booking.status != BookingStatus.PENDING:
                continue
            reason = _("We did not answer your request in time. We are sorry.")
            cancelling.cancel_booking(booking=booking, cause=Cause.BUSINESS, reason=reason, at=at)
        done += 1
    return done
