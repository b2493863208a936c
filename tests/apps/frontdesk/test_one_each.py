"""One thing of an order is one room or one job; who wants two puts two into it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.capacity.models import Hold, Reservation
from apps.catalog import services as catalog
from apps.frontdesk import services
from apps.frontdesk.errors import OneEach
from apps.frontdesk.types import Change, Choice
from apps.sales.models import Order
from tests.apps.frontdesk.conftest import ANA
from tests.apps.frontdesk.selling import garage_of, house_of
from tests.conftest import NOW


@pytest.fixture(params=["room", "vehicle"])
def one(request: Any, in_coral: Any) -> Choice:
    """A room for two nights, or a car that is cleaned."""
    if request.param == "room":
        house = house_of()
        first = date(2026, 12, 1)
        return Choice(
            option=house.option.pk, quantities={house.unit.pk: 1}, arrival=first, nights=2, people=2
        )
    garage = garage_of()
    starts_at = NOW + timedelta(days=1)
    return Choice(option=garage.option.pk, quantities={garage.unit.pk: 1}, starts_at=starts_at)


def test_three_of_one_are_refused_and_nothing_is_written(one: Choice, boss: Member) -> None:
    three = replace(one, quantities=dict.fromkeys(one.quantities, 3))
    for by in (None, boss):
        with pytest.raises(OneEach):
            services.book(choices=[three], contact=ANA, at=NOW, by=by)
    cart = services.start_cart(at=NOW)
    with pytest.raises(OneEach):
        services.add_to_cart(cart=cart, choice=three, at=NOW)
    assert not Hold.objects.exists() and not Booking.objects.exists()
    assert list(Order.objects.all()) == [cart] and not cart.items.exists()


def test_two_things_take_two_rooms_or_technicians(one: Choice) -> None:
    placed = services.book(choices=[one, one], contact=ANA, at=NOW)
    taken = Reservation.objects.filter(hold__in=[each.hold_id for each in placed.bookings])
    assert len({each.resource_id for each in taken}) == taken.count() == len(placed.bookings) == 2
    assert placed.order.total == sum(each.total for each in placed.bookings) == 2 * placed.bookings[0].total


def test_a_booking_is_not_changed_to_more_of_it(one: Choice, boss: Member) -> None:
    [booking] = services.book(choices=[one], contact=ANA, at=NOW).bookings
    change = Change(quantities=dict.fromkeys(one.quantities, 2))
    for who in ({"by": boss}, {"customer": booking.customer_id}):
        with pytest.raises(OneEach):
            services.quote_change(booking=booking, change=change, at=NOW, **who)


def test_people_and_what_is_had_beside_a_room_are_as_many_as_they_are(one: Choice) -> None:
    towel, guest = (
        catalog.create_unit(
            values={"option": one.option, "name": per, "price": 500, "per": per}, by=None, at=NOW
        )
        for per in ("item", "person")
    )
    several = {**one.quantities, towel.pk: 3, guest.pk: 2}
    assert services.book(choices=[replace(one, quantities=several)], contact=ANA, at=NOW).bookings


def test_two_sorts_of_vehicles_are_two_jobs(in_coral: Any) -> None:
    garage = garage_of()
    van = catalog.create_unit(
        values={"option": garage.option, "name": "Van", "price": 500, "per": "vehicle"}, by=None, at=NOW
    )
    both = Choice(
        option=garage.option.pk,
        quantities={garage.unit.pk: 1, van.pk: 1},
        starts_at=NOW + timedelta(days=1),
    )
    with pytest.raises(OneEach):
        services.book(choices=[both], contact=ANA, at=NOW)
