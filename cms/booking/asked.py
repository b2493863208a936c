"""What an address of the choosing pages asks for. Whatever it says, there is a sensible answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

# More than any party that books without asking.
MOST_PEOPLE: Final = 500
MOST_NIGHTS: Final = 90
# Days that clocks and calendars of all zones can count from.
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2200
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CLOCK: Final = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)
_NIGHTS: Final = re.compile(r"[1-9]\d{0,2}(?:-[1-9]\d{0,2}){1,9}", re.ASCII)
_NUMBER: Final = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """One visitor's wishes. Days are on the venue's clock; `month` is a first day, None where nothing was said."""

    today: date
    last: date
    month: date | None = None
    day: date | None = None
    until: date | None = None
    people: int | None = None
    option: str = ""
    departure: int | None = None
    pool: int | None = None
    starts: str = ""
    # Clock times of a rental, "09:00".
    begins: str = ""
    ends: str = ""
    # Never part of an address.
    plate: str = ""
    # A day was said that is over, or further ahead than is sold.
    missed: bool = False

    @property
    def _shows_its_day(self) -> bool:
        return self.day is not None and self.month == self.day.replace(day=1)

    def query(self, **changed: Any) -> str:
        """The query string of an address that asks for the same, but for what is changed; None leaves it out."""
        said = {
            "month": self.month.strftime("%Y-%m") if self.month and not self._shows_its_day else None,
            "day": self.day.isoformat() if self.day else None,
            "until": self.until.isoformat() if self.until else None,
            "people": self.people,
            "option": self.option or None,
            "departure": self.departure,
            "pool": self.pool,
            "starts": self.starts or None,
            "begins": self.begins or None,
            "ends": self.ends or None,
        }
        said |= changed
        found = urlencode({key: value for key, value in said.items() if value is not None})
        return f"?{found}" if found else "?"

    def month_query(self, month: date, *, ends: bool = False) -> str:
        """Of another month: what was chosen in this one is left out, but for the first day of what `ends` there."""
        if ends and self.day is not None and self.until is None and month >= self.day.replace(day=1):
            shown = None if month == self.day.replace(day=1) else month.strftime("%Y-%m")
            return self.query(month=shown)
        return self.query(
            month=month.strftime("%Y-%m"), day=None, until=None, departure=None, pool=None, starts=None
        )

    def day_query(self, day: date, **more: Any) -> str:
        """Of a day."""
        return self.query(month=None, day=day.isoformat(), until=None, departure=None, starts=None, **more)


def read(values: Mapping[str, Any], *, today: date, horizon: int) -> Asked:
    """The wishes in an address. What is no day, in the past or further ahead than is sold counts as not said."""
    last = today + timedelta(days=horizon)
    day_ = day(values.get("day"))
    missed = day_ is not None and not today <= day_ <= last
    if missed:
        day_ = None
    until = day(values.get("until"))
    if until is not None and (day_ is None or not day_ <= until <= day_ + timedelta(days=MOST_NIGHTS)):
        until = None
    month = _month(values.get("month"))
    if month is not None and not today.replace(day=1) <= month <= last:
        month = None
    people = number(values.get("people"))
    return Asked(
        today=today,
        last=last,
        month=max(month or day_, day_).replace(day=1) if day_ else month,
        day=day_,
        until=until,
        people=people if people and people <= MOST_PEOPLE else None,
        option=str(values.get("option") or "")[:60],
        departure=number(values.get("departure")),
        pool=number(values.get("pool")),
        starts=str(values.get("starts") or "")[:40],
        begins=clock(values.get("begins")),
        ends=clock(values.get("ends")),
        plate=str(values.get("plate") or "")[:20],
        missed=missed,
    )


def number(text: Any) -> int | None:
    """A whole number that a row could have; None for anything else."""
    return int(text) if isinstance(text, str) and _NUMBER.fullmatch(text) else None


def day(text: Any) -> date | None:
    """A day as forms write it: 2026-12-04; None for anything else."""
    if not isinstance(text, str) or not _DAY.fullmatch(text):
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def clock(text: Any) -> str:
    """A time of day as forms write it: 09:00; "" for anything else."""
    return text if isinstance(text, str) and _CLOCK.fullmatch(text) else ""


def nights_each(text: Any) -> tuple[int, ...]:
    """Nights in each room, as our own forms write them: "2-3"; nothing for anything else."""
    found = _NIGHTS.fullmatch(text) if isinstance(text, str) else None
    return tuple(int(nights) for nights in text.split("-")) if found else ()


def instant(text: Any) -> datetime | None:
    """An instant as our own forms write it, with its offset; None for anything else."""
    if not isinstance(text, str) or len(text) > len("2026-12-04T09:00:00.000000+00:00"):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None and FIRST_YEAR <= found.year <= LAST_YEAR else None


def _month(text: Any) -> date | None:
    found = _MONTH.fullmatch(text) if isinstance(text, str) else None
    try:
        return date(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        return None
