"""Free rooms by night."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, LiteralString

from apps.capacity import local
from apps.capacity.queries import roster, stay_rules
from apps.capacity.queries.rooms import span_of
from apps.capacity.queries.roster import Listed
from apps.capacity.types import Day, Each, Night
from apps.capacity.types.answers import DayState
from apps.tenancy import db

MOST_DAYS: Final = 740
Nights = tuple[list[int], list[int]]  # when each begins, when each ends, in seconds

# Whole seconds in one list for each room: a thousand instants would cost more to read than to find.
_TAKEN: Final[LiteralString] = """SELECT resource_id AS id,
  array_agg(extract(epoch FROM taken_from)::bigint) AS begins,
  array_agg(extract(epoch FROM taken_until)::bigint) AS ends
FROM capacity_reservation WHERE resource_id = ANY(%(ids)s) AND status IN ('held', 'confirmed')
  AND taken_until > %(first)s AND taken_from < %(last)s
GROUP BY resource_id"""


def nights(*, product: int, first: date, days: int, at: datetime, option: int | None = None) -> list[Night]:
    """For each night that begins on these days: how many of the product's rooms are free, and the rules.

    Whether one of them is free throughout a stay is what `stays` says. Five queries.
    """
    days = max(0, min(days, MOST_DAYS))
    said = [one for one in roster.requirements(product=product, option=option) if roster.is_room(one)]
    wanted = roster.needs(said, people=1, of=tuple(Each))
    by_day = stay_rules.rules(product=product, first=first, last=first + timedelta(days=days))
    noon = local.instant(first, time(12), "UTC")
    begins, ends = noon - timedelta(days=1), noon + timedelta(days=days + 1)
    found = roster.rooms(wanted, first=begins, last=ends) if wanted else []
    left = _left(found, first, days)
    return [
        Night(
            day=day,
            left=0 if rule.closed else left[number],
            no_arrival=rule.no_arrival,
            no_departure=rule.no_departure,
            nights_min=rule.nights_min,
            nights_max=rule.nights_max,
            closed=rule.closed,
        )
        for number, day in enumerate(first + timedelta(days=each) for each in range(days))
        for rule in (by_day[day],)
    ]


def _left(found: Sequence[Listed], first: date, days: int) -> list[int]:
    """How many rooms are free in each night. Each reservation is looked up once, not each night in each room."""
    left = [0] * days
    if not found:
        return left
    by_number = {one.id: bytearray(days) for one in found}
    clocks: dict[tuple[object, ...], Nights] = {}
    of_room = {one.id: clocks.setdefault(_clock(one), _ends(one, first, days, clocks)) for one in found}
    rows = db.fetch_all(_TAKEN, ids=list(by_number), first=found[0].first, last=found[0].last)
    for row in rows:
        comes, goes, taken = *of_room[row["id"]], by_number[row["id"]]
        for begins, ends in zip(row["begins"], row["ends"], strict=True):
            # Nights whose guests leave after it begins, and come before it ends.
            low, high = bisect_right(goes, begins), bisect_left(comes, ends)
            if low < high:
                taken[low:high] = b"\1" * (high - low)
    for one in found:
        taken = by_number[one.id]
        if one.hours or one.exceptions:
            for number in range(days):
                span = span_of(one, first + timedelta(days=number), 1)
                if not any(begins <= span[0] and span[1] <= ends for begins, ends in one.working()):
                    taken[number] = 1
        for number in range(days):
            left[number] += 1 - taken[number]
    return left


def _clock(one: Listed) -> tuple[object, ...]:
    return one.zone, one.check_in, one.check_out, one.before, one.after


def _ends(one: Listed, first: date, days: int, known: dict[tuple[object, ...], Nights]) -> Nights:
    """From when and until when each night takes a room of this clock, with its buffers."""
    if _clock(one) in known:
        return known[_clock(one)]
    spans = [span_of(one, first + timedelta(days=number), 1) for number in range(days)]
    return (
        [int((begins - one.before).timestamp()) for begins, _ends in spans],
        [int((ends + one.after).timestamp()) for _begins, ends in spans],
    )


def days_of_nights(found: Sequence[Night], *, rooms: int = 1) -> list[Day]:
    """Nights as days of a calendar."""
    return [
        Day(
            one.day,
            DayState.CLOSED if one.closed else DayState.OPEN if one.left >= rooms else DayState.FULL,
            one.left,
            one.left,
        )
        for one in found
    ]
