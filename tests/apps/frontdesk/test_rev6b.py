"""What a reviewer tried on the front desk, more of it."""

from datetime import date, timedelta
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.capacity import services as capacity
from apps.capacity.models import Departure
from apps.customers.models import Customer
from apps.events.services import dispatch
from apps.frontdesk import services
from apps.frontdesk.types import Change, Choice, Contact
from apps.kernel.errors import Refusal
from apps.sales import services as sales
from apps.sales.models import OrderLine
from tests.apps.frontdesk.conftest import ANA, STARTS, Trip, reread
from tests.apps.frontdesk.selling import garage_of, house_of
from tests.conftest import NOW


def test_fewer_people_late_cost_what_cancelling_them_would(booking: Booking, trip: Trip) -> None:
    late = STARTS - timedelta(hours=30)
    assert services.quote_cancellation(booking=booking, at=late).fee == 20_000
    services.change_booking(
        booking=booking, change=Change(quantities={trip.adult.pk: 1}), customer=booking.customer_id, at=late
    )
    assert reread(booking.order).total >= 20_000


def test_a_forgotten_persons_waitlist_and_booking_pages(boss: Member, booking: Booking) -> None:
    services.forget_person(customer=booking.customer, by=boss, at=NOW)
    done = services.export_person(customer=reread(booking.customer))
    assert "ana" not in str(done).lower().replace("cancel", ""), done


def test_waiting_parties_are_offered_what_an_expired_basket_held(trip: Trip) -> None:
    Departure.objects.update(capacity=2)
    cart = services.start_cart(at=NOW)
    services.add_to_cart(cart=cart, choice=trip.choice(2), at=NOW)
    entry = services.join_waitlist(choice=trip.choice(2), contact=ANA, at=NOW)
    later = NOW + timedelta(minutes=20)
    capacity.expire_holds(at=later)
    dispatch(at=later)
    dispatch(at=later)
    assert reread(entry).status == "offered"


def test_an_offer_whose_basket_ran_out_goes_to_the_next(trip: Trip) -> None:
    Departure.objects.update(capacity=1)
    cart = services.start_cart(at=NOW)
    item = services.add_to_cart(cart=cart, choice=trip.choice(1), at=NOW)
    one = services.join_waitlist(choice=trip.choice(1), contact=ANA, at=NOW)
    two = services.join_waitlist(
        choice=trip.choice(1),
        contact=Contact(name="N", email="n@guests.example"),
        at=NOW + timedelta(seconds=1),
    )
    services.remove_from_cart(cart=cart, item=item, at=NOW)
    dispatch(at=NOW)
    dispatch(at=NOW)
    assert reread(one).status == "offered"
    taken = services.take_offer(entry=reread(one), at=NOW)
    later = NOW + timedelta(days=1)
    capacity.expire_holds(at=later)
    dispatch(at=later)
    dispatch(at=later)
    assert reread(two).status == "offered"


def test_money_of_a_long_life_adds_up(boss: Member, trip: Trip) -> None:
    placed = services.book(choices=[trip.choice(3, 1)], contact=ANA, at=NOW, by=boss)
    booking = placed.bookings[0]
    for turn, many in enumerate((1, 4, 2)):
        services.change_booking(
            booking=booking, change=Change(quantities={trip.adult.pk: many}), by=boss, at=NOW
        )
    sales.discount_by_hand(order=placed.order, reason="x", percent=10, by=boss, at=NOW)
    dispatch(at=NOW)
    order = reread(placed.order)
    booking = reread(booking)
    assert order.total == sum(OrderLine.objects.filter(order=order).values_list("total", flat=True))
    assert booking.total == order.total
    assert Customer.objects.get().lifetime_value == order.total


def test_a_stay_that_cannot_be_longer_keeps_its_nights(in_coral: Any) -> None:
    house = house_of()
    first = date(2026, 12, 1)
    one = house.stay("A", arrival=first)
    for n in "BC":
        house.stay(n, arrival=first)
    house.stay("D", arrival=first + timedelta(days=3))
    house.stay("E", arrival=first + timedelta(days=3))
    house.stay("F", arrival=first + timedelta(days=3))
    with pytest.raises(Refusal):
        services.change_booking(booking=one, change=Change(nights=4), customer=one.customer_id, at=NOW)
    assert reread(one).ends_at == one.ends_at


def test_huge_nights_and_past_arrival(in_coral: Any) -> None:
    house = house_of()
    for arrival, nights in (
        (date(2020, 1, 1), 2),
        (date(2026, 12, 1), 0),
        (date(2026, 12, 1), -2),
        (date(2026, 12, 1), 10**9),
        (date(9999, 12, 30), 3),
        (date(1, 1, 1), 3),
    ):
        choice = Choice(
            option=house.option.pk, quantities={house.unit.pk: 1}, arrival=arrival, nights=nights, people=2
        )
        with pytest.raises(Refusal):
            services.book(choices=[choice], contact=ANA, at=NOW)


def test_more_people_than_beds(in_coral: Any) -> None:
    house = house_of()
    choice = Choice(
        option=house.option.pk, quantities={house.unit.pk: 1}, arrival=date(2026, 12, 1), nights=2, people=9
    )
    with pytest.raises(Refusal):
        services.book(choices=[choice], contact=ANA, at=NOW)


def test_extremes_of_time(in_coral: Any) -> None:
    from datetime import UTC, datetime

    garage = garage_of()
    for when in (
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, tzinfo=UTC),
        NOW - timedelta(minutes=1),
    ):
        choice = Choice(option=garage.option.pk, quantities={garage.unit.pk: 1}, starts_at=when)
        with pytest.raises(Refusal):
            services.book(choices=[choice], contact=ANA, at=NOW)
