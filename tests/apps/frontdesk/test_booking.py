"""Booking at once: one call, one transaction."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.models import Member
from apps.audit.models import Entry
from apps.bookings.models import Booking
from apps.bookings.types import BookingStatus
from apps.catalog import cancelling
from apps.catalog.errors import NoSuchPolicy
from apps.catalog.models import CancellationPolicy, CancellationRule
from apps.customers.models import Customer
from apps.frontdesk import services
from apps.frontdesk.errors import ReasonMissing
from apps.frontdesk.types import Override, Placed
from apps.kernel.errors import NotAllowed
from apps.sales.models import Order
from apps.sales.types import OrderStatus
from tests.apps.frontdesk.conftest import ANA, Trip, facts_of, reread
from tests.conftest import NOW


def test_a_trip_is_booked_and_confirmed_at_once(trip: Trip, booked: Callable[..., Placed]) -> None:
    placed = booked(2, 1, requests="A seat at the window")
    [booking] = placed.bookings
    assert (booking.status, booking.people, booking.total) == (BookingStatus.CONFIRMED, 3, 26_000)
    assert booking.reference.startswith("BK-2026-")
    assert booking.policy["rules"] == [[168, 100], [48, 50]]
    assert (booking.starts_at, booking.departure_id) == (trip.departure.starts_at, trip.departure.pk)
    order = reread(placed.order)
    assert (order.status, order.total, order.requests) == (OrderStatus.PLACED, 26_000, "A seat at the window")
    assert reread(trip.departure).booked == 3
    customer = Customer.objects.get()
    assert (customer.email, customer.booking_count, customer.lifetime_value) == (ANA.email, 1, 26_000)
    assert customer.source == "website"
    assert facts_of("bookings") == ["bookings.booking_made", "bookings.booking_confirmed"]
    assert reread(booking).hold.status == "confirmed"


def test_who_books_again_is_the_same_customer(booked: Callable[..., Placed]) -> None:
    booked(1)
    booked(2)
    customer = Customer.objects.get()
    assert (customer.booking_count, customer.lifetime_value) == (2, 30_000)
    assert Booking.objects.count() == 2


def test_staff_agree_on_another_policy_with_a_reason(
    trip: Trip, booked: Callable[..., Placed], boss: Member, helper: Member
) -> None:
    agreed = Override(reason="The hotel sent them", policy="free")
    [booking] = booked(by=boss, override=agreed).bookings
    policy = reread(booking).policy
    assert (policy["name"], policy["rules"], policy["reason"]) == (
        "Free until it begins",
        [[0, 100]],
        "The hotel sent them",
    )
    # What changing costs, and until when, stays the product's.
    assert (policy["change_fee"], policy["changes_until"]) == (1_500, 24)
    shortly = trip.departure.starts_at - timedelta(hours=1)
    assert services.quote_cancellation(booking=booking, at=shortly).percent == 100
    assert booking.notes == "The hotel sent them"
    with pytest.raises(NotAllowed):
        booked(by=helper, override=agreed)
    with pytest.raises(NotAllowed):
        booked(override=agreed)
    with pytest.raises(ReasonMissing):
        booked(by=boss, override=Override(reason=" ", policy="free"))
    assert Booking.objects.count() == 1


def test_nothing_back_or_a_policy_of_the_business_may_be_agreed(
    booked: Callable[..., Placed], boss: Member
) -> None:
    [strict] = booked(by=boss, override=Override(reason="Half price", policy="none")).bookings
    assert services.quote_cancellation(booking=strict, at=NOW).percent == 0
    assert cancelling.describe(strict.policy)[0] == "Nothing is given back once it is booked."
    other = CancellationPolicy.objects.create(name="Long", currency="USD", no_show_percent=50)
    CancellationRule.objects.create(policy=other, hours_before=24, refund_percent=90)
    [named] = booked(by=boss, override=Override(reason="Group", policy=str(other.pk))).bookings
    assert (named.policy["name"], named.policy["rules"], named.policy["no_show"]) == ("Long", [[24, 90]], 50)
    for unknown in ("999999", "x", "-1", "9" * 30):
        with pytest.raises(NoSuchPolicy):
            booked(by=boss, override=Override(reason="Why not", policy=unknown))


def test_what_was_agreed_is_in_the_log(booked: Callable[..., Placed], boss: Member) -> None:
    [booking] = booked(by=boss, override=Override(reason="Half price", policy="none")).bookings
    entry = Entry.objects.filter(table_name="bookings_booking", row_id=booking.pk).latest("pk")
    assert entry.after is not None and entry.after["policy"]["reason"] == "Half price"


def test_a_second_call_with_the_same_key_answers_the_first_order(
    trip: Trip, booked: Callable[..., Placed], boss: Member
) -> None:
    key = uuid4()
    one = booked(8, by=boss, key=key)
    # There would not be room for another eight.
    two = booked(8, by=boss, key=key)
    assert (one.new, two.new, two.order.pk) == (True, False, one.order.pk)
    assert [b.pk for b in two.bookings] == [b.pk for b in one.bookings]
    assert reread(trip.departure).booked == 8
    assert booked(2, by=boss, key=uuid4()).new


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("people", [2, 8])
def test_the_same_key_twice_at_once_makes_one_order(
    trip: Trip,
    booked: Callable[..., Placed],
    boss: Member,
    race: Callable[..., list[Any]],
    people: int,
) -> None:
    key = uuid4()
    found = race(lambda: booked(people, by=boss, key=key), 2)
    assert all(isinstance(one, Placed) for one in found), found
    assert sorted(one.new for one in found) == [False, True]
    assert Booking.objects.count() == 1
    assert Order.objects.count() == 1
    assert reread(trip.departure).booked == people
    assert Customer.objects.get().booking_count == 1
