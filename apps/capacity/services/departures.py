"""Departures by hand: made, changed, removed. What staff have touched, patterns leave alone."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from apps.accounts.models import Member
from apps.backoffice.services import records
from apps.backoffice.types import Children, Values
from apps.capacity import local, versions
from apps.capacity.errors import (
    NoCapacity,
    NoDuration,
    NotOnRequest,
    StillBooked,
    TooEarly,
    TooLate,
    WrongTime,
)
from apps.capacity.models import Departure, Pattern
from apps.capacity.services.asked import reopen_asked
from apps.capacity.services.assigning import locked_departure
from apps.capacity.services.capacities import check_capacity, tell_added
from apps.capacity.services.claiming import check_number
from apps.capacity.services.rescheduling import reschedule, tell_moved
from apps.capacity.services.sessions import follow_sessions, spans_by_number
from apps.capacity.services.timing import option_of
from apps.capacity.types import DepartureStatus, PatternKind
from apps.catalog.models import Option
from apps.kernel.errors import NotFound
from apps.tenancy import context, locations
from apps.tenancy.models import Location

MOST_AT_ONCE = 1000


def create_departure(
    *,
    values: Values,
    by: Member | None,
    at: datetime,
    children: Children | None = None,
    record: Departure | None = None,
) -> Departure:
    """A new departure of the option in `values`, from `starts_at`. End, capacity, minimum and location come of the
    option, then of its product, unless given. Raises Invalid, NoCapacity, NoDuration, UnknownAttribute, NotFound.
    """
    row = record or Departure()
    option = option_of(_key(values.get("option")) or row.option_id or 0)
    filled = completed(option, values)
    with context.atomic():
        row.product = option.product
        row.edited = True
        records.create(record=row, values=filled, children=children, by=by, at=at)
        versions.changed(option.product_id)
    return row


def create_departures(
    *,
    option: Option | int,
    days: Sequence[date],
    times: Sequence[time],
    by: Member | None,
    at: datetime,
    location: Location | int | None = None,
    capacity: int | None = None,
    limit: int | None = None,
) -> list[Departure]:
    """One for each day and time on the location's clock, all or none; those that stand there already are left out.

    Raises what `create_departure` raises, and WrongTime for none or more than a thousand.
    """
    row = option_of(_key(option) or 0)
    if not 1 <= len(set(days)) * len(set(times)) <= MOST_AT_ONCE:
        raise WrongTime
    place = place_of(row, location)
    starts = sorted({local.instant(day, clock, place.time_zone) for day in days for clock in times})
    with context.atomic():
        standing = set(
            Departure.objects.filter(option=row, location=place, starts_at__in=starts).values_list(
                "starts_at", flat=True
            )
        )
        return [
            create_departure(
                values={
                    "option": row,
                    "starts_at": one,
                    "location": place,
                    **({} if capacity is None else {"capacity": capacity}),
                    **({} if limit is None else {"limit": limit}),
                },
                by=by,
                at=at,
            )
            for one in starts
            if one not in standing
        ]


def update_departure(
    *, record: Departure, values: Values, by: Member | None, at: datetime, children: Children | None = None
) -> Departure:
    """Change what is named; its pattern leaves it alone from now on. Another start, and other times of sessions, move
    its assignments too, and who booked hears of it; capacity stays between what is booked and the limit.

    Raises Invalid, BelowBooked, AboveLimit, Taken, NotFound. Locks it.
    """
    with context.atomic():
        row = locked_departure(record)
        places = row.capacity
        given = dict(values)
        # These have rules of their own: see `change_status` and `reschedule`.
        given.pop("status", None)
        starts_at, ends_at = given.pop("starts_at", None), given.pop("ends_at", None)
        moved = (starts_at not in {None, "", row.starts_at}) or (ends_at not in {None, "", row.ends_at})
        if isinstance(given.get("capacity"), int) and given["capacity"] != row.capacity:
            check_capacity(row, given["capacity"], limit=given.get("limit", row.limit))
        record.edited = True
        times = spans_by_number(row.pk) if children else {}
        records.update(record=record, values=given, children=children, by=by, at=at)
        sessions = len(times) if children and follow_sessions(row, before=times) else None
        Departure.objects.filter(pk=record.pk).update(edited=True)
        tell_added(record, before=places, at=at)
        if moved and isinstance(starts_at or row.starts_at, datetime):
            reschedule(
                departure=record,
                starts_at=starts_at or row.starts_at,
                ends_at=ends_at or None,
                by=by,
                at=at,
                sessions=sessions,
            )
            record.refresh_from_db()
        elif sessions is not None:
            tell_moved(row, was=row.starts_at, sessions=sessions, at=at)
        versions.changed(row.product_id)
    return record


def delete_departure(*, record: Departure, by: Member | None, at: datetime) -> None:
    """Remove a departure that nobody has ever booked. Raises StillBooked, InUse, NotFound. Locks it."""
    with context.atomic():
        row = locked_departure(record)
        if row.booked:
            raise StillBooked(booked=row.booked)
        records.delete(record=row, by=by, at=at)
        versions.changed(row.product_id)


def request_departure(*, option: int, starts_at: datetime, people: int, at: datetime) -> Departure:
    """A departure for somebody who asks for one where the option has a pattern on request: the one that stands then,
    else a new one, open. Raises NotOnRequest, TooLate, TooEarly, NoCapacity, NoDuration, WrongNumber, NotFound.
    """
    check_number(people)
    row = option_of(option)
    with context.atomic():
        patterns = Pattern.objects.filter(option=row, kind=PatternKind.ON_REQUEST, active=True)
        # One at a time for a pattern, so that two who ask for the same time get the same departure.
        pattern: Pattern | None = patterns.select_for_update(of=("self",)).order_by("pk").first()
        if pattern is None:
            raise NotOnRequest
        if starts_at - timedelta(minutes=row.product.notice) <= at:
            raise TooLate
        if starts_at > at + timedelta(days=row.product.horizon):
            raise TooEarly
        place = place_of(row, pattern.location_id)
        day = local.day_of(starts_at, place.time_zone)
        if (
            (pattern.valid_from and day < pattern.valid_from)
            or (pattern.valid_until and day > pattern.valid_until)
            or day in pattern.excluded
            or (pattern.weekdays and day.weekday() not in pattern.weekdays)
        ):
            raise NotOnRequest
        standing: Departure | None = Departure.objects.filter(pattern=pattern, slot=starts_at).first()
        if standing is not None:
            if reopen_asked(departure=standing.pk, at=at):
                standing.status = DepartureStatus.OPEN
                versions.changed(row.product_id)
            return standing
        given = {
            "capacity": pattern.capacity,
            "minimum": pattern.minimum,
            "ends_at": starts_at + timedelta(minutes=pattern.duration) if pattern.duration else None,
        }
        values = {key: value for key, value in given.items() if value is not None}
        filled = completed(row, {"option": row, "starts_at": starts_at, "location": place, **values})
        made = Departure(product=row.product, pattern=pattern, slot=starts_at)
        records.create(record=made, values=filled, by=None, at=at)
        versions.changed(row.product_id)
        return made


def completed(option: Option, values: Values) -> dict[str, Any]:
    """The values of a departure with what the option and its product say. Raises NoCapacity and NoDuration."""
    filled = dict(values)
    filled.setdefault("option", option)
    product = option.product
    if filled.get("capacity") in {None, ""}:
        filled["capacity"] = option.capacity or product.capacity
        if filled["capacity"] is None:
            raise NoCapacity
    if filled.get("minimum") in {None, ""}:
        filled["minimum"] = option.minimum or product.minimum
    if filled.get("location") in {None, ""}:
        filled["location"] = place_of(option, None)
    if filled.get("ends_at") in {None, ""} and isinstance(filled.get("starts_at"), datetime):
        duration = option.duration or product.duration
        if duration is None:
            raise NoDuration
        filled["ends_at"] = filled["starts_at"] + timedelta(minutes=duration)
    return filled


def place_of(option: Option, given: Location | int | None) -> Location:
    """Where it takes place: what is given, the product's, the first location. Raises NotFound."""
    if isinstance(given, Location):
        return given
    found: Location | None
    if given is not None:
        found = Location.objects.filter(pk=given).first()
    else:
        found = option.product.location or locations.first()
    if found is None:
        raise NotFound
    return found


def _key(given: Any) -> int | None:
    number = getattr(given, "pk", given)
    return int(number) if isinstance(number, int) or str(number).isdecimal() else None
