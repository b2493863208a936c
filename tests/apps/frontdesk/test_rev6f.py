"""Requests that nobody answers, and where zones differ."""

from datetime import timedelta
from typing import Any

from apps.catalog.models import Product
from apps.frontdesk import services
from tests.apps.frontdesk.conftest import STARTS, Trip, reread


def test_a_request_that_nobody_answered_does_not_stay_for_ever(trip: Trip, booked: Any) -> None:
    Product.objects.update(approval=True)
    booking = booked().bookings[0]
    services.complete_past(at=STARTS + timedelta(days=30))
    assert reread(booking).status != "pending"
