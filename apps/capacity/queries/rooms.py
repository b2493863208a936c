"""Rooms for a stay: which is free throughout, what would have to move, and where a guest would move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import Final

from apps.capacity import local
from apps.capacity.choosing import matching, rank
from apps.capacity.errors import NothingServes
from apps.capacity.packing import Move, Search
from apps.capacity.queries import roster
from apps.capacity.queries.roster import Listed, Need
from apps.capacity.types import Each, Leg
from apps.catalog.models import Option

CHECK_IN: Final = time(15)
CHECK_OUT: Final = time(11)
# How far the gaps on both sides of a stay are looked at.
MARGIN: Final = timedelta(days=14)
MOST_LEGS: Final = 3


def span_of(one: Listed, arrival: date, nights: int) -> tuple[datetime, datetime]:
    """From check-in to check-out on the room's own clock."""
    return (
        local.instant(arrival, one.check_in or CHECK_IN, one.zone),
        local.instant(arrival + timedelta(days=nights), one.check_out or CHECK_OUT, one.zone),
    )


@dataclass(slots=True)
class Rooms:
    """Rooms that an option's guests may be in, and what takes them around the stay."""

    wanted: list[Need]
    found: list[Listed]
    arrival: date
    nights: int
    people: int  # in each room
    at: datetime

    def free(self, wished: int | None = None) -> list[Listed] | None:
        """Rooms that are free throughout, the best fit of them; with `wished` that one."""
        chosen = self._matching(
            [one for one in self.found if wished is None or one.id == wished or self.several],
            first=[] if wished is None else [wished],
        )
        if chosen is None or (wished is not None and wished not in {one.id for one in chosen}):
            return None
        return chosen

    def with_all(self, wished: Sequence[int]) -> list[Listed] | None:
        """Rooms that are free throughout, all of the wished ones among them, or none but wished ones."""
        chosen = self._matching(self.found, first=wished)
        if chosen is None or sum(one.id in wished for one in chosen) < min(len(wished), len(chosen)):
            return None
        return chosen

    def _matching(self, rooms: Sequence[Listed], *, first: Sequence[int]) -> list[Listed] | None:
        """One room for each need, the best fit after those that come first."""
        ranked = []
        for one in rooms:
            place = rank(one, *span_of(one, self.arrival, self.nights), people=self.people)
            if place is not None:
                ranked.append((place, one))
        free = [one for _place, one in sorted(ranked, key=lambda pair: pair[0])]
        tests = [
            (lambda one, need=need: need.met_by(one, self.arrival))
            for need in self.wanted
            for _ in range(need.count)
        ]
        return matching(tests, free, first=first)

    @property
    def several(self) -> bool:
        """Whether it takes more than one room at once."""
        return sum(need.count for need in self.wanted) > 1

    def packed(self) -> tuple[Listed, list[Move]] | None:
        """A room that would be free if others moved, and those moves in their order."""
        large = [one for one in self.found if self._suits(one)]
        if self.several or not large:
            return None
        starts_at, ends_at = span_of(large[0], self.arrival, self.nights)
        rooms = {one.id: one for one in self.found}
        found = Search(rooms, self.at).moves_for(starts_at, ends_at, [one.id for one in large])
        return None if found is None else (rooms[found[0]], found[1])

    def _suits(self, one: Listed) -> bool:
        return all(need.met_by(one, self.arrival) for need in self.wanted) and (
            one.places is None or one.places >= self.people
        )

    def legs(self, first: int | None = None) -> list[Leg] | None:
        """The stay in as few rooms as there must be, at most three; None when a night has none. It begins in the room
        `first` where that is free.
        """
        if self.several:
            return None
        suited = [one for one in self.found if self._suits(one)]
        found: list[Leg] = []
        done = 0
        while done < self.nights:
            day = self.arrival + timedelta(days=done)
            runs = [(self._run(one, day, self.nights - done), -one.position, one.id) for one in suited]
            longest = max(runs, default=(0, 0, 0))
            if not found and first is not None:
                longest = next((run for run in runs if run[2] == first and run[0]), longest)
            if not longest[0] or len(found) == MOST_LEGS:
                return None
            found.append(Leg(longest[2], day, longest[0]))
            done += longest[0]
        return found

    def has(self, leg: Leg) -> bool:
        """Whether its room serves and is free on its nights."""
        rooms = [one for one in self.found if one.id == leg.resource and self._suits(one)]
        return any(one.gap(*span_of(one, leg.first, leg.nights)) is not None for one in rooms)

    def _run(self, one: Listed, first: date, most: int) -> int:
        """How many nights from this on the room is free."""
        nights = 0
        while nights < most and one.gap(*span_of(one, first, nights + 1)) is not None:
            nights += 1
        return nights


def rooms(
    *, option: Option, arrival: date, nights: int, people: int, at: datetime, without: Sequence[int] = ()
) -> Rooms:
    """What is known of the option's rooms around the stay: six queries. Raises NothingServes."""
    said = [
        one for one in roster.requirements(product=option.product_id, option=option.pk) if roster.is_room(one)
    ]
    wanted = roster.needs(said, people=people, of=tuple(Each))
    if not wanted:
        raise NothingServes
    noon = local.instant(arrival, time(12), "UTC")
    found = roster.listed(
        wanted,
        first=noon - timedelta(days=1),
        last=noon + timedelta(days=nights + 1),
        location=option.product.location_id,
        margin=MARGIN,
    )
    for one in found:
        one.let_go(without)
    in_each = ceil(people / sum(need.count for need in wanted))
    return Rooms(wanted, found, arrival, nights, in_each, at)
