"""Capacity taken for a choice, by how its product is sold."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from apps.capacity import services as capacity
from apps.capacity.types import Held
from apps.catalog.types import Kind
from apps.frontdesk.errors import ChooseWhen, NotOfThisOption
from apps.frontdesk.services.choosing import Chosen, check_time

MINUTES: Final = 15


@dataclass(frozen=True, slots=True)
class Taken:
    """What was held, and when it takes place."""

    hold: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    hold_until: datetime | None = None


def take(
    chosen: Chosen,
    *,
    at: datetime,
    minutes: int = MINUTES,
    late: bool = False,
    rules: bool = True,
    confirmed: bool = False,
) -> Taken:
    """Hold what the choice needs. `late` sets the product's notice aside, `rules=False` the rules for stays;
    `confirmed` takes a departure's for good.

    Raises what capacity refuses, InThePast, TooLate, TooEarly and NotOfThisOption. Locks what is counted: call it last.
    """
    choice, kind = chosen.choice, chosen.kind
    if kind == Kind.DEPARTURE:
        return _departure(chosen, at=at, minutes=minutes, late=late, confirmed=confirmed)
    if kind == Kind.PASS:
        check_time(chosen, starts_at=choice.starts_at, at=at)
        held = capacity.hold_pool(pool=choice.pool or 0, seats=chosen.seats, at=at, minutes=minutes)
        _require_option(held, chosen)
        return Taken(held.id, choice.starts_at or at, None, held.hold_until)
    if kind == Kind.STAY:
        if choice.arrival is None or choice.nights is None:
            raise ChooseWhen
        held = capacity.hold_stay(
            option=chosen.option.pk,
            arrival=choice.arrival,
            nights=choice.nights,
            people=chosen.people,
            at=at,
            minutes=minutes,
            room=choice.resources[0] if choice.resources else None,
            moving=bool(choice.moving),
            agreed=choice.moving,
            late=late,
            rules=rules,
        )
        return _taken(held)
    if kind in {Kind.APPOINTMENT, Kind.RENTAL}:
        if choice.starts_at is None:
            raise ChooseWhen
        held = capacity.hold_time(
            option=chosen.option.pk,
            starts_at=choice.starts_at,
            # How long a job takes is not for whoever books it to say.
            ends_at=choice.ends_at if kind == Kind.RENTAL else None,
            people=chosen.people,
            at=at,
            minutes=minutes,
            location=choice.location,
            resources=choice.resources,
            late=late,
        )
        return _taken(held)
    return Taken()


def _departure(chosen: Chosen, *, at: datetime, minutes: int, late: bool, confirmed: bool) -> Taken:
    held = capacity.hold_seats(
        departure=chosen.choice.departure or 0,
        seats=chosen.seats,
        at=at,
        minutes=minutes,
        late=late,
        confirmed=confirmed,
    )
    _require_option(held, chosen)
    if not late:
        check_time(chosen, starts_at=held.starts_at, at=at)
    return _taken(held)


def _require_option(held: Held, chosen: Chosen) -> None:
    """A departure of another option was named: what it held goes back with the transaction."""
    if held.option != chosen.option.pk:
        raise NotOfThisOption


def _taken(held: Held) -> Taken:
    return Taken(held.id, held.starts_at, held.ends_at, held.hold_until)
