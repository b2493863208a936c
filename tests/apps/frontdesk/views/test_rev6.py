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
    {"name": "x" * 20000},
    {"name": "\x00"},
    {"requests": "\x00"},
    {"once": "not-a-uuid"},
]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("kind", ["stay", "job", "trip"])
def test_odd_input(kind: str, odd: Any, trip: Trip, owner: Any, browser_of: Callable[..., Client]) -> None:
    sold: Any = house_of() if kind == "stay" else garage_of() if kind == "job" else None
    option, unit = (sold.option, sold.unit) if sold else (trip.option, trip.adult)
    browser = browser_of(who=owner)
    browser.raise_request_exception = False
    asked = {f"unit_{unit.pk}": "1", "step": "book", **WHO, **odd}
    answer = browser.post(f"{ADD}?option={option.pk}", asked)
    assert answer.status_code < 500, answer.content[:300]
    answer = browser.get(f"{ADD}?option={option.pk}", odd)
    assert answer.status_code < 500


@pytest.mark.parametrize("many", ["-1", "99999999", "1.5", "abc", "٣", "9" * 500])
def test_odd_numbers(many: str, trip: Trip, owner: Any, browser_of: Callable[..., Client]) -> None:
    browser = browser_of(who=owner)
    asked = {f"unit_{trip.adult.pk}": many, "step": "book", "when": f"d{trip.departure.pk}", **WHO}
    answer = browser.post(f"{ADD}?option={trip.option.pk}", asked)
    assert answer.status_code < 500
    assert many == "٣" or not Booking.objects.exists()
