"""Calendar entries of bookings (RFC 5545): one UID for its whole life, SEQUENCE counting what changed."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vText

from apps.bookings.models import Booking
from apps.bookings.types import BookingStatus
from apps.frontdesk import wording
from apps.frontdesk.links import manage_link
from apps.frontdesk.names import Names, coming, names_of
from apps.tenancy import facts

_SHORTEST: Final = timedelta(minutes=30)
_STATES: Final = {
    BookingStatus.PENDING: "TENTATIVE",
    BookingStatus.CANCELLED: "CANCELLED",
    BookingStatus.NO_SHOW: "CANCELLED",
}


def calendar_file(booking: Booking, *, at: datetime | None = None, entries: int = 0) -> bytes:
    """The .ics of a booking, in the venue's zone; later sessions of its departure are entries beside it.

    A cancelled one cancels the entries that an earlier file made. With `entries`, how many those were, it cancels those
    that the booking has no more, and nothing else, if there are any. Two queries at most; two more in another
    language than the business's.
    """
    names = names_of([booking])
    zone = ZoneInfo(booking.location.time_zone)
    made = Calendar()
    made.add("prodid", "-//Quayside//Bookings//EN")
    made.add("version", "2.0")
    spans = spans_of(booking)
    gone = range(len(spans), entries)
    state = "CANCELLED" if gone else _state(booking)
    made.add("method", "CANCEL" if state == "CANCELLED" else "PUBLISH")
    # When those that are gone took place nobody knows any more; they are known by their UIDs.
    shown = [(place, spans[0]) for place in gone] or list(enumerate(spans))
    for place, (name, starts_at, ends_at) in shown:
        entry = _entry(booking, names, place, name, starts_at.astimezone(zone), ends_at.astimezone(zone), at)
        entry.add("status", state)
        made.add_component(entry)
    first, last = min(one[1] for one in spans), max(one[2] for one in spans)
    made.add_component(
        Timezone.from_tzinfo(
            zone, zone.key, (first - timedelta(days=366)).date(), (last + timedelta(days=366)).date()
        )
    )
    content: bytes = made.to_ical()
    return content


def uid(booking: Booking, place: int = 0) -> str:
    """What calendars know the entry by: the same for as long as the booking is."""
    more = f"-{place + 1}" if place else ""
    return f"{booking.token}{more}@{facts.current().slug}.quayside"


def _entry(
    booking: Booking,
    names: Names,
    place: int,
    name: str,
    starts_at: datetime,
    ends_at: datetime,
    at: datetime | None,
) -> Event:
    product = booking.product
    called, known = names.product(product), coming(booking, names)
    entry = Event()
    entry.add("uid", uid(booking, place))
    entry.add("sequence", booking.sequence)
    entry.add("dtstamp", at or booking.created_at)
    entry.add("dtstart", starts_at)
    entry.add("dtend", ends_at)
    entry.add("summary", f"{called}: {name}" if name else called)
    entry["location"] = vText(wording.where(booking, names))
    if product.meeting_latitude is not None and product.meeting_longitude is not None and not booking.address:
        entry.add("geo", (float(product.meeting_latitude), float(product.meeting_longitude)))
    link = manage_link(booking)
    entry.add("url", link)
    lines = [
        names.option(booking.option),
        _("Reference: %(reference)s") % {"reference": booking.reference},
        known.finding,
        known.instructions,
        link,
    ]
    entry.add("description", "\n".join(line for line in lines if line))
    entry.add("transp", "OPAQUE")
    return entry


def _state(booking: Booking) -> str:
    return _STATES.get(BookingStatus(booking.status), "CONFIRMED")


def spans_of(booking: Booking) -> list[tuple[str, datetime, datetime]]:
    """When it takes place: itself, then the further sessions of its departure."""
    found = [("", booking.starts_at, booking.ends_at or booking.starts_at + _SHORTEST)]
    if booking.departure is not None:
        found += [(one.name, one.starts_at, one.ends_at) for one in booking.departure.sessions.all()]
    return found
