"""Guests who are in the house: where they were stays as it was, and only the nights from today on are looked for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from apps.capacity import local
from apps.capacity.models import Reservation
from apps.capacity.queries.rooms import Rooms, rooms
from apps.capacity.types import Leg
from apps.catalog.models import Option


def is_in_house(standing: Sequence[Reservation], *, arrival: date, at: datetime) -> bool:
    """Whether the stay has begun on that day; `standing` is what is taken for it, from the first on."""
    return bool(standing) and standing[0].starts_at <= at and leg_of(standing[0]).first == arrival


def leg_of(one: Reservation) -> Leg:
    """Its room and nights, on the room's clock."""
    zone = one.resource.location.time_zone
    first, last = local.day_of(one.starts_at, zone), local.day_of(one.ends_at, zone)
    return Leg(one.resource_id, first, (last - first).days)


def legs_until(
    standing: Sequence[Reservation], *, option: Option, last: date, people: int, at: datetime, moving: bool
) -> list[Leg] | None:
    """The rooms of a stay that has begun if it ends on `last`: those of the nights that are over, then each room that
    the guests are in or are promised, where it is free; with `moving` a change of rooms if nothing else helps. None
    where there is no room. Seven queries at most. Raises NothingServes.
    """
    legs = sorted((leg_of(one) for one in standing), key=lambda leg: (leg.first, leg.resource))
    end = max(leg.last for leg in legs)
    today = local.day_of(at, standing[0].resource.location.time_zone)
    cut = min(max(today, legs[0].first), end)
    over = [_until(leg, min(leg.last, cut, last)) for leg in legs if leg.first < min(cut, last)]
    if last <= cut:
        return over
    known = rooms(
        option=option,
        arrival=cut,
        nights=(last - cut).days,
        people=people,
        at=at,
        without=[one.pk for one in standing],
    )
    ahead = _ahead(known, _promised(legs, cut=cut, end=end, last=last), moving=moving)
    return None if ahead is None else _joined(over, ahead)


def _until(leg: Leg, last: date) -> Leg:
    return replace(leg, nights=(last - leg.first).days)


def _promised(legs: Sequence[Leg], *, cut: date, end: date, last: date) -> list[Leg]:
    """What is taken from today on, the last of it for as long as the stay now is."""
    found = []
    for leg in legs:
        begins, ends = max(leg.first, cut), last if leg.last == end else min(leg.last, last)
        if begins < ends:
            found.append(Leg(leg.resource, begins, (ends - begins).days))
    return found


def _ahead(known: Rooms, promised: Sequence[Leg], *, moving: bool) -> Sequence[Leg] | None:
    here = [leg.resource for leg in promised if leg.first == known.arrival]
    one_room = len(here) == 1 and not known.several
    if one_room and all(known.has(leg) for leg in promised):
        return promised
    chosen = known.with_all(here)
    if chosen is not None:
        return [Leg(one.id, known.arrival, known.nights) for one in chosen]
    return known.legs(here[0]) if moving and one_room else None


def _joined(over: Sequence[Leg], ahead: Sequence[Leg]) -> list[Leg]:
    """Who stays in a room does so in one piece."""
    found = list(over)
    for leg in ahead:
        same = next(
            (one for one in found if one.resource == leg.resource and one.last == leg.first),
            None,
        )
        if same is None:
            found.append(leg)
        else:
            found[found.index(same)] = _until(same, leg.last)
    return sorted(found, key=lambda leg: (leg.first, leg.resource))
