"""A cart becomes an order once."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest

from apps.backoffice.errors import Invalid
from apps.bookings.models import Booking
from apps.bookings.types import BookingStatus
from apps.capacity import services as capacity
from apps.capacity.errors import HoldExpired, SoldOut
from apps.catalog.models import Product
from apps.customers.models import Customer
from apps.frontdesk import services
from apps.frontdesk.errors import (
    CartClosed,
    ChooseHowMany,
    ChooseWhen,
    EmptyCart,
    InThePast,
    NoContact,
    NoSuchItem,
    NoSuchOption,
    NotOfThisOption,
    TooMany,
)
from apps.frontdesk.types import Choice, Contact, Placed
from apps.kernel.errors import Refusal
from apps.sales import services as sales
from apps.sales.models import Order
from tests.apps.frontdesk.conftest import ANA, STARTS, Trip, reread, trip_of
from tests.conftest import NOW


@pytest.fixture
def cart(trip: Trip) -> Order:
    """Two adults in a cart, with Ana's name on it."""
    made = services.start_cart(at=NOW, language="es")
    services.add_to_cart(cart=made, choice=trip.choice(2), at=NOW)
    services.give_details(cart=made, contact=ANA, at=NOW)
    return made


def test_a_cart_of_several_things_is_placed_as_a_whole(trip: Trip, cart: Order) -> None:
    other = trip_of("Night dive")
    services.add_to_cart(cart=cart, choice=other.choice(1), at=NOW)
    assert (reread(trip.departure).booked, reread(other.departure).booked) == (2, 1)
    placed = services.place_order(cart=cart, at=NOW)
    assert placed.new
    assert sorted((one.product.name, one.total) for one in placed.bookings) == [
        ("Night dive", 10_000),
        ("Reef trip", 20_000),
    ]
    assert {one.hold.status for one in Booking.objects.all()} == {"confirmed"}
    assert (Customer.objects.get().booking_count, reread(cart).total) == (2, 30_000)


def test_placing_again_answers_the_same_order(cart: Order) -> None:
    one = services.place_order(cart=cart, at=NOW)
    two = services.place_order(cart=cart, at=NOW + timedelta(minutes=1))
    assert (two.new, two.order.pk, [b.pk for b in two.bookings]) == (
        False,
        one.order.pk,
        [b.pk for b in one.bookings],
    )
    assert Customer.objects.get().booking_count == 1


@pytest.mark.django_db(transaction=True)
def test_placing_twice_at_once_gives_one_order(cart: Order, race: Callable[..., list[Any]]) -> None:
    found = race(lambda: services.place_order(cart=cart, at=NOW), 4)
    assert all(isinstance(one, Placed) for one in found), found
    assert len({one.order.reference for one in found}) == 1
    assert sorted(one.new for one in found) == [False, False, False, True]
    assert Booking.objects.count() == 1


def test_what_expired_is_taken_again_or_refused(trip: Trip, cart: Order) -> None:
    late = NOW + timedelta(minutes=20)
    assert capacity.expire_holds(at=late) == 1
    assert reread(trip.departure).booked == 0
    services.place_order(cart=cart, at=late)
    assert reread(trip.departure).booked == 2


def test_a_basket_that_was_given_up_is_placed_by_who_comes_back(cart: Order) -> None:
    later = NOW + timedelta(hours=25)
    capacity.expire_holds(at=later)
    sales.abandon_carts(at=later)
    assert reread(cart).status == "abandoned"
    assert services.place_order(cart=cart, at=later).new


def test_what_has_begun_is_not_taken_again(cart: Order) -> None:
    capacity.expire_holds(at=NOW + timedelta(hours=1))
    with pytest.raises(InThePast):
        services.place_order(cart=cart, at=STARTS + timedelta(hours=2))


def test_what_somebody_else_has_taken_meanwhile_is_said(trip: Trip, cart: Order) -> None:
    late = NOW + timedelta(minutes=20)
    capacity.expire_holds(at=late)
    services.book(choices=[trip.choice(9)], contact=Contact(name="Bo", email="bo@guests.example"), at=late)
    with pytest.raises(HoldExpired):
        services.place_order(cart=cart, at=late)
    assert reread(cart).status == "cart"
    assert Customer.objects.filter(email=ANA.email).count() == 0


def test_bookings_wait_where_the_business_agrees_by_hand(trip: Trip, cart: Order) -> None:
    Product.objects.update(approval=True)
    [booking] = services.place_order(cart=cart, at=NOW).bookings
    assert booking.status == BookingStatus.PENDING
    services.confirm(booking=booking, by=None, at=NOW)
    assert reread(booking).status == BookingStatus.CONFIRMED


def test_something_else_is_put_into_the_cart_or_nothing_changes(trip: Trip, cart: Order) -> None:
    [item] = cart.items.all()
    with pytest.raises(SoldOut):
        services.change_cart_item(cart=cart, item=item, choice=trip.choice(11), at=NOW)
    assert reread(trip.departure).booked == 2
    services.change_cart_item(cart=cart, item=item, choice=trip.choice(4), at=NOW)
    assert (reread(trip.departure).booked, reread(cart).total) == (4, 40_000)
    [item] = cart.items.all()
    services.remove_from_cart(cart=cart, item=item.pk, at=NOW)
    assert (reread(trip.departure).booked, reread(cart).total) == (0, 0)
    with pytest.raises(NoSuchItem):
        services.remove_from_cart(cart=cart, item=item.pk, at=NOW)
    with pytest.raises(EmptyCart):
        services.place_order(cart=cart, at=NOW)


def test_a_placed_cart_takes_nothing_more(trip: Trip, cart: Order) -> None:
    services.place_order(cart=cart, at=NOW)
    with pytest.raises(CartClosed):
        services.add_to_cart(cart=cart, choice=trip.choice(1), at=NOW)


def test_nobody_orders_without_a_name(trip: Trip) -> None:
    cart = services.start_cart(at=NOW)
    services.add_to_cart(cart=cart, choice=trip.choice(1), at=NOW)
    with pytest.raises(NoContact):
        services.place_order(cart=cart, at=NOW)
    with pytest.raises(NoContact):
        services.book(choices=[trip.choice(1)], contact=Contact(name="Ana"), at=NOW)


def test_what_products_ask_must_be_answered(trip: Trip, cart: Order) -> None:
    Product.objects.update(asks=["names", "ages"])
    with pytest.raises(Invalid) as refused:
        services.place_order(cart=cart, at=NOW)
    [item] = cart.items.all()
    assert f"{item.pk}.participants.1.age" in refused.value.by_key
    rows: list[Mapping[str, Any]] = [
        {"given_name": "Ana", "age": 40, "unit": trip.adult.pk},
        {"given_name": "أحمد", "age": "39"},
    ]
    services.give_details(cart=cart, contact=ANA, participants={item.pk: rows}, at=NOW)
    [booking] = services.place_order(cart=cart, at=NOW).bookings
    assert [(one.given_name, one.age) for one in booking.participants.all()] == [("Ana", 40), ("أحمد", 39)]


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ([{"given_name": "x" * 81}], "participants.0.given_name"),
        ([{"age": 121}], "participants.0.age"),
        ([{"age": "old"}], "participants.0.age"),
        ([{}, {}, {}], "participants"),
        ("nobody", "participants"),
        ([{"unit": 10**30}], "participants.0.unit"),
    ],
)
def test_participants_who_cannot_be_are_refused(cart: Order, rows: Any, key: str) -> None:
    [item] = cart.items.all()
    with pytest.raises(Invalid) as refused:
        services.give_details(cart=cart, contact=ANA, answers={item.pk: {"participants": rows}}, at=NOW)
    assert list(refused.value.by_key) == [f"{item.pk}.{key}"]


def test_a_child_is_no_adult(trip: Trip, cart: Order) -> None:
    [item] = cart.items.all()
    rows = [{"given_name": "Kim", "age": 6, "unit": trip.adult.pk}]
    with pytest.raises(Invalid, match="from 12"):
        services.give_details(cart=cart, contact=ANA, participants={item.pk: rows}, at=NOW)


@pytest.mark.parametrize(
    ("contact", "requests", "key"),
    [
        (Contact(name="Ana", email="nobody"), "", "contact.email"),
        (Contact(name="x" * 200, email="a@b.example"), "", "contact.name"),
        (ANA, "x" * 10_001, "requests"),
    ],
)
def test_words_that_are_too_long_or_wrong_are_refused_at_their_field(
    cart: Order, contact: Contact, requests: str, key: str
) -> None:
    before = reread(cart).contact
    with pytest.raises(Invalid) as refused:
        services.give_details(cart=cart, contact=contact, requests=requests, at=NOW)
    assert list(refused.value.by_key) == [key]
    assert reread(cart).contact == before


def test_names_of_all_scripts_and_long_wishes_are_kept(trip: Trip, cart: Order) -> None:
    contact = Contact(name="  عائشة\u0000 بنت محمد ", email="Aisha@Guests.Example")
    services.give_details(cart=cart, contact=contact, requests="ש" * 10_000, at=NOW)
    placed = services.place_order(cart=cart, at=NOW)
    assert (Customer.objects.get().name, len(placed.order.requests)) == ("عائشة بنت محمد", 10_000)


def bad_choices(trip: Trip) -> list[tuple[Choice, type[Refusal]]]:
    adult, child = trip.adult.pk, trip.child.pk
    return [
        (trip.choice(0), ChooseHowMany),
        (trip.choice(-1), ChooseHowMany),
        (trip.choice(10**9), TooMany),
        (trip.choice(11), SoldOut),
        (Choice(option=trip.option.pk, quantities={adult: 1}), ChooseWhen),
        (Choice(option=10**9, quantities={adult: 1}), NoSuchOption),
        (Choice(option=10**30, quantities={adult: 1}), NoSuchOption),
        (Choice(option=trip.option.pk, quantities={10**9: 1}, departure=trip.departure.pk), NotOfThisOption),
        (Choice(option=trip.option.pk, quantities={child: True}, departure=trip.departure.pk), ChooseHowMany),
    ]


def test_choices_that_cannot_be_meant_change_nothing(trip: Trip) -> None:
    other = trip_of("Wreck")
    cases: list[tuple[Choice, type[Refusal]]] = [
        *bad_choices(trip),
        (
            Choice(option=trip.option.pk, quantities={other.adult.pk: 1}, departure=trip.departure.pk),
            NotOfThisOption,
        ),
        (trip.choice(1, departure=other.departure.pk), NotOfThisOption),
    ]
    cart = services.start_cart(at=NOW)
    for choice, refusal in cases:
        with pytest.raises(refusal):
            services.add_to_cart(cart=cart, choice=choice, at=NOW)
        with pytest.raises(refusal):
            services.book(choices=[choice], contact=ANA, at=NOW)
    assert (reread(trip.departure).booked, Booking.objects.count(), Customer.objects.count()) == (0, 0, 0)
    assert reread(cart).items.count() == 0


def test_the_past_and_the_far_future_are_not_sold(trip: Trip) -> None:
    with pytest.raises(Refusal):
        services.book(
            choices=[trip.choice(1)], contact=ANA, at=trip.departure.starts_at + timedelta(minutes=1)
        )
    Product.objects.update(horizon=2)
    with pytest.raises(Refusal, match="2 days"):
        services.book(choices=[trip.choice(1)], contact=ANA, at=NOW)
