"""What waits until the business agrees to it."""

from collections.abc import Callable
from datetime import timedelta

from apps.catalog.models import Product
from apps.frontdesk import services
from apps.frontdesk.types import Placed
from tests.apps.frontdesk.conftest import STARTS, Trip, reread


def test_who_withdraws_a_request_that_nobody_agreed_to_owes_nothing(
    trip: Trip, booked: Callable[..., Placed]
) -> None:
    Product.objects.update(approval=True)
    late = STARTS - timedelta(hours=30)
    booking = booked(at=late).bookings[0]
    assert booking.status == "pending"
    assert services.quote_cancellation(booking=booking, at=late).fee == 0
    services.cancel_booking(booking=booking, customer=booking.customer, at=late)
    assert reread(booking.order).total == 0
