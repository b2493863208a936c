"""A course takes place on several days: it is over after the last, and whoever works or comes hears of each."""

from datetime import datetime, timedelta

import pytest

from apps.bookings.models import Booking
from apps.capacity.models import DepartureSession
from apps.frontdesk import queries, services
from tests.apps.frontdesk.conftest import STARTS, Trip, reread

SECOND, THIRD = STARTS + timedelta(days=3), STARTS + timedelta(days=6)


def session_of(trip: Trip, starts_at: datetime, name: str = "") -> DepartureSession:
    """A later session of the trip, of two hours."""
    return DepartureSession.objects.create(
        departure=trip.departure, name=name, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2)
    )


@pytest.fixture
def course(trip: Trip, booking: Booking) -> Booking:
    """Two adults on a course of three days."""
    session_of(trip, SECOND, "Second day")
    session_of(trip, THIRD, "Third day")
    return booking


def test_a_course_is_completed_a_day_after_its_last_session(course: Booking) -> None:
    between = SECOND + timedelta(days=2)
    assert not queries.tenants_with_past_bookings(at=between)
    assert not services.complete_past(at=between) and reread(course).status == "confirmed"
    after = THIRD + timedelta(days=1, hours=2)
    assert queries.tenants_with_past_bookings(at=after) == [course.tenant_id]
    assert services.complete_past(at=after) == 1 and reread(course).status == "completed"
