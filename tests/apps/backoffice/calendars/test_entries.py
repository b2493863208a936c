"""What stands on a calendar: loaded for its window, on the right day of the right clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from apps.accounts.models import Invitation, Role
from apps.backoffice.calendars import entries as loading
from apps.backoffice.calendars.entries import Entry, load
from apps.backoffice.calendars.window import View, Window
from apps.backoffice.screens.declaration import Calendar, Screen
from apps.backoffice.screens.registry import SCREENS
from apps.backoffice.services import todos
from tests.conftest import NOW

LONDON, BELIZE = ZoneInfo("Europe/London"), ZoneInfo("America/Belize")
CALENDAR = Calendar(start="sent_at", end="expires_at", rows="role")


class Invitations(Screen):
    """A screen of moments with a beginning and an end; nobody may see it in the product."""

    model, app, name = Invitation, "accounts", "invitation"
    calendar = CALENDAR


def stays(*spans: tuple[datetime, datetime]) -> None:
    role = Role.objects.get(key="guide")
    for n, (starts, ends) in enumerate(spans):
        Invitation.objects.create(
            email=f"{n}@people.example", role=role, code="x", sent_at=starts, expires_at=ends
        )


def shown(member, on: date, *, view: View = View.DAY, zone: ZoneInfo = LONDON, **options) -> list[Entry]:
    return list(load(Invitations(), CALENDAR, member, Window(view, on, zone), **options).entries)


def utc(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def test_what_touches_the_day_is_shown_and_its_neighbours_are_not(member_of, owner, bound):
    stays(
        (utc(2026, 11, 20, 22), utc(2026, 11, 21, 0)),  # ends as the day begins
        (utc(2026, 11, 20, 22), utc(2026, 11, 21, 1)),
        (utc(2026, 11, 21, 9), utc(2026, 11, 21, 10)),
        (utc(2026, 11, 1, 9), utc(2026, 11, 30, 10)),
        (utc(2026, 11, 22, 0), utc(2026, 11, 22, 1)),  # begins as it ends
    )
    found = shown(member_of(owner), date(2026, 11, 21))
    assert [one.title for one in found] == ["3@people.example", "1@people.example", "2@people.example"]
    assert [one.all_day for one in found] == [True, False, False]


def test_the_day_is_that_of_the_clock(member_of, owner, bound):
    stays((utc(2026, 11, 21, 3), utc(2026, 11, 21, 4)))  # the evening before in Belize
    member = member_of(owner)
    assert not shown(member, date(2026, 11, 21), zone=BELIZE)
    (one,) = shown(member, date(2026, 11, 20), zone=BELIZE)
    assert (one.first, one.clock, one.time_text) == (date(2026, 11, 20), "21:00", "21:00\N{EN DASH}22:00")


def test_the_hour_that_comes_twice_says_which_one_it_is(member_of, owner, bound):
    stays((utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)))
    (one,) = shown(member_of(owner), date(2026, 10, 25))
    assert one.time_text == "01:30 BST\N{EN DASH}01:30 GMT"


def test_a_row_is_chosen_or_nobodys(member_of, owner, bound):
    stays((utc(2026, 11, 21, 9), utc(2026, 11, 21, 10)))
    member, role = member_of(owner), Role.objects.get(key="guide")
    assert len(shown(member, date(2026, 11, 21), row=str(role.pk))) == 1
    assert not shown(member, date(2026, 11, 21), row=loading.NOBODY)
    assert not shown(member, date(2026, 11, 21), row="9" * 18)


def test_more_than_the_window_holds_is_cut_and_said(member_of, owner, bound):
    stays(*[(utc(2026, 11, 21, hour), utc(2026, 11, 21, hour + 1)) for hour in range(3)])
    found = load(
        Invitations(), CALENDAR, member_of(owner), Window(View.DAY, date(2026, 11, 21), LONDON), most=2
    )
    assert (len(found.entries), found.cut) == (2, True)


@pytest.fixture
def declared():
    return SCREENS.get("backoffice.todo")


def test_to_dos_stand_on_their_day_with_or_without_a_time(todo, declared, member_of, owner, bound):
    todo("Whole", due_on=date(2026, 11, 21))
    todo("Timed", due_on=date(2026, 11, 21), due_time=time(9), state="doing")
    todo("Some day")
    window = Window(View.WEEK, date(2026, 11, 21), BELIZE)
    whole, timed = sorted(
        load(declared, declared.calendar, member_of(owner), window).entries, key=lambda one: one.clock
    )
    assert (whole.title, whole.all_day, whole.clock, whole.state) == ("Whole", True, "", "Open")
    assert (timed.title, timed.all_day, timed.clock, timed.state) == ("Timed", False, "09:00", "In progress")
    assert whole.tone != timed.tone


def test_only_ones_own_are_shown_and_movable_to_whom_the_role_says_so(
    todo, declared, member_of, owner, guide, clerk, bound
):
    todo("Mine", due_on=date(2026, 11, 21), assigned_to=member_of(guide))
    todo("Theirs", due_on=date(2026, 11, 21), assigned_to=member_of(clerk))
    window = Window(View.DAY, date(2026, 11, 21), BELIZE)

    def seen(user, **options):
        return {
            one.title: one.movable
            for one in load(declared, declared.calendar, member_of(user), window, **options).entries
        }

    assert seen(guide) == {"Mine": True}
    assert seen(owner) == {"Mine": True, "Theirs": True}
    assert seen(owner, mine=True) == {}
    watcher = member_of(guide)
    watcher.overrides = ["backoffice.view_todo"]
    assert {one.title: one.movable for one in load(declared, declared.calendar, watcher, window).entries} == {
        "Mine": True,
        "Theirs": False,
    }


def test_loading_takes_one_query_however_much_there_is(
    todo, declared, member_of, owner, guide, bound, django_assert_num_queries
):
    member, window = member_of(owner), Window(View.MONTH, date(2026, 11, 21), BELIZE)
    people = [member_of(owner), member_of(guide)]
    declared.attributes()  # what the owner added and renamed is read once per request
    for count in (1, 12):
        for n in range(count):
            todo(f"{count}.{n}", due_on=NOW.date() + timedelta(days=n % 5), assigned_to=people[n % 2])
        with django_assert_num_queries(1):
            load(declared, declared.calendar, member, window)
        with django_assert_num_queries(1):
            assert len(loading.choices(declared, declared.calendar, member)) > 5


def test_finished_ones_stay_on_the_calendar(todo, declared, member_of, owner, bound):
    todos.complete(record=todo(due_on=date(2026, 11, 21)), by=None, at=NOW)
    window = Window(View.DAY, date(2026, 11, 21), BELIZE)
    assert [one.state for one in load(declared, declared.calendar, member_of(owner), window).entries] == [
        "Done"
    ]
