"""What the board of bookings calls: a card put into another column is one step of its life."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from apps.accounts.models import Member
from apps.bookings.errors import BookingStatusNotAllowed
from apps.bookings.models import Booking
from apps.bookings.services import life
from apps.bookings.types import BookingStatus

_STEPS: Final[Mapping[tuple[str, str], Callable[..., Any]]] = {
    (BookingStatus.PENDING, BookingStatus.CONFIRMED): life.confirm,
    (BookingStatus.CONFIRMED, BookingStatus.IN_PROGRESS): life.check_in,
    (BookingStatus.MODIFIED, BookingStatus.IN_PROGRESS): life.check_in,
    (BookingStatus.IN_PROGRESS, BookingStatus.CONFIRMED): life.undo_check_in,
    (BookingStatus.IN_PROGRESS, BookingStatus.COMPLETED): life.check_out,
    (BookingStatus.CONFIRMED, BookingStatus.COMPLETED): life.complete,
    (BookingStatus.MODIFIED, BookingStatus.COMPLETED): life.complete,
}


def move_on_board(*, record: Booking, state: str, by: Member | None, at: datetime) -> Booking:
    """Take the step that leads there. What costs somebody something, cancelling and no-show, has a form of its own.

    Locks the booking. Raises BookingStatusNotAllowed and what the step raises.
    """
    step = _STEPS.get((record.status, state))
    if step is None:
        known = dict(BookingStatus.choices)
        raise BookingStatusNotAllowed(before=known[record.status], after=known.get(state, state))
    moved: Booking = step(booking=record, by=by, at=at)
    return moved
