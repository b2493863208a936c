"""Which of the free resources are taken. Pure: best fit, so that the gaps that stay are of use to others."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol


class Free(Protocol):
    """What choosing asks of a resource."""

    id: int
    places: int | None
    position: int
    skills: dict[int, Any]

    def gap(self, starts_at: datetime, ends_at: datetime) -> tuple[timedelta, timedelta] | None:
        """Room before and after, None when it does not fit."""


def rank(one: Free, starts_at: datetime, ends_at: datetime, *, people: int) -> tuple[Any, ...] | None:
    """The lowest is the best; None when it is not free.

    First who wastes no places, then who is flush with another booking, then the tightest gap, then who can do less.
    """
    gap = one.gap(starts_at, ends_at)
    if gap is None or (one.places is not None and one.places < people):
        return None
    before, after = gap
    spare = 0 if one.places is None else one.places - people
    return spare, min(before, after), before + after, len(one.skills), one.position, one.id


def matching(
    needs: Sequence[Callable[[Any], bool]], candidates: Sequence[Any], *, first: Sequence[int] = ()
) -> list[Any] | None:
    """One candidate for each need, none twice; None when there are not enough. Candidates come best first."""
    by_need = pairs(needs, candidates, first=first, partly=False)
    return [by_need[need] for need in range(len(needs))] if len(by_need) == len(needs) else None


def pairs(
    needs: Sequence[Callable[[Any], bool]],
    candidates: Sequence[Any],
    *,
    first: Sequence[int] = (),
    partly: bool = True,
) -> dict[int, Any]:
    """By the place of a need a candidate for it, for as many needs as can be, none twice; without `partly` it ends at
    the first need that nobody meets.

    Those numbered in `first` are wished for: they are tried before all others. Augmenting paths, so a candidate who
    could do two things is moved to the one that nobody else can do.
    """
    wished = set(first)
    ordered = [
        *(one for one in candidates if one.id in wished),
        *(one for one in candidates if one.id not in wished),
    ]
    chosen: dict[int, int] = {}  # place in `ordered` → need

    def place(need: int, seen: set[int]) -> bool:
        for number, one in enumerate(ordered):
            if number in seen or not needs[need](one):
                continue
            seen.add(number)
            if number not in chosen or place(chosen[number], seen):
                chosen[number] = need
                return True
        return False

    for need in range(len(needs)):
        if not place(need, set()) and not partly:
            break
    return {need: ordered[number] for number, need in chosen.items()}
