"""Runs taken in turns, and what they come to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import Final

RUNS: Final = 7
SLICES: Final = 6
QUICK_RUNS: Final = 3


@dataclass(slots=True)
class Figure:
    """One line of the table: our runs beside those of the reference, pair by pair.

    `limit` bounds the ratio ours ÷ reference, or our own value when there is no reference; None only informs. It is the
    most that may be, or with `more`, where more is better, the least.
    """

    name: str
    unit: str
    limit: float | None
    against: str = ""
    ours: list[float] = field(default_factory=list)
    reference: list[float] = field(default_factory=list)
    note: str = ""
    more: bool = False

    @property
    def ratios(self) -> list[float]:
        """Ours ÷ reference of each pair."""
        return [a / b for a, b in zip(self.ours, self.reference, strict=True)] if self.reference else []

    @property
    def measured(self) -> float:
        """What the limit is held against: the median ratio, or our median."""
        return median(self.ratios or self.ours)

    @property
    def spread(self) -> tuple[float, float]:
        """Smallest and largest of what `measured` is the median of."""
        values = self.ratios or self.ours
        return min(values), max(values)

    @property
    def verdict(self) -> str:
        """PASS, MISS, or nothing when the line only informs."""
        if self.limit is None:
            return ""
        met = self.measured >= self.limit if self.more else self.measured <= self.limit
        return "PASS" if met else "MISS"


def in_turns(
    runs: int,
    ours: Callable[[int], float],
    reference: Callable[[int], float],
    into: Figure,
    *,
    slices: int = 1,
) -> Figure:
    """Measure ours and the reference alternately, each going first in every other slice.

    A run is the mean of its slices: what disturbs the machine for a moment then disturbs both sides.
    """
    for run in range(runs):
        values: dict[bool, list[float]] = {True: [], False: []}
        for part in range(run * slices, (run + 1) * slices):
            for is_ours in (True, False) if part % 2 == 0 else (False, True):
                values[is_ours].append((ours if is_ours else reference)(part))
        into.ours.append(fmean(values[True]))
        into.reference.append(fmean(values[False]))
    return into
