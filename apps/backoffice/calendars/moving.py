"""Moving a record on the calendar: what was chosen on a clock becomes instants, and the screen's service decides."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model

from apps.accounts.models import Member
from apps.backoffice.calendars.entries import attribute_of
from apps.backoffice.calendars.window import instant
from apps.backoffice.errors import NotOnCalendar
from apps.backoffice.screens.declaration import Calendar, Screen
from apps.backoffice.types import Kind


def move(
    *,
    screen: Screen,
    calendar: Calendar,
    record: Any,
    day: date,
    clock: time | None,
    row: Model | None,
    zone: ZoneInfo,
    by: Member,
    at: datetime,
) -> None:
    """Put the record on another day, time and row as the screen's own service allows. Its length stays as it was, in
    time that passes and not on the clock. Raises NotOnCalendar and whatever the service refuses.
    """
    if calendar.moved is None:
        raise NotOnCalendar
    start = _start(screen, calendar, record, day=day, clock=clock, zone=zone)
    length = length_of(screen, calendar, record)
    end = None if length is None else start + length
    calendar.moved(record=record, start=start, end=end, row=row, by=by, at=at)


def _start(
    screen: Screen, calendar: Calendar, record: Any, *, day: date, clock: time | None, zone: ZoneInfo
) -> date | datetime:
    if attribute_of(screen, calendar.start).kind is Kind.MOMENT:
        _day, was = placed(screen, calendar, record, zone)
        clock = clock or was
        if clock is None:
            raise NotOnCalendar
        return instant(day, clock, zone)
    return instant(day, clock, zone) if calendar.time and clock is not None else day


def length_of(screen: Screen, calendar: Calendar, record: Any) -> timedelta | None:
    """How long it takes, None when the calendar knows no end or the record has none."""
    if not calendar.end:
        return None
    start = attribute_of(screen, calendar.start).value(record)
    end = attribute_of(screen, calendar.end).value(record)
    return None if start is None or end is None else end - start


def placed(
    screen: Screen, calendar: Calendar, record: Any, zone: ZoneInfo
) -> tuple[date | None, time | None]:
    """The day and the time it stands at now."""
    start = attribute_of(screen, calendar.start).value(record)
    if isinstance(start, datetime):
        local = start.astimezone(zone)
        return local.date(), local.time().replace(second=0, microsecond=0)
    return start, attribute_of(screen, calendar.time).value(record) if calendar.time else None
