"""What customers are written about their bookings: words, papers and calendar entries, once for each reason."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation

from apps.accounts.models import Member
from apps.bookings import queries as bookings_of
from apps.bookings.models import Booking
from apps.bookings.types import BookingStatus
from apps.frontdesk import wording
from apps.frontdesk.errors import NobodyToWriteTo, NothingConfirmed
from apps.frontdesk.links import office_link
from apps.frontdesk.papers import CALENDAR, CONFIRMATION
from apps.frontdesk.queries import calendars
from apps.messaging import services as messaging
from apps.messaging.models import Message
from apps.messaging.types import Attachment
from apps.sales import queries as sales_of
from apps.sales.models import Order
from apps.tenancy import context, facts
from apps.tenancy.models import Location

_AGREED = (
    BookingStatus.CONFIRMED,
    BookingStatus.MODIFIED,
    BookingStatus.IN_PROGRESS,
    BookingStatus.COMPLETED,
)


def write(
    occasion: str,
    booking: Booking,
    *,
    once: str,
    at: datetime,
    others: Sequence[Booking] = (),
    papers: Sequence[Attachment] = (),
    reason: str | None = None,
) -> Message | None:
    """Write to the customer of a booking, in their language. With `once` it is written once for that of the booking."""
    language = language_of(booking)
    with translation.override(language):
        values = wording.values_of(booking, others)
    values["reason"] = booking.reason if reason is None else reason
    return messaging.send(
        occasion=occasion,
        to=booking.customer.email or "",
        language=language,
        values=values,
        about=f"booking:{booking.pk}",
        attachments=papers,
        once=f"booking:{booking.pk}:{once}" if once else "",
        customer=booking.customer,
        reply_to=booking.location.email,
        at=at,
    )


def copy_to_us(
    occasion: str,
    booking: Booking,
    *,
    once: str,
    at: datetime,
    others: Sequence[Booking] = (),
    reason: str = "",
) -> Message | None:
    """Write to the business, in its language, what a customer has done; nothing where the place does not want it.

    An answer to it goes to the customer.
    """
    language = facts.current().locale
    customer = booking.customer
    with translation.override(language):
        values = wording.values_of(booking, others)
    values |= {
        "name": customer.name,
        "contact": ", ".join(one for one in (customer.email, customer.phone) if one),
        "reason": reason,
        "link": office_link(booking),
    }
    return messaging.send(
        occasion=occasion,
        to=our_address(booking.location),
        language=language,
        values=values,
        about=f"booking:{booking.pk}",
        once=f"booking:{booking.pk}:copy-{once}",
        customer=customer,
        reply_to=customer.email or "",
        at=at,
    )


def our_address(location: Location) -> str:
    """Where a place wants to hear of what customers do: its own address, else that of the first place that has one.

    "" where it does not want to. One query at most.
    """
    if not location.booking_copies:
        return ""
    own = location.copies_to or location.email
    if own:
        return own
    rows = Location.objects.exclude(email="", copies_to="").order_by("pk")
    return next((copies or email for copies, email in rows.values_list("copies_to", "email")[:1]), "")


def send_confirmation(*, order: Order, by: Member, at: datetime) -> Message:
    """Write once more what of an order is confirmed, as it is now, with its papers.

    Raises NothingConfirmed, NobodyToWriteTo.
    """
    with context.atomic():
        agreed = [one for one in bookings_of.of_order(order.pk) if one.status in _AGREED]
        if not agreed:
            raise NothingConfirmed
        first, *others = agreed
        papers = [paper for one in agreed for paper in papers_of(one)]
        made = write("booking_confirmed", first, once="", at=at, others=others, papers=papers)
        if made is None:
            raise NobodyToWriteTo
    return made


def language_of(booking: Booking) -> str:
    """In which language its customer is written to."""
    return sales_of.language_of(booking.order, booking.customer)


def papers_of(booking: Booking) -> list[Attachment]:
    """Its confirmation and its calendar entry."""
    paper = Attachment(name=f"{booking.reference}.pdf", made_by=CONFIRMATION, about=f"booking:{booking.pk}")
    return [paper, calendar_of(booking)]


def gone_of(booking: Booking, *, entries: int) -> list[Attachment]:
    """What takes calendar entries away that the booking has no more, of so many that it had. Two queries at most."""
    if not entries or entries <= len(calendars.spans_of(booking)):
        return []
    about = f"booking:{booking.pk}:{entries}"
    return [Attachment(name=f"{booking.reference}-off.ics", made_by=CALENDAR, about=about)]


def calendar_of(booking: Booking) -> Attachment:
    """Its calendar entry."""
    return Attachment(name=f"{booking.reference}.ics", made_by=CALENDAR, about=f"booking:{booking.pk}")
