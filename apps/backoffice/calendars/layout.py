"""Where entries stand in a day's column: from when, how long, side by side where they overlap. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Generic, Protocol, TypeVar
from zoneinfo import ZoneInfo

from apps.backoffice.calendars.window import DAY, instant

MINUTES: Final = 24 * 60
# Positions are multiples of it; the stylesheet knows no others.
STEP: Final = 5
# What is shorter is drawn so long, so that its words can be read.
SHORTEST: Final = 30
# The columns of the grid within a day, and how many of them one of n neighbours gets.
CELLS: Final = 12
WIDTHS: Final = {1: 12, 2: 6, 3: 4, 4: 3, 5: 2, 6: 2}
MOST_LANES: Final = 6


class Timed(Protocol):
    """What has a beginning and an end, as instants."""

    @property
    def starts(self) -> datetime: ...

    @property
    def ends(self) -> datetime: ...


E = TypeVar("E", bound=Timed)


@dataclass(frozen=True, slots=True)
class Placed(Generic[E]):
    """An entry, or the part of it on one day. Minutes are those of the clock since midnight."""

    entry: E
    minute: int
    length: int
    lane: int
    lanes: int
    began_before: bool
    goes_on: bool

    @property
    def end(self) -> int:
        """The minute at which what is drawn ends."""
        return self.minute + self.length

    def classes(self, first_hour: int = 0) -> str:
        """The stylesheet's names of its place, counted from the first hour shown."""
        hour, minute = divmod(self.minute - first_hour * 60, 60)
        hours, minutes = divmod(self.length, 60)
        width = WIDTHS[self.lanes]
        return (
            f"from-h{hour} from-m{minute} for-h{hours} for-m{minutes} at-{self.lane * width + 1} wide-{width}"
        )


def place(entries: Sequence[E], day: date, zone: ZoneInfo) -> tuple[list[Placed[E]], list[E]]:
    """The entries that touch the day, placed; and those for which no room was left beside the others."""
    drawn = sorted(
        (extent for one in entries if (extent := _extent(one, day, zone)) is not None),
        key=lambda extent: (extent[1], -extent[2]),
    )
    placed: list[Placed[E]] = []
    left_over: list[E] = []
    for cluster in _clusters(drawn):
        _fill(cluster, placed, left_over, day, zone)
    return placed, left_over


_Extent = tuple[E, int, int]


def _extent(entry: E, day: date, zone: ZoneInfo) -> "_Extent[E] | None":
    """From which minute and how long it is drawn on that day."""
    begins, over = instant(day, time.min, zone), instant(day + DAY, time.min, zone)
    if entry.starts >= over or (entry.ends <= begins and entry.starts < begins):
        return None
    start = 0 if entry.starts <= begins else _minute(entry.starts.astimezone(zone))
    # Drawn by what the clock says at both ends; where it was put back in between, by the time that passes.
    end = MINUTES if entry.ends >= over else _minute(entry.ends.astimezone(zone))
    passes = int((min(entry.ends, over) - max(entry.starts, begins)) / timedelta(minutes=1))
    length = end - start if end > start else passes
    length = max(-(-length // STEP) * STEP, SHORTEST)
    start = min(start // STEP * STEP, MINUTES - SHORTEST)
    return entry, start, min(length, MINUTES - start)


def _minute(local: datetime) -> int:
    return local.hour * 60 + local.minute


def _clusters(drawn: "Sequence[_Extent[E]]") -> "list[list[_Extent[E]]]":
    """Runs of entries of which each touches another."""
    clusters: list[list[_Extent[E]]] = []
    until = -1
    for extent in drawn:
        _entry, start, length = extent
        if start >= until or not clusters:
            clusters.append([])
            until = -1
        clusters[-1].append(extent)
        until = max(until, start + length)
    return clusters


def _fill(
    cluster: "Sequence[_Extent[E]]",
    placed: list[Placed[E]],
    left_over: list[E],
    day: date,
    zone: ZoneInfo,
) -> None:
    free: list[int] = []  # the minute from which each lane is free
    chosen: list[tuple[_Extent[E], int]] = []
    for extent in cluster:
        entry, start, length = extent
        lane = next((n for n, until in enumerate(free) if until <= start), len(free))
        if lane == MOST_LANES:
            left_over.append(entry)
            continue
        if lane == len(free):
            free.append(0)
        free[lane] = start + length
        chosen.append((extent, lane))
    begins, over = instant(day, time.min, zone), instant(day + DAY, time.min, zone)
    placed.extend(
        Placed(
            entry=entry,
            minute=start,
            length=length,
            lane=lane,
            lanes=len(free),
            began_before=entry.starts < begins,
            goes_on=entry.ends > over,
        )
        for (entry, start, length), lane in chosen
    )
