"""What stands on a customer's confirmation."""

from datetime import timedelta
from typing import Any

from apps.capacity.models import DepartureSession
from apps.frontdesk import services
from apps.frontdesk.queries import sheets
from tests.apps.frontdesk.conftest import ANA, reread, trip_of
from tests.conftest import NOW


def test_a_confirmation_of_one_of_several_says_what_it_comes_to_and_what_all_does(trip: Any) -> None:
    other = trip_of("Night dive")
    placed = services.book(choices=[trip.choice(2), other.choice(1)], contact=ANA, at=NOW, source="website")
    first = reread(placed.bookings[0])
    totals = [(one.label, one.amount) for one in sheets.confirmation_sheet(first).totals]
    whole = f"Whole order {placed.order.reference}"
    assert totals == [("This booking", "$200.00"), (whole, "$300.00"), ("Still to pay", "$300.00")]


def test_a_confirmation_of_all_says_the_total_once(booking: Any) -> None:
    totals = [one.label for one in sheets.confirmation_sheet(reread(booking)).totals]
    assert totals == ["Total", "Still to pay"]


def test_a_confirmation_says_every_session_on_the_clock_of_the_place(trip: Any, booking: Any) -> None:
    begins = trip.departure.starts_at + timedelta(days=1)
    DepartureSession.objects.create(
        departure=trip.departure, name="Reef dives", starts_at=begins, ends_at=begins + timedelta(hours=4)
    )
    sheet = sheets.confirmation_sheet(reread(booking))
    assert ("Reef dives", "Wed 2 December 2026, 8:00\u202fAM – 12:00\u202fPM") in [
        (one.label, one.text) for one in sheet.facts
    ]
    assert sheet.when_zone.endswith(" time") and "GMT" not in sheet.when_zone


def test_a_cancelled_booking_says_so_on_paper(booking: Any) -> None:
    services.cancel_booking(booking=booking, at=NOW, customer=booking.customer_id)
    assert ("Status", "Cancelled") in [
        (one.label, one.text) for one in sheets.confirmation_sheet(reread(booking)).facts
    ]
