"""Quotes: offered at a price until a day, accepted once, and never more than can be had."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.capacity import services as capacity
from apps.capacity.models import Departure, Hold
from apps.catalog.models import CancellationRule, Product, PromotionalCode, Unit
from apps.customers.models import Customer
from apps.events.services import dispatch
from apps.frontdesk import services
from apps.frontdesk.errors import HeldTooLong, QuoteMoved, QuoteNotFree
from apps.frontdesk.queries import quotes
from apps.frontdesk.types import Contact, Override
from apps.kernel.errors import NotAllowed
from apps.messaging.enclosing import enclose
from apps.messaging.models import Message
from apps.messaging.types import Attachment
from apps.sales.errors import NotAQuote, QuoteExpired, QuoteOver, ValidInThePast
from apps.sales.models import Order
from apps.sales.queries import bill, quote_state
from apps.sales.types import OrderStatus, QuoteState
from tests.apps.frontdesk.conftest import ANA, Trip, reread, trip_of
from tests.apps.frontdesk.selling import garage_of
from tests.conftest import NOW

WEEK = NOW + timedelta(days=7)
BO = Contact(name="Bo Lind", email="bo@guests.example", language="en")


@pytest.fixture
def quoted(trip: Trip, boss: Member) -> Callable[..., Order]:
    """Offers Ana two places until a week from now."""

    def send(*, adults: int = 2, at: datetime = NOW, valid_until: datetime = WEEK, **more: Any) -> Order:
        options = {"contact": ANA, "by": boss, "source": "phone", **more}
        return services.send_quote(choices=[trip.choice(adults)], valid_until=valid_until, at=at, **options)

    return send


def written() -> list[Message]:
    """The messages, once everything has been handled."""
    dispatch(at=NOW)
    dispatch(at=NOW)
    return list(Message.objects.order_by("pk"))


def test_a_quote_has_a_reference_its_price_and_books_nothing(
    trip: Trip, quoted: Callable[..., Order]
) -> None:
    order = quoted()
    assert (order.status, order.total, order.valid_until) == (OrderStatus.QUOTE, 20_000, WEEK)
    assert str(order.reference).startswith("OR-")
    assert order.customer is not None and order.customer.email == ANA.email
    assert not Booking.objects.exists()
    assert reread(trip.departure).booked == 0
    assert quote_state(order, at=NOW) == QuoteState.OPEN


def test_the_customer_gets_it_in_their_language_with_its_paper_and_link(quoted: Callable[..., Order]) -> None:
    order = quoted()
    [message] = written()
    assert (message.occasion, message.to_address, message.language) == ("quote_sent", ANA.email, "es")
    assert f"/quote/{order.token}/" in message.text
    assert str(order.reference) in message.text
    assert "sáb 28 noviembre 2026" in message.text
    [paper] = message.attachments
    assert enclose(message, Attachment.of_json(paper)).content[:5] == b"%PDF-"
    assert written() == [message]


def test_accepting_books_it_at_the_price_that_was_promised(trip: Trip, quoted: Callable[..., Order]) -> None:
    order = quoted()
    Unit.objects.update(price=99_900)
    placed = services.accept_quote(order=order, at=NOW + timedelta(days=6))
    assert placed.new
    assert reread(order).total == 20_000 == bill(order).total
    [booking] = placed.bookings
    assert (booking.status, booking.total, booking.people) == ("confirmed", 20_000, 2)
    assert reread(trip.departure).booked == 2
    assert quote_state(reread(order), at=NOW) == QuoteState.ACCEPTED


def test_the_offer_is_what_booking_at_once_would_cost(
    trip: Trip, boss: Member, quoted: Callable[..., Order]
) -> None:
    PromotionalCode.objects.create(code="TEN", percent=10)
    same = {"contact": ANA, "by": boss, "code": "TEN", "at": NOW}
    asked = services.quote_booking(choices=[trip.choice(3)], **same)
    order = quoted(adults=3, code="TEN")
    assert (order.total, order.discount) == (asked.total, asked.discount) == (27_000, 3_000)
    placed = services.accept_quote(order=order, at=NOW)
    assert (placed.order.total, PromotionalCode.objects.get().uses) == (27_000, 1)


def test_accepted_twice_it_is_booked_once(quoted: Callable[..., Order]) -> None:
    order = quoted()
    first = services.accept_quote(order=order, at=NOW)
    again = services.accept_quote(order=Order.objects.get(pk=order.pk), at=NOW)
    assert (first.new, again.new) == (True, False)
    assert [one.pk for one in first.bookings] == [one.pk for one in again.bookings]
    assert Booking.objects.count() == 1


def test_it_runs_out(trip: Trip, quoted: Callable[..., Order]) -> None:
    order = quoted()
    assert quote_state(order, at=WEEK) == QuoteState.EXPIRED
    with pytest.raises(QuoteExpired):
        services.accept_quote(order=order, at=WEEK)
    assert not Booking.objects.exists()
    assert reread(order).status == OrderStatus.QUOTE
    assert reread(trip.departure).booked == 0


def test_what_was_sold_meanwhile_cannot_be_accepted(trip: Trip, quoted: Callable[..., Order]) -> None:
    order = quoted()
    services.book(choices=[trip.choice(9)], contact=BO, at=NOW)
    with pytest.raises(QuoteNotFree):
        services.accept_quote(order=order, at=NOW)
    assert reread(order).status == OrderStatus.QUOTE
    assert reread(trip.departure).booked == 9
    capacity.close_departures(departures=[reread(trip.departure)], by=None, at=NOW)
    with pytest.raises(QuoteNotFree):
        services.accept_quote(order=order, at=NOW)


def test_a_quote_is_only_made_of_what_is_free(trip: Trip, quoted: Callable[..., Order]) -> None:
    from apps.capacity.errors import SoldOut

    services.book(choices=[trip.choice(9)], contact=BO, at=NOW)
    with pytest.raises(SoldOut):
        quoted()
    assert not Order.objects.filter(status=OrderStatus.QUOTE).exists()


def test_staff_may_hold_the_places_as_long_as_it_is_valid(trip: Trip, quoted: Callable[..., Order]) -> None:
    order = quoted(hold=True)
    assert reread(trip.departure).booked == 2
    capacity.expire_holds(at=WEEK - timedelta(minutes=1))
    assert quotes.offered(order, at=NOW).held
    assert reread(trip.departure).booked == 2
    services.accept_quote(order=order, at=WEEK - timedelta(minutes=1))
    assert reread(trip.departure).booked == 2


def test_held_places_are_free_again_when_it_has_run_out(trip: Trip, quoted: Callable[..., Order]) -> None:
    quoted(hold=True)
    capacity.expire_holds(at=WEEK + timedelta(minutes=1))
    assert reread(trip.departure).booked == 0


def test_places_are_held_for_two_weeks_at_most(quoted: Callable[..., Order]) -> None:
    with pytest.raises(HeldTooLong):
        quoted(hold=True, valid_until=NOW + timedelta(days=15))
    assert quoted(valid_until=NOW + timedelta(days=15)).valid_until == NOW + timedelta(days=15)


def test_an_appointment_keeps_the_technician_who_was_chosen(boss: Member) -> None:
    garage = garage_of()
    starts = NOW + timedelta(days=3)
    from apps.frontdesk.types import Choice

    choice = Choice(
        option=garage.option.pk,
        quantities={garage.unit.pk: 1},
        starts_at=starts,
        resources=(garage.crew[1].pk,),
    )
    order = services.send_quote(choices=[choice], contact=ANA, valid_until=WEEK, by=boss, at=NOW)
    # Nothing is held: somebody else has them meanwhile, and lets them go again.
    garage.job("Cy Roe", starts_at=starts + timedelta(hours=6), who=1)
    placed = services.accept_quote(order=order, at=NOW)
    taken = placed.bookings[0].hold.reservations.get(status="confirmed")
    assert (taken.resource, taken.starts_at) == (garage.crew[1], starts)


def test_a_withdrawn_quote_gives_back_what_it_held_and_cannot_be_accepted(
    trip: Trip, boss: Member, quoted: Callable[..., Order]
) -> None:
    order = quoted(hold=True)
    services.withdraw_quote(order=order, by=boss, at=NOW)
    assert reread(trip.departure).booked == 0
    assert quote_state(reread(order), at=NOW) == QuoteState.WITHDRAWN
    for do in (services.accept_quote, services.decline_quote):
        with pytest.raises(QuoteOver):
            do(order=order, at=NOW)
    with pytest.raises(QuoteOver):
        services.extend_quote(order=order, valid_until=WEEK, by=boss, at=NOW)
    # It was never sent: it was withdrawn before the message left.
    assert written() == []


def test_a_declined_quote_gives_back_what_it_held(trip: Trip, quoted: Callable[..., Order]) -> None:
    order = quoted(hold=True)
    services.decline_quote(order=order, at=NOW)
    assert (quote_state(order, at=NOW), reread(trip.departure).booked) == (QuoteState.DECLINED, 0)
    with pytest.raises(QuoteExpired):
        services.decline_quote(order=quoted(), at=WEEK)


def test_it_can_hold_longer_at_its_prices_even_after_it_has_run_out(
    trip: Trip, boss: Member, quoted: Callable[..., Order]
) -> None:
    order = quoted(hold=True)
    Unit.objects.update(price=1)
    late = WEEK + timedelta(days=1)
    services.extend_quote(order=order, valid_until=late, by=boss, at=NOW)
    assert Hold.objects.get().hold_until == late
    with pytest.raises(ValidInThePast):
        services.extend_quote(order=order, valid_until=late, by=boss, at=late)
    later = WEEK + timedelta(days=2)
    services.extend_quote(order=order, valid_until=later, by=boss, at=late)
    assert services.accept_quote(order=order, at=late).order.total == 20_000


def test_sending_again_writes_again(boss: Member, quoted: Callable[..., Order]) -> None:
    order = quoted()
    services.send_quote_again(order=order, by=boss, at=NOW + timedelta(minutes=1))
    dispatch(at=NOW + timedelta(minutes=2))
    assert [one.occasion for one in written()] == ["quote_sent", "quote_sent"]
    with pytest.raises(QuoteExpired):
        services.send_quote_again(order=order, by=boss, at=WEEK)


def test_a_price_by_hand_needs_the_right_and_is_kept(
    boss: Member, helper: Member, quoted: Callable[..., Order]
) -> None:
    override = Override(reason="For a friend", price=15_000)
    with pytest.raises(NotAllowed):
        quoted(override=override, by=helper)
    order = quoted(override=override)
    assert (order.total, reread(order).notes) == (15_000, "For a friend")
    placed = services.accept_quote(order=order, at=NOW)
    assert (placed.order.total, placed.bookings[0].total) == (15_000, 15_000)


def test_what_was_promised_of_cancelling_is_what_the_booking_keeps(
    boss: Member, quoted: Callable[..., Order]
) -> None:
    order = quoted()
    assert "7 days" in str(quotes.offered(order, at=NOW).policies)
    CancellationRule.objects.update(refund_percent=0)
    [booking] = services.accept_quote(order=order, at=NOW).bookings
    assert booking.policy["rules"] == [[168, 100], [48, 50]]
    free = quoted(override=Override(reason="A regular", policy="free"))
    [booking] = services.accept_quote(order=free, at=NOW).bookings
    assert (booking.policy["rules"], booking.policy["reason"], booking.notes) == (
        [[0, 100]],
        "A regular",
        "A regular",
    )


def test_a_form_that_is_sent_twice_makes_one_quote(quoted: Callable[..., Order]) -> None:
    key = uuid4()
    first, again, other = quoted(key=key), quoted(key=key), quoted(key=uuid4())
    assert first.pk == again.pk != other.pk
    assert len(written()) == 2


def test_what_needs_approval_is_confirmed_since_the_business_offered_it(quoted: Callable[..., Order]) -> None:
    Product.objects.update(approval=True)
    [booking] = services.accept_quote(order=quoted(), at=NOW).bookings
    assert booking.status == "confirmed"


def test_a_departure_that_moved_is_not_what_was_offered(trip: Trip, quoted: Callable[..., Order]) -> None:
    order = quoted()
    Departure.objects.update(starts_at=trip.departure.starts_at + timedelta(hours=1))
    with pytest.raises(QuoteMoved):
        services.accept_quote(order=order, at=NOW)


def test_a_cart_is_no_quote(trip: Trip) -> None:
    cart = services.start_cart(at=NOW, language="en")
    services.add_to_cart(cart=cart, choice=trip.choice(1), at=NOW)
    with pytest.raises(NotAQuote):
        services.accept_quote(order=cart, at=NOW)


def test_several_kinds_in_one_quote(boss: Member, trip: Trip) -> None:
    other = trip_of("Night dive")
    order = services.send_quote(
        choices=[trip.choice(1), other.choice(2)], contact=ANA, valid_until=WEEK, by=boss, at=NOW
    )
    assert order.total == 30_000
    placed = services.accept_quote(order=order, at=NOW)
    assert sorted(one.total for one in placed.bookings) == [10_000, 20_000]
    assert Customer.objects.get().booking_count == 2


BOAT = Override(reason="The second boat comes along", raise_capacity=True)


@pytest.fixture
def nearly_full(trip: Trip) -> Departure:
    """One place is left, and three more may be added."""
    Departure.objects.update(booked=9, limit=13)
    return reread(trip.departure)  # type: ignore[no-any-return]


def test_a_quote_that_holds_nothing_adds_no_places_for_others(
    nearly_full: Departure, quoted: Callable[..., Order]
) -> None:
    order = quoted(adults=3, override=BOAT)
    standing = reread(nearly_full)
    assert (standing.capacity, standing.booked, standing.reason) == (10, 9, "")
    [booking] = services.accept_quote(order=order, at=NOW).bookings
    standing = reread(nearly_full)
    assert (standing.capacity, standing.booked, standing.reason) == (12, 12, BOAT.reason)
    assert "more_places" not in booking.policy


def test_a_quote_whose_places_cannot_be_added_any_more_is_not_free(
    nearly_full: Departure, quoted: Callable[..., Order]
) -> None:
    order = quoted(adults=3, override=BOAT)
    Departure.objects.update(booked=10, limit=12)
    with pytest.raises(QuoteNotFree):
        services.accept_quote(order=order, at=NOW)
    assert reread(nearly_full).capacity == 10


def test_a_quote_that_holds_its_places_adds_those_that_are_missing(
    nearly_full: Departure, quoted: Callable[..., Order]
) -> None:
    order = quoted(adults=3, override=BOAT, hold=True)
    assert (reread(nearly_full).capacity, reread(nearly_full).booked) == (12, 12)
    assert services.accept_quote(order=order, at=NOW).bookings
