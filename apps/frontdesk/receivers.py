"""What customers are written when something of their bookings has happened."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils import translation

from apps.bookings import queries as bookings_of
from apps.bookings.events import (
    BookingCancelled,
    BookingChanged,
    BookingConfirmed,
    BookingMade,
    WaitlistJoined,
    WaitlistOffered,
)
from apps.bookings.models import Booking, WaitlistEntry
from apps.bookings.types import LIVE, BookingStatus, WaitStatus
from apps.events.ports import on
from apps.frontdesk import queries, wording
from apps.frontdesk.models import DepartureCancellation
from apps.frontdesk.papers import CALENDAR, CONFIRMATION
from apps.messaging import services as messaging
from apps.messaging.types import Attachment

# What a customer's calendar and ticket say.
PROMISED: Final = frozenset({"time", "option", "people", "resource", "place", "plate"})


@on(BookingMade, key="frontdesk.mail_requested")
def mail_requested(event: BookingMade, *, at: datetime) -> None:
    """The business has yet to agree."""
    if event.status == BookingStatus.PENDING:
        _write("booking_request_received", bookings_of.get(event.booking), once="requested", at=at)


@on(BookingConfirmed, key="frontdesk.mail_confirmed")
def mail_confirmed(event: BookingConfirmed, *, at: datetime) -> None:
    """One message for all that was confirmed together, with its papers and calendar entries."""
    booking = bookings_of.get(event.booking)
    if booking.status not in LIVE:
        return
    together = [
        one
        for one in bookings_of.of_order(booking.order_id)
        if one.confirmed_at == booking.confirmed_at and one.pk != booking.pk and one.status in LIVE
    ]
    if any(one.pk < booking.pk for one in together):
        return
    papers = [paper for one in (booking, *together) for paper in _papers(one)]
    _write("booking_confirmed", booking, once="confirmed", at=at, others=together, papers=papers)


@on(BookingChanged, key="frontdesk.mail_changed")
def mail_changed(event: BookingChanged, *, at: datetime) -> None:
    """What was promised is another thing now."""
    booking = bookings_of.get(event.booking)
    if PROMISED & set(event.what) and booking.status in LIVE:
        once = f"changed-{booking.sequence}"
        _write("booking_changed", booking, once=once, at=at, papers=_papers(booking))


@on(BookingCancelled, key="frontdesk.mail_cancelled")
def mail_cancelled(event: BookingCancelled, *, at: datetime) -> None:
    """Why, what is given back, and what could be had instead."""
    if not event.notify:
        return
    booking = bookings_of.get(event.booking)
    papers = [_calendar(booking)]
    if event.cancellation is None:
        asked = booking.confirmed_at is None and event.cancelled_by != "customer"
        occasion = "booking_request_declined" if asked else "booking_cancelled"
        _write(occasion, booking, once="cancelled", at=at, papers=papers)
        return
    off = DepartureCancellation.objects.get(pk=event.cancellation)
    dates = queries.other_dates(booking, at=at) if off.offer_dates else []
    with translation.override(_language(booking)):
        reason = f"{booking.reason} {wording.other_dates(dates, booking.location)}".strip()
    _write("departure_cancelled", booking, once="cancelled", at=at, papers=papers, reason=reason)


@on(WaitlistJoined, key="frontdesk.mail_waiting")
def mail_waiting(event: WaitlistJoined, *, at: datetime) -> None:
    """They wait."""
    entry = _entry(event.entry)
    if entry.status == WaitStatus.WAITING:
        _write_waiting("waitlist_joined", entry, once="joined", at=at)


@on(WaitlistOffered, key="frontdesk.mail_offered")
def mail_offered(event: WaitlistOffered, *, at: datetime) -> None:
    """There is room for them, until then."""
    entry = _entry(event.entry)
    if entry.status == WaitStatus.OFFERED:
        _write_waiting("waitlist_free", entry, once=f"offered-{event.until}", at=at)


def _write(
    occasion: str,
    booking: Booking,
    *,
    once: str,
    at: datetime,
    others: Sequence[Booking] = (),
    papers: Sequence[Attachment] = (),
    reason: str | None = None,
) -> None:
    language = _language(booking)
    with translation.override(language):
        values = wording.values_of(booking, others)
    values["reason"] = booking.reason if reason is None else reason
    messaging.send(
        occasion=occasion,
        to=booking.customer.email or "",
        language=language,
        values=values,
        about=f"booking:{booking.pk}",
        attachments=papers,
        once=f"booking:{booking.pk}:{once}",
        customer=booking.customer,
        reply_to=booking.location.email,
        at=at,
    )


def _write_waiting(occasion: str, entry: WaitlistEntry, *, once: str, at: datetime) -> None:
    language = entry.language or entry.customer.language
    with translation.override(language or None):
        values = wording.values_of_entry(entry)
    messaging.send(
        occasion=occasion,
        to=entry.customer.email or "",
        language=language,
        values=values,
        about=f"waitlist:{entry.pk}",
        once=f"waitlist:{entry.pk}:{once}",
        customer=entry.customer,
        at=at,
    )


def _language(booking: Booking) -> str:
    return booking.order.language or booking.customer.language or ""


def _papers(booking: Booking) -> list[Attachment]:
    paper = Attachment(name=f"{booking.reference}.pdf", made_by=CONFIRMATION, about=f"booking:{booking.pk}")
    return [paper, _calendar(booking)]


def _calendar(booking: Booking) -> Attachment:
    return Attachment(name=f"{booking.reference}.ics", made_by=CALENDAR, about=f"booking:{booking.pk}")


def _entry(number: int) -> WaitlistEntry:
    related = ("customer", "option", "option__product", "departure__location", "pool__location")
    return WaitlistEntry.objects.select_related(*related).get(pk=number)
