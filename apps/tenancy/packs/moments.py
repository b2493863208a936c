"""Days, weekdays and times in a pack, as JSON has them."""

import re
from calendar import isleap
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.tenancy.packs.report import shown
from apps.tenancy.packs.tables import Table

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FARTHEST: Final = 3660  # days from the installation
# A day of every year is looked for in a year that has all of them.
_LEAP: Final = "2024"
_LEAP_DAY: Final = "02-29"
_CLOCK: Final = re.compile(r"\d\d:\d\d")


def weekdays(table: Table, name: str) -> list[int]:
    """Days by name, spans with a hyphen: 0 is Monday."""
    found: set[int] = set()
    for index, text in enumerate(table.texts(name, most=7)):
        first, _hyphen, last = text.partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            table.wrong(name, index, found=shown(text), expected=_("“mon” or “mon-fri” is expected"))
            continue
        begin, end = DAYS.index(first), DAYS.index(last or first)
        found |= {(begin + more) % 7 for more in range((end - begin) % 7 + 1)}
    return sorted(found)


def clock(table: Table, name: str, *, wanted: bool = False) -> str:
    """A time as "08:30"."""
    value = table.value(name)
    if value is None:
        if wanted:
            table.missing(name)
        return ""
    return _clock(table, value, name)


def clocks(table: Table, name: str) -> list[str]:
    """Times, each once and in order."""
    given = enumerate(table.entries(name, most=48))
    found = {text for index, value in given if (text := _clock(table, value, name, index))}
    return sorted(found)


def day(table: Table, name: str, *, wanted: bool = False) -> str | int | None:
    """A day as 2026-10-02, or so many days after the installation as a whole number."""
    value = table.value(name)
    if value is None:
        if wanted:
            table.missing(name)
        return None
    return _day(table, value, name)


def days(table: Table, name: str, *, most: int = 200) -> list[str | int]:
    """Several of those."""
    given = enumerate(table.entries(name, most=most))
    return [one for index, value in given if (one := _day(table, value, name, index)) is not None]


def yearly(table: Table, name: str, *, wanted: bool = False) -> str | int | None:
    """The same, or a day of every year as "12-24"."""
    value = table.value(name)
    if isinstance(value, str) and _is_day(f"{_LEAP}-{value}"):
        return value
    return day(table, name, wanted=wanted)


def on(said: str | int | None, at: datetime) -> date | None:
    """The day that is said, for an installation at that instant. Not for days of every year."""
    if said is None:
        return None
    return at.date() + timedelta(days=said) if isinstance(said, int) else date.fromisoformat(said)


def midnight(said: str | int | None, at: datetime) -> datetime | None:
    """When the day that is said begins, in UTC."""
    found = on(said, at)
    return None if found is None else datetime.combine(found, time(0), UTC)


def latest(first: str | int | None, last: str | int | None, at: datetime) -> tuple[date | None, date | None]:
    """From and to; days of every year as they were or are the last time that they have begun, for what comes again."""
    if not (is_yearly(first) and is_yearly(last)):
        return on(first, at), on(last, at)
    begins, ends = str(first), str(last)
    turns = ends < begins
    year = at.year if _in_year(begins, at.year) <= at.date() else at.year - 1
    # What begins or ends on the 29th of February is kept in a year that has one.
    while (begins == _LEAP_DAY and not isleap(year)) or (ends == _LEAP_DAY and not isleap(year + turns)):
        year -= 1
    return _in_year(begins, year), _in_year(ends, year + turns)


def is_yearly(said: Any) -> bool:
    """Whether it is a day of every year."""
    return isinstance(said, str) and len(said) == len("12-24")


def in_order(table: Table, found: Mapping[str, Any], first: str, last: str) -> None:
    """Report a last day before the first, where both can be compared, and a day of every year without the other."""
    begin, end = found[first], found[last]
    if is_yearly(begin) != is_yearly(end):
        table.wrong(last, found=shown(end), expected=_("both are days of every year, or neither is"))
    elif (isinstance(begin, str) and isinstance(end, str) and not is_yearly(begin) and end < begin) or (
        isinstance(begin, int) and isinstance(end, int) and end < begin
    ):
        table.wrong(last, found=shown(end), expected=_("not before %(first)s") % {"first": begin})


def _clock(table: Table, value: Any, *where: str | int) -> str:
    text = value.isoformat("minutes") if isinstance(value, time) else value
    try:
        if isinstance(text, str) and _CLOCK.fullmatch(text):
            return time.fromisoformat(text).isoformat("minutes")
    except ValueError:
        pass
    table.wrong(*where, found=shown(value), expected=_("a time as “08:30” is expected"))
    return ""


def _day(table: Table, value: Any, *where: str | int) -> str | int | None:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= FARTHEST:
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str) and _is_day(value):
        return value
    table.wrong(
        *where,
        found=shown(value),
        expected=_("a day as “2026-10-02”, or a whole number of days after the installation, is expected"),
    )
    return None


def _is_day(text: str) -> bool:
    try:
        return len(text) == len("2026-10-02") and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _in_year(text: str, year: int) -> date:
    month, day_ = int(text[:2]), int(text[3:])
    try:
        return date(year, month, day_)
    except ValueError:  # the 29th of February
        return date(year, month, day_ - 1)
