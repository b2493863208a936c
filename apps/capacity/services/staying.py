"""Claims on rooms. A guest is promised a class; which room it is may change until they arrive."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from apps.capacity import local, versions
from apps.capacity.errors import NoRoom, RoomsChange, TooEarly, TooLate, WrongNumber
from apps.capacity.models import Reservation
from apps.capacity.packing import Move
from apps.capacity.queries import stay_rules
from apps.capacity.queries.rooms import Rooms, rooms, span_of
from apps.capacity.services import reserving, retaking
from apps.capacity.services.claiming import MINUTES, check_number, hold_until
from apps.capacity.services.timing import option_of
from apps.capacity.types import Held, Leg, ReservationKind
from apps.catalog.models import Option
from apps.catalog.models.stays import MOST_NIGHTS
from apps.tenancy import facts

# The search beyond this day is no search.
_END: Final = date(9000, 1, 1)


def hold_stay(
    *,
    option: int,
    arrival: date,
    nights: int,
    people: int,
    at: datetime,
    minutes: int = MINUTES,
    room: int | None = None,
    moving: bool = False,
    agreed: Sequence[int] = (),
    late: bool = False,
    rules: bool = True,
) -> Held:
    """Take a room (as many as the product says) for the nights: the best fit, or `room`.

    When none is free throughout, others that have not begun are moved to make place, all or none of them; with
    `moving` the guest moves in between if nothing else helps, after as many nights in each room as `agreed` where that
    is said. `late` leaves notice and horizon out, `rules=False` the rules for stays. Raises NoRoom, RoomsChange,
    StayRefused, TooLate, TooEarly, NothingServes, WrongNumber, NotFound. Locks the rooms and what is moved.
    """
    check_number(people)
    until = hold_until(at, minutes)
    row = option_of(option)
    check_stay(row, arrival, nights, at=at, late=late, rules=rules)

    def attempt() -> Held:
        known = rooms(option=row, arrival=arrival, nights=nights, people=people, at=at)
        takes = takes_of(known, room=room, moving=moving, agreed=agreed)
        made = reserving.hold(
            takes,
            option=row.pk,
            product=row.product_id,
            until=until,
            kind=ReservationKind.STAY,
            at=at,
            fixed=room is not None,
        )
        return Held(
            id=made["id"],
            token=made["token"],
            option=row.pk,
            product=row.product_id,
            hold_until=until,
            starts_at=min(one.starts_at for one in takes),
            ends_at=max(one.ends_at for one in takes),
            resources=tuple(sorted({one.resource for one in takes})),
        )

    held = reserving.first_free(attempt, NoRoom)
    versions.changed(row.product_id)
    return held


def takes_of(
    known: Rooms,
    *,
    room: int | None,
    moving: bool,
    agreed: Sequence[int] = (),
    prefer: int | None = None,
    begun: bool = False,
) -> list[reserving.Take]:
    """What is to be taken, after having moved others where that is needed; who is in the preferred room already has
    `begun`. Raises NoRoom, RoomsChange.
    """
    chosen = None if prefer is None else known.free(prefer)
    # Who is in a room is not in another one from the day on which they came.
    chosen = chosen or (None if begun else known.free(room))
    if chosen is not None:
        return [_take(one, known.arrival, known.nights) for one in chosen]
    if room is None and not begun and (packed := known.packed()) is not None:
        one, moves = packed
        _apply(known, moves)
        return [_take(one, known.arrival, known.nights)]
    if room is None and moving and (legs := known.legs(prefer if begun else None)) is not None:
        if agreed and tuple(leg.nights for leg in legs) != tuple(agreed):
            raise RoomsChange
        return takes_of_legs(known, legs)
    raise NoRoom


def takes_of_legs(known: Rooms, legs: Sequence[Leg]) -> list[reserving.Take]:
    """One room after the other."""
    by_number = {one.id: one for one in known.found}
    return [_take(by_number[leg.resource], leg.first, leg.nights) for leg in legs]


def _take(one: Any, arrival: date, nights: int) -> reserving.Take:
    return reserving.take_of(one, *span_of(one, arrival, nights))


def _apply(known: Rooms, moves: Sequence[Move]) -> None:
    """Each move is checked by the database, so they are made one after the other in the order that was found."""
    by_number = {one.id: one for one in known.found}
    touched = {move.to for move in moves} | {move.row["id"] for move in moves}
    retaking.lock_resources(sorted(touched))
    for move in moves:
        to = by_number[move.to]
        take = reserving.take_of(to, move.row["starts_at"], move.row["ends_at"])
        retaking.move([(Reservation(pk=move.row["reservation"]), take)])


def check_stay(
    option: Option, arrival: date, nights: int, *, at: datetime, late: bool = False, rules: bool = True
) -> None:
    """Raise what forbids these nights: TooLate, TooEarly, StayRefused, WrongNumber. Two queries."""
    if not 1 <= nights <= MOST_NIGHTS or arrival >= _END:
        raise WrongNumber
    product = option.product
    zone = product.location.time_zone if product.location is not None else facts.current().time_zone
    # A guest may come until the day they arrive is over.
    latest = local.midnight(arrival + timedelta(days=1), zone) - timedelta(minutes=product.notice)
    if not late and latest <= at:
        raise TooLate
    if not late and arrival > local.day_of(at, zone) + timedelta(days=product.horizon):
        raise TooEarly
    if rules:
        last = arrival + timedelta(days=nights)
        by_day = stay_rules.rules(product=product.pk, first=arrival, last=last)
        refusal = stay_rules.refused(by_day, arrival=arrival, nights=nights)
        if refusal is not None:
            raise refusal
