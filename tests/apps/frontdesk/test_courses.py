"""A course takes place on several days: it is over after the last, and whoever works or comes hears of each."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from apps.accounts.models import Member
from apps.backoffice.calendars import entries
from apps.backoffice.calendars.window import View, Window
from apps.backoffice.panels import PANELS
from apps.backoffice.screens.registry import SCREENS
from apps.backoffice.types import Child
from apps.bookings.models import Booking
from apps.capacity import services as capacity
from apps.capacity.models import Departure, DepartureSession, Reservation, Resource, ResourceClass
from apps.events.services import dispatch
from apps.frontdesk import queries, services
from apps.frontdesk.papers import CALENDAR
from apps.frontdesk.queries import todays
from apps.frontdesk.types import Change
from apps.messaging.models import Message
from apps.messaging.ports import MAKERS
from apps.tenancy import region
from tests.apps.frontdesk.conftest import ANA, STARTS, Trip, departure_of, reread
from tests.conftest import NOW

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


def told(booking: Booking) -> Booking:
    """As it is once everybody has heard; with exactly one message of its change."""
    for _ in range(3):
        dispatch(at=NOW)
    assert Message.objects.filter(occasion="booking_changed", to_address=ANA.email).count() == 1
    return reread(booking)  # type: ignore[no-any-return]


def test_another_end_reaches_whoever_booked(course: Booking, trip: Trip, boss: Member) -> None:
    ends = STARTS + timedelta(hours=6)
    capacity.update_departure(record=trip.departure, values={"ends_at": ends}, by=boss, at=NOW)
    done = told(course)
    assert (done.starts_at, done.ends_at, done.item.ends_at) == (STARTS, ends, ends)
    assert (done.sequence, done.total) == (course.sequence + 1, course.total)


def test_another_time_of_a_session_reaches_whoever_booked_and_whoever_works(
    course: Booking, trip: Trip, boss: Member
) -> None:
    guides = ResourceClass.objects.create(name="Guides", kind="person")
    guide = Resource.objects.create(resource_class=guides, name="Kai", location=course.location)
    capacity.assign(departure=trip.departure, resource=guide, by=boss, at=NOW)
    second, third = trip.departure.sessions.order_by("starts_at")
    later, fourth = SECOND + timedelta(days=1), THIRD + timedelta(days=2)
    changed = {"starts_at": later, "ends_at": later + timedelta(hours=3)}
    new = {"starts_at": fourth, "ends_at": fourth + timedelta(hours=1)}
    children = [
        Child(pk=second.pk, values=changed),
        Child(pk=third.pk, delete=True),
        Child(pk=None, values=new),
    ]
    capacity.update_departure(
        record=trip.departure, values={}, children={"sessions": children}, by=boss, at=NOW
    )
    assert told(course).sequence == course.sequence + 1
    takes = Reservation.objects.filter(resource=guide, status="confirmed").order_by("starts_at")
    assert [(one.starts_at, one.ends_at) for one in takes] == [
        (STARTS, STARTS + timedelta(hours=4)),
        tuple(changed.values()),
        tuple(new.values()),
    ]


def test_a_session_that_is_only_called_otherwise_tells_nobody(
    course: Booking, trip: Trip, boss: Member
) -> None:
    session = trip.departure.sessions.order_by("starts_at")[0]
    children = {"sessions": [Child(pk=session.pk, values={"name": "Reef"})]}
    capacity.update_departure(record=trip.departure, values={}, children=children, by=boss, at=NOW)
    dispatch(at=NOW)
    assert reread(course).sequence == course.sequence


def cancelled(booking: Booking) -> list[tuple[str, int]]:
    """UIDs, as ends of the booking's own, that the calendar files of its message take away, with their SEQUENCE."""
    message = Message.objects.get(occasion="booking_changed", to_address=ANA.email)
    found = []
    for one in message.attachments:
        if one["made_by"] == CALENDAR:
            made = MAKERS.get(CALENDAR)(about=one["about"], name=one["name"], language="es")
            calendar = Calendar.from_ical(made.content)
            if str(calendar["method"]) == "CANCEL":
                found += calendar.walk("VEVENT")
    assert all(str(one["status"]) == "CANCELLED" for one in found)
    own = str(booking.token)
    return [(str(one["uid"]).removeprefix(own).partition("@")[0], int(str(one["sequence"]))) for one in found]


def test_sessions_of_the_other_run_are_taken_from_calendars(
    course: Booking, trip: Trip, boss: Member
) -> None:
    single = departure_of(trip.option, starts_at=STARTS + timedelta(days=7))
    services.change_booking(booking=course, change=Change(departure=single.pk), by=boss, at=NOW)
    assert cancelled(told(course)) == [("-2", 1), ("-3", 1)]


def test_a_session_that_is_taken_off_is_taken_from_calendars(
    course: Booking, trip: Trip, boss: Member
) -> None:
    third = trip.departure.sessions.order_by("starts_at")[1]
    children = {"sessions": [Child(pk=third.pk, delete=True)]}
    capacity.update_departure(record=trip.departure, values={}, children=children, by=boss, at=NOW)
    assert cancelled(told(course)) == [("-3", 1)]


def test_a_run_with_as_many_sessions_takes_none_away(course: Booking, trip: Trip, boss: Member) -> None:
    other = departure_of(trip.option, starts_at=STARTS + timedelta(days=7))
    for days in (8, 9):
        starts_at = STARTS + timedelta(days=days)
        DepartureSession.objects.create(
            departure=other, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1)
        )
    services.change_booking(booking=course, change=Change(departure=other.pk), by=boss, at=NOW)
    assert cancelled(told(course)) == []
