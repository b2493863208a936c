"""The life of a booking, one step each. Every step locks the booking and tells a fact.

Who locks more than the booking locks order, customer, booking, and what it takes, in this order.
"""

from collections.abc import Collection
from datetime import datetime

from apps.accounts.models import Member
from apps.backoffice.services import records
from apps.bookings import events as facts
from apps.bookings.errors import BookingStatusNotAllowed, NotBegun
from apps.bookings.models import Booking
from apps.bookings.services.saving import save
from apps.bookings.types import TRANSITIONS, BookingStatus, CancelledBy
from apps.capacity import services as capacity
from apps.events.services import record, record_many
from apps.tenancy import context


def hold_booking(booking: Booking) -> Booking:
    """Lock a booking until the transaction ends, and make it what it is by now. Raises NotFound."""
    return records.hold(booking)


def confirm(*, booking: Booking, by: Member | None, at: datetime) -> Booking:
    """Agree to a booking that waits. Locks it. Raises BookingStatusNotAllowed."""
    with context.atomic():
        _step(booking, BookingStatus.CONFIRMED, only=(BookingStatus.PENDING,))
        booking.confirmed_at = at
        save(booking, "status", "confirmed_at")
        record(facts.BookingConfirmed(booking.pk, booking.reference), at=at)
    return booking


def check_in(
    *, booking: Booking, by: Member | None, at: datetime, participants: Collection[int] | None = None
) -> Booking:
    """They are here: all of them, or those participants. Once some are, the rest may follow.

    Locks the booking. Raises BookingStatusNotAllowed.
    """
    with context.atomic():
        hold_booking(booking)
        if not (booking.status == BookingStatus.IN_PROGRESS and participants is not None):
            _move(booking, BookingStatus.IN_PROGRESS)
            booking.checked_in_at = at
            save(booking, "status", "checked_in_at")
            record(facts.CheckedIn(booking.pk, booking.reference), at=at)
        coming = booking.participants.filter(checked_in_at=None)
        if participants is not None:
            coming = coming.filter(pk__in=participants)
        coming.update(checked_in_at=at)
    return booking


def undo_check_in(*, booking: Booking, by: Member | None, at: datetime) -> Booking:
    """They were checked in by mistake. Locks the booking. Raises BookingStatusNotAllowed."""
    with context.atomic():
        _step(booking, BookingStatus.CONFIRMED, only=(BookingStatus.IN_PROGRESS,))
        booking.checked_in_at = None
        save(booking, "status", "checked_in_at")
        booking.participants.update(checked_in_at=None)
        record(facts.CheckInUndone(booking.pk, booking.reference), at=at)
    return booking


def check_out(*, booking: Booking, by: Member | None, at: datetime) -> Booking:
    """They have left, which completes the booking. Locks it. Raises BookingStatusNotAllowed."""
    with context.atomic():
        _step(booking, BookingStatus.COMPLETED, only=(BookingStatus.IN_PROGRESS,))
        booking.checked_out_at = booking.completed_at = at
        save(booking, "status", "checked_out_at", "completed_at")
        record_many(
            [
                facts.CheckedOut(booking.pk, booking.reference),
                facts.BookingCompleted(booking.pk, booking.reference),
            ],
            at=at,
        )
    return booking


def complete(*, booking: Booking, by: Member | None, at: datetime) -> Booking:
    """It took place. Locks the booking. Raises BookingStatusNotAllowed, and NotBegun before it starts."""
    with context.atomic():
        _step(booking, BookingStatus.COMPLETED)
        _require_begun(booking, at)
        booking.completed_at = at
        save(booking, "status", "completed_at")
        record(facts.BookingCompleted(booking.pk, booking.reference), at=at)
    return booking


def mark_no_show(*, booking: Booking, by: Member | None, at: datetime, fee: int | None = None) -> Booking:
    """Nobody came; `fee` in minor units is what is kept for it. Locks the booking.

    Raises BookingStatusNotAllowed, and NotBegun before it starts.
    """
    with context.atomic():
        _step(booking, BookingStatus.NO_SHOW)
        _require_begun(booking, at)
        if fee is not None:
            booking.fee = fee
        save(booking, "status", "fee")
        record(facts.NoShow(booking.pk, booking.reference), at=at)
    return booking


def undo_no_show(*, booking: Booking, by: Member | None, at: datetime) -> Booking:
    """Somebody came after all. Locks the booking. Raises BookingStatusNotAllowed."""
    with context.atomic():
        _step(booking, BookingStatus.CONFIRMED, only=(BookingStatus.NO_SHOW,))
        booking.fee = 0
        save(booking, "status", "fee")
        record(facts.NoShowUndone(booking.pk, booking.reference), at=at)
    return booking


def cancel(
    *,
    booking: Booking,
    cancelled_by: CancelledBy,
    by: Member | None,
    at: datetime,
    reason: str = "",
    fee: int = 0,
    refund_due: int = 0,
    cancellation: int | None = None,
    notify: bool = True,
) -> Booking:
    """End a booking before its time and give back what it takes. What is owed is `frontdesk`'s to say.

    Locks the booking, then what it took. Raises BookingStatusNotAllowed.
    """
    with context.atomic():
        _step(booking, BookingStatus.CANCELLED)
        booking.cancelled_at, booking.cancelled_by, booking.reason = at, cancelled_by, reason[:300]
        booking.fee, booking.refund_due = fee, refund_due
        booking.sequence += 1
        columns = ("status", "cancelled_at", "cancelled_by", "reason", "fee", "refund_due", "sequence")
        save(booking, *columns)
        if booking.hold_id is not None:
            capacity.release_hold(hold=booking.hold_id, at=at)
        told = facts.BookingCancelled(
            booking.pk,
            booking.reference,
            cancelled_by=str(cancelled_by),
            departure=booking.departure_id,
            refund_due=refund_due,
            cancellation=cancellation,
            notify=notify,
        )
        record(told, at=at)
    return booking


def _step(booking: Booking, after: BookingStatus, *, only: Collection[BookingStatus] | None = None) -> None:
    hold_booking(booking)
    _move(booking, after, only=only)


def _move(booking: Booking, after: BookingStatus, *, only: Collection[BookingStatus] | None = None) -> None:
    """Several statuses lead to "confirmed"; `only` says which of them this step is for."""
    before = booking.status
    if after not in TRANSITIONS[before] or (only is not None and before not in only):
        raise BookingStatusNotAllowed(before=BookingStatus(before).label, after=after.label)
    booking.status = after


def _require_begun(booking: Booking, at: datetime) -> None:
    if booking.starts_at > at:
        raise NotBegun
