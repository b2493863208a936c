"""Who waits is offered places in a stated order."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from apps.bookings import services as bookings
from apps.bookings.errors import AlreadyWaiting, NeverFits, NotWaiting, OfferOver, PlacesAreFree
from apps.bookings.models import Booking, WaitlistEntry
from apps.bookings.services.waiting import offer_until
from apps.capacity.errors import SoldOut
from apps.frontdesk import services
from apps.frontdesk.errors import NotOfThisOption
from apps.frontdesk.types import Contact
from tests.apps.frontdesk.conftest import STARTS, Trip, facts_of, reread, trip_of
from tests.conftest import NOW


def person(n: int) -> Contact:
    return Contact(name=f"Waiter {n}", email=f"waiter{n}@guests.example")


@pytest.fixture
def full(trip: Trip) -> list[Booking]:
    """Five parties of two fill the boat."""
    return [
        services.book(choices=[trip.choice(2)], contact=person(100 + n), at=NOW, source="website").bookings[0]
        for n in range(5)
    ]


@pytest.fixture
def waits(trip: Trip, full: list[Booking]) -> Callable[..., WaitlistEntry]:
    """Has a party wait; each comes a second after the other."""
    came = iter(range(1, 100))

    def wait(party: int) -> WaitlistEntry:
        n = next(came)
        return services.join_waitlist(
            choice=trip.choice(party), contact=person(n), at=NOW + timedelta(seconds=n)
        )

    return wait


def cancel(booking: Booking) -> None:
    services.cancel_booking(booking=booking, customer=booking.customer_id, at=NOW + timedelta(minutes=5))


def states(*entries: WaitlistEntry) -> list[str]:
    return [reread(one).status for one in entries]


def test_who_came_first_is_offered_first_and_nobody_comes_in_between(
    trip: Trip, full: list[Booking], waits: Callable[..., WaitlistEntry]
) -> None:
    first, second = waits(2), waits(2)
    cancel(full[0])
    assert states(first, second) == ["offered", "waiting"]
    assert reread(trip.departure).booked == 10
    with pytest.raises(SoldOut):
        services.book(choices=[trip.choice(1)], contact=person(7), at=NOW + timedelta(minutes=5))
    assert facts_of("bookings.waitlist_offered") == ["bookings.waitlist_offered"]


def test_a_party_that_does_not_fit_keeps_its_turn(
    full: list[Booking], waits: Callable[..., WaitlistEntry]
) -> None:
    four, two, late = waits(4), waits(2), waits(2)
    cancel(full[0])
    assert states(four, two, late) == ["waiting", "offered", "waiting"]
    bookings.leave_waitlist(entry=reread(two), at=NOW + timedelta(minutes=6))
    # Two places are free again: those who need four still do not fit, the next do.
    assert states(four, two, late) == ["waiting", "left", "offered"]
    cancel(full[1])
    cancel(full[2])
    assert states(four) == ["offered"]


def test_who_does_not_answer_has_had_their_turn(
    trip: Trip, full: list[Booking], waits: Callable[..., WaitlistEntry]
) -> None:
    first, second = waits(2), waits(2)
    cancel(full[0])
    over = reread(first).offered_until + timedelta(seconds=1)
    assert [one.pk for one in bookings.expire_offers(at=over)] == [second.pk]
    assert states(first, second) == ["expired", "offered"]
    assert reread(trip.departure).booked == 10
    bookings.expire_offers(at=reread(second).offered_until + timedelta(seconds=1))
    # Nobody is left, so the places are sold to whoever comes.
    assert states(first, second) == ["expired", "expired"]
    assert reread(trip.departure).booked == 8


def test_the_places_that_were_offered_are_booked(
    trip: Trip, full: list[Booking], waits: Callable[..., WaitlistEntry]
) -> None:
    entry = waits(2)
    cancel(full[0])
    at = NOW + timedelta(minutes=10)
    cart = services.take_offer(entry=reread(entry), at=at)
    [booking] = services.place_order(cart=cart, at=at).bookings
    assert (booking.people, booking.total, booking.customer.email) == (2, 20_000, "waiter1@guests.example")
    assert (states(entry), reread(trip.departure).booked) == (["accepted"], 10)
    with pytest.raises(NotWaiting):
        services.take_offer(entry=reread(entry), at=at)


def test_an_offer_that_is_over_is_not_taken(full: list[Booking], waits: Callable[..., WaitlistEntry]) -> None:
    entry = waits(2)
    cancel(full[0])
    with pytest.raises(OfferOver):
        services.take_offer(entry=reread(entry), at=reread(entry).offered_until)
    assert states(entry) == ["offered"]


def test_nobody_waits_twice_in_vain_or_for_what_is_free(trip: Trip, full: list[Booking]) -> None:
    services.join_waitlist(choice=trip.choice(2), contact=person(1), at=NOW)
    with pytest.raises(AlreadyWaiting):
        services.join_waitlist(choice=trip.choice(1), contact=person(1), at=NOW)
    with pytest.raises(NeverFits):
        services.join_waitlist(choice=trip.choice(11), contact=person(2), at=NOW)
    other = trip_of("Wreck")
    with pytest.raises(PlacesAreFree):
        services.join_waitlist(choice=other.choice(2), contact=person(3), at=NOW)
    with pytest.raises(NotOfThisOption):
        services.join_waitlist(choice=trip.choice(2, departure=other.departure.pk), contact=person(4), at=NOW)


def test_an_offer_lasts_a_sixth_of_what_is_left() -> None:
    assert offer_until(at=NOW, starts_at=STARTS) == NOW + timedelta(hours=12)
    assert offer_until(at=NOW, starts_at=NOW + timedelta(hours=6)) == NOW + timedelta(hours=1)
    assert offer_until(at=NOW, starts_at=NOW + timedelta(minutes=30)) == NOW + timedelta(minutes=15)


def test_a_change_to_fewer_people_offers_what_it_frees(
    trip: Trip, full: list[Booking], waits: Callable[..., WaitlistEntry]
) -> None:
    from apps.frontdesk.types import Change

    entry = waits(1)
    change = Change(quantities={trip.adult.pk: 1})
    services.change_booking(
        booking=full[0], change=change, customer=full[0].customer_id, at=NOW + timedelta(minutes=1)
    )
    assert states(entry) == ["offered"]
