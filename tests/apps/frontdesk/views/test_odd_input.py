"""Staff write what makes no sense: a sentence, never an error page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from apps.bookings.models import Booking
from tests.apps.frontdesk.conftest import Trip
from tests.apps.frontdesk.selling import garage_of, house_of

ADD = "/admin/bookings/booking/add/"
WHO = {"name": "Bea Lang", "email": "bea@guests.example", "source": "phone", "payment_plan": "at_desk"}
ODD = [
    {"day": "9999-12-31", "starts": "23:30"},
    {"day": "0001-01-01", "starts": "00:10"},
    {"day": "9999-12-31", "nights": "300"},
    {"day": "0001-01-01", "nights": "3"},
    {"day": "2026-12-01", "nights": "-1"},
    {"day": "2026-12-01", "nights": "99999999999999999999"},
    {"when": "9999-12-31T23:59:00+00:00"},
    {"when": "0001-01-01T00:00:00+14:00"},
    {"when": "d99999999999999999999999"},
    {"when": "dd"},
    {"resource": "99999999999999999999"},
    {"valid_until": "9999-12-31", "step": "quote"},
    {"valid_until": "0001-01-01", "step": "quote"},
    {"price": "-5", "reason": "x"},
    {"price": "999999999999999999999999", "reason": "x"},
    {"price": "1e9", "reason": "x"},
    {"customer": "99999999999999999999999"},
    {"customer": "-1"},
    {"name": "x" * 20_000},
    {"name": "\x00"},
    {"requests": "\x00"},
    {"once": "not-a-uuid"},
]


@pytest.mark.parametrize("odd", ODD, ids=str)
@pytest.mark.parametrize("kind", ["stay", "job", "trip"])
def test_what_makes_no_sense_in_the_form_is_answered(
    kind: str, odd: Any, trip: Trip, owner: Any, browser_of: Callable[..., Client]
) -> None:
    sold: Any = {"stay": house_of, "job": garage_of}.get(kind, lambda: None)()
    option, unit = (sold.option, sold.unit) if sold else (trip.option, trip.adult)
    browser = browser_of(who=owner)
    asked = {f"unit_{unit.pk}": "1", "step": "book", **WHO, **odd}
    assert browser.post(f"{ADD}?option={option.pk}", asked).status_code < 500
    assert browser.get(f"{ADD}?option={option.pk}", odd).status_code < 500


@pytest.mark.parametrize("many", ["-1", "99999999", "1.5", "abc", "9" * 500], ids=lambda many: many[:8])
def test_numbers_that_nobody_can_mean_book_nothing(
    many: str, trip: Trip, owner: Any, browser_of: Callable[..., Client]
) -> None:
    asked = {f"unit_{trip.adult.pk}": many, "step": "book", "when": f"d{trip.departure.pk}", **WHO}
    answer = browser_of(who=owner).post(f"{ADD}?option={trip.option.pk}", asked)
    assert answer.status_code < 500
    assert not Booking.objects.exists()
