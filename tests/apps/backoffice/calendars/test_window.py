"""Which days a calendar shows."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.backoffice.calendars.window import EARLIEST, LATEST, View, Window, hours_of, instant

LONDON = ZoneInfo("Europe/London")
days = st.dates(EARLIEST, LATEST)
zones = st.sampled_from(sorted(available_timezones() - {"Factory", "localtime"})).map(ZoneInfo)


@given(on=days, view=st.sampled_from(list(View)), first=st.integers(0, 6))
def test_the_window_holds_the_day_in_whole_weeks(on, view, first):
    window = Window(view, on, LONDON, first)
    assert window.first <= on < window.last
    if view is not View.DAY:
        assert window.first.weekday() == first
        assert len(window.days) % 7 == 0
        assert all(len(week) == 7 for week in window.weeks)
    if view is View.MONTH:
        assert 28 <= len(window.days) <= 42
        month = [day for day in window.days if (day.year, day.month) == (on.year, on.month)]
        assert month[0].day == 1
        assert (month[-1] + timedelta(1)).day == 1


@given(on=st.dates(date(1901, 1, 1), date(2998, 1, 1)), view=st.sampled_from(list(View)))
def test_back_and_on_leave_no_day_out(on, view):
    window = Window(view, on, LONDON)
    after = Window(view, window.after, LONDON)
    assert after.first <= window.last <= after.last
    assert Window(view, after.before, LONDON).days == window.days


@given(day=st.dates(date(1950, 1, 1), date(2037, 1, 1)), zone=zones)
def test_days_follow_each_other_without_gap_in_every_zone(day, zone):
    window = Window(View.DAY, day, zone)
    assert window.ends_at == Window(View.DAY, day + timedelta(1), zone).starts_at
    # Samoa left a whole day out.
    assert timedelta(0) <= window.ends_at - window.starts_at <= timedelta(hours=48)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 21), 24)]
)
def test_two_days_of_the_year_are_of_another_length(day, hours):
    assert hours_of(day, LONDON) == hours


def test_a_time_the_clock_skips_is_moved_past_the_gap_and_one_it_shows_twice_is_the_earlier():
    assert instant(date(2026, 3, 29), time(1, 30), LONDON) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert instant(date(2026, 3, 29), time(1, 30), LONDON).astimezone(LONDON).time() == time(2, 30)
    assert instant(date(2026, 10, 25), time(1, 30), LONDON) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
