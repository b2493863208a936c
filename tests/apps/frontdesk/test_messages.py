"""What customers are written, once for each thing that happened."""

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.catalog.models import Product
from apps.events.services import dispatch
from apps.frontdesk import services
from apps.frontdesk.types import Change, Contact
from apps.messaging.enclosing import enclose
from apps.messaging.models import Message
from apps.messaging.types import Attachment
from tests.apps.frontdesk.conftest import ANA, Trip, trip_of
from tests.conftest import NOW


def written() -> list[tuple[str, str]]:
    """Occasion and subject of each message, once everything has been handled."""
    dispatch(at=NOW)
    dispatch(at=NOW)
    return list(Message.objects.order_by("pk").values_list("occasion", "subject"))


def test_a_confirmation_goes_out_with_paper_and_calendar_in_their_language(
    trip: Trip, booking: Booking
) -> None:
    assert written() == [("booking_confirmed", "Confirmada: Reef trip, mar 1 diciembre 2026")]
    message = Message.objects.get()
    assert (message.to_address, message.language) == (ANA.email, "es")
    assert booking.reference in message.text
    assert f"/booking/{booking.token}/" in message.text
    paper, calendar = (enclose(message, Attachment.of_json(one)) for one in message.attachments)
    assert (paper.name, paper.content[:5]) == (f"{booking.reference}.pdf", b"%PDF-")
    assert b"BEGIN:VEVENT" in calendar.content
    assert written() == [("booking_confirmed", message.subject)]


def test_what_is_booked_together_is_told_together(trip: Trip) -> None:
    other = trip_of("Night dive")
    services.book(choices=[trip.choice(1), other.choice(1)], contact=ANA, at=NOW, source="website")
    [(_occasion, subject)] = written()
    assert "Reef trip, Night dive" in subject
    assert len(Message.objects.get().attachments) == 4


def test_changes_and_cancellations_are_told(trip: Trip, booking: Booking) -> None:
    services.change_booking(
        booking=booking, change=Change(quantities={trip.adult.pk: 1}), customer=booking.customer, at=NOW
    )
    services.set_participants(booking=booking, participants=[{"given_name": "Ana"}], by=None, at=NOW)
    services.cancel_booking(booking=booking, customer=booking.customer, at=NOW)
    occasions = [one for one, _subject in written()]
    # Facts are handled after the fact: what is cancelled by then is told as cancelled, and nothing else.
    assert occasions == ["booking_cancelled"]


def test_requests_are_told_as_such_and_declined_as_such(boss: Member, trip: Trip) -> None:
    Product.objects.update(approval=True)
    placed = services.book(choices=[trip.choice(1)], contact=ANA, at=NOW, source="website")
    assert [one for one, _subject in written()] == ["booking_request_received"]
    services.cancel_booking(booking=placed.bookings[0], by=boss, at=NOW, cause="business")
    assert [one for one, _subject in written()][1:] == ["booking_request_declined"]


def test_a_cancelled_departure_offers_other_dates(boss: Member, trip: Trip, booking: Booking) -> None:
    from datetime import timedelta

    from tests.apps.frontdesk.conftest import STARTS, departure_of

    departure_of(trip.option, starts_at=STARTS + timedelta(days=2))
    made = services.cancel_departure(departure=trip.departure, reason="Mal tiempo", by=boss, at=NOW)
    services.continue_cancellation(cancellation=made.pk, at=NOW)
    assert [one for one, _subject in written()] == ["departure_cancelled"]
    text = Message.objects.get().text
    assert "Mal tiempo" in text
    assert "jue 3 diciembre 2026" in text


def test_who_waits_is_told_and_then_offered(trip: Trip, booking: Booking) -> None:
    services.book(choices=[trip.choice(8)], contact=Contact(name="Bo", email="bo@guests.example"), at=NOW)
    waiter = Contact(name="Cy", email="cy@guests.example", language="en")
    entry = services.join_waitlist(choice=trip.choice(2), contact=waiter, at=NOW)
    written()
    services.cancel_booking(booking=booking, customer=booking.customer, at=NOW)
    written()
    mine = Message.objects.filter(to_address="cy@guests.example").order_by("pk")
    assert [one.occasion for one in mine] == ["waitlist_joined", "waitlist_free"]
    assert str(entry.token) in mine[1].text


def test_nobody_is_written_to_who_has_no_address(boss: Member, trip: Trip) -> None:
    services.book(choices=[trip.choice(1)], contact=Contact(name="Walk-in"), by=boss, at=NOW)
    assert written() == []
