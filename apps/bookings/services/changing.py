"""What changes of a booking that stands: what was promised, what it costs, and what is known of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from apps.accounts.models import Member
from apps.backoffice.services import records
from apps.backoffice.types import Child, Children, Values
from apps.bookings import events as facts
from apps.bookings.errors import BookingOver
from apps.bookings.models import Booking
from apps.bookings.services.life import hold_booking
from apps.bookings.services.participants import most
from apps.bookings.services.saving import save
from apps.bookings.types import LIVE, BookingStatus
from apps.capacity.models import Departure, DepartureSession
from apps.events.services import record as tell
from apps.sales import services as sales
from apps.tenancy import context

PROMISED: Final = (
    *("item_id", "hold_id", "option_id", "departure_id", "pool_id", "location_id"),
    *("starts_at", "ends_at", "people", "total", "fee", "refund_due", "plate"),
)


def apply_change(
    *, booking: Booking, what: Sequence[str], values: Mapping[str, Any], by: Member | None, at: datetime
) -> Booking:
    """Write what a booking promises now, after capacity and order were changed in this transaction.

    `values` are columns of `PROMISED`. A confirmed one becomes modified. Locks the booking. Raises BookingOver.
    """
    if unknown := set(values) - set(PROMISED):
        raise ValueError(f"{sorted(unknown)} are not for a change of what was promised")
    with context.atomic():
        require_live(hold_booking(booking))
        before = booking.departure_id
        for key, value in values.items():
            setattr(booking, key, value)
        if booking.status == BookingStatus.CONFIRMED:
            booking.status = BookingStatus.MODIFIED
        booking.sequence += 1
        save(booking, *values, "status", "sequence")
        if "people" in values:
            booking.participants.filter(position__gte=booking.people).delete()
        told = facts.BookingChanged(
            booking.pk,
            booking.reference,
            what=list(what),
            departure=booking.departure_id,
            departure_before=before,
            by_staff=by is not None,
            entries_before=_entries(before) if before not in {None, booking.departure_id} else 0,
        )
        tell(told, at=at)
    return booking


def _entries(departure: int | None) -> int:
    """How many calendar entries a booking of it has: one query."""
    return 1 + DepartureSession.objects.filter(departure=departure).count()


def add_note(*, booking: Booking, note: str) -> None:
    """Write below what stands in a booking's notes why it is as it is. For who has locked it."""
    booking.notes = "\n".join(part for part in (booking.notes, note.strip()) if part)
    save(booking, "notes")


def follow_departure(*, departure: int, at: datetime, sessions: bool = False, entries: int = 0) -> int:
    """The live bookings of a departure that was moved take place when it does; answers how many did not by now.

    Prices and what was agreed stay, and whoever booked is told. Locks the bookings. Doing so again does nothing, but of
    `sessions` that are at other times all who booked are told each time; `entries` in calendars they had before.
    """
    with context.atomic():
        row = Departure.objects.only("starts_at", "ends_at").get(pk=departure)
        rows = Booking.objects.filter(departure=departure, status__in=LIVE)
        if not sessions:
            rows = rows.exclude(starts_at=row.starts_at, ends_at=row.ends_at)
        behind = list(rows.order_by("pk").select_for_update(of=("self",)))
        sales.set_time(items=[one.item_id for one in behind], starts_at=row.starts_at, ends_at=row.ends_at)
        for booking in behind:
            booking.starts_at, booking.ends_at = row.starts_at, row.ends_at
            if booking.status == BookingStatus.CONFIRMED:
                booking.status = BookingStatus.MODIFIED
            booking.sequence += 1
            save(booking, "starts_at", "ends_at", "status", "sequence")
            told = facts.BookingChanged(
                booking.pk,
                booking.reference,
                what=["time"],
                departure=departure,
                departure_before=departure,
                by_staff=True,
                entries_before=entries,
            )
            tell(told, at=at)
    return len(behind)


def refigure(*, booking: Booking, total: int, at: datetime) -> Booking:
    """Keep what a booking costs in step with its lines. Locks it. Tells nothing: the order's facts do."""
    with context.atomic():
        hold_booking(booking)
        booking.total = total
        save(booking, "total")
    return booking


def update_booking(
    *, record: Booking, values: Values, by: Member | None, at: datetime, children: Children | None = None
) -> Booking:
    """Change what is known of a booking, and who comes. Locks it. Raises Invalid, UnknownAttribute, NotFound."""
    with context.atomic():
        hold_booking(record)
        people: Sequence[Child] = (children or {}).get("participants", ())
        most(record, sum(not one.delete for one in people))
        records.update(record=record, values=values, children=children, by=by, at=at, held=True)
        what = ["participants"] if people else []
        what += ["details"] if values else []
        _tell(record, what, at=at)
    return record


def require_live(booking: Booking) -> None:
    """Raise BookingOver for one that keeps no capacity any more."""
    if booking.status not in LIVE:
        raise BookingOver(status=BookingStatus(booking.status).label)


def _tell(booking: Booking, what: Sequence[str], *, at: datetime) -> None:
    if what:
        tell(facts.BookingChanged(booking.pk, booking.reference, what=list(what)), at=at)
