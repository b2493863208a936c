"""A departure that does not take place: everybody is handled, once, whatever happens in between."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.bookings import queries as bookings_of
from apps.bookings.models import Booking
from apps.capacity import services as capacity
from apps.capacity.errors import DepartureClosed, HoldGone, StillBooked, TransitionRefused
from apps.capacity.models import Departure
from apps.catalog.models import Option, Product
from apps.customers.models import Customer
from apps.frontdesk import queries, services
from apps.frontdesk.models import DepartureCancellation
from apps.frontdesk.services import departures
from apps.frontdesk.services.cancelling import cancel_booking
from apps.frontdesk.types import Change, Contact, Placed
from apps.sales.models import Order
from apps.tenancy import context
from tests.apps.frontdesk.conftest import (
    STARTS,
    Trip,
    departure_of,
    each_of,
    facts_of,
    reread,
    somebody_waits,
)
from tests.conftest import NOW
from tests.polling import wait_for

AGAIN = NOW + timedelta(minutes=5)


@pytest.fixture
def crowd(trip: Trip) -> list[Booking]:
    """Five parties of two."""
    return [
        services.book(
            choices=[trip.choice(2)],
            contact=Contact(name=f"Guest {n}", email=f"guest{n}@guests.example"),
            at=NOW,
            source="website",
        ).bookings[0]
        for n in range(5)
    ]


def test_all_of_them_are_cancelled_with_nothing_kept(boss: Member, trip: Trip, crowd: list[Booking]) -> None:
    made = services.cancel_departure(departure=trip.departure, reason="Storm", by=boss, at=NOW)
    assert (made.bookings, reread(trip.departure).status) == (5, "cancelled")
    done = services.continue_cancellation(cancellation=made.pk, at=NOW)
    assert done is not None
    assert (done.handled, done.finished_at) == (5, NOW)
    assert {(one.status, one.cancelled_by, one.fee, one.reason) for one in Booking.objects.all()} == {
        ("cancelled", "business", 0, "Storm")
    }
    assert reread(trip.departure).booked == 0
    assert set(Customer.objects.values_list("booking_count", "lifetime_value")) == {(0, 0)}
    assert services.continue_cancellation(cancellation=made.pk, at=AGAIN) is None


class _Killed(Exception):
    """As a process that ends."""


def test_who_is_stopped_in_the_middle_is_followed_by_another(
    boss: Member, trip: Trip, crowd: list[Booking], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = services.cancel_departure(departure=trip.departure, reason="Storm", by=boss, at=NOW)
    real, calls = cancel_booking, []

    def dies_at_the_third(**given: Any) -> Booking:
        done = real(**given)
        calls.append(done.pk)
        if len(calls) == 3:
            raise _Killed  # after it wrote, before it committed
        return done

    monkeypatch.setattr(departures, "cancel_booking", dies_at_the_third)
    with pytest.raises(_Killed):
        services.continue_cancellation(cancellation=made.pk, at=NOW)
    assert Booking.objects.filter(status="cancelled").count() == 2
    monkeypatch.setattr(departures, "cancel_booking", real)
    # Somebody may still be at it, so nobody goes on at once.
    assert services.continue_cancellation(cancellation=made.pk, at=NOW) is None
    assert queries.open_cancellations(at=AGAIN) == [made.pk]
    done = services.continue_cancellation(cancellation=made.pk, at=AGAIN)
    assert done is not None
    assert (done.handled, Booking.objects.filter(status="cancelled").count()) == (5, 5)
    assert facts_of("bookings.booking_cancelled") == ["bookings.booking_cancelled"] * 5


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_handle_each_booking_once(
    boss: Member, trip: Trip, crowd: list[Booking], race: Callable[..., list[Any]]
) -> None:
    made = services.cancel_departure(departure=trip.departure, reason="Storm", by=boss, at=NOW)
    found = race(lambda: services.continue_cancellation(cancellation=made.pk, at=AGAIN), 3)
    assert [type(one) for one in found if one is not None] == [DepartureCancellation], found
    assert facts_of("bookings.booking_cancelled") == ["bookings.booking_cancelled"] * 5
    assert reread(made).handled == 5


@pytest.fixture
def cart(trip: Trip) -> Order:
    """Two places on a boat with twenty, held."""
    Departure.objects.update(capacity=20)
    made = services.start_cart(at=NOW)
    services.add_to_cart(cart=made, choice=trip.choice(2), at=NOW)
    services.give_details(cart=made, contact=Contact(name="A", email="a@guests.example"), at=NOW)
    return made


def first(call: Callable[[], Any], done: threading.Event) -> Callable[[], Any]:
    """Makes the call in a transaction that stays open, `done`, until the other waits for it."""

    def one() -> Any:
        with context.atomic():
            made = call()
            done.set()
            wait_for(somebody_waits)
            return made

    return one


def then(call: Callable[[], Any], done: threading.Event) -> Callable[[], Any]:
    """Makes the call while the first one's transaction is still open."""

    def one() -> Any:
        assert done.wait(20)
        with context.atomic():  # as an action of the back office
            return call()

    return one


@pytest.mark.django_db(transaction=True)
def test_a_departure_is_not_simply_called_off_while_somebody_pays(
    boss: Member, trip: Trip, cart: Order, race: Callable[..., list[Any]]
) -> None:
    paid = threading.Event()
    pay = first(lambda: services.place_order(cart=cart, at=NOW), paid)
    off = then(
        lambda: capacity.change_status(record=trip.departure, state="cancelled", by=boss, at=NOW), paid
    )
    found = race(each_of([pay, off]), 2)
    [placed] = [one for one in found if isinstance(one, Placed)]
    [booking] = placed.bookings
    assert [type(one) for one in found if one is not placed] == [StillBooked], found
    assert reread(trip.departure).status == "open"
    assert reread(booking).status == "confirmed"
    assert reread(booking.hold).status == "confirmed"
    assert reread(trip.departure).booked == 2


@pytest.mark.django_db(transaction=True)
def test_who_pays_while_a_departure_is_cancelled_is_handled_like_everybody(
    boss: Member, trip: Trip, crowd: list[Booking], cart: Order, race: Callable[..., list[Any]]
) -> None:
    paid = threading.Event()
    pay = first(lambda: services.place_order(cart=cart, at=NOW), paid)
    cancel = then(
        lambda: services.cancel_departure(departure=trip.departure, reason="Storm", by=boss, at=NOW), paid
    )
    found = race(each_of([pay, cancel]), 2)
    [placed] = [one for one in found if isinstance(one, Placed)]
    [made] = [one for one in found if isinstance(one, DepartureCancellation)]
    services.continue_cancellation(cancellation=made.pk, at=AGAIN)
    assert (reread(made).bookings, reread(made).handled) == (6, 6)
    assert reread(placed.bookings[0]).status == "cancelled"
    assert set(Booking.objects.values_list("status", flat=True)) == {"cancelled"}
    assert reread(trip.departure).booked == 0


@pytest.mark.django_db(transaction=True)
def test_who_pays_just_after_it_was_cancelled_is_told_so(
    boss: Member, trip: Trip, cart: Order, race: Callable[..., list[Any]]
) -> None:
    cancelled = threading.Event()
    cancel = first(
        lambda: services.cancel_departure(departure=trip.departure, reason="Storm", by=boss, at=NOW),
        cancelled,
    )
    # It waits for what becomes of the departure.
    pay = then(lambda: services.place_order(cart=cart, at=NOW), cancelled)
    found = race(each_of([cancel, pay]), 2)
    [refused] = [one for one in found if not isinstance(one, DepartureCancellation)]
    assert isinstance(refused, DepartureClosed | HoldGone), refused
    assert not Booking.objects.exists()
    assert reread(trip.departure).booked == 0


def test_who_moves_to_another_date_meanwhile_keeps_it(
    boss: Member, trip: Trip, crowd: list[Booking], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = departure_of(trip.option, starts_at=STARTS + timedelta(days=1))
    made = services.cancel_departure(departure=trip.departure, reason="Storm", by=boss, at=NOW)
    listed = bookings_of.live_of_departure(trip.departure.pk)
    moving = crowd[2]
    change = Change(departure=other.pk)
    services.change_booking(booking=reread(moving), change=change, by=boss, at=NOW)
    # The list was read before.
    monkeypatch.setattr(bookings_of, "live_of_departure", lambda departure: listed)
    services.continue_cancellation(cancellation=made.pk, at=AGAIN)
    assert reread(moving).status == "modified"
    assert (reread(other).booked, reread(trip.departure).booked) == (2, 0)


def test_nobody_books_waits_or_confirms_what_is_off(boss: Member, trip: Trip) -> None:
    cart = services.start_cart(at=NOW)
    services.add_to_cart(cart=cart, choice=trip.choice(8), at=NOW)
    services.give_details(cart=cart, contact=Contact(name="A", email="a@guests.example"), at=NOW)
    waits = services.join_waitlist(
        choice=trip.choice(3), contact=Contact(name="B", email="b@guests.example"), at=NOW
    )
    services.cancel_departure(departure=trip.departure, reason="Storm", by=boss, at=NOW)
    assert reread(waits).status == "left"
    for attempt in (
        lambda: services.place_order(cart=cart, at=NOW),
        lambda: services.book(
            choices=[trip.choice(1)], contact=Contact(name="C", email="c@guests.example"), at=NOW
        ),
    ):
        with pytest.raises(Exception, match=r"bookings|given back"):
            attempt()
    assert (reread(trip.departure).booked, Booking.objects.count()) == (0, 0)


def test_doing_it_again_goes_on_with_the_same(boss: Member, trip: Trip, crowd: list[Booking]) -> None:
    one = services.cancel_departure(departure=trip.departure, reason="Storm", by=boss, at=NOW)
    two = services.cancel_departure(departure=trip.departure, reason="Other", by=boss, at=NOW)
    assert (one.pk, reread(two).reason) == (two.pk, "Storm")


def test_what_has_taken_place_is_not_cancelled(boss: Member, trip: Trip) -> None:
    Departure.objects.update(status="completed")
    with pytest.raises(TransitionRefused):
        services.cancel_departure(departure=trip.departure, reason="Storm", by=boss, at=NOW)
    assert not DepartureCancellation.objects.exists()


def test_other_dates_have_room_for_the_party(trip: Trip, booking: Booking) -> None:
    near, full, small = (
        departure_of(trip.option, starts_at=STARTS + timedelta(days=n), capacity=c)
        for n, c in ((2, 5), (1, 2), (3, 1))
    )
    Departure.objects.filter(pk=full.pk).update(booked=1)
    found = queries.other_dates(reread(booking), at=NOW)
    assert [one.departure for one in found] == [near.pk]
    assert small.capacity == 1


def test_other_dates_can_still_be_booked(trip: Trip, booking: Booking) -> None:
    """However many full ones come first: neither within the notice nor further ahead than is sold."""
    Product.objects.update(notice=24 * 60, horizon=200)
    hour = timedelta(hours=1)
    for number in range(51):
        departure_of(trip.option, starts_at=NOW + 30 * hour + number * hour, capacity=1)
    departure_of(trip.option, starts_at=NOW + 5 * hour)
    departure_of(trip.option, starts_at=NOW + timedelta(days=201))
    good = departure_of(trip.option, starts_at=NOW + timedelta(days=100))
    assert [one.departure for one in queries.other_dates(reread(booking), at=NOW)] == [good.pk]
    Option.objects.update(active=False)
    assert queries.other_dates(reread(booking), at=NOW) == []
