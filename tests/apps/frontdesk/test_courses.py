"""A course takes place on several days: it is over after the last, and whoever works or comes hears of each."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from apps.accounts.models import Member
from apps.backoffice.calendars import entries
from apps.backoffice.calendars.window import View, Window
from apps.backoffice.panels import PANELS
from apps.backoffice.screens.registry import SCREENS
from apps.bookings.models import Booking
from apps.capacity.models import Departure, DepartureSession
from apps.frontdesk import queries, services
from apps.frontdesk.queries import todays
from apps.tenancy import region
from tests.apps.frontdesk.conftest import STARTS, Trip, departure_of, reread

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


def ids(rows: Any) -> list[int]:
    return [one.pk for one in rows]


@pytest.mark.parametrize("day", [STARTS, SECOND, THIRD])
def test_every_day_of_a_course_is_on_the_day_it_takes_place(
    course: Booking, trip: Trip, boss: Member, day: datetime
) -> None:
    departure_of(trip.option, starts_at=STARTS - timedelta(days=20))
    morning = day - timedelta(hours=3)
    departures, bookings = Departure.objects.all(), Booking.objects.all()
    assert ids(todays.DEPARTING.narrow(departures, morning)) == [trip.departure.pk]
    assert ids(todays.ARRIVING.narrow(bookings, morning)) == [course.pk]
    assert ids(todays.TO_DEPART.narrow(departures, morning)) == [trip.departure.pk]
    assert ids(todays.COMING.narrow(bookings, morning)) == [course.pk]
    clock = region.clock(day.astimezone(ZoneInfo(course.location.time_zone)))
    for key in ("arrivals", "departures"):
        answer = PANELS.get(f"desk.{key}").query(boss, morning)
        assert answer.number == "1" and clock in str(answer.lines[0])


def test_between_and_after_its_days_nothing_of_a_course_is_today(course: Booking, trip: Trip) -> None:
    between, after = SECOND + timedelta(days=1), THIRD + timedelta(days=1)
    rows = Departure.objects.all()
    assert not todays.DEPARTING.narrow(rows, between) and not todays.DEPARTING.narrow(rows, after)
    assert ids(todays.TO_DEPART.narrow(rows, between)) == [trip.departure.pk]
    assert not todays.TO_DEPART.narrow(rows, after)


@pytest.mark.parametrize("key", ["capacity.departure", "bookings.booking"])
def test_calendars_show_every_day_of_a_course_and_move_the_first(
    course: Booking, boss: Member, key: str
) -> None:
    screen = SCREENS.get(key)
    calendar = screen.calendar
    assert calendar is not None
    window = Window(View.MONTH, STARTS.date(), ZoneInfo("UTC"), 0)
    found = entries.load(screen, calendar, boss, window).entries
    assert [one.starts for one in found] == [STARTS, SECOND, THIRD]
    assert len({one.title for one in found}) == 1
    assert not found[1].movable and not found[2].movable
