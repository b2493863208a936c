"""What people of a sample business would book: some of everything it sells, in the days around today."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import chain, zip_longest
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from apps.capacity import queries
from apps.capacity.models import Departure, Pool
from apps.capacity.types import DepartureStatus
from apps.catalog.models import Option
from apps.catalog.types import Kind, Status

BACK: Final = timedelta(days=9)
AHEAD: Final = timedelta(days=21)
_OPTIONS: Final = 8  # of appointments that are looked at
_STAYS: Final = (1, 2, 2, 3, 3, 4, 5)
_LEAD: Final = (1, 2, 3, 5, 8, 13)  # days


@dataclass(frozen=True, slots=True)
class Wish:
    """An option at a time. `booked_at` is when it is booked, now or before; `choice` are values of a `Choice`."""

    option: Option
    starts_at: datetime
    booked_at: datetime
    room: int = 4
    choice: dict[str, Any] = field(default_factory=dict)


def wishes(random: Random, *, at: datetime, zone: str) -> list[Wish]:
    """More than are needed, each kind in turn."""
    options = list(
        Option.objects.filter(active=True, product__status=Status.ACTIVE)
        .select_related("product__location")
        .prefetch_related("units")
        .order_by("product__position", "pk")
    )
    by_kind = {kind: [one for one in options if one.product.kind == kind] for kind in Kind}
    streams = (
        _departures(by_kind[Kind.DEPARTURE], random, at=at),
        _appointments(by_kind[Kind.APPOINTMENT], random, at=at),
        # Where there are rooms, half of what is booked are rooms.
        _stays(by_kind[Kind.STAY], random, at=at, zone=zone),
        _stays(by_kind[Kind.STAY], random, at=at, zone=zone),
        _passes(by_kind[Kind.PASS], random, at=at),
        _rentals(by_kind[Kind.RENTAL], random, at=at, zone=zone),
    )
    turns = chain.from_iterable(zip_longest(*(list(one) for one in streams)))
    return [one for one in turns if one is not None]


def booked_at(option: Option, starts_at: datetime, random: Random, *, at: datetime) -> datetime | None:
    """When somebody books it: some days before, within the product's notice; None when it is too late."""
    latest = min(at, starts_at - timedelta(minutes=option.product.notice + 30))
    if option.product.horizon <= max(_LEAD) or latest < at - BACK - timedelta(days=max(_LEAD)):
        return latest if latest >= starts_at - timedelta(days=option.product.horizon) else None
    lead = timedelta(days=random.choice(_LEAD), minutes=random.randrange(600))
    return min(latest, starts_at - lead)


def _departures(options: list[Option], random: Random, *, at: datetime) -> Iterator[Wish]:
    by_number = {one.pk: one for one in options}
    rows = Departure.objects.filter(
        option__in=by_number,
        starts_at__range=(at - BACK, at + AHEAD),
        status=DepartureStatus.OPEN,
    )
    found = list(rows.order_by("starts_at", "pk"))
    # Those of today and the next days first: they are what Today shows.
    near = [one for one in found if abs(one.starts_at - at) < timedelta(hours=30)]
    random.shuffle(near)
    rest = [one for one in found if one not in near]
    random.shuffle(rest)
    for one in [*near[:14], *rest]:
        option = by_number[one.option_id]
        when = booked_at(option, one.starts_at, random, at=at)
        if when is not None:
            yield Wish(option, one.starts_at, when, one.left, {"departure": one.pk})


def _appointments(options: list[Option], random: Random, *, at: datetime) -> Iterator[Wish]:
    chosen = random.sample(options, k=min(len(options), _OPTIONS))
    days = (BACK + AHEAD).days // 2
    found = []
    for option in chosen:
        first = (at - BACK).date()
        slots = queries.slots(option=option.pk, first=first, days=days, at=at - BACK)
        found += [(option, slot.starts_at) for slot in slots]
    random.shuffle(found)
    for option, starts_at in found[:300]:
        when = booked_at(option, starts_at, random, at=at)
        if when is not None:
            yield Wish(option, starts_at, when, choice={"starts_at": starts_at})


def _stays(options: list[Option], random: Random, *, at: datetime, zone: str) -> Iterator[Wish]:
    today = at.astimezone(ZoneInfo(zone)).date()
    usual = [one for one in options if not one.product.approval]
    for _turn in range(120 if usual else 0):
        option = random.choice(usual)
        arrival = today + timedelta(
            days=random.choice((-7, -5, -4, -3, -2, -1, -1, 0, 0, 0, 1, 1, 2, 3, 5, 8, 13, 19))
        )
        starts_at = _moment(arrival, time(14), zone)
        when = booked_at(option, starts_at, random, at=at)
        if when is not None:
            nights = random.choice(_STAYS)
            yield Wish(option, starts_at, when, choice={"arrival": arrival, "nights": nights})


def _passes(options: list[Option], random: Random, *, at: datetime) -> Iterator[Wish]:
    by_number = {one.pk: one for one in options}
    pools = list(Pool.objects.filter(option__in=by_number, active=True).order_by("pk"))
    for turn in range(90 if pools else 0):
        pool = pools[turn % len(pools)] if turn < len(pools) else random.choice(pools)
        when = at - timedelta(days=random.randrange(28), minutes=random.randrange(1, 600))
        # One in four begins later than today.
        begins = at + timedelta(days=random.randint(1, 20)) if random.randrange(4) == 0 else when
        yield Wish(by_number[pool.option_id], begins, when, choice={"pool": pool.pk, "starts_at": begins})


def _rentals(options: list[Option], random: Random, *, at: datetime, zone: str) -> Iterator[Wish]:
    today = at.astimezone(ZoneInfo(zone)).date()
    for _turn in range(12 if options else 0):
        option = random.choice(options)
        starts_at = _moment(today + timedelta(days=random.randint(-4, 8)), time(9), zone)
        when = booked_at(option, starts_at, random, at=at)
        if when is not None:
            ends_at = starts_at + timedelta(days=random.randint(1, 3))
            yield Wish(option, starts_at, when, 2, {"starts_at": starts_at, "ends_at": ends_at})


def _moment(day: date, clock: time, zone: str) -> datetime:
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))
