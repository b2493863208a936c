"""Changing what a claim takes: the new is taken before the old is given back, or nothing changes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db.models import F

from apps.capacity import events as facts
from apps.capacity import local, versions
from apps.capacity.errors import (
    Begun,
    HoldExpired,
    HoldGone,
    NoRoom,
    NoSuchDeparture,
    NoSuchPool,
    NotFree,
    PoolClosed,
    SoldOut,
    WrongNumber,
)
from apps.capacity.models import Departure, Hold, Pool, Reservation
from apps.capacity.queries import legs as legs_of
from apps.capacity.queries import roster
from apps.capacity.queries.in_house import is_in_house
from apps.capacity.queries.rooms import Rooms, rooms
from apps.capacity.services import asked, reserving, retaking, staying, things
from apps.capacity.services.claiming import check_number, why_no_seats
from apps.capacity.services.confirming import held_of, locked, of_hold
from apps.capacity.services.in_house import stay_until
from apps.capacity.services.timing import check_time, end_of, needs_of, option_of
from apps.capacity.types import LIVE, DepartureStatus, Held, HoldStatus, ReservationKind
from apps.catalog.models import Option
from apps.events import services as events
from apps.tenancy import context


def change_hold(
    *,
    hold: int,
    at: datetime,
    seats: int | None = None,
    departure: int | None = None,
    pool: int | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    resources: Sequence[int] | None = None,
    arrival: date | None = None,
    nights: int | None = None,
    people: int | None = None,
    option: int | None = None,
    moving: Sequence[int] = (),
    late: bool = False,
    rules: bool = True,
) -> Held:
    """Take other places, another departure or pool, another time or other resources, in one operation.

    A confirmed claim stays confirmed, what is not named stays. `moving` says so many nights in each room, where the
    guest agrees to change rooms if none is free throughout; who changes them already keeps those that can be kept.

    Raises what the claims raise (SoldOut, DepartureClosed, PoolClosed, TooLate, NotFree, NoRoom, StayRefused …),
    HoldExpired, HoldGone, NoSuchHold. Locks the hold, departures and pools by their numbers, resources by theirs,
    reservations.
    """
    if seats is not None:
        check_number(seats)
    with context.atomic():
        row = locked(hold)
        if row.status == HoldStatus.RELEASED:
            raise HoldGone
        if row.status == HoldStatus.EXPIRED:
            raise HoldExpired
        before = of_hold(row)
        if row.departure_id is not None:
            _places(row, seats=seats, departure=departure, at=at, late=late)
        elif row.pool_id is not None:
            _of_pool(row, seats=seats, pool=pool)
        elif arrival is not None or nights is not None:
            _stay(
                row,
                arrival=arrival,
                nights=nights,
                people=people,
                option=option,
                moving=moving,
                at=at,
                late=late,
                rules=rules,
            )
        else:
            _time(
                row,
                starts_at=starts_at,
                ends_at=ends_at,
                resources=resources,
                people=people,
                option=option,
                at=at,
                late=late,
            )
        events.record(
            facts.HoldChanged(
                **of_hold(row), before_departure=before["departure"], before_seats=before["seats"]
            ),
            at=at,
        )
        versions.changed(before["product"], row.option.product_id)
        return held_of(locked(hold))


def _places(row: Hold, *, seats: int | None, departure: int | None, at: datetime, late: bool) -> None:
    old = row.departure_id or 0
    new = departure or old
    number = row.seats if seats is None else seats
    # In the order of their numbers: two who change places with each other must not wait in a circle.
    standing = {
        one.pk: one
        for one in Departure.objects.filter(pk__in=[old, new])
        .order_by("pk")
        .select_related("product", "option")
        .select_for_update(of=("self",), no_key=True)
    }
    if new not in standing:
        raise NoSuchDeparture
    more = number if new != old else number - row.seats
    to = standing[new]
    if more > 0:
        rows = Departure.objects.filter(pk=new, status=DepartureStatus.OPEN, booked__lte=F("capacity") - more)
        # Places on the same departure are only more of what was taken in time.
        if _too_late(to, at=at, late=late or new == old) or not rows.update(booked=F("booked") + more):
            raise why_no_seats(departure=to.pk, seats=more, at=at, late=late or new == old)
    elif more < 0:
        Departure.objects.filter(pk=new).update(booked=F("booked") + more)
    if new != old:
        Departure.objects.filter(pk=old).update(booked=F("booked") - row.seats)
        asked.forget_asked(departure=old, gone=row.pk)
    if new == old and not more:
        return
    row.departure, row.seats, row.option = to, number, to.option
    row.save(update_fields=["departure", "seats", "option"])
    _things_anew(row)


def _too_late(to: Departure, *, at: datetime, late: bool) -> bool:
    from_notice = (to.starts_at - at).total_seconds() <= to.product.notice * 60
    return to.ends_at <= at if late else from_notice


def _things_anew(row: Hold) -> None:
    """What the product wants for each booking, for the new number and time. What is the same may be taken again."""
    old = row.reservations.filter(status__in=LIVE)
    said = roster.requirements(product=row.option.product_id, option=row.option_id)
    if roster.needs(said, people=row.seats) or old.exists():
        old.update(status=HoldStatus.RELEASED)
        things.add_things(held_of(row), people=row.seats, status=row.status)


def _of_pool(row: Hold, *, seats: int | None, pool: int | None) -> None:
    old = row.pool_id or 0
    new = pool or old
    number = row.seats if seats is None else seats
    # In the order of their numbers, as departures.
    rows = Pool.objects.filter(pk__in=[old, new]).order_by("pk").select_related("option")
    standing = {one.pk: one for one in rows.select_for_update(of=("self",), no_key=True)}
    to = standing.get(new)
    if to is None:
        raise NoSuchPool
    more = number if new != old else number - row.seats
    if new != old and not to.active:
        raise PoolClosed
    taken = Pool.objects.filter(pk=new, booked__lte=F("capacity") - more).update(booked=F("booked") + more)
    if not taken:
        raise SoldOut(left=min(to.left, more - 1))
    if new != old:
        Pool.objects.filter(pk=old).update(booked=F("booked") - row.seats)
    row.pool, row.seats, row.option = to, number, to.option
    row.save(update_fields=["pool", "seats", "option"])


def _live(row: Hold) -> list[Reservation]:
    rows = row.reservations.filter(status__in=LIVE)
    return list(rows.order_by("starts_at", "resource").select_for_update(of=("self",)))


def _time(
    row: Hold,
    *,
    starts_at: datetime | None,
    ends_at: datetime | None,
    resources: Sequence[int] | None,
    people: int | None,
    option: int | None,
    at: datetime,
    late: bool,
) -> None:
    standing = _live(row)
    chosen_option = option_of(option or row.option_id)
    if not standing:
        raise WrongNumber
    begins = starts_at or min(one.starts_at for one in standing)
    length = max(one.ends_at for one in standing) - min(one.starts_at for one in standing)
    ends = ends_at or (end_of(chosen_option, begins, None) if option else begins + length)
    end_of(chosen_option, begins, ends)
    if starts_at is not None:
        check_time(chosen_option, begins, ends, at=at, late=late)
    wanted = _needs(chosen_option, people, standing)
    wished = tuple(resources or ())
    own = tuple(dict.fromkeys(one.resource_id for one in standing))

    def attempt() -> None:
        numbers = tuple(one.pk for one in standing)
        try:
            # Whoever does it now goes on doing it if they can.
            chosen = things.best(wanted, begins, ends, wished=wished or own, without=numbers)
        except NotFree:
            if wished:
                raise
            chosen = things.best(
                wanted, begins, ends, location=chosen_option.product.location_id, without=numbers
            )
        _replace(row, standing, [reserving.take_of(one, begins, ends) for one in chosen], fixed=bool(wished))

    reserving.first_free(attempt, NotFree)
    if option:
        row.option = chosen_option
        row.save(update_fields=["option"])


def _needs(option: Option, people: int | None, standing: Sequence[Reservation]) -> list[roster.Need]:
    """For so many people; when that is not said, for as many as it was, which the number of resources tells."""
    if people is not None:
        return needs_of(option, people=people)
    for number in range(1, len(standing) + 1):
        wanted = needs_of(option, people=number)
        if sum(need.count for need in wanted) == len(standing):
            return wanted
    return _as_it_was(standing)


def _as_it_was(standing: Sequence[Reservation]) -> list[roster.Need]:
    """As many of each promised class, where the product's requirements have changed meanwhile."""
    count: dict[int | None, int] = {}
    for one in standing:
        class_ = one.promised_class_id or one.resource.resource_class_id
        count[class_] = count.get(class_, 0) + 1
    return [roster.Need(class_, None, number) for class_, number in count.items()]


def _stay(
    row: Hold,
    *,
    arrival: date | None,
    nights: int | None,
    people: int | None,
    option: int | None,
    moving: Sequence[int],
    at: datetime,
    late: bool,
    rules: bool,
) -> None:
    standing = _live(row)
    chosen_option = option_of(option or row.option_id)
    if not standing:
        raise WrongNumber
    zone = standing[0].resource.location.time_zone
    first = arrival or local.day_of(standing[0].starts_at, zone)
    last = local.day_of(max(one.ends_at for one in standing), zone)
    many = nights or (last - local.day_of(standing[0].starts_at, zone)).days
    # The days that are kept were sold before; only what is new is bound by notice.
    staying.check_stay(chosen_option, first, many, at=at, late=late or arrival is None, rules=rules)
    numbers = [one.pk for one in standing]
    places = people or 1
    begun = standing[0].starts_at <= at
    here = begun and is_in_house(standing, arrival=first, at=at)
    if begun and not here and len(standing) > 1:
        raise Begun

    def attempt() -> None:
        if here:
            stay_until(
                row,
                standing,
                option=chosen_option,
                last=first + timedelta(days=many),
                people=places,
                moving=moving,
                at=at,
            )
            return
        known = rooms(option=chosen_option, arrival=first, nights=many, people=places, at=at, without=numbers)
        kept = _kept(known, standing)
        takes = kept or staying.takes_of(
            known,
            room=None,
            moving=bool(moving),
            agreed=moving,
            prefer=standing[0].resource_id,
            begun=begun,
        )
        _replace(row, standing, takes, fixed=standing[0].fixed)

    reserving.first_free(attempt, NoRoom)
    if option:
        row.option = chosen_option
        row.save(update_fields=["option"])


def _kept(known: Rooms, standing: Sequence[Reservation]) -> list[reserving.Take] | None:
    """The rooms of a guest who changes them, the last for as long as it now is; None where they cannot be kept."""
    legs = list(legs_of.of_reservations(standing))
    last = known.arrival + timedelta(days=known.nights)
    if len(legs) < 2 or legs[0].first != known.arrival:  # noqa: PLR2004 - one room is no change of rooms
        return None
    legs = [leg for leg in legs if leg.first < last]
    legs[-1] = replace(legs[-1], nights=(last - legs[-1].first).days)
    return staying.takes_of_legs(known, legs) if all(known.has(leg) for leg in legs) else None


def _replace(
    row: Hold, standing: Sequence[Reservation], takes: Sequence[reserving.Take], *, fixed: bool
) -> None:
    """The reservations become these: moved where there are as many, else given back and made anew."""
    if len(standing) == len(takes):
        left = list(takes)
        placed = []
        for one in standing:
            same = next((take for take in left if take.resource == one.resource_id), left[0])
            left.remove(same)
            placed.append((one, same))
        if len(placed) == 1 or all(take.resource == one.resource_id for one, take in placed):
            retaking.move(placed)
            return
    Reservation.objects.filter(pk__in=[one.pk for one in standing]).update(status=HoldStatus.RELEASED)
    reserving.add(takes, kind=ReservationKind(standing[0].kind), status=row.status, hold=row.pk, fixed=fixed)
