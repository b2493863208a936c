"""Nobody new passes by who waits."""

from datetime import timedelta

import pytest

from apps.accounts.models import Member
from apps.bookings.models import WaitlistEntry
from apps.capacity import services as capacity
from apps.capacity.errors import SoldOut
from apps.capacity.models import Departure
from apps.events.services import dispatch
from apps.frontdesk import services
from apps.frontdesk.types import Contact
from apps.sales.models import Order
from tests.apps.frontdesk.conftest import ANA, Trip, reread
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
