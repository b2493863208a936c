"""Nobody new passes by who waits."""

from datetime import timedelta
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.bookings.models import WaitlistEntry
from apps.bookings.services import offer_places
from apps.capacity import services as capacity
from apps.capacity.errors import SoldOut
from apps.capacity.models import Departure, Requirement, Resource, ResourceClass
from apps.events.services import dispatch
from apps.frontdesk import services
from apps.frontdesk.errors import QuoteNotFree
from apps.frontdesk.types import Change, Contact
from apps.sales.models import Order
from tests.apps.frontdesk.conftest import ANA, STARTS, Trip, departure_of, reread
from tests.apps.frontdesk.selling import place
from tests.conftest import NOW

LATER = NOW + timedelta(minutes=20)
NEW = Contact(name="N", email="n@guests.example")


@pytest.fixture
def cart(trip: Trip) -> Order:
    """Both places are in a basket that has run out, and what that means has not been handled yet."""
    Departure.objects.update(capacity=2)
    made = services.start_cart(at=NOW)
    services.add_to_cart(cart=made, choice=trip.choice(2), at=NOW)
    services.give_details(cart=made, contact=NEW, at=NOW)
    return made


def waits(trip: Trip, party: int) -> WaitlistEntry:
    entry = services.join_waitlist(choice=trip.choice(party), contact=ANA, at=NOW)
    capacity.expire_holds(at=LATER)
    return entry


def test_somebody_new_cannot_pass_by_who_waits(trip: Trip, cart: Order) -> None:
    entry = waits(trip, 2)
    with pytest.raises(SoldOut):
        services.book(choices=[trip.choice(1)], contact=NEW, at=LATER)
    with pytest.raises(SoldOut):
        services.add_to_cart(cart=services.start_cart(at=LATER), choice=trip.choice(1), at=LATER)
    dispatch(at=LATER)
    assert reread(entry).status == "offered"
    offered = services.take_offer(entry=reread(entry), at=LATER)
    assert services.place_order(cart=offered, at=LATER).bookings


def test_a_basket_that_ran_out_comes_after_who_waits(trip: Trip, cart: Order) -> None:
    waits(trip, 1)
    with pytest.raises(SoldOut):
        services.place_order(cart=cart, at=LATER)


def test_a_party_that_does_not_fit_keeps_nobody_out(trip: Trip, cart: Order) -> None:
    waits(trip, 2)
    Departure.objects.update(booked=1)
    assert services.book(choices=[trip.choice(1)], contact=NEW, at=LATER).bookings


def test_staff_decide_themselves(trip: Trip, cart: Order, boss: Member) -> None:
    waits(trip, 2)
    assert services.book(choices=[trip.choice(1)], contact=NEW, at=LATER, by=boss).bookings


@pytest.fixture
def line(trip: Trip, cart: Order) -> Departure:
    """Two places are free for a party of two who waits, and Ana is booked on another day with the same boat."""
    waits(trip, 2)
    return departure_of(trip.option, starts_at=STARTS + timedelta(days=1))


def test_who_is_booked_elsewhere_cannot_change_past_who_waits(
    trip: Trip, line: Departure, boss: Member
) -> None:
    [mine] = services.book(choices=[trip.choice(1, departure=line.pk)], contact=NEW, at=LATER).bookings
    change = Change(departure=trip.departure.pk)
    for act in (services.quote_change, services.change_booking):
        with pytest.raises(SoldOut):
            act(booking=mine, change=change, at=LATER, customer=mine.customer_id)
    services.change_booking(booking=mine, change=change, at=LATER, by=boss)
    assert reread(mine).departure_id == trip.departure.pk


def test_who_is_booked_takes_no_more_places_before_who_waits(trip: Trip, line: Departure) -> None:
    Departure.objects.filter(pk=trip.departure.pk).update(capacity=4)
    [mine] = services.book(choices=[trip.choice(2)], contact=NEW, at=NOW, by=_boss()).bookings
    with pytest.raises(SoldOut):
        services.change_booking(
            booking=mine, change=Change(quantities={trip.adult.pk: 3}), at=LATER, customer=mine.customer_id
        )
    fewer = Change(quantities={trip.adult.pk: 1})
    services.change_booking(booking=mine, change=fewer, at=LATER, customer=mine.customer_id)
    assert reread(mine).people == 1


def _boss() -> Member:
    return Member.objects.filter(user__email__startswith="owner").get()


def test_a_basket_takes_no_more_places_before_who_waits(trip: Trip, line: Departure) -> None:
    mine = services.start_cart(at=LATER)
    item = services.add_to_cart(cart=mine, choice=trip.choice(1, departure=line.pk), at=LATER)
    with pytest.raises(SoldOut):
        services.change_cart_item(cart=mine, item=item, choice=trip.choice(1), at=LATER)
    assert reread(item).departure_id == line.pk


def test_a_quote_whose_places_are_not_held_comes_after_who_waits(
    trip: Trip, cart: Order, boss: Member
) -> None:
    capacity.expire_holds(at=LATER)
    quote: dict[str, Any] = {
        "choices": [trip.choice(1)],
        "contact": NEW,
        "valid_until": NOW + timedelta(days=2),
        "by": boss,
    }
    mine, held = (services.send_quote(**quote, at=LATER, hold=hold) for hold in (False, True))
    # One place is held; who waits for the other came after the quote, but nothing was held for it.
    Departure.objects.filter(pk=trip.departure.pk).update(capacity=1)
    services.join_waitlist(choice=trip.choice(1), contact=ANA, at=LATER)
    Departure.objects.filter(pk=trip.departure.pk).update(capacity=2)
    with pytest.raises(QuoteNotFree):
        services.accept_quote(order=mine, at=LATER)
    assert services.accept_quote(order=held, at=LATER).bookings
    assert services.accept_quote(order=mine, at=LATER, by=boss).bookings


@pytest.fixture
def one_tank(trip: Trip) -> Resource:
    """Everybody on the trip needs a tank, and there is one."""
    tanks = ResourceClass.objects.create(name="Tanks", kind="item")
    Requirement.objects.create(product=trip.product, resource_class=tanks, quantity=1, each="person")
    return Resource.objects.create(resource_class=tanks, name="Tank 1", location=place())


def test_a_party_whose_things_are_missing_keeps_nobody_out(trip: Trip, one_tank: Resource) -> None:
    Departure.objects.update(booked=10)
    pair = services.join_waitlist(choice=trip.choice(2), contact=ANA, at=NOW)
    Departure.objects.update(booked=7)
    # Of three places nobody can have two, since there is one tank: the party waits, others go on.
    assert services.book(choices=[trip.choice(1)], contact=NEW, at=LATER).bookings
    assert reread(pair).status == "waiting"


def test_who_waits_behind_a_party_whose_things_are_missing_is_offered(trip: Trip, one_tank: Resource) -> None:
    Departure.objects.update(booked=10)
    who = (ANA, Contact(name="P", email="p@guests.example"), NEW)
    entries = [
        services.join_waitlist(choice=trip.choice(party), contact=one, at=NOW + timedelta(seconds=n))
        for n, (party, one) in enumerate(zip((2, 3, 1), who, strict=True))
    ]
    Departure.objects.update(booked=7)
    # Somebody new comes after the one who can be served.
    with pytest.raises(SoldOut):
        services.book(choices=[trip.choice(1)], contact=Contact(name="Q", email="q@guests.example"), at=LATER)
    offer_places(departure=trip.departure.pk, at=LATER)
    assert [reread(one).status for one in entries] == ["waiting", "waiting", "offered"]
