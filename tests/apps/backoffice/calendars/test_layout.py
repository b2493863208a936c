"""Where entries stand in a day's column."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from apps.backoffice.calendars.layout import CELLS, MINUTES, MOST_LANES, SHORTEST, STEP, WIDTHS, place

LONDON = ZoneInfo("Europe/London")
DAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Span:
    starts: datetime
    ends: datetime


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON).astimezone(UTC)


# Around the days on which clocks change, and an ordinary one.
days = st.sampled_from([DAY, date(2026, 3, 29), date(2026, 10, 25)])
minutes = st.integers(-600, 2400)


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, list[Span]]:
    day = draw(days)
    begin = datetime(day.year, day.month, day.day, tzinfo=UTC)
    pairs = draw(st.lists(st.tuples(minutes, st.integers(0, 1500)), max_size=25))
    return day, [Span(begin + timedelta(minutes=a), begin + timedelta(minutes=a + b)) for a, b in pairs]


@given(spans())
def test_nobody_stands_on_anybody_and_nobody_is_lost(given_spans):
    day, entries = given_spans
    placed, left_over = place(entries, day, LONDON)
    begins = datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(UTC)
    over = datetime.combine(day + timedelta(1), datetime.min.time(), tzinfo=LONDON).astimezone(UTC)
    touching = [one for one in entries if one.starts < over and (one.ends > begins or one.starts >= begins)]
    assert len(placed) + len(left_over) == len(touching)
    for n, one in enumerate(placed):
        assert one.lane < one.lanes <= MOST_LANES
        assert one.minute >= 0
        assert one.end <= MINUTES
        assert one.length >= SHORTEST
        assert one.minute % STEP == one.length % STEP == 0
        for other in placed[n + 1 :]:
            if one.minute < other.end and other.minute < one.end:
                assert one.lanes == other.lanes, "neighbours are equally wide"
                assert one.lane != other.lane


@given(spans())
def test_every_place_has_a_name_in_the_stylesheet(given_spans):
    day, entries = given_spans
    for one in place(entries, day, LONDON)[0]:
        assert set(one.classes().split()) <= KNOWN
        width = WIDTHS[one.lanes]
        assert one.lane * width + width <= CELLS


KNOWN = set(
    re.findall(
        r"\.((?:from|for|at|wide)-\w+)", Path(settings.BASE_DIR, "static/office/schedule.css").read_text()
    )
)


def test_an_hour_is_drawn_as_an_hour_at_its_time():
    (one,), _none = place([Span(at(9), at(10))], DAY, LONDON)
    assert (one.minute, one.length, one.lanes) == (540, 60, 1)
    assert one.classes(7) == "from-h2 from-m0 for-h1 for-m0 at-1 wide-12"


def test_two_at_once_share_the_width_and_a_third_after_them_has_it_alone():
    placed, _none = place([Span(at(9), at(10)), Span(at(9, 30), at(11)), Span(at(12), at(13))], DAY, LONDON)
    assert [(one.lane, one.lanes) for one in placed] == [(0, 2), (1, 2), (0, 1)]


def test_a_night_shift_is_drawn_on_both_days():
    night = Span(at(22), at(6, day=date(2026, 11, 22)))
    (evening,), _none = place([night], DAY, LONDON)
    (morning,), _none = place([night], date(2026, 11, 22), LONDON)
    assert (evening.minute, evening.end, evening.goes_on) == (1320, MINUTES, True)
    assert (morning.minute, morning.end, morning.began_before) == (0, 360, True)


def test_an_hour_across_the_clock_being_put_back_is_drawn_as_long_as_it_takes():
    day = date(2026, 10, 25)
    starts = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)  # 01:45 in summer time
    (one,), _none = place([Span(starts, starts + timedelta(minutes=50))], day, LONDON)
    assert (one.minute, one.length) == (105, 50)


def test_the_seventh_of_seven_at_once_is_counted_and_not_drawn():
    placed, left_over = place([Span(at(9), at(10))] * 7, DAY, LONDON)
    assert (len(placed), len(left_over)) == (MOST_LANES, 1)
