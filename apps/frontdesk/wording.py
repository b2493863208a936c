"""Bookings in words, for messages and papers: in the active language, on the venue's clock."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from apps.backoffice.attributes import formats
from apps.bookings.models import Booking, WaitlistEntry
from apps.capacity.types import Leg
from apps.frontdesk.links import manage_link
from apps.frontdesk.names import Names, Waited, coming, names_of, units_of
from apps.frontdesk.types import OtherDate
from apps.tenancy import addresses, facts, region
from apps.tenancy.models import Location


def values_of(booking: Booking, others: Sequence[Booking] = ()) -> dict[str, str]:
    """What the placeholders of messages say of a booking, and of others that were placed with it. Two queries;
    three more in another language than the business's.
    """
    every = [booking, *others]
    names = names_of(every)
    known = [coming(one, names) for one in every]
    order = booking.order
    return {
        "name": booking.customer.given_name or booking.customer.name,
        "product": ", ".join(dict.fromkeys(names.product(one.product) for one in every)),
        "option": ", ".join(dict.fromkeys(names.option(one.option) for one in every)),
        "date": day(booking.starts_at, booking.location),
        "time": clock(booking.starts_at, booking.location),
        "place": where(booking, names),
        "meeting": _each(every, [one.finding for one in known], names),
        "instructions": _each(every, [one.instructions for one in known], names),
        "people": people(booking.item.quantities),
        "total": formats.money(order.total, order.currency),
        "due": formats.money(max(order.total - order.paid, 0), order.currency),
        "refund": formats.money(booking.refund_due, booking.currency),
        "reference": ", ".join(one.reference for one in every),
        "plate": booking.plate,
        "link": manage_link(booking),
    }


def _each(bookings: Sequence[Booking], texts: Sequence[str], names: Names) -> str:
    """What is said of several, once each, with what it is about where that is more than one thing."""
    said = dict.fromkeys(
        (names.product(one.product), text) for one, text in zip(bookings, texts, strict=True) if text
    )
    if len({one.product_id for one in bookings}) == 1:
        return "\n".join(text for _name, text in said)
    return "\n".join(f"{name}: {text}" for name, text in said)


def values_of_entry(entry: WaitlistEntry) -> dict[str, str]:
    """What they say of somebody who waits. Two queries; three more in another language than the business's."""
    option = entry.option
    names = names_of([Waited(option.product, option)])
    location = entry.departure.location if entry.departure is not None else None
    location = location or (entry.pool.location if entry.pool is not None else None)
    starts_at = entry.departure.starts_at if entry.departure is not None else None
    until = entry.offered_until
    return {
        "name": entry.customer.given_name or entry.customer.name,
        "product": names.product(option.product),
        "option": names.option(option),
        "date": day(starts_at, location) if starts_at and location else "",
        "time": clock(starts_at, location) if starts_at and location else "",
        "place": names.said(option.product, "meeting_name") or (location.name if location else ""),
        "people": people(entry.quantities) or str(entry.party),
        "until": moment(until, location) if until and location else "",
        "link": addresses.business(facts.current(), f"/waitlist/{entry.token}/"),
    }


def where(booking: Booking, names: Names) -> str:
    """The customer's place, else the meeting point, else the location."""
    return booking.address or names.meeting(booking.product) or booking.location.name


def people(quantities: dict[str, int]) -> str:
    """ "2 × Adult, 1 × Child": one query; two in another language than the business's."""
    units = units_of(int(unit) for unit in quantities)
    said = [f"{count} × {units[int(unit)]}" for unit, count in quantities.items() if int(unit) in units]
    return ", ".join(said)


def other_dates(found: Sequence[OtherDate], location: Location) -> str:
    """A sentence about dates that are still free, "" for none."""
    if not found:
        return ""
    said = " · ".join(moment(one.starts_at, location) for one in found)
    return _("Still free: %(dates)s.") % {"dates": said}


def day(at: datetime, location: Location) -> str:
    """Such as "Sat 14 March 2026"."""
    return region.spoken_day(at.astimezone(ZoneInfo(location.time_zone)))


def clock(at: datetime, location: Location) -> str:
    """Such as "08:30", as the language and the country write it."""
    return region.spoken_time(at.astimezone(ZoneInfo(location.time_zone)))


def moment(at: datetime, location: Location) -> str:
    """Day and time."""
    return f"{day(at, location)}, {clock(at, location)}"


def change_of_rooms(legs: Sequence[Leg]) -> str:
    """For customers: the days on which they change rooms, "" for none."""
    if len(legs) < 2:  # noqa: PLR2004 - one room is no change of rooms
        return ""
    days = ", ".join(region.spoken_day(leg.first) for leg in legs[1:])
    return _("You change rooms on %(days)s.") % {"days": days}


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The last minute of a day there, so that what is valid until a day is valid on all of it."""
    return datetime.combine(day, time(23, 59, 59), zone).astimezone(UTC)
