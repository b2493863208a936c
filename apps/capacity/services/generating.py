"""Departures out of patterns. What staff have changed and what is booked is never touched."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef

from apps.capacity import local, versions
from apps.capacity.models import Departure, DepartureSession, Hold, Pattern, Reservation
from apps.capacity.types import DepartureStatus, PatternKind
from apps.catalog.models import Option
from apps.catalog.types import Status
from apps.catalog.yearly import covers
from apps.tenancy import context, locations
from apps.tenancy.models import Location

_MOST: Final = 5000  # departures of one pattern


@dataclass(frozen=True, slots=True)
class Wanted:
    """A departure as its pattern has it; sessions as (name, start, end)."""

    starts_at: datetime
    ends_at: datetime
    capacity: int
    minimum: int | None
    location: int
    sessions: tuple[tuple[str, datetime, datetime], ...] = ()


@dataclass(slots=True)
class Made:
    """What generating did."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    closed: int = 0


def generate(*, option: Option | int | None = None, until: date | None = None, at: datetime) -> Made:
    """Make the departures of all patterns, or those of an option, as far ahead as each says or until a day.

    Untouched future ones that nobody has booked follow their pattern: changed, closed or removed. Running it again
    does nothing. Locks one pattern after the other, and the departures it changes.
    """
    patterns = Pattern.objects.exclude(kind=PatternKind.ON_REQUEST).order_by("pk")
    if option is not None:
        patterns = patterns.filter(option=option)
    done = Made()
    for number in list(patterns.values_list("pk", flat=True)):
        _of_pattern(number, until=until, at=at, done=done)
    return done


def follow_one(pattern: int, *, at: datetime) -> Made:
    """The same for one pattern."""
    done = Made()
    _of_pattern(pattern, until=None, at=at, done=done)
    return done


def _of_pattern(number: int, *, until: date | None, at: datetime, done: Made) -> None:
    with context.atomic():
        pattern = (
            Pattern.objects.select_related("option__product__location", "location")
            .select_for_update(of=("self",))
            .filter(pk=number)
            .first()
        )
        if pattern is None:
            return
        place = pattern.location or pattern.option.product.location or locations.first()
        if place is None:
            return
        before = (done.added, done.changed, done.removed, done.closed)
        _follow(pattern, place, until=until, at=at, done=done)
        if before != (done.added, done.changed, done.removed, done.closed):
            versions.changed(pattern.option.product_id)


def _follow(pattern: Pattern, place: Location, *, until: date | None, at: datetime, done: Made) -> None:
    rows = (
        Departure.objects.filter(pattern=pattern, slot__gt=at)
        .select_related("location")
        .prefetch_related("sessions")
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)
    )
    standing = {row.slot: row for row in rows if row.slot is not None}
    zone = place.time_zone
    # What was made farther ahead on demand is not obsolete because the daily job looks less far.
    horizon = until or local.day_of(at, zone) + timedelta(days=pattern.days_ahead)
    last = max([horizon, *(local.day_of(slot, zone) for slot in standing)])
    wanted = {one.starts_at: one for one in wanted_of(pattern, place, until=last, at=at)}
    new = [
        one for start, one in wanted.items() if start not in standing and local.day_of(start, zone) <= horizon
    ]
    _add(pattern, new)
    done.added += len(new)
    for slot, row in standing.items():
        if row.edited or row.booked:
            continue
        if slot in wanted:
            done.changed += _change(row, wanted[slot])
        else:
            _let_go(row, done)


def _add(pattern: Pattern, new: Sequence[Wanted]) -> None:
    rows = [
        Departure(
            product_id=pattern.option.product_id,
            option_id=pattern.option_id,
            location_id=one.location,
            pattern=pattern,
            slot=one.starts_at,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            capacity=one.capacity,
            minimum=one.minimum,
        )
        for one in new
    ]
    made = Departure.objects.bulk_create(rows, batch_size=500)
    _add_sessions(zip(made, new, strict=True))


def _add_sessions(pairs: Iterable[tuple[Departure, Wanted]]) -> None:
    DepartureSession.objects.bulk_create(
        [
            DepartureSession(departure=row, name=name, starts_at=starts_at, ends_at=ends_at)
            for row, one in pairs
            for name, starts_at, ends_at in one.sessions
        ],
        batch_size=500,
    )


def _change(row: Departure, one: Wanted) -> int:
    """Answers whether there was anything to change. One that was closed with its pattern opens with it again."""
    sessions = tuple((each.name, each.starts_at, each.ends_at) for each in row.sessions.all())
    values: dict[str, Any] = {
        "starts_at": one.starts_at,
        "ends_at": one.ends_at,
        "capacity": one.capacity,
        "minimum": one.minimum,
        "location_id": one.location,
        "status": DepartureStatus.OPEN,
    }
    changed = [key for key, value in values.items() if getattr(row, key) != value]
    if not changed and sessions == one.sessions:
        return 0
    moves = {"starts_at", "ends_at"} & set(changed) or sessions != one.sessions
    if moves and Reservation.objects.filter(departure=row).exists():
        return 0  # somebody is assigned: moving them is for people
    for key in changed:
        setattr(row, key, values[key])
    row.save(update_fields=[key.removesuffix("_id") for key in changed] or None)
    if sessions != one.sessions:
        row.sessions.all().delete()
        _add_sessions([(row, one)])
    return 1


def _let_go(row: Departure, done: Made) -> None:
    """Remove what nobody has ever touched, close the rest."""
    touched = Departure.objects.filter(pk=row.pk).filter(
        Exists(Hold.objects.filter(departure=OuterRef("pk")))
        | Exists(Reservation.objects.filter(departure=OuterRef("pk")))
    )
    if touched.exists():
        if row.status == DepartureStatus.OPEN:
            row.status = DepartureStatus.CLOSED
            row.save(update_fields=["status"])
            done.closed += 1
        return
    row.delete()
    done.removed += 1


def wanted_of(pattern: Pattern, place: Location, *, until: date | None, at: datetime) -> list[Wanted]:
    """The departures a pattern has between now and the end of what it looks ahead, in order. Queries its sessions.

    None while the pattern, its option or product is not in use, or nobody says capacity and duration.
    """
    option, product = pattern.option, pattern.option.product
    capacity = pattern.capacity or option.capacity or product.capacity
    duration = pattern.duration or option.duration or product.duration
    if not pattern.active or not option.active or product.status == Status.ARCHIVED:
        return []
    if capacity is None or duration is None:
        return []
    sessions = list(pattern.sessions.all())
    minimum = pattern.minimum or option.minimum or product.minimum
    found: dict[datetime, Wanted] = {}
    for day in days_of(pattern, place.time_zone, until=until, at=at):
        for clock in sorted(set(pattern.times)):
            start = local.instant(day, clock, place.time_zone)
            if start <= at or start in found:
                continue
            found[start] = Wanted(
                start,
                start + timedelta(minutes=duration),
                capacity,
                minimum,
                place.pk,
                tuple(_sessions(sessions, day, place.time_zone)),
            )
    return [found[start] for start in sorted(found)][:_MOST]


def _sessions(sessions: Sequence[Any], day: date, zone: str) -> Iterable[tuple[str, datetime, datetime]]:
    found = []
    for one in sessions:
        starts_at = local.instant(day + timedelta(days=one.day), one.begins, zone)
        found.append((one.name, starts_at, starts_at + timedelta(minutes=one.duration)))
    return sorted(found, key=lambda each: each[1])


def days_of(pattern: Pattern, zone: str, *, until: date | None, at: datetime) -> list[date]:
    """The days on which it takes place, from today on the location's clock."""
    today = local.day_of(at, zone)
    last = until or today + timedelta(days=pattern.days_ahead)
    first = max(today, pattern.valid_from or today)
    if not pattern.yearly:
        last = min(last, pattern.valid_until or last)
    excluded = set(pattern.excluded)
    if pattern.kind == PatternKind.DATES:
        days = sorted(set(pattern.dates))
    else:
        number = max((last - first).days + 1, 0)
        days = [first + timedelta(days=each) for each in range(number)]
        days = [day for day in days if day.weekday() in pattern.weekdays]
    begins, ends = pattern.valid_from, pattern.valid_until
    days = [day for day in days if first <= day <= last and day not in excluded]
    return [day for day in days if covers(day, begins, ends, yearly=pattern.yearly)]
