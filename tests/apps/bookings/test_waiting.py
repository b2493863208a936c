"""The waitlist below the front desk: who may wait, who is offered what, and how offers end."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from apps.bookings import services
from apps.bookings.errors import (
    AlreadyWaiting,
    NeverFits,
    NoPeople,
    NothingToWaitFor,
    NotWaiting,
    OfferOver,
    PlacesAreFree,
)
from apps.bookings.models import Booking, WaitlistEntry
from apps.bookings.services.waiting import LONGEST_OFFER, SHORTEST_OFFER, offer_until
from apps.bookings.types import CancelledBy, WaitStatus
from apps.capacity.models import Departure
from apps.customers.models import Customer
from tests.apps.bookings.conftest import Trip, reread
from tests.conftest import NOW


def somebody(name: str) -> Customer:
    return Customer.objects.create(name=name, sort_name=name.lower(), outline=name.lower())


def wait(trip: Trip, name: str, party: int = 1) -> WaitlistEntry:
    return services.join_waitlist(customer=somebody(name), party=party, departure=trip.departure, at=NOW)


def free(booking: Booking) -> None:
    """Somebody cancels, and their places are offered."""
    services.cancel(booking=booking, cancelled_by=CancelledBy.CUSTOMER, by=None, at=NOW)
    services.offer_places(departure=booking.departure_id, at=NOW)


def test_one_waits_only_for_what_is_sold_taken_and_large_enough(
    trip: Trip, make: Callable[..., Booking]
) -> None:
    with pytest.raises(PlacesAreFree):
        wait(trip, "Bo")
    make(adults=10)
    with pytest.raises(NoPeople):
        wait(trip, "Cy", party=0)
    with pytest.raises(NeverFits):
        wait(trip, "Di", party=11)
    entry = wait(trip, "Ed")
    with pytest.raises(AlreadyWaiting):
        services.join_waitlist(customer=entry.customer, party=2, departure=trip.departure, at=NOW)
    Departure.objects.update(status="closed")
    with pytest.raises(NothingToWaitFor):
        wait(trip, "Flo")


def test_who_came_first_and_fits_is_offered_first(trip: Trip, make: Callable[..., Booking]) -> None:
    make(adults=7)
    small = make(adults=3)
    large, first, second = wait(trip, "Bo", 5), wait(trip, "Cy", 2), wait(trip, "Di", 2)
    free(small)
    assert [reread(one).status for one in (large, first, second)] == ["waiting", "offered", "waiting"]
    # What is offered is held: nobody else can take it.
    assert reread(trip.departure).booked == 9


def test_an_offer_is_accepted_in_time_or_passed_on(trip: Trip, make: Callable[..., Booking]) -> None:
    booking = make(adults=10)
    first, second = wait(trip, "Bo", 10), wait(trip, "Cy", 10)
    free(booking)
    first.refresh_from_db()
    until = first.offered_until
    assert until is not None
    with pytest.raises(OfferOver):
        services.accept_offer(entry=reread(first), at=until)
    [offered] = services.expire_offers(at=until)
    assert (offered.pk, reread(first).status) == (second.pk, WaitStatus.EXPIRED)
    assert services.accept_offer(entry=reread(second), at=until).status == WaitStatus.ACCEPTED
    with pytest.raises(NotWaiting):
        services.leave_waitlist(entry=reread(second), at=until)


def test_who_leaves_gives_the_offer_to_the_next(trip: Trip, make: Callable[..., Booking]) -> None:
    booking = make(adults=10)
    first, second = wait(trip, "Bo", 10), wait(trip, "Cy", 10)
    free(booking)
    services.leave_waitlist(entry=reread(first), at=NOW)
    assert (reread(first).status, reread(second).status) == ("left", "offered")


def test_nobody_waits_for_what_is_off(trip: Trip, make: Callable[..., Booking]) -> None:
    make(adults=10)
    entry = wait(trip, "Bo")
    assert services.close_waitlist(departure=trip.departure.pk, at=NOW) == 1
    assert reread(entry).status == WaitStatus.LEFT


def test_an_offer_stands_a_sixth_of_the_time_that_is_left() -> None:
    assert offer_until(at=NOW, starts_at=NOW + timedelta(hours=12)) == NOW + timedelta(hours=2)
    assert offer_until(at=NOW, starts_at=NOW + timedelta(minutes=30)) == NOW + SHORTEST_OFFER
    assert offer_until(at=NOW, starts_at=NOW + timedelta(days=90)) == NOW + LONGEST_OFFER
    assert offer_until(at=NOW, starts_at=None) == NOW + LONGEST_OFFER
