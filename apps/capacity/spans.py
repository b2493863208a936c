"""Spans of time `[from, until)` in order, without overlaps. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from apps.capacity import local

Span = tuple[datetime, datetime]


def merged(spans: Iterable[Span]) -> list[Span]:
    """In order, those that touch made one."""
    found: list[Span] = []
    for begins, ends in sorted(spans):
        if begins >= ends:
            continue
        if found and begins <= found[-1][1]:
            if ends > found[-1][1]:
                found[-1] = (found[-1][0], ends)
        else:
            found.append((begins, ends))
    return found


def without(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """What is left of merged spans when merged others are taken out."""
    found: list[Span] = []
    place = 0
    for begins, ends in spans:
        while place and taken[place - 1][1] > begins:
            place -= 1
        at = begins
        while place < len(taken) and taken[place][0] < ends:
            if taken[place][1] > at:
                if taken[place][0] > at:
                    found.append((at, taken[place][0]))
                at = taken[place][1]
            place += 1
        if at < ends:
            found.append((at, ends))
    return found


def shared(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """What both have of merged spans."""
    found: list[Span] = []
    i = j = 0
    while i < len(one) and j < len(other):
        begins, ends = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if begins < ends:
            found.append((begins, ends))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return found


def days(first: date, last: date) -> Iterable[date]:
    """Both ends included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def working(
    hours: Sequence[tuple[int, time, time]],
    exceptions: Sequence[tuple[str, date, date, time | None, time | None]],
    *,
    first: date,
    last: date,
    zone: str,
) -> list[Span]:
    """When somebody works between two days on the clock of a zone: hours by weekday, less what is off, and extra.

    Without hours they are there at all times.
    """
    # A span of the day before may reach into the first.
    all_days = list(days(first - timedelta(days=1), last))
    if hours:
        by_weekday: dict[int, list[tuple[time, time]]] = {}
        for weekday, begins, ends in hours:
            by_weekday.setdefault(weekday, []).append((begins, ends))
        base = merged(
            local.span(day, begins, ends, zone)
            for day in all_days
            for begins, ends in by_weekday.get(day.weekday(), ())
        )
    else:
        base = [(local.midnight(all_days[0], zone), local.midnight(last + timedelta(days=1), zone))]
    off: list[Span] = []
    extra: list[Span] = []
    for kind, begins_on, ends_on, begins_at, ends_at in exceptions:
        if begins_at is None or ends_at is None:
            whole = (local.midnight(begins_on, zone), local.midnight(ends_on + timedelta(days=1), zone))
            (off if kind == "off" else extra).append(whole)
            continue
        for day in days(max(begins_on, all_days[0]), min(ends_on, last)):
            (off if kind == "off" else extra).append(local.span(day, begins_at, ends_at, zone))
    if off:
        base = without(base, merged(off))
    # Extra hours are said for a certain day, so they win over days off.
    return merged([*base, *extra]) if extra else base
