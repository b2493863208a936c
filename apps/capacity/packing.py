"""Closing gaps between stays: which of them to move to another room so that one more fits. Pure and bounded.

What has begun and what staff have fixed stays where it is; everything else was promised as a class, not as a room.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from apps.capacity.spans import Span

DEPTH: Final = 3
STEPS: Final = 400
BLOCKERS: Final = 4

State = dict[int, list[dict[str, Any]]]  # room → rows of what takes it


@dataclass(frozen=True, slots=True)
class Move:
    """A reservation's row and the room it goes to."""

    row: dict[str, Any]
    to: int


@dataclass(slots=True)
class Search:
    """A bounded depth-first search over rooms."""

    rooms: dict[int, Any]
    at: datetime
    steps: int = STEPS

    def moves_for(
        self, starts_at: datetime, ends_at: datetime, fits: Sequence[int]
    ) -> tuple[int, list[Move]] | None:
        """A room of `fits` that can be cleared for the span, and the moves, each possible after those before it."""
        order = sorted(
            fits, key=lambda number: len(self._blockers(number, (starts_at, ends_at), self._state()))
        )
        for depth in range(1, DEPTH + 1):
            for number in order:
                found = self._clear(number, (starts_at, ends_at), self._state(), depth, frozenset())
                if found is not None:
                    return number, found[0]
        return None

    def _state(self) -> State:
        return {number: room.taken for number, room in self.rooms.items()}

    def _blockers(self, number: int, span: Span, state: State) -> list[dict[str, Any]]:
        room = self.rooms[number]
        begins, ends = span[0] - room.before, span[1] + room.after
        return [row for row in state[number] if row["taken_from"] < ends and row["taken_until"] > begins]

    def _works(self, number: int, span: Span) -> bool:
        return any(begins <= span[0] and span[1] <= ends for begins, ends in self.rooms[number].working())

    def _movable(self, row: dict[str, Any]) -> bool:
        return (
            row["reservation"] is not None
            and row["promised"] is not None
            and not row["fixed"]
            and row["starts_at"] > self.at
        )

    def _clear(
        self,
        number: int,
        span: Span,
        state: State,
        depth: int,
        closed: frozenset[int],
    ) -> tuple[list[Move], State] | None:
        """Moves that leave the span of a room free, and what is where after them."""
        self.steps -= 1
        if self.steps < 0 or not self._works(number, span):
            return None
        blockers = self._blockers(number, span, state)
        if len(blockers) > BLOCKERS or not all(self._movable(row) for row in blockers):
            return None
        moves: list[Move] = []
        closed = closed | {number}
        for row in sorted(blockers, key=lambda one: one["starts_at"] - one["ends_at"]):
            found = self._elsewhere(row, number, state, depth, closed)
            if found is None:
                return None
            first, state = found
            moves += first
        return moves, state

    def _elsewhere(
        self,
        row: dict[str, Any],
        number: int,
        state: State,
        depth: int,
        closed: frozenset[int],
    ) -> tuple[list[Move], State] | None:
        span = (row["starts_at"], row["ends_at"])
        here = self.rooms[number]
        others = [
            other
            for other, room in self.rooms.items()
            if other not in closed and room.class_ == row["promised"] and _as_large(room, here)
        ]
        for other in others:
            if self._works(other, span) and not self._blockers(other, span, state):
                return [Move(row, other)], self._moved(state, row, number, other)
        if depth <= 1:
            return None
        for other in others:
            found = self._clear(other, span, state, depth - 1, closed)
            if found is not None:
                return [*found[0], Move(row, other)], self._moved(found[1], row, number, other)
        return None

    def _moved(self, state: State, row: dict[str, Any], number: int, other: int) -> State:
        room = self.rooms[other]
        there = row | {
            "taken_from": row["starts_at"] - room.before,
            "taken_until": row["ends_at"] + room.after,
        }
        return {
            **state,
            number: [one for one in state[number] if one["reservation"] != row["reservation"]],
            other: [*state[other], there],
        }


def _as_large(room: Any, than: Any) -> bool:
    """Who is in it is not known here, so a room is only left for one that holds as many."""
    return room.places is None or (than.places is not None and room.places >= than.places)
