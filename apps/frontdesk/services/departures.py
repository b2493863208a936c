"""A departure that does not take place, and all who are booked on it.

Begun in one transaction, then a booking at a time, each in its own: whoever is stopped anywhere is followed by somebody
who finds what is left by the bookings themselves. So each is handled once, and none is forgotten.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import F

from apps.accounts.models import Member
from apps.bookings import queries as bookings_of
from apps.bookings import services as bookings
from apps.bookings.errors import BookingStatusNotAllowed
from apps.capacity import services as capacity
from apps.capacity.errors import TransitionRefused
from apps.capacity.models import Departure
from apps.capacity.types import TRANSITIONS, DepartureStatus
from apps.frontdesk.models import DepartureCancellation
from apps.frontdesk.ports import JOBS
from apps.frontdesk.services.cancelling import cancel_booking, hold
from apps.frontdesk.types import Cause
from apps.tenancy import context

# A stopped worker's work is taken up by another after this.
PATIENCE: Final = timedelta(minutes=2)


def cancel_departure(
    *,
    departure: Departure,
    reason: str,
    by: Member | None,
    at: datetime,
    notify: bool = True,
    offer_dates: bool = True,
) -> DepartureCancellation:
    """Take a departure off: nobody books it any more, and every booking is cancelled with all its money to give back.

    Answers at once; the bookings are handled in the background. A second call goes on with the first. Locks the
    departure, after waiting for those who are confirming. Raises TransitionRefused for one that has taken place.
    """
    with context.atomic():
        row = Departure.objects.select_for_update(of=("self",)).get(pk=departure.pk)
        standing = DepartureCancellation.objects.filter(departure=row).first()
        if standing is None:
            _require_possible(row)
            standing = DepartureCancellation.objects.create(
                departure=row,
                reason=reason[:300],
                notify=notify,
                offer_dates=offer_dates,
                by=by,
                bookings=len(bookings_of.live_of_departure(row.pk)),
                begun_at=at,
                due_at=at,
            )
    if standing.finished_at is None:
        _take_off(standing, at=at)
        JOBS.get("cancel departure")(standing.pk)
    return standing


def continue_cancellation(*, cancellation: int, at: datetime) -> DepartureCancellation | None:
    """Handle what is left of a cancelled departure; None when somebody else is at it or it is done.

    A transaction for each booking. Whatever raises comes out, and the rest is left to the next who goes on.
    """
    mine = _claim(cancellation, at=at)
    if mine is None:
        return None
    _take_off(mine, at=at)
    for number in bookings_of.live_of_departure(mine.departure_id):
        with context.atomic():
            booking = bookings_of.get(number)
            hold(booking)
            if booking.departure_id != mine.departure_id:
                continue  # the customer has moved to another one meanwhile
            try:
                cancel_booking(
                    booking=booking,
                    by=mine.by,
                    at=at,
                    reason=mine.reason,
                    cause=Cause.BUSINESS,
                    cancellation=mine.pk,
                    notify=mine.notify,
                )
            except BookingStatusNotAllowed:
                continue  # the customer was faster
            DepartureCancellation.objects.filter(pk=mine.pk, handled__lt=F("bookings")).update(
                handled=F("handled") + 1, due_at=at + PATIENCE
            )
    with context.atomic():
        DepartureCancellation.objects.filter(pk=mine.pk).update(finished_at=at)
    mine.refresh_from_db()
    return mine


def _claim(cancellation: int, *, at: datetime) -> DepartureCancellation | None:
    with context.atomic():
        row = (
            DepartureCancellation.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("by", "departure")
            .filter(pk=cancellation, finished_at=None, due_at__lte=at)
            .first()
        )
        if row is not None:
            row.due_at = at + PATIENCE
            row.save(update_fields=["due_at"])
    return row


def _require_possible(row: Departure) -> None:
    after = DepartureStatus.CANCELLED
    if row.status != after and after not in TRANSITIONS[row.status]:
        raise TransitionRefused(before=DepartureStatus(row.status).label, after=after.label)


def _take_off(mine: DepartureCancellation, *, at: datetime) -> None:
    """Nobody books it any more, and nobody waits for it. Doing so again does nothing."""
    capacity.change_status(
        record=mine.departure,
        state=DepartureStatus.CANCELLED,
        reason=mine.reason,
        by=mine.by,
        at=at,
        booked=True,
    )
    bookings.close_waitlist(departure=mine.departure_id, at=at)
