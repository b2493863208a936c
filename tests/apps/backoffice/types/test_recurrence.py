"""When something that repeats is due again."""

from calendar import monthrange
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from apps.backoffice.types.recurrence import next_due

days = st.dates(date(1900, 1, 1), date(2900, 12, 31))
late = st.integers(0, 3000).map(timedelta)


@given(due=days, behind=late, repeats=st.sampled_from(["daily", "weekly"]))
def test_daily_and_weekly_keep_their_rhythm_and_skip_what_is_past(due, behind, repeats):
    found = next_due(due, repeats, day=due.day, not_before=due + behind)
    step = {"daily": 1, "weekly": 7}[repeats]
    assert found > due
    assert (found - due).days % step == 0
    assert found >= due + behind
    # The earliest of those: one step less is either the day itself or past.
    before = found - timedelta(step)
    assert before == due or before < due + behind


@given(due=days, behind=late, day=st.integers(1, 31))
def test_monthly_means_a_day_and_ends_with_a_shorter_month(due, behind, day):
    found = next_due(due, "monthly", day=day, not_before=due + behind)
    assert found.day == min(day, monthrange(found.year, found.month)[1])
    assert (found.year, found.month) > (due.year, due.month)
    assert found >= due + behind


@given(start=st.dates(date(1999, 1, 1), date(2101, 12, 31)))
def test_a_monthly_series_visits_every_month_once_and_comes_back_to_its_day(start):
    due, months, day = start, [], start.day
    for _month in range(49):
        months.append(due.year * 12 + due.month)
        if monthrange(due.year, due.month)[1] >= day:
            assert due.day == day
        due = next_due(due, "monthly", day=day, not_before=due)
    assert months == list(range(months[0], months[0] + 49))


def test_the_31st_of_january_is_followed_by_the_end_of_february_and_the_31st_of_march():
    leap = next_due(date(2028, 1, 31), "monthly", day=31, not_before=date(2028, 1, 31))
    assert leap == date(2028, 2, 29)
    assert next_due(leap, "monthly", day=31, not_before=leap) == date(2028, 3, 31)
    assert next_due(date(2027, 1, 31), "monthly", day=31, not_before=date(2027, 1, 1)) == date(2027, 2, 28)


def test_nothing_follows_what_does_not_repeat_or_the_end_of_the_calendar():
    assert next_due(date(2026, 1, 1), "none", day=1, not_before=date(2026, 1, 1)) is None
    for repeats in ("daily", "weekly", "monthly"):
        assert next_due(date(9999, 12, 31), repeats, day=31, not_before=date(2026, 1, 1)) is None
