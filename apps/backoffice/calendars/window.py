"""Which days a calendar shows, and which instants those are on the clock of its zone. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

DAY: Final = timedelta(days=1)
WEEK: Final = 7
DAY_HOURS: Final = 24
# Beyond them the arithmetic of neighbouring months and of zones has no room.
EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2999, 12, 31)


class View(StrEnum):
    """How much is shown at once."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Window:
    """The days shown around `on`. `first_weekday` is 0 for Monday."""

    view: View
    on: date
    zone: ZoneInfo
    first_weekday: int = 0

    @property
    def first(self) -> date:
        """The first day shown."""
        if self.view is View.DAY:
            return self.on
        day = self.on.replace(day=1) if self.view is View.MONTH else self.on
        return day - DAY * ((day.weekday() - self.first_weekday) % WEEK)

    @property
    def last(self) -> date:
        """The day after the last one shown."""
        if self.view is View.DAY:
            return self.on + DAY
        if self.view is View.WEEK:
            return self.first + DAY * WEEK
        ends = self._next_month()
        return ends + DAY * (-(ends - self.first).days % WEEK)

    def _next_month(self) -> date:
        return (self.on.replace(day=28) + timedelta(days=4)).replace(day=1)

    @property
    def days(self) -> Sequence[date]:
        """All days shown."""
        return [self.first + DAY * n for n in range((self.last - self.first).days)]

    @property
    def weeks(self) -> Sequence[Sequence[date]]:
        """The days in rows of seven."""
        days = self.days
        return [days[n : n + WEEK] for n in range(0, len(days), WEEK)]

    @property
    def before(self) -> date:
        """The day to show for one step back."""
        if self.view is View.MONTH:
            return max(EARLIEST, (self.on.replace(day=1) - DAY).replace(day=1))
        return max(EARLIEST, self.on - DAY * (WEEK if self.view is View.WEEK else 1))

    @property
    def after(self) -> date:
        """The day to show for one step on."""
        if self.view is View.MONTH:
            return min(LATEST, self._next_month())
        return min(LATEST, self.on + DAY * (WEEK if self.view is View.WEEK else 1))

    @property
    def starts_at(self) -> datetime:
        """The instant in UTC at which the first day begins."""
        return instant(self.first, time.min, self.zone)

    @property
    def ends_at(self) -> datetime:
        """The instant in UTC at which the last day ends."""
        return instant(self.last, time.min, self.zone)


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant in UTC of a time on the clock: of two the earlier; one that the clock skips is moved past the gap."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def hours_of(day: date, zone: ZoneInfo) -> float:
    """How long the day is: 24 hours but for the two on which clocks are changed."""
    return (instant(day + DAY, time.min, zone) - instant(day, time.min, zone)) / timedelta(hours=1)
