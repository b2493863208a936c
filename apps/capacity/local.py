"""Days and clock times of a place as instants, and back. Pure.

A time that the clock skips (spring) is as much later as the clock was put forward; a time that it shows twice (autumn)
is the first of the two.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=256)
def zone_of(name: str) -> ZoneInfo:
    """A zone by its name, read once."""
    return ZoneInfo(name)


def instant(day: date, clock: time, zone: str) -> datetime:
    """When the place's clock shows this, in UTC."""
    return datetime.combine(day, clock.replace(fold=0), tzinfo=zone_of(zone)).astimezone(UTC)


def midnight(day: date, zone: str) -> datetime:
    """When the day begins at the place, in UTC."""
    return instant(day, time(0), zone)


def day_of(at: datetime, zone: str) -> date:
    """Which day it is at the place."""
    return at.astimezone(zone_of(zone)).date()


def span(day: date, begins: time, ends: time, zone: str) -> tuple[datetime, datetime]:
    """From a clock time to another; an end not after the beginning is on the next day."""
    last = day if ends > begins else day + timedelta(days=1)
    return instant(day, begins, zone), instant(last, ends, zone)
