"""What the database itself refuses of a booking, whoever writes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError

from apps.bookings.models import Booking, Participant, WaitlistEntry
from apps.customers.models import Customer
from apps.tenancy import context
from tests.apps.bookings.conftest import Trip, reread
from tests.conftest import NOW


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"reference": "BK-2026-7F3K9O"}, "booking_reference_is_one"),
        ({"reference": "bk-2026-7f3k9q"}, "booking_reference_is_one"),
        ({"reference": ""}, "booking_reference_is_one"),
        ({"status": "vanished"}, "booking_values_are_known"),
        ({"currency": "usd"}, "booking_values_are_known"),
        ({"fee": -1}, "booking_values_are_known"),
        ({"refund_due": -1}, "booking_values_are_known"),
        ({"ends_at": NOW}, "booking_ends_later"),
        ({"status": "cancelled"}, "booking_cancelled_at_some_time"),
        ({"people": -1}, "people"),
    ],
)
def test_the_database_refuses(make: Callable[..., Booking], values: dict[str, Any], constraint: str) -> None:
    booking = make()
    with pytest.raises(IntegrityError, match=constraint), context.atomic():
        Booking.objects.filter(pk=booking.pk).update(**values)
    assert reread(booking).status == "confirmed"


@pytest.mark.parametrize(
    ("column", "constraint"), [("reference", "booking_reference"), ("token", "booking_token")]
)
def test_references_and_links_are_told_apart(
    make: Callable[..., Booking], column: str, constraint: str
) -> None:
    one, other = make(adults=1), make(adults=1)
    assert isinstance(one.token, UUID)
    with pytest.raises(IntegrityError, match=constraint), context.atomic():
        Booking.objects.filter(pk=other.pk).update(**{column: getattr(one, column)})


def test_an_age_is_one(make: Callable[..., Booking]) -> None:
    booking = make()
    with pytest.raises(IntegrityError, match="participant_age"), context.atomic():
        Participant.objects.create(booking=booking, age=121)


def test_somebody_waits_once_and_for_something(trip: Trip, ana: Customer) -> None:
    what = {"option": trip.option, "customer": ana, "party": 1}
    WaitlistEntry.objects.create(departure=trip.departure, **what)
    with pytest.raises(IntegrityError, match="waitlist_once"), context.atomic():
        WaitlistEntry.objects.create(departure=trip.departure, **what)
    with pytest.raises(IntegrityError, match="waitlist_for_something"), context.atomic():
        WaitlistEntry.objects.create(**what)
    with pytest.raises(IntegrityError), context.atomic():
        WaitlistEntry.objects.create(departure=trip.departure, **{**what, "party": 0})


def test_an_order_with_bookings_stays(make: Callable[..., Booking]) -> None:
    from django.db.models import ProtectedError

    booking = make()
    with pytest.raises(ProtectedError):
        booking.order.delete()
    with pytest.raises(ProtectedError):
        booking.customer.delete()


def test_a_day_without_end_is_no_booking_that_ends(make: Callable[..., Booking]) -> None:
    booking = make()
    Booking.objects.filter(pk=booking.pk).update(ends_at=None)
    Booking.objects.filter(pk=booking.pk).update(ends_at=booking.starts_at + timedelta(microseconds=1))
