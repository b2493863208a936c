"""Making bookings: references, what is copied, who takes part."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from apps.accounts.models import Member
from apps.bookings import services
from apps.bookings.errors import NoReferenceFree
from apps.bookings.models import Booking
from apps.bookings.types import BookingStatus
from apps.catalog.models import CancellationPolicy, CancellationRule
from apps.customers.models import Customer
from apps.events.models import OutboxEvent
from apps.kernel import references
from apps.sales.models import Order, OrderItem
from tests.apps.bookings.conftest import STARTS, Trip, reread, told
from tests.conftest import NOW


@given(st.integers(2000, 2100))
def test_references_have_no_letter_that_looks_or_sounds_like_another(year: int) -> None:
    found = references.draw("BK", at=NOW.replace(year=year))
    assert re.fullmatch(references.PATTERN, found)
    assert found.startswith(f"BK-{year}-")
    assert not set("01OILU") & set(found.rpartition("-")[2])


def test_a_booking_is_what_was_sold(make: Callable[..., Booking], trip: Trip, ana: Customer) -> None:
    booking = reread(make(adults=2, children=1))
    assert re.fullmatch(references.PATTERN, booking.reference)
    assert (booking.customer, booking.product, booking.departure) == (ana, trip.product, trip.departure)
    assert (booking.starts_at, booking.ends_at, booking.people) == (STARTS, STARTS + timedelta(hours=4), 3)
    assert (booking.total, booking.currency, booking.location_id) == (
        26_000,
        "USD",
        trip.departure.location_id,
    )
    assert (booking.status, booking.confirmed_at) == (BookingStatus.CONFIRMED, NOW)


def test_what_waits_is_not_confirmed(make: Callable[..., Booking]) -> None:
    booking = make("pending")
    assert (booking.status, booking.confirmed_at) == (BookingStatus.PENDING, None)
    assert told(booking) == ["booking_made"]


def test_facts_say_whether_staff_made_it(make: Callable[..., Booking], boss: Member) -> None:
    make()
    make(by=boss)
    rows = OutboxEvent.objects.filter(kind="bookings.booking_made").order_by("pk")
    assert [one["by_staff"] for one in rows.values_list("payload", flat=True)] == [False, True]
    confirmed = OutboxEvent.objects.filter(kind="bookings.booking_confirmed")
    assert confirmed.count() == 2


def test_the_policy_is_copied_and_stays_what_was_agreed(make: Callable[..., Booking], trip: Trip) -> None:
    policy = CancellationPolicy.objects.create(name="Moderate", standard=True, no_show_percent=80)
    CancellationRule.objects.create(policy=policy, hours_before=48, refund_percent=50)
    booking = make()
    policy.rules.update(refund_percent=0)
    policy.no_show_percent = 100
    policy.save()
    kept = reread(booking).policy
    assert (kept["name"], kept["rules"], kept["no_show"]) == ("Moderate", [[48, 50]], 80)


def test_what_customers_said_becomes_columns_and_participants(
    make: Callable[..., Booking], trip: Trip
) -> None:
    booking = reread(
        make(
            children=1,
            answers={
                "diet": "No nuts",
                "plate": "AB12CDE",
                "address": "1 Pier Road",
                "latitude": "17.500000",
                "custom.shoe": "43",
                "participants": [
                    {"given_name": "Ana", "family_name": "Ruiz", "age": 40, "unit": trip.adult.pk},
                    {"given_name": "محمد", "age": 8, "unit": trip.child.pk, "diet": "Halal"},
                ],
            },
        )
    )
    assert (booking.diet, booking.plate, booking.address) == ("No nuts", "AB12CDE", "1 Pier Road")
    assert (str(booking.latitude), booking.custom) == ("17.500000", {"shoe": "43"})
    people = list(booking.participants.order_by("position").values_list("given_name", "age", "unit", "diet"))
    assert people == [("Ana", 40, trip.adult.pk, ""), ("محمد", 8, trip.child.pk, "Halal")]


def test_goods_have_no_booking(order: Callable[..., Order], ana: Customer) -> None:
    sold = order()
    OrderItem.objects.filter(order=sold).update(starts_at=None, ends_at=None)
    made = services.create(
        order=sold, items=list(sold.items.all()), customer=ana, status=BookingStatus.CONFIRMED, at=NOW
    )
    assert made == []
    assert not Booking.objects.exists()


def test_a_reference_that_is_taken_is_drawn_anew(
    make: Callable[..., Booking], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = make().reference
    drawn: Iterator[str] = iter([taken, "BK-2026-222222"])
    real = references.draw
    monkeypatch.setattr(
        references, "draw", lambda prefix, at: next(drawn) if prefix == "BK" else real(prefix, at=at)
    )
    assert services.drawing(make).reference == "BK-2026-222222"


def test_chance_that_fails_again_and_again_is_said(
    make: Callable[..., Booking], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = make().reference
    real = references.draw
    monkeypatch.setattr(
        references, "draw", lambda prefix, at: taken if prefix == "BK" else real(prefix, at=at)
    )
    with pytest.raises(NoReferenceFree):
        services.drawing(make)
    assert Booking.objects.count() == 1


def test_other_errors_are_not_tried_again(trip: Trip) -> None:
    tries: list[int] = []

    def attempt() -> None:
        tries.append(1)
        raise IntegrityError("something_else")

    with pytest.raises(IntegrityError):
        services.drawing(attempt)
    assert tries == [1]
