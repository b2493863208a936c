"""Changing the stay of guests who are in the house: nobody is moved on nights that are over."""

from collections.abc import Sequence
from datetime import date, datetime, time

from apps.capacity import local
from apps.capacity.errors import NoRoom, RoomsChange
from apps.capacity.models import Hold, Reservation
from apps.capacity.queries import in_house, roster
from apps.capacity.queries.rooms import span_of
from apps.capacity.services import reserving, retaking
from apps.capacity.types import HoldStatus, Leg, ReservationKind
from apps.catalog.models import Option


def stay_until(
    row: Hold,
    standing: Sequence[Reservation],
    *,
    option: Option,
    last: date,
    people: int,
    moving: Sequence[int],
    at: datetime,
) -> None:
    """End a stay that has begun on `last`. Raises NoRoom, and RoomsChange where rooms change otherwise than agreed."""
    legs = in_house.legs_until(standing, option=option, last=last, people=people, at=at, moving=bool(moving))
    if legs is None:
        raise NoRoom
    known = {(leg.resource, leg.first) for leg in map(in_house.leg_of, standing)}
    changes = any((leg.resource, leg.first) not in known for leg in legs)
    if moving and changes and tuple(leg.nights for leg in legs) != tuple(moving):
        raise RoomsChange
    _write(row, standing, legs)


def _write(row: Hold, standing: Sequence[Reservation], legs: Sequence[Leg]) -> None:
    """What stays as it was is not touched; the rest is given back, moved or made, in this order."""
    takes = _takes(legs)
    left = {(leg.resource, leg.first): one for one in standing for leg in [in_house.leg_of(one)]}
    moved, new = [], []
    for leg, take in zip(legs, takes, strict=True):
        one = left.pop((leg.resource, leg.first), None)
        if one is None:
            new.append(take)
        elif in_house.leg_of(one) != leg:
            moved.append((one, take))
    Reservation.objects.filter(pk__in=[one.pk for one in left.values()]).update(status=HoldStatus.RELEASED)
    # Shorter ones first: they make room for the others.
    moved.sort(key=lambda pair: pair[1].ends_at - pair[0].ends_at)
    for pair in moved:
        retaking.move([pair])
    if new:
        kind = ReservationKind(standing[0].kind)
        reserving.add(new, kind=kind, status=row.status, hold=row.pk, fixed=standing[0].fixed)


def _takes(legs: Sequence[Leg]) -> list[reserving.Take]:
    found = roster.listed(
        [],
        first=local.instant(min(leg.first for leg in legs), time(), "UTC"),
        last=local.instant(max(leg.last for leg in legs), time(), "UTC"),
        named=sorted({leg.resource for leg in legs}),
        hours=False,
    )
    by_number = {one.id: one for one in found}
    return [
        reserving.take_of(one, *span_of(one, leg.first, leg.nights))
        for leg in legs
        for one in [by_number[leg.resource]]
    ]
