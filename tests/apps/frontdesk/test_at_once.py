"""People do different things at the same instant: nobody waits in a circle, and places and sums hold."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.capacity.models import Departure
from apps.catalog.models import PromotionalCode
from apps.frontdesk import services
from apps.frontdesk.models import DepartureCancellation
from apps.frontdesk.types import Change, Placed
from apps.kernel.errors import Refusal
from apps.sales.models import Order
from tests.apps.frontdesk.conftest import ANA, STARTS, Trip, departure_of, each_of, reread
from tests.apps.frontdesk.test_never_oversold import buyers
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def failures(found: list[Any], *expected: type[Exception]) -> list[Exception]:
    """What went wrong and may not."""
    return [one for one in found if isinstance(one, Exception) and not isinstance(one, expected)]


def test_two_who_change_their_baskets_do_not_wait_in_a_circle(
    trip: Trip, race: Callable[..., list[Any]]
) -> None:
    second = departure_of(trip.option)
    carts = []
    for number in range(12):
        cart = services.start_cart(at=NOW)
        here, there = (trip.departure, second) if number % 2 else (second, trip.departure)
        item = services.add_to_cart(cart=cart, choice=trip.choice(1, departure=here.pk), at=NOW)
        carts.append((cart, item, there))
    left = iter(carts)

    def swap() -> Any:
        cart, item, to = next(left)
        return services.change_cart_item(cart=cart, item=item, choice=trip.choice(1, departure=to.pk), at=NOW)

    assert not failures(race(swap, len(carts)))
    assert (reread(trip.departure).booked, reread(second).booked) == (6, 6)


def test_two_who_book_the_same_departures_in_another_order_do_not_wait_in_a_circle(
    trip: Trip, race: Callable[..., list[Any]]
) -> None:
    second = departure_of(trip.option)
    Departure.objects.update(capacity=50)
    numbers, somebody = iter(range(12)), buyers()

    def both() -> Placed:
        pair = [trip.choice(1), trip.choice(1, departure=second.pk)]
        choices = pair if next(numbers) % 2 else pair[::-1]
        return services.book(choices=choices, contact=somebody(), at=NOW)

    assert not failures(race(both, 12))
    assert (reread(trip.departure).booked, reread(second).booked) == (12, 12)


def test_booking_and_cancelling_with_a_code_do_not_wait_in_a_circle(
    trip: Trip, race: Callable[..., list[Any]]
) -> None:
    code = PromotionalCode.objects.create(code="REEF10", percent=10)
    Departure.objects.update(capacity=200)
    somebody = buyers()

    def book() -> Placed:
        return services.book(choices=[trip.choice(1)], contact=somebody(), at=NOW, code="REEF10")

    def cancel(booking: Booking) -> Booking:
        return services.cancel_booking(booking=booking, customer=booking.customer_id, at=NOW)

    for _turn in range(3):
        standing = [book().bookings[0] for _ in range(8)]
        calls: list[Callable[[], Any]] = []
        for booking in standing:
            calls += [book, partial(cancel, booking)]
        assert not failures(race(each_of(calls), len(calls)))
    assert reread(code).uses == 24


def test_a_quote_accepted_declined_withdrawn_and_extended_ends_in_one_way(
    boss: Member, trip: Trip, race: Callable[..., list[Any]]
) -> None:
    until = NOW + timedelta(days=3)
    for hold in (False, True, False, True):
        quote = services.send_quote(
            choices=[trip.choice(1)], contact=ANA, valid_until=until, by=boss, at=NOW, hold=hold
        )
        left: Any = iter(
            [
                services.accept_quote,
                services.accept_quote,
                services.decline_quote,
                lambda **more: services.withdraw_quote(by=boss, **more),
                lambda **more: services.extend_quote(by=boss, valid_until=NOW + timedelta(days=5), **more),
            ]
        )

        def one(left: Any = left, quote: Order = quote) -> Any:
            return next(left)(order=reread(quote), at=NOW)

        assert not failures(race(one, 5), Refusal)
        order = reread(quote)
        assert order.bookings.count() == (1 if order.status == "placed" else 0)
    assert reread(trip.departure).booked == Booking.objects.count()


def test_a_departure_is_cancelled_while_people_change_cancel_and_book(
    boss: Member, trip: Trip, race: Callable[..., list[Any]]
) -> None:
    second = departure_of(trip.option, starts_at=STARTS + timedelta(days=1))
    Departure.objects.update(capacity=30)
    somebody = buyers()

    def book() -> Placed:
        return services.book(choices=[trip.choice(1)], contact=somebody(), at=NOW)

    def cancel(booking: Booking) -> Booking:
        return services.cancel_booking(booking=booking, customer=booking.customer_id, at=NOW)

    def change(booking: Booking, **to: Any) -> Booking:
        return services.change_booking(
            booking=booking, change=Change(**to), customer=booking.customer_id, at=NOW
        )

    calls: list[Callable[[], Any]] = [
        lambda: services.cancel_departure(departure=trip.departure, reason="Storm", by=boss, at=NOW)
    ]
    for _ in range(2):
        moves, ends, grows = (book().bookings[0] for _ in range(3))
        calls += [
            partial(change, moves, departure=second.pk),
            partial(cancel, ends),
            partial(change, grows, quantities={trip.adult.pk: 2}),
            book,
        ]
    assert not failures(race(each_of(calls), len(calls)), Refusal)
    DepartureCancellation.objects.update(due_at=NOW)
    services.continue_cancellation(cancellation=DepartureCancellation.objects.get().pk, at=NOW)
    live = Booking.objects.exclude(status="cancelled")
    first = reread(trip.departure)
    assert (first.status, first.booked, live.filter(departure=first).exists()) == ("cancelled", 0, False)
    assert reread(second).booked == sum(live.filter(departure=second).values_list("people", flat=True))
    for order in Order.objects.all():
        assert order.total == sum(order.lines.values_list("total", flat=True))
