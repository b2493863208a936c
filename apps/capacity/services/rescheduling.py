"""Another time for a departure, with everything and everybody that is assigned to it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError

from apps.accounts.models import Member
from apps.capacity import events as facts
from apps.capacity import versions
from apps.capacity.errors import Begun, DepartureClosed, Taken, WrongTime
from apps.capacity.models import Departure, DepartureSession, Reservation
from apps.capacity.queries import reasons, roster
from apps.capacity.services import reserving, retaking
from apps.capacity.services.assigning import assign, locked_departure, taken, unassign
from apps.capacity.types import LIVE, DepartureStatus, Reason
from apps.events import services as events
from apps.tenancy import context


def reschedule(
    *,
    departure: Departure | int,
    starts_at: datetime,
    ends_at: datetime | None = None,
    by: Member | None,
    at: datetime,
    sessions: int | None = None,
) -> Departure:
    """Move a departure, its later sessions and all reservations for it by the same time, all or nothing.

    Boats and guides who are not free then refuse it with what takes them. Who booked is told by whoever listens to
    DepartureMoved, also of another end, and of later sessions that have been changed already, of which there were
    `sessions`. Raises Taken, Begun, DepartureClosed, WrongTime, NotFound. Locks the departure, then resources.
    """
    with context.atomic():
        row = locked_departure(departure)
        if row.status in {DepartureStatus.CANCELLED, DepartureStatus.COMPLETED}:
            raise DepartureClosed
        if row.starts_at <= at:
            raise Begun
        by_time = starts_at - row.starts_at
        ends = ends_at or row.ends_at + by_time
        if ends <= starts_at or ends - starts_at > timedelta(days=366):
            raise WrongTime
        was, ended = row.starts_at, row.ends_at
        _move_reservations(row, by_time, starts_at, ends)
        for session in DepartureSession.objects.filter(departure=row):
            session.starts_at += by_time
            session.ends_at += by_time
            session.save(update_fields=["starts_at", "ends_at"])
        row.starts_at, row.ends_at, row.edited = starts_at, ends, True
        row.save(update_fields=["starts_at", "ends_at", "edited"])
        if sessions is not None or (was, ended) != (starts_at, ends):
            tell_moved(row, was=was, sessions=sessions, at=at)
        versions.changed(row.product_id)
        return row


def tell_moved(row: Departure, *, was: datetime, sessions: int | None, at: datetime) -> None:
    """Whoever booked it, and whoever shows it, hears of its times; `sessions` there were where those have changed."""
    moved = facts.DepartureMoved(
        departure=row.pk,
        product=row.product_id,
        option=row.option_id,
        starts_at=row.starts_at.isoformat(),
        was=was.isoformat(),
        sessions=sessions is not None,
        sessions_before=sessions or 0,
    )
    events.record(moved, at=at)


def move_departure(
    *,
    record: Departure,
    start: datetime,
    end: datetime | None = None,
    row: Any = None,
    by: Member | None,
    at: datetime,
) -> Departure:
    """What dragging on the calendar does: another time, another boat, or both, all or nothing. Raises what
    `reschedule` and `assign` raise.
    """
    with context.atomic():
        moved = locked_departure(record)
        other = row is not None and row.pk != moved.boat_id
        if other and moved.boat_id is not None:
            unassign(departure=moved, resource=moved.boat_id, by=by, at=at)
        if start != moved.starts_at or (end is not None and end != moved.ends_at):
            moved = reschedule(departure=moved, starts_at=start, ends_at=end, by=by, at=at)
        if other:
            assign(departure=moved, resource=row, by=by, at=at)
    return moved


def _move_reservations(row: Departure, by_time: timedelta, starts_at: datetime, ends_at: datetime) -> None:
    """Assignments, and what those who booked have with it, as tanks."""
    mine = Reservation.objects.filter(departure=row, status__in=LIVE)
    theirs = Reservation.objects.filter(hold__departure=row, hold__status__in=LIVE, status__in=LIVE)
    # What lasts as long as the departure still does; a later session keeps its own length.
    put(
        (
            one,
            starts_at if one.starts_at == row.starts_at else one.starts_at + by_time,
            ends_at if one.ends_at == row.ends_at else one.ends_at + by_time,
        )
        for one in {one.pk: one for one in [*mine, *theirs]}.values()
    )


def put(given: Iterable[tuple[Reservation, datetime, datetime]]) -> None:
    """Put reservations at these times, all or none. Raises Taken. Locks the resources."""
    wanted = sorted(given, key=lambda one: (one[0].resource_id, one[0].starts_at))
    if not wanted:
        return
    found = roster.listed(
        [],
        first=min(min(one.starts_at, begins) for one, begins, _ends in wanted),
        last=max(max(one.ends_at, ends) for one, _begins, ends in wanted),
        named=[one.resource_id for one, _begins, _ends in wanted],
    )
    by_number = {one.id: one for one in found}
    own = [one.pk for one, _begins, _ends in wanted]
    placed = []
    busy: list[roster.Listed] = []
    why: list[Reason] = []
    for one, begins, ends in wanted:
        resource = by_number[one.resource_id]
        resource.let_go(own)
        if said := reasons.of(resource, begins, ends):
            busy.append(resource)
            why += said
        placed.append((one, reserving.take_of(resource, begins, ends)))
    if why:
        raise taken(busy[0], why)
    # Later ones from the last on, then the others, so that sessions of one resource do not run into each other.
    placed.sort(key=_order)
    try:
        with context.atomic():
            for pair in placed:
                retaking.move([pair])
    except IntegrityError as error:
        if reserving.is_taken(error):
            raise Taken(resource=by_number[wanted[0][0].resource_id].name, why="") from error
        raise


def _order(pair: tuple[Reservation, reserving.Take]) -> tuple[bool, float]:
    one, take = pair
    later = take.starts_at > one.starts_at
    return not later, -one.starts_at.timestamp() if later else one.starts_at.timestamp()
