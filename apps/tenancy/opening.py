"""When a location is open, in the words of its own clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from apps.tenancy.models import Location, OpeningHours, SpecialDay

AHEAD: Final = timedelta(days=60)
Span = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Days:
    """Neighbouring weekdays with the same hours; no spans when closed."""

    first: int
    last: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Special:
    """A date with hours of its own; no span when closed."""

    on: date
    span: Span | None
    note: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A location's week and the special days ahead. Empty `week`: nobody has written the hours."""

    week: tuple[Days, ...]
    special: tuple[Special, ...]


def of(location: Location, *, at: datetime) -> Opening:
    """The hours as seen at an instant. Two queries."""
    today = at.astimezone(ZoneInfo(location.time_zone)).date()
    days = SpecialDay.objects.filter(location=location, date__range=(today, today + AHEAD)).order_by("date")
    return Opening(
        week=week(OpeningHours.objects.filter(location=location).order_by("weekday", "opens")),
        special=tuple(
            Special(day.date, (day.opens, day.closes) if day.opens and day.closes else None, day.note)
            for day in days
        ),
    )


def week(hours: Iterable[OpeningHours]) -> tuple[Days, ...]:
    """Spans by weekday, in order, brought together where neighbours have the same."""
    spans: dict[int, list[Span]] = {}
    for each in hours:
        spans.setdefault(each.weekday, []).append((each.opens, each.closes))
    if not spans:
        return ()
    found = []
    for same, group in groupby(range(7), key=lambda day: tuple(spans.get(day, ()))):
        days = list(group)
        found.append(Days(days[0], days[-1], same))
    return tuple(found)
