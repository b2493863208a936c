"""Calendar entries: the same one for a booking's whole life."""

from datetime import timedelta

from icalendar import Calendar

from apps.bookings.models import Booking
from apps.capacity.models import DepartureSession
from apps.frontdesk import queries, services
from apps.frontdesk.types import Change
from apps.tenancy.models import Location
from tests.apps.frontdesk.conftest import Trip, reread
from tests.conftest import NOW


def entries(booking: Booking) -> list:  # type: ignore[type-arg]
    return list(Calendar.from_ical(queries.calendar_file(reread(booking))).walk("VEVENT"))


def test_a_booking_is_an_entry_on_the_venues_clock(trip: Trip, booking: Booking) -> None:
    Location.objects.update(time_zone="Europe/Madrid")
    text = queries.calendar_file(reread(booking)).decode()
    [entry] = entries(booking)
    assert "DTSTART;TZID=Europe/Madrid:20261201T150000" in text
    assert "BEGIN:VTIMEZONE" in text
    assert entry["dtstart"].dt == booking.starts_at
    assert (str(entry["summary"]), str(entry["status"]), entry["sequence"]) == ("Reef trip", "CONFIRMED", 0)
    assert booking.reference in str(entry["description"])
    assert str(entry["uid"]).startswith(str(booking.token))


def test_a_change_and_a_cancellation_are_the_same_entry_anew(trip: Trip, booking: Booking) -> None:
    [first] = entries(booking)
    services.change_booking(
        booking=booking, change=Change(quantities={trip.adult.pk: 1}), customer=booking.customer, at=NOW
    )
    [second] = entries(booking)
    services.cancel_booking(booking=booking, customer=booking.customer, at=NOW)
    [third] = entries(booking)
    assert first["uid"] == second["uid"] == third["uid"]
    assert [one["sequence"] for one in (first, second, third)] == [0, 1, 2]
    assert str(third["status"]) == "CANCELLED"
    assert b"METHOD:CANCEL" in queries.calendar_file(reread(booking))


def test_further_sessions_are_entries_of_their_own(trip: Trip, booking: Booking) -> None:
    begins = trip.departure.starts_at + timedelta(days=1)
    DepartureSession.objects.create(
        departure=trip.departure, name="Second day", starts_at=begins, ends_at=begins + timedelta(hours=2)
    )
    found = entries(booking)
    assert [str(one["summary"]) for one in found] == ["Reef trip", "Reef trip: Second day"]
    assert len({str(one["uid"]) for one in found}) == 2
