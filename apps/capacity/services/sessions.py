"""Later sessions of a departure that were changed: what is assigned to them takes place when they do."""

from collections.abc import Mapping
from datetime import datetime

from apps.capacity.models import Departure, DepartureSession, Reservation
from apps.capacity.services import reserving
from apps.capacity.services.assigning import listed_one, raise_if_taken
from apps.capacity.services.rescheduling import put
from apps.capacity.types import LIVE, HoldStatus, ReservationKind

Span = tuple[datetime, datetime]


def spans_by_number(departure: int) -> dict[int, Span]:
    """When its later sessions take place: one query."""
    rows = DepartureSession.objects.filter(departure=departure)
    return {number: (begins, ends) for number, begins, ends in rows.values_list("pk", "starts_at", "ends_at")}


def follow_sessions(row: Departure, *, before: Mapping[int, Span]) -> bool:
    """Move the departure's reservations with sessions that are at other times than `before`, give back those of
    sessions that are gone, and take boats and people for new ones. Answers whether any is another. Raises Taken.
    """
    after = spans_by_number(row.pk)
    if after == before:
        return False
    mine = list(Reservation.objects.filter(departure=row, status__in=LIVE).order_by("pk"))
    gone = {span for number, span in before.items() if number not in after}
    gone -= {(row.starts_at, row.ends_at), *after.values()}
    moved = {span: after[number] for number, span in before.items() if after.get(number, span) != span}
    Reservation.objects.filter(
        pk__in=[one.pk for one in mine if (one.starts_at, one.ends_at) in gone]
    ).update(status=HoldStatus.RELEASED)
    put((one, *moved[span]) for one in mine if (span := (one.starts_at, one.ends_at)) in moved)
    new = [span for number, span in after.items() if number not in before]
    assigned = {one.resource_id for one in mine if one.kind == ReservationKind.ASSIGNMENT}
    for resource in sorted(assigned) if new else ():
        _take(row, resource, new)
    return True


def _take(row: Departure, resource: int, spans: list[Span]) -> None:
    one = listed_one(
        resource, first=min(begins for begins, _ends in spans), last=max(ends for _begins, ends in spans)
    )
    for begins, ends in spans:
        raise_if_taken(one, begins, ends)
    reserving.add(
        [reserving.take_of(one, begins, ends, promised=False) for begins, ends in spans],
        kind=ReservationKind.ASSIGNMENT,
        status=HoldStatus.CONFIRMED,
        departure=row.pk,
        fixed=True,
    )
