"""What a reviewer tried on the front desk."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.capacity import services as capacity
from apps.catalog.errors import CodeUsedByYou
from apps.catalog.models import Product, PromotionalCode
from apps.events.services import dispatch
from apps.frontdesk import services
from apps.frontdesk.errors import InThePast, OfferChanged
from apps.frontdesk.types import Choice, Contact, Placed
from apps.messaging.models import Message
from apps.sales import services as sales
from apps.sales.models import Order
from tests.apps.frontdesk.conftest import ANA, STARTS, Trip, departure_of, reread
from tests.conftest import NOW


def cart_of(trip: Trip) -> Order:
    """A basket with one place, and who orders."""
    cart = services.start_cart(at=NOW)
    services.add_to_cart(cart=cart, choice=trip.choice(1), at=NOW)
    return services.give_details(cart=cart, contact=ANA, at=NOW)


def test_a_booking_follows_its_departure_that_is_moved(boss: Member, trip: Trip, booking: Booking) -> None:
    later = STARTS + timedelta(days=1)
    dispatch(at=NOW)
    capacity.move_departure(record=trip.departure, start=later, by=boss, at=NOW)
    for _ in range(3):
        dispatch(at=NOW)
    done = reread(booking)
    assert (done.starts_at, done.ends_at, done.item.starts_at) == (later, later + timedelta(hours=4), later)
    assert (done.sequence, done.status, done.total) == (booking.sequence + 1, "modified", booking.total)
    assert list(Message.objects.filter(occasion="booking_changed").values_list("to_address", flat=True)) == [
        ANA.email
    ]
    assert not Message.objects.filter(occasion="copy_changed").exists()


def test_a_basket_on_a_departure_that_was_moved_is_looked_at_again(boss: Member, trip: Trip) -> None:
    cart, later = cart_of(trip), STARTS + timedelta(days=1)
    capacity.move_departure(record=trip.departure, start=later, by=boss, at=NOW)
    with pytest.raises(OfferChanged):
        services.place_order(cart=cart, at=NOW)
    assert services.place_order(cart=cart, at=NOW).bookings[0].starts_at == later


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


def test_a_basket_given_up_can_be_placed_by_who_comes_back(trip: Trip) -> None:
    cart, later = cart_of(trip), NOW + timedelta(hours=25)
    capacity.expire_holds(at=later)
    sales.abandon_carts(at=later)
    assert services.place_order(cart=cart, at=later).new


def test_what_has_begun_is_not_taken_again(trip: Trip) -> None:
    cart = cart_of(trip)
    capacity.expire_holds(at=NOW + timedelta(hours=1))
    with pytest.raises(InThePast):
        services.place_order(cart=cart, at=STARTS + timedelta(hours=2))


@pytest.mark.django_db(transaction=True)
def test_two_who_change_their_baskets_do_not_wait_in_a_circle(
    trip: Trip, race: Callable[..., list[Any]]
) -> None:
    second = departure_of(trip.option)
    carts = []
    for number in range(12):
        cart = services.start_cart(at=NOW)
        here = trip.departure if number % 2 else second
        item = services.add_to_cart(cart=cart, choice=trip.choice(1, departure=here.pk), at=NOW)
        carts.append((cart, item, second if number % 2 else trip.departure))
    left = iter(carts)

    def swap() -> Any:
        cart, item, to = next(left)
        return services.change_cart_item(cart=cart, item=item, choice=trip.choice(1, departure=to.pk), at=NOW)

    found = race(swap, len(carts))
    assert not [one for one in found if isinstance(one, Exception)]


@pytest.mark.django_db(transaction=True)
def test_two_who_fill_their_baskets_crosswise(trip: Trip, race: Callable[..., list[Any]]) -> None:
    """Quotes and bookings of the same departures in another order."""
    second = departure_of(trip.option)
    numbers = iter(range(12))

    def both() -> Any:
        number = next(numbers)
        pair = [trip.choice(1), trip.choice(1, departure=second.pk)]
        who = Contact(name="B", email=f"b{number}@guests.example")
        return services.book(choices=pair if number % 2 else pair[::-1], contact=who, at=NOW)

    trip.departure.__class__.objects.update(capacity=50)
    found = race(both, 12)
    assert not [one for one in found if isinstance(one, Exception)]


def test_huge_and_negative_are_refused(trip: Trip) -> None:
    from apps.kernel.errors import Refusal

    for many in (-1, 0, 10**6, 10**20, True, 1.5, "2"):
        cart = services.start_cart(at=NOW)
        choice = Choice(option=trip.option.pk, quantities={trip.adult.pk: many}, departure=trip.departure.pk)
        with pytest.raises(Refusal):
            services.add_to_cart(cart=cart, choice=choice, at=NOW)
    assert reread(trip.departure).booked == 0


def a_code(**values: Any) -> PromotionalCode:
    """A tenth off."""
    return PromotionalCode.objects.create(**{"code": "REEF10", "percent": 10, **values})


def test_an_order_that_used_no_code_gives_none_back(trip: Trip) -> None:
    a_code(minimum=20_000, most_each=1, currency="USD")
    first = services.book(choices=[trip.choice(2)], contact=ANA, at=NOW, code="REEF10")
    assert first.order.total == 18_000
    cart = services.start_cart(at=NOW)
    item = services.add_to_cart(cart=cart, choice=trip.choice(1), at=NOW)
    services.add_to_cart(cart=cart, choice=trip.choice(1), at=NOW)
    sales.apply_code(order=cart, code="REEF10", at=NOW)
    services.remove_from_cart(cart=cart, item=item, at=NOW)
    services.give_details(cart=cart, contact=ANA, at=NOW)
    second = services.place_order(cart=cart, at=NOW)
    assert second.order.total == 10_000
    services.cancel_booking(booking=second.bookings[0], customer=second.order.customer_id, at=NOW)
    assert reread(PromotionalCode.objects.get()).uses == 1
    with pytest.raises(CodeUsedByYou):
        services.book(choices=[trip.choice(2)], contact=ANA, at=NOW, code="REEF10")


@pytest.mark.django_db(transaction=True)
def test_booking_and_cancelling_with_a_code_do_not_wait_in_a_circle(
    trip: Trip, race: Callable[..., list[Any]]
) -> None:
    a_code()
    type(trip.departure).objects.update(capacity=200)

    def who(number: int) -> Contact:
        return Contact(name="B", email=f"b{number}@guests.example")

    def one(number: int) -> Placed:
        return services.book(choices=[trip.choice(1)], contact=who(number), at=NOW, code="REEF10")

    for turn in range(3):
        standing = [one(100 * turn + number).bookings[0] for number in range(8)]
        numbers = iter(range(16))

        def either(turn: int = turn, standing: Any = standing, numbers: Any = numbers) -> Any:
            number = next(numbers)
            if number % 2:
                return one(100 * turn + 50 + number)
            booking = standing[number // 2]
            return services.cancel_booking(booking=booking, customer=booking.customer_id, at=NOW)

        found = race(either, 16)
        assert not [each for each in found if isinstance(each, Exception)]
    assert PromotionalCode.objects.get().uses == 24
