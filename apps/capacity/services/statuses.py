"""Whether departures take bookings."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from apps.accounts.models import Member
from apps.capacity import events as facts
from apps.capacity import versions
from apps.capacity.errors import StillBooked, TransitionRefused
from apps.capacity.models import Departure, Hold, Reservation
from apps.capacity.services import giving_back
from apps.capacity.services.assigning import locked_departure
from apps.capacity.types import LIVE, TRANSITIONS, DepartureStatus, HoldStatus, ReservationKind
from apps.events import services as events
from apps.events.types import Event
from apps.tenancy import context

_TOLD: Final[dict[str, Callable[..., Event]]] = {
    DepartureStatus.OPEN: facts.DepartureOpened,
    DepartureStatus.CLOSED: facts.DepartureClosed,
    DepartureStatus.CANCELLED: facts.DepartureCancelled,
    DepartureStatus.COMPLETED: facts.DepartureCompleted,
}
_BATCH: Final = 500


def change_status(
    *,
    record: Departure,
    state: str,
    by: Member | None,
    at: datetime,
    reason: str = "",
    booked: bool = False,
) -> Departure:
    """Move a departure to another status; the same one again does nothing.

    Cancelling one that is booked needs `booked=True`, which says that the caller handles each booking; what is only
    held is given back, and boats and guides are free. Raises TransitionRefused, StillBooked, NotFound. Locks it; who
    cancels waits for those who are confirming.
    """
    with context.atomic():
        row = locked_departure(record, alone=state == DepartureStatus.CANCELLED)
        before = row.status
        if state == before:
            return row
        if state not in TRANSITIONS[before]:
            labels = dict(DepartureStatus.choices)
            raise TransitionRefused(before=labels[DepartureStatus(before)], after=labels.get(state, state))
        if state == DepartureStatus.CANCELLED:
            confirmed = _confirmed(row)
            if confirmed and not booked:
                raise StillBooked(booked=confirmed)
            Reservation.objects.filter(
                departure=row, status__in=LIVE, kind=ReservationKind.ASSIGNMENT
            ).update(status=HoldStatus.RELEASED)
            row.boat = None
        row.status, row.edited = state, True
        if reason or state == DepartureStatus.CANCELLED:
            row.reason = reason[:300]
        row.save(update_fields=["status", "edited", "reason", "boat"])
        _tell(row, at=at)
    if state == DepartureStatus.CANCELLED:
        release_held(departure=row.pk, at=at)
    return row


def close_departures(*, departures: Sequence[Departure], by: Member | None, at: datetime) -> list[Departure]:
    """Take no more bookings, all or none; what is booked stays. Raises TransitionRefused. Locks them in order."""
    return _all(departures, DepartureStatus.CLOSED, by=by, at=at)


def open_departures(*, departures: Sequence[Departure], by: Member | None, at: datetime) -> list[Departure]:
    """Take bookings again, all or none. Raises TransitionRefused. Locks them in order."""
    return _all(departures, DepartureStatus.OPEN, by=by, at=at)


def _all(departures: Sequence[Departure], state: str, *, by: Member | None, at: datetime) -> list[Departure]:
    with context.atomic():
        ordered = sorted(departures, key=lambda one: one.pk)
        return [change_status(record=one, state=state, by=by, at=at) for one in ordered]


def release_held(*, departure: int, at: datetime) -> int:
    """Give back what is held and not confirmed on a departure; answers how many. Locks the holds.

    Those that somebody else is at are left to them, or to the sweeper: who waited for a hold with the departure locked
    would wait in a circle.
    """
    with context.atomic():
        held = Hold.objects.filter(departure=departure, status=HoldStatus.HELD).order_by("pk")
        numbers = [one.pk for one in held.only("pk").select_for_update(of=("self",), skip_locked=True)]
        return sum(giving_back.release_hold(hold=number, at=at) for number in numbers)


def complete_past(*, at: datetime) -> int:
    """Say of all that ended that they have taken place; answers how many. Locks them batch by batch."""
    done = 0
    while True:
        with context.atomic():
            rows = list(
                Departure.objects.filter(
                    status__in=[DepartureStatus.OPEN, DepartureStatus.CLOSED], ends_at__lt=at
                )
                .exclude(sessions__ends_at__gte=at)
                .order_by("pk")
                .select_for_update(of=("self",), skip_locked=True, no_key=True)[:_BATCH]
            )
            numbers = [row.pk for row in rows]
            Departure.objects.filter(pk__in=numbers).update(status=DepartureStatus.COMPLETED)
            events.record_many(
                [
                    facts.DepartureCompleted(departure=row.pk, product=row.product_id, option=row.option_id)
                    for row in rows
                ],
                at=at,
            )
            versions.changed(*(row.product_id for row in rows))
        done += len(rows)
        if len(rows) < _BATCH:
            return done


def _confirmed(row: Departure) -> int:
    return sum(
        Hold.objects.filter(departure=row, status=HoldStatus.CONFIRMED).values_list("seats", flat=True)
    )


def _tell(row: Departure, *, at: datetime) -> None:
    said: dict[str, Any] = {"departure": row.pk, "product": row.product_id, "option": row.option_id}
    if row.status == DepartureStatus.CANCELLED:
        said["reason"] = row.reason
    events.record(_TOLD[row.status](**said), at=at)
    versions.changed(row.product_id)
