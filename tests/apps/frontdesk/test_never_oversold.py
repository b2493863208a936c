"""Many at once want the same places: never one too many. The large proof, with killed web processes, is a script."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.bookings.models import Booking
from apps.capacity.errors import SoldOut
from apps.capacity.models import Departure, Hold
from apps.frontdesk import services
from apps.frontdesk.types import Change, Contact, Placed
from tests.apps.frontdesk.conftest import STARTS, Trip, departure_of, reread
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)
BUYERS = 24


def buyers() -> Callable[[], Contact]:
    """A new person each time, whoever asks."""
    from itertools import count

    numbers = count()
    return lambda: Contact(name="Buyer", email=f"buyer{next(numbers)}@guests.example")


def test_as_many_are_sold_as_there_are(trip: Trip, race: Callable[..., list[Any]]) -> None:
    Departure.objects.update(capacity=5)
    somebody = buyers()
    found = race(lambda: services.book(choices=[trip.choice(1)], contact=somebody(), at=NOW), BUYERS)
    sold = [one for one in found if isinstance(one, Placed)]
    assert (len(sold), {type(one) for one in found}) == (5, {Placed, SoldOut})
    assert (reread(trip.departure).booked, Booking.objects.count()) == (5, 5)
    assert Hold.objects.filter(status="confirmed").count() == 5


def test_two_who_change_places_with_each_other_do_not_wait_in_a_circle(
    trip: Trip, race: Callable[..., list[Any]]
) -> None:
    second = departure_of(trip.option, starts_at=STARTS, capacity=10)
    somebody = buyers()
    booked = [
        services.book(choices=[trip.choice(1, departure=one.pk)], contact=somebody(), at=NOW).bookings[0]
        for _ in range(3)
        for one in (trip.departure, second)
    ]
    left = iter(booked)

    def swap() -> Booking:
        booking = next(left)
        to = second if booking.departure_id == trip.departure.pk else trip.departure
        return services.change_booking(
            booking=booking, change=Change(departure=to.pk), customer=booking.customer_id, at=NOW
        )

    found = race(swap, len(booked))
    assert all(isinstance(one, Booking) for one in found), found
    assert (reread(trip.departure).booked, reread(second).booked) == (3, 3)


def test_a_booking_that_is_cancelled_twice_at_once_gives_its_places_back_once(
    trip: Trip, booking: Booking, race: Callable[..., list[Any]]
) -> None:
    def cancel() -> Booking:
        return services.cancel_booking(booking=reread(booking), customer=booking.customer_id, at=NOW)

    found = race(cancel, 4)
    assert sum(isinstance(one, Booking) for one in found) == 1, found
    assert reread(trip.departure).booked == 0
    assert reread(booking.customer).booking_count == 0
