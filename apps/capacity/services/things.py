"""Things that a departure's product wants for each booking or person, as two tanks a diver."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from apps.capacity.choosing import matching, rank
from apps.capacity.errors import NotFree
from apps.capacity.queries import roster
from apps.capacity.services import giving_back, reserving
from apps.capacity.types import Held, HoldStatus, ReservationKind
from apps.kernel.errors import Refusal


def take_for(held: Held, *, people: int, at: datetime) -> Held:
    """Take what the product wants besides places for a claim on a departure. Gives the claim back when it cannot."""
    try:
        status = HoldStatus.CONFIRMED if held.confirmed else HoldStatus.HELD
        return replace(held, resources=add_things(held, people=people, status=status))
    except Refusal:
        giving_back.release_hold(hold=held.id, at=at)
        raise


def add_things(held: Held, *, people: int, status: str) -> tuple[int, ...]:
    """Reserve them from the departure's start to its end. Raises NotFree. Locks the resources."""
    wanted = roster.needs(roster.requirements(product=held.product, option=held.option), people=people)
    starts_at, ends_at = held.starts_at, held.ends_at
    if not wanted or starts_at is None or ends_at is None:
        return ()

    def attempt() -> tuple[int, ...]:
        chosen = best(wanted, starts_at, ends_at)
        takes = [reserving.take_of(one, starts_at, ends_at) for one in chosen]
        reserving.add(takes, kind=ReservationKind.RENTAL, status=status, hold=held.id)
        return tuple(sorted(one.id for one in chosen))

    return reserving.first_free(attempt, NotFree)


def best(
    wanted: list[roster.Need],
    starts_at: datetime,
    ends_at: datetime,
    *,
    location: int | None = None,
    wished: tuple[int, ...] = (),
    without: tuple[int, ...] = (),
    people: int = 1,
) -> list[roster.Listed]:
    """Free resources for all needs, the best fit of them. Raises NotFree. Five queries."""
    found = roster.listed(wanted, first=starts_at, last=ends_at, location=location, named=wished)
    for one in found:
        one.let_go(without)
    free = in_order(found, starts_at, ends_at, people=people)
    chosen = pick(wanted, free, starts_at, wished=wished)
    if chosen is None or not set(wished) <= {one.id for one in chosen}:
        raise NotFree
    return chosen


def in_order(
    found: Sequence[roster.Listed], starts_at: datetime, ends_at: datetime, *, people: int
) -> list[roster.Listed]:
    """Those that are free and in use, the best fit first."""
    places = {one.id: rank(one, starts_at, ends_at, people=people) for one in found if one.active}
    free = [one for one in found if places.get(one.id) is not None]
    return sorted(free, key=lambda one: places[one.id] or ())


def pick(
    wanted: list[roster.Need], free: list[roster.Listed], starts_at: datetime, *, wished: tuple[int, ...] = ()
) -> list[roster.Listed] | None:
    """One for each need out of those that are free, best first."""
    tests = [
        (lambda one, need=need: need.met_by(one, starts_at.astimezone(one.tz).date()))
        for need in wanted
        for _ in range(need.count)
    ]
    return matching(tests, free, first=wished)
