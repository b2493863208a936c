"""Departures out of patterns, on three clocks."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from apps.capacity import services
from apps.capacity.errors import NotOnRequest
from apps.capacity.models import Departure, DepartureSession, Pattern, PatternSession
from tests.conftest import NOW


@pytest.fixture
def pattern_with(option_with):
    """Makes a pattern, and its departures."""

    def make(option=None, **values):
        given = {"kind": "recurring", "weekdays": list(range(7)), "times": [time(9)], "days_ahead": 14}
        return services.create_pattern(
            values={"option": option or option_with(), **given, **values}, by=None, at=NOW
        )

    return make


def starts(**filters):
    return list(Departure.objects.filter(**filters).order_by("starts_at").values_list("starts_at", flat=True))


def test_departures_are_made_on_weekdays_within_bounds_without_the_excluded(pattern_with):
    # NOW is Saturday, 21 November, 04:00 in New York.
    pattern_with(
        weekdays=[0, 2],
        times=[time(14), time(9)],
        valid_from=date(2026, 11, 24),
        valid_until=date(2026, 12, 2),
        excluded=[date(2026, 11, 30)],
    )
    assert starts() == [
        datetime(2026, 11, 25, 14, tzinfo=UTC),
        datetime(2026, 11, 25, 19, tzinfo=UTC),
        datetime(2026, 12, 2, 14, tzinfo=UTC),
        datetime(2026, 12, 2, 19, tzinfo=UTC),
    ]


def test_running_it_again_does_nothing_and_later_it_looks_farther(pattern_with):
    pattern = pattern_with()
    before = starts()
    assert len(before) == 15
    again = services.generate(at=NOW)
    assert (again.added, again.changed, again.removed, again.closed) == (0, 0, 0, 0)
    services.generate(at=NOW + timedelta(days=1))
    assert len(starts()) == 16
    services.generate(option=pattern.option, until=date(2027, 1, 31), at=NOW)
    farther = len(starts())
    services.generate(at=NOW)
    assert len(starts()) == farther == 72


def test_certain_dates_are_taken_as_they_are(pattern_with):
    pattern_with(kind="dates", weekdays=[], dates=[date(2026, 11, 28), date(2026, 11, 20), date(2027, 9, 1)])
    assert starts() == [datetime(2026, 11, 28, 14, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("zone", "day", "clock", "expected"),
    [
        # The clock skips from 2:00 to 3:00: half past two is half past three.
        ("America/New_York", date(2027, 3, 14), time(2, 30), datetime(2027, 3, 14, 7, 30, tzinfo=UTC)),
        ("Europe/London", date(2027, 3, 28), time(1, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        # Half an hour only: from 2:00 to 2:30.
        ("Australia/Lord_Howe", date(2027, 10, 3), time(2, 15), datetime(2027, 10, 2, 15, 45, tzinfo=UTC)),
        # The clock shows it twice: the first time is meant.
        ("America/New_York", date(2027, 11, 7), time(1, 30), datetime(2027, 11, 7, 5, 30, tzinfo=UTC)),
        ("Europe/London", date(2027, 10, 31), time(1, 30), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ("Australia/Lord_Howe", date(2027, 4, 4), time(1, 45), datetime(2027, 4, 3, 14, 45, tzinfo=UTC)),
    ],
)
def test_clocks_that_change_are_right(pattern_with, place, zone, day, clock, expected):
    place.time_zone = zone
    place.save()
    pattern_with(kind="dates", weekdays=[], dates=[day], times=[clock], days_ahead=400)
    assert starts() == [expected]


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/London", "Australia/Lord_Howe"])
def test_the_clock_shows_the_same_time_all_the_year(pattern_with, place, zone):
    place.time_zone = zone
    place.save()
    pattern_with(days_ahead=365)
    found = Departure.objects.select_related("location")
    from zoneinfo import ZoneInfo

    local = [one.starts_at.astimezone(ZoneInfo(zone)) for one in found]
    assert {one.time() for one in local} == {time(9)}
    assert len({one.date() for one in local}) == len(local) >= 365
    assert {one.ends_at - one.starts_at for one in found} == {timedelta(hours=2)}


def test_a_time_that_is_skipped_and_the_one_it_becomes_are_one_departure(pattern_with):
    pattern_with(
        kind="dates",
        weekdays=[],
        dates=[date(2027, 3, 14)],
        times=[time(2, 30), time(3, 30)],
        days_ahead=200,
    )
    assert starts() == [datetime(2027, 3, 14, 7, 30, tzinfo=UTC)]


def test_untouched_departures_follow_their_pattern_and_others_stay(pattern_with):
    pattern = pattern_with(capacity=8)
    first, second, third, *_rest = Departure.objects.order_by("starts_at")
    services.change_capacity(departures=[first], capacity=4, by=None, at=NOW)
    services.hold_seats(departure=second.pk, seats=1, at=NOW)
    services.update_pattern(record=pattern, values={"capacity": 12, "duration": 90}, by=None, at=NOW)
    found = {one.pk: one for one in Departure.objects.all()}
    assert [found[one.pk].capacity for one in (first, second, third)] == [4, 8, 12]
    assert found[third.pk].ends_at - found[third.pk].starts_at == timedelta(minutes=90)


def test_what_is_obsolete_goes_closes_or_stays(pattern_with):
    pattern = pattern_with()
    untouched, held_once, booked, edited, *_rest = Departure.objects.order_by("starts_at")
    services.release_hold(hold=services.hold_seats(departure=held_once.pk, seats=1, at=NOW).id, at=NOW)
    services.hold_seats(departure=booked.pk, seats=1, at=NOW)
    services.change_capacity(departures=[edited], capacity=3, by=None, at=NOW)
    services.update_pattern(record=pattern, values={"times": [time(10)]}, by=None, at=NOW)
    left = {
        one.pk: one.status
        for one in Departure.objects.filter(
            slot__in=[one.slot for one in (untouched, held_once, booked, edited)]
        )
    }
    assert left == {held_once.pk: "closed", booked.pk: "open", edited.pk: "open"}
    assert len(starts()) == 15 + 3
    services.update_pattern(record=pattern, values={"times": [time(9)]}, by=None, at=NOW)
    assert Departure.objects.get(pk=held_once.pk).status == "open"
    assert len(starts()) == 15


def test_a_pattern_that_is_switched_off_or_removed_takes_its_departures_along(pattern_with):
    pattern = pattern_with()
    booked = Departure.objects.order_by("starts_at")[0]
    services.hold_seats(departure=booked.pk, seats=1, at=NOW)
    services.update_pattern(record=pattern, values={"active": False}, by=None, at=NOW)
    assert starts() == [booked.starts_at]
    services.delete_pattern(record=pattern, by=None, at=NOW)
    booked.refresh_from_db()
    assert (booked.pattern, booked.edited) == (None, True)


def test_a_course_has_all_its_sessions(pattern_with):
    pattern = pattern_with(weekdays=[0])
    PatternSession.objects.create(pattern=pattern, name="Open water", day=1, begins=time(8), duration=240)
    services.generate(at=NOW)
    assert Departure.objects.count() == 2
    assert list(DepartureSession.objects.order_by("starts_at").values_list("name", "starts_at")) == [
        ("Open water", datetime(2026, 11, 24, 13, tzinfo=UTC)),
        ("Open water", datetime(2026, 12, 1, 13, tzinfo=UTC)),
    ]


def test_an_option_may_have_several_patterns(pattern_with):
    pattern = pattern_with(weekdays=[0])
    pattern_with(pattern.option, weekdays=[1], times=[time(20)])
    assert len(starts(option=pattern.option)) == 4


def test_on_request_a_departure_is_made_when_somebody_asks(pattern_with):
    pattern = pattern_with(kind="on_request", weekdays=[], times=[], capacity=6)
    wish = NOW + timedelta(days=3)
    made = services.request_departure(option=pattern.option_id, starts_at=wish, people=2, at=NOW)
    assert (made.capacity, made.starts_at, made.pattern) == (6, wish, pattern)
    assert services.request_departure(option=pattern.option_id, starts_at=wish, people=2, at=NOW) == made
    Pattern.objects.update(excluded=[wish.date()])
    with pytest.raises(NotOnRequest):
        services.request_departure(
            option=pattern.option_id, starts_at=wish + timedelta(hours=1), people=2, at=NOW
        )


def test_what_is_valid_each_year_goes_on_without_end(pattern_with):
    pattern = pattern_with(
        weekdays=[5],
        valid_from=date(2025, 12, 20),
        valid_until=date(2026, 1, 5),
        yearly=True,
        days_ahead=1096,
    )
    days = [one.date() for one in starts(pattern=pattern)]
    assert days == [
        *(date(2026, 12, 26), date(2027, 1, 2)),
        *(date(2027, 12, 25), date(2028, 1, 1)),
        *(date(2028, 12, 23), date(2028, 12, 30)),
    ]
