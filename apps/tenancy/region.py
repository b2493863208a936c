"""How dates, times and numbers are written: in the active language, as people of the business's country do.

`Tenant.locale` says both, as "en-gb"; a language alone is written as it is anywhere. Another language than the
business's own goes by itself, since its readers may be from anywhere.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from django.utils import formats, translation

from apps.tenancy import context, facts
from apps.tenancy.errors import NoTenant

DAY_AND_TIME: Final = "D j M Y, H:i"
# Named formats of Django's that a region has its own of.
_LONG: Final = frozenset({"", "DATE_FORMAT"})
_DAY: Final = re.compile(r"(?:(?P<week>[Dl]) )?(?P<day>[jd]) (?P<month>[MF])(?P<year> Y)?(?![A-Za-z])")
# What CLDR's patterns say as it is, such as the h of fr-CA's "HH 'h' mm".
_QUOTED: Final = re.compile(r"'[^']*'")
_PADDED: Final = re.compile(r"(?<!\d)0(?=\d(?!\d))")


@dataclass(frozen=True, slots=True)
class _Ways:
    """How it is written in a region. `known`: the country is, not the language alone."""

    locale: Locale
    known: bool
    month_first: bool
    twelve_hours: bool


def locale() -> Locale:
    """Babel's name of the active language and the country."""
    return _ways(_tag()).locale


def is_known() -> bool:
    """Whether the country is known for the active language."""
    return _ways(_tag()).known


def dated(value: date | datetime, pattern: str | None = None) -> str:
    """A day, or a day and time, by one of Django's patterns with the day before the month: turned where need be.

    Without a pattern, or with DATE_FORMAT, it is the long day, as "7 December 2026".
    """
    ways = _ways(_tag())
    if ways.known and (pattern or "") in _LONG:
        day = value.date() if isinstance(value, datetime) else value
        return _tidy(format_date(day, "long", locale=ways.locale))
    return str(formats.date_format(value, _turned(pattern, ways) if pattern else "DATE_FORMAT"))


def by_skeleton(value: date, skeleton: str) -> str:
    """A day with the parts of one of CLDR's skeletons, such as "MMMEd"."""
    tag = _tag()
    # Moments of two zones may be equal and fall on two days.
    return (
        _skeleton.__wrapped__(value, skeleton, tag)
        if isinstance(value, datetime)
        else _skeleton(value, skeleton, tag)
    )


@lru_cache(maxsize=4096)
def _skeleton(value: date, skeleton: str, tag: str) -> str:
    """A calendar writes thirty days, and finding the pattern of a skeleton takes longer than all else of a cell."""
    return _tidy(format_skeleton(skeleton, value, locale=_ways(tag).locale))


def spoken_day(value: date) -> str:
    """The day of a message or paper: "Sat 14 March 2026", or "Sat, March 14, 2026"."""
    ways = _ways(_tag())
    pattern = "EEE, MMMM d, y" if ways.month_first else "EEE d MMMM y"
    return str(format_date(value, pattern, locale=ways.locale))


def spoken_time(value: time | datetime) -> str:
    """The time of a page or message that customers read, as the region writes it; a moment's own zone."""
    return str(format_time(value, "short", tzinfo=getattr(value, "tzinfo", None), locale=locale()))


def clock(value: time | datetime, *, seconds: bool = False) -> str:
    """The time as staff read it: "14:30", or "2:30 PM" where the day has twice twelve hours."""
    pattern = "H:i:s" if seconds else "H:i"
    return str(formats.time_format(value, _turned(pattern, _ways(_tag()))))


def full_hour(value: time) -> str:
    """An hour without minutes, where there is little room: "14:00", or "2 PM"."""
    return str(formats.time_format(value, "g A" if _ways(_tag()).twelve_hours else "H:i"))


def _tag() -> str:
    language: str = translation.get_language() or "en"
    if "-" in language or context.current_tenant_id() is None:
        return language
    try:
        own = facts.current().locale
    except NoTenant:
        return language
    return own if own.partition("-")[0] == language else language


@lru_cache(maxsize=256)
def _ways(tag: str) -> _Ways:
    found = next(filter(None, map(_parsed, (tag, tag.partition("-")[0]))), None) or Locale("en")
    if not found.territory:
        return _Ways(found, known=False, month_first=False, twelve_hours=False)
    long, short = found.date_formats["long"].pattern, found.time_formats["short"].pattern
    return _Ways(
        found, known=True, month_first=long.startswith("M"), twelve_hours="h" in _QUOTED.sub("", short)
    )


def _parsed(tag: str) -> Locale | None:
    language, _dash, country = tag.partition("-")
    try:
        return Locale(language, territory=country.upper() or None)
    except (UnknownLocaleError, ValueError):
        return None


@lru_cache(maxsize=1024)
def _turned(pattern: str, ways: _Ways) -> str:
    if ways.month_first:
        pattern = _DAY.sub(_month_first, pattern)
    if ways.twelve_hours:
        pattern = pattern.replace("H:i:s", "g:i:s A").replace("H:i", "g:i A")
    return pattern


def _month_first(found: re.Match[str]) -> str:
    week = f"{found['week']}, " if found["week"] else ""
    return f"{week}{found['month']} {found['day']}{', Y' if found['year'] else ''}"


def _tidy(text: Any) -> str:
    """Beside a month's name no country writes "07", whatever CLDR has taken over from somewhere."""
    return _PADDED.sub("", str(text))
