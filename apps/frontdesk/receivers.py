"""What customers are written when something of their bookings has happened."""

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
from apps.bookings.models import WaitlistEntry
from apps.bookings.types import LIVE, BookingStatus, CancelledBy, WaitStatus
from apps.events.ports import on
from apps.frontdesk import queries, wording
from apps.frontdesk.models import DepartureCancellation
from apps.frontdesk.papers import QUOTE
from apps.frontdesk.queries import quotes
from apps.frontdesk.services import order_mail
from apps.frontdesk.services.cancelling import refigure_order
from apps.frontdesk.services.writing import calendar_of, copy_to_us, gone_of, language_of, papers_of, write
from apps.messaging import services as messaging
from apps.messaging.types import Attachment
from apps.sales import queries as sales_of
from apps.sales.events import OrderChanged, OrderPlaced, QuoteDeclined, QuoteMade
from apps.sales.models import Order
from apps.sales.types import OrderStatus, QuoteState, Source
from apps.tenancy import facts

# What a customer's calendar and ticket say.
PROMISED: Final = frozenset({"time", "option", "people", "resource", "place", "plate"})


@on(BookingMade, key="frontdesk.mail_requested")
def mail_requested(event: BookingMade, *, at: datetime) -> None:
    """The business has yet to agree."""
    if event.status == BookingStatus.PENDING:
        write("booking_request_received", bookings_of.get(event.booking), once="requested", at=at)


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
    papers = [paper for one in (booking, *together) for paper in papers_of(one)]
    write("booking_confirmed", booking, once="confirmed", at=at, others=together, papers=papers)


@on(BookingChanged, key="frontdesk.mail_changed")
def mail_changed(event: BookingChanged, *, at: datetime) -> None:
    """What was promised is another thing now."""
    booking = bookings_of.get(event.booking)
    if PROMISED & set(event.what) and booking.status in LIVE:
        once = f"changed-{booking.sequence}"
        papers = [*papers_of(booking), *gone_of(booking, entries=event.entries_before)]
        write("booking_changed", booking, once=once, at=at, papers=papers)


@on(BookingCancelled, key="frontdesk.mail_cancelled")
def mail_cancelled(event: BookingCancelled, *, at: datetime) -> None:
    """Why, what is given back, and what could be had instead."""
    if not event.notify:
        return
    booking = bookings_of.get(event.booking)
    papers = [calendar_of(booking)]
    if event.cancellation is None:
        asked = booking.confirmed_at is None and event.cancelled_by != "customer"
        occasion = "booking_request_declined" if asked else "booking_cancelled"
        write(occasion, booking, once="cancelled", at=at, papers=papers)
        return
    off = DepartureCancellation.objects.get(pk=event.cancellation)
    dates = queries.other_dates(booking, at=at) if off.offer_dates else []
    with translation.override(language_of(booking)):
        reason = f"{booking.reason} {wording.other_dates(dates, booking.location)}".strip()
    write("departure_cancelled", booking, once="cancelled", at=at, papers=papers, reason=reason)


@on(BookingMade, key="frontdesk.copy_booked")
def copy_booked(event: BookingMade, *, at: datetime) -> None:
    """The business hears of what a customer has booked, one message for all of it."""
    if event.by_staff:
        return
    booking = bookings_of.get(event.booking)
    together = [one for one in bookings_of.of_order(booking.order_id) if one.created_at == booking.created_at]
    if any(one.pk < booking.pk for one in together):
        return
    others = [one for one in together if one.pk != booking.pk]
    asked = booking.requests or booking.order.requests
    copy_to_us("copy_booked", booking, once="booked", at=at, others=others, reason=asked)


@on(BookingChanged, key="frontdesk.copy_changed")
def copy_changed(event: BookingChanged, *, at: datetime) -> None:
    """The business hears of what a customer has changed."""
    if event.by_staff or not PROMISED & set(event.what):
        return
    booking = bookings_of.get(event.booking)
    if booking.status in LIVE:
        copy_to_us("copy_changed", booking, once=f"changed-{booking.sequence}", at=at)


@on(BookingCancelled, key="frontdesk.copy_cancelled")
def copy_cancelled(event: BookingCancelled, *, at: datetime) -> None:
    """The business hears of what a customer has cancelled."""
    if event.cancelled_by == CancelledBy.CUSTOMER:
        booking = bookings_of.get(event.booking)
        copy_to_us("copy_cancelled", booking, once="cancelled", at=at, reason=booking.reason)


@on(OrderChanged, key="frontdesk.refigure")
def refigure(event: OrderChanged, *, at: datetime) -> None:
    """What a booking costs is what its lines come to, whoever corrected them."""
    if event.what in ("by_hand", "add_fee"):
        refigure_order(order=event.order, at=at)


@on(OrderPlaced, key="frontdesk.mail_ordered")
def mail_ordered(event: OrderPlaced, *, at: datetime) -> None:
    """Goods alone: whoever ordered them hears of it, and the business of what was ordered on its site."""
    if bookings_of.of_order(event.order):
        return  # the bookings tell of all that was ordered with them
    order = order_mail.read(event.order)
    if order.status not in (OrderStatus.PLACED, OrderStatus.COMPLETED):
        return
    order_mail.write(order, at=at)
    if event.source == Source.WEBSITE:
        order_mail.copy_to_us("copy_ordered", order, once="ordered", at=at, reason=order.requests)


@on(QuoteDeclined, key="frontdesk.copy_declined")
def copy_declined(event: QuoteDeclined, *, at: datetime) -> None:
    """The business hears that a quote was turned down, and that what was held for it is free."""
    order = order_mail.read(event.order)
    order_mail.copy_to_us("copy_quote_declined", order, once="declined", at=at)


@on(QuoteMade, key="frontdesk.mail_quote")
def mail_quote(event: QuoteMade, *, at: datetime) -> None:
    """What is offered, until when, and where it is accepted; nothing of one that was withdrawn meanwhile."""
    order = Order.objects.select_related("customer").get(pk=event.order)
    customer = order.customer
    if sales_of.quote_state(order, at=at) != QuoteState.OPEN or customer is None:
        return
    language = sales_of.language_of(order)
    with translation.override(language):
        values = quotes.values_of(order)
    paper = Attachment(name=f"{order.reference}.pdf", made_by=QUOTE, about=f"order:{order.pk}")
    messaging.send(
        occasion="quote_sent",
        to=customer.email or "",
        language=language,
        values=values,
        about=f"order:{order.pk}",
        attachments=[paper],
        once=f"order:{order.pk}:quote:{event.sent}",
        customer=customer,
        at=at,
    )


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


def _write_waiting(occasion: str, entry: WaitlistEntry, *, once: str, at: datetime) -> None:
    language = entry.language or entry.customer.language or facts.current().locale
    with translation.override(language):
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


def _entry(number: int) -> WaitlistEntry:
    related = ("customer", "option", "option__product", "departure__location", "pool__location")
    return WaitlistEntry.objects.select_related(*related).get(pk=number)
