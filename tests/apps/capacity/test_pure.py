"""Spans, matching and packing, without a database."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.capacity import choosing, packing, spans

START = datetime(2026, 12, 1, tzinfo=UTC)
MINUTES = st.integers(0, 60)
# A busy machine is no reason to fail.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def at(minute):
    return START + timedelta(minutes=minute)


SPANS = st.lists(st.tuples(MINUTES, MINUTES).map(lambda pair: (at(pair[0]), at(pair[1]))), max_size=8)


def minutes(those):
    return {minute for minute in range(61) for begins, ends in those if begins <= at(minute) < ends}


@patient
@given(SPANS, SPANS)
def test_spans_are_what_their_minutes_are(one, other):
    first, second = spans.merged(one), spans.merged(other)
    assert minutes(first) == minutes(one)
    assert minutes(spans.without(first, second)) == minutes(one) - minutes(other)
    assert minutes(spans.shared(first, second)) == minutes(one) & minutes(other)
    for those in (first, spans.without(first, second), spans.shared(first, second)):
        assert all(begins < ends for begins, ends in those)
        assert all(a[1] <= b[0] for a, b in pairwise(those))


@dataclass
class Worker:
    """Who can do some of five things."""

    id: int
    can: set[int]


@patient
@given(st.lists(st.sets(st.integers(0, 4)), max_size=6), st.lists(st.integers(0, 4), max_size=5))
def test_matching_finds_a_way_where_there_is_one(skills, wanted):
    workers = [Worker(number, can) for number, can in enumerate(skills)]
    tests = [lambda one, thing=thing: thing in one.can for thing in wanted]
    found = choosing.matching(tests, workers)

    def possible(left, free):
        return not left or any(
            possible(left[1:], free - {one.id}) for one in workers if one.id in free and left[0] in one.can
        )

    assert (found is not None) == possible(wanted, {one.id for one in workers})
    if found is not None:
        assert len({one.id for one in found}) == len(wanted)
        assert all(thing in one.can for thing, one in zip(wanted, found, strict=True))


@dataclass
class Room:
    """A room as packing sees it."""

    id: int
    taken: list[Any]
    class_: int = 1
    places: int | None = 2
    before: timedelta = timedelta(0)
    after: timedelta = timedelta(0)
    spans: list[Any] = field(default_factory=lambda: [(START, START + timedelta(days=60))])

    def working(self):
        return self.spans


@st.composite
def houses(draw):
    rooms, number = [], 0
    for room in range(draw(st.integers(1, 4))):
        day, taken = 1, []
        while day < 9:
            day += draw(st.integers(0, 3))
            nights = draw(st.integers(1, 3))
            begins, ends = START + timedelta(days=day), START + timedelta(days=day + nights)
            number += 1
            taken.append(
                {
                    "reservation": number,
                    "id": room,
                    "promised": 1,
                    "fixed": draw(st.booleans()),
                    "starts_at": begins,
                    "ends_at": ends,
                    "taken_from": begins,
                    "taken_until": ends,
                }
            )
            day += nights
        rooms.append(Room(room, taken))
    return rooms


@patient
@given(houses(), st.integers(1, 8), st.integers(1, 4))
def test_moves_can_be_made_one_after_the_other_and_leave_the_room_free(rooms, day, nights):
    begins, ends = START + timedelta(days=day), START + timedelta(days=day + nights)
    search = packing.Search({one.id: one for one in rooms}, START)
    found = search.moves_for(begins, ends, [one.id for one in rooms])
    if found is None:
        return
    number, moves = found
    where = {row["reservation"]: (room.id, row) for room in rooms for row in room.taken}
    for move in moves:
        assert not move.row["fixed"]
        others = [row for room, row in where.values() if room == move.to]
        assert not any(
            row["starts_at"] < move.row["ends_at"] and row["ends_at"] > move.row["starts_at"]
            for row in others
        )
        where[move.row["reservation"]] = (move.to, move.row)
    assert not any(
        room == number and row["starts_at"] < ends and row["ends_at"] > begins for room, row in where.values()
    )
