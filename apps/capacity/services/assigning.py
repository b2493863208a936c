"""What staff do with resources: assign them to departures, move reservations, block time."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.services import records
from apps.backoffice.types import Children, Values
from apps.capacity import versions
from apps.capacity.errors import (
    AboveLimit,
    Begun,
    DepartureClosed,
    DoesNotSuit,
    NotAssigned,
    Taken,
    WrongTime,
)
from apps.capacity.models import Departure, DepartureSession, Reservation, Resource
from apps.capacity.queries import reasons, roster
from apps.capacity.services import reserving, retaking
from apps.capacity.types import LIVE, DepartureStatus, HoldStatus, Reason, ReservationKind, ResourceKind
from apps.kernel.errors import NotFound
from apps.tenancy import context

BY_STAFF = (ReservationKind.BLOCK, ReservationKind.MAINTENANCE, ReservationKind.IMPORTED)


def assign(
    *, departure: Departure | int, resource: Resource | int, by: Member | None, at: datetime
) -> list[Reservation]:
    """Have a resource for a departure and all its sessions. Once assigned it stays as it is.

    A boat with fewer places than are booked is refused. Raises Taken with what takes it, AboveLimit, DepartureClosed,
    DoesNotSuit, NotFound. Locks the departure, then the resource.
    """
    with context.atomic():
        row = locked_departure(departure)
        if row.status in {DepartureStatus.CANCELLED, DepartureStatus.COMPLETED}:
            raise DepartureClosed
        one = listed_one(_number(resource), first=row.starts_at, last=_last_end(row))
        standing = list(
            row.reservations.filter(resource=one.id, status__in=LIVE, kind=ReservationKind.ASSIGNMENT)
        )
        if standing:
            return standing
        if one.kind == ResourceKind.BOAT and one.places is not None and one.places < row.booked:
            raise AboveLimit(limit=one.places)
        takes = [reserving.take_of(one, begins, ends, promised=False) for begins, ends in spans_of(row)]
        for take in takes:
            raise_if_taken(one, take.starts_at, take.ends_at)
        try:
            with context.atomic():
                made = reserving.add(
                    takes,
                    kind=ReservationKind.ASSIGNMENT,
                    status=HoldStatus.CONFIRMED,
                    departure=row.pk,
                    fixed=True,
                )
        except IntegrityError as error:
            raise _as_refusal(error, one) from error
        if one.kind == ResourceKind.BOAT and row.boat_id is None:
            Departure.objects.filter(pk=row.pk).update(boat=one.id)
        versions.changed(row.product_id)
        return list(Reservation.objects.filter(pk__in=made).order_by("starts_at"))


def unassign(
    *, departure: Departure | int, resource: Resource | int, by: Member | None, at: datetime
) -> None:
    """Take a resource off a departure. Raises NotAssigned, NotFound. Locks the departure."""
    with context.atomic():
        row = locked_departure(departure)
        rows = row.reservations.filter(
            resource=_number(resource), status__in=LIVE, kind=ReservationKind.ASSIGNMENT
        )
        if not rows.update(status=HoldStatus.RELEASED):
            raise NotAssigned
        if row.boat_id == _number(resource):
            boats = Resource.objects.filter(
                resource_class__kind=ResourceKind.BOAT,
                reservations__departure=row,
                reservations__status__in=LIVE,
                reservations__kind=ReservationKind.ASSIGNMENT,
            )
            Departure.objects.filter(pk=row.pk).update(boat=boats.order_by("pk").first())
        versions.changed(row.product_id)


def move_reservation(
    *,
    reservation: Reservation | int,
    resource: Resource | int | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    by: Member | None,
    at: datetime,
) -> Reservation:
    """Put a reservation on another resource or at another time; it is then fixed there. The length stays unless said.

    A stay goes to a room of what was promised. Raises Taken with what takes it, DoesNotSuit, Begun for another start
    of what has begun, WrongTime, NotFound. Locks the reservation, then the resources.
    """
    with context.atomic():
        rows = Reservation.objects.select_for_update(of=("self",)).select_related("resource", "departure")
        row: Reservation | None = rows.filter(pk=_number(reservation), status__in=LIVE).first()
        if row is None:
            raise NotFound
        begins = starts_at or row.starts_at
        ends = ends_at or begins + (row.ends_at - row.starts_at)
        if ends <= begins:
            raise WrongTime
        if starts_at not in {None, row.starts_at} and row.starts_at <= at:
            raise Begun
        one = listed_one(
            row.resource_id if resource is None else _number(resource),
            first=begins,
            last=ends,
            without=[row.pk],
        )
        if row.promised_class_id is not None and one.class_ != row.promised_class_id:
            raise DoesNotSuit(
                resource=one.name,
                why=_("%(class)s was promised.") % {"class": row.promised_class},
            )
        raise_if_taken(one, begins, ends, hours=row.kind not in BY_STAFF)
        try:
            with context.atomic():
                retaking.move([(row, reserving.take_of(one, begins, ends))])
        except IntegrityError as error:
            raise _as_refusal(error, one) from error
        Reservation.objects.filter(pk=row.pk).update(fixed=True)
        tell_of([one.id, row.resource_id])
        return Reservation.objects.select_related("resource").get(pk=row.pk)


def block(
    *,
    resource: Resource | int,
    starts_at: datetime,
    ends_at: datetime,
    kind: str = ReservationKind.BLOCK,
    note: str = "",
    by: Member | None,
    at: datetime,
    source_uid: str = "",
) -> Reservation:
    """Keep a resource from being booked: a block, maintenance, or what another calendar says. No buffers around it.

    Raises Taken with what takes it, WrongTime, NotFound. Locks the resource.
    """
    if ends_at <= starts_at or kind not in BY_STAFF or ends_at - starts_at > timedelta(days=1096):
        raise WrongTime
    with context.atomic():
        one = listed_one(_number(resource), first=starts_at, last=ends_at)
        why = reasons.taken(one, starts_at, ends_at, buffers=False)
        if why:
            raise Taken(resource=one.name, why=why[0].sentence)
        take = reserving.Take(one.id, None, starts_at, ends_at, starts_at, ends_at)
        try:
            with context.atomic():
                (made,) = reserving.add(
                    [take],
                    kind=ReservationKind(kind),
                    status=HoldStatus.CONFIRMED,
                    fixed=True,
                    note=note[:200],
                )
        except IntegrityError as error:
            raise _as_refusal(error, one) from error
        if source_uid:
            Reservation.objects.filter(pk=made).update(source_uid=source_uid[:255])
        tell_of([one.id])
        return Reservation.objects.select_related("resource").get(pk=made)


def unblock(*, reservation: Reservation, by: Member | None, at: datetime) -> None:
    """Give back what staff have blocked. Raises NotFound for what is none of theirs. Locks the reservation."""
    with context.atomic():
        rows = Reservation.objects.filter(pk=reservation.pk, status__in=LIVE, kind__in=BY_STAFF)
        if not rows.update(status=HoldStatus.RELEASED):
            raise NotFound
        tell_of([reservation.resource_id])


def drag_reservation(
    *,
    record: Reservation,
    start: datetime,
    end: datetime | None = None,
    row: Resource | None = None,
    by: Member | None,
    at: datetime,
) -> Reservation:
    """What dragging on the calendar does: `move_reservation`."""
    other_start = None if start == record.starts_at else start
    return move_reservation(
        reservation=record, resource=row, starts_at=other_start, ends_at=end, by=by, at=at
    )


def update_reservation(
    *, record: Reservation, values: Values, by: Member | None, at: datetime, children: Children | None = None
) -> Reservation:
    """Change what is named; another resource or time is moved there, checked. Raises Invalid and what
    `move_reservation` raises. Locks the reservation, then the resources.
    """
    given = dict(values)
    resource = given.pop("resource", None)
    starts_at, ends_at = given.pop("starts_at", None), given.pop("ends_at", None)
    with context.atomic():
        moved = {
            "resource": None if resource in {None, "", record.resource, record.resource_id} else resource,
            "starts_at": starts_at
            if isinstance(starts_at, datetime) and starts_at != record.starts_at
            else None,
            "ends_at": ends_at if isinstance(ends_at, datetime) and ends_at != record.ends_at else None,
        }
        if any(value is not None for value in moved.values()):
            if moved["starts_at"] is None and moved["ends_at"] is None:
                moved["ends_at"] = record.ends_at
            move_reservation(reservation=record, by=by, at=at, **moved)  # type: ignore[arg-type]
            record.refresh_from_db()
        if given:
            records.update(record=record, values=given, children=children, by=by, at=at)
    return record


def locked_departure(departure: Departure | int, *, alone: bool = False) -> Departure:
    """A departure, locked until the transaction ends; `alone` waits for those who are confirming as well.

    Raises NotFound.
    """
    rows = Departure.objects.select_for_update(of=("self",), no_key=not alone)
    row: Departure | None = (
        rows.select_related("option", "product", "location").filter(pk=_number(departure)).first()
    )
    if row is None:
        raise NotFound
    return row


def spans_of(row: Departure) -> list[tuple[datetime, datetime]]:
    """The departure's own time and that of its later sessions."""
    later = DepartureSession.objects.filter(departure=row).order_by("starts_at")
    return [(row.starts_at, row.ends_at), *((one.starts_at, one.ends_at) for one in later)]


def _last_end(row: Departure) -> datetime:
    return max(ends for _begins, ends in spans_of(row))


def listed_one(
    number: int, *, first: datetime, last: datetime, without: Collection[int] = ()
) -> roster.Listed:
    """A resource with what takes it. Raises NotFound."""
    found = roster.listed([], first=first, last=last, named=[number])
    if not found:
        raise NotFound
    found[0].let_go(without)
    return found[0]


def raise_if_taken(one: roster.Listed, starts_at: datetime, ends_at: datetime, *, hours: bool = True) -> None:
    """Raise Taken with everything that is in its way."""
    why = reasons.of(one, starts_at, ends_at) if hours else reasons.taken(one, starts_at, ends_at)
    if why:
        raise taken(one, why)


def taken(one: roster.Listed, why: Sequence[Reason]) -> Taken:
    """The refusal that says all that is in the way, of others too: "Ana is off; Boat Mako is booked 09:00–12:00"."""
    return Taken(resource=one.name, why="; ".join(dict.fromkeys(each.sentence for each in why)))


def tell_of(resources: Collection[int]) -> None:
    """Give other versions to all products that any of the resources may serve. A query."""
    versions.changed(*reasons.products_of(resources))


def _as_refusal(error: IntegrityError, one: roster.Listed) -> Exception:
    if reserving.is_taken(error):
        return Taken(resource=one.name, why=_("somebody else was faster."))
    return error


def _number(given: Any) -> int:
    number: int = getattr(given, "pk", given)
    return number
