"""To-dos: who gets them, how far they are, how they come back."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from apps.backoffice.errors import Invalid, WaitingNeedsReason
from apps.backoffice.models import Todo
from apps.backoffice.services import todos
from apps.kernel.errors import NotFound
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.conftest import NOW


def test_a_todo_says_who_made_it_and_is_nobodys_until_assigned(todo, member_of, owner, guide, bound):
    made = todo(by=member_of(owner))
    assert (made.created_by, made.assigned_to, made.state) == (member_of(owner), None, "open")
    assert todos.assign(
        record=made, to=member_of(guide), by=member_of(owner), at=NOW
    ).assigned_to == member_of(guide)


def test_whoever_sees_only_their_own_gets_what_they_note_down(todo, member_of, guide, owner):
    assert todo(by=member_of(guide)).assigned_to == member_of(guide)
    assert todo(by=member_of(guide), assigned_to=member_of(owner)).assigned_to == member_of(owner)


def test_done_says_when_and_open_again_does_not(todo, bound):
    made = todo()
    done = todos.complete(record=made, by=None, at=NOW)
    assert done.done_at == NOW
    later = NOW + timedelta(hours=1)
    assert todos.complete(record=made, by=None, at=later).done_at == NOW
    assert todos.reopen(record=made, by=None, at=later).done_at is None


def test_waiting_needs_a_reason_and_forgets_it_afterwards(todo, bound):
    made = todo()
    with pytest.raises(WaitingNeedsReason):
        todos.move(record=made, state="waiting", by=None, at=NOW)
    with pytest.raises(Invalid, match="Say what it is waiting for"):
        todos.update(record=Todo.objects.get(pk=made.pk), values={"state": "waiting"}, by=None, at=NOW)
    assert Todo.objects.get(pk=made.pk).state == "open"
    waiting = todos.move(record=made, state="waiting", waiting_for="A call", by=None, at=NOW)
    assert waiting.waiting_for == "A call"
    assert todos.move(record=made, state="doing", by=None, at=NOW).waiting_for == ""


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"due_time": time(9)}, "A time needs a day"),
        ({"repeats": "weekly"}, "What repeats needs a day"),
        ({"state": "nonsense"}, "not a valid choice"),
        ({"title": ""}, "cannot be blank"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(todo, values, sentence, bound):
    with pytest.raises(Invalid, match=sentence):
        todo(**values)
    assert not Todo.objects.exists()


def test_a_repeating_todo_brings_forth_one_successor_however_often_it_is_ticked(
    todo, member_of, guide, bound
):
    made = todo(
        due_on=date(2026, 11, 30),
        due_time=time(7, 30),
        repeats="monthly",
        assigned_to=member_of(guide),
        priority=1,
    )
    todos.complete(record=made, by=None, at=NOW)
    todos.reopen(record=made, by=None, at=NOW)
    todos.complete(record=made, by=None, at=NOW)
    following = Todo.objects.get(follows=made)
    assert (following.due_on, following.due_time, following.repeats) == (
        date(2026, 12, 30),
        time(7, 30),
        "monthly",
    )
    assert (following.assigned_to, following.priority, following.state) == (member_of(guide), 1, "open")
    assert Todo.objects.count() == 2


def test_a_series_means_its_day_of_the_month_through_february(todo, bound):
    row, days = todo(due_on=date(2027, 1, 31), repeats="monthly"), []
    for _month in range(4):
        days.append(row.due_on)
        todos.complete(record=row, by=None, at=datetime(row.due_on.year, row.due_on.month, 15, tzinfo=UTC))
        row = Todo.objects.get(follows=row)
    assert days == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]


def test_another_day_given_by_a_person_is_the_series_day_from_then_on(todo, bound):
    row = todo(due_on=date(2027, 1, 31), repeats="monthly")
    row = todos.update(record=row, values={"due_on": date(2027, 2, 10)}, by=None, at=NOW)
    todos.complete(record=row, by=None, at=NOW)
    assert Todo.objects.get(follows=row).due_on == date(2027, 3, 10)


def test_what_was_left_lying_comes_back_from_today_on(todo, bound):
    made = todo(due_on=date(2026, 11, 1), repeats="weekly")
    todos.complete(record=made, by=None, at=NOW)
    assert Todo.objects.get(follows=made).due_on == date(2026, 11, 22)


def test_the_time_stays_on_the_clock_when_clocks_change(todo, northgate):
    london = ZoneInfo("Europe/London")
    with context.use_tenant(northgate):
        values = {"title": "Open", "due_on": date(2026, 10, 24), "due_time": time(8), "repeats": "daily"}
        made = todos.create(record=Todo(), values=values, by=None, at=NOW)
        todos.complete(record=made, by=None, at=datetime(2026, 10, 24, 9, tzinfo=UTC))
        following = Todo.objects.get(follows=made)
    assert following.due_at(london) - made.due_at(london) == timedelta(hours=25)
    assert following.due_at(london).astimezone(london).time() == time(8)


def test_rescheduling_takes_an_instant_on_the_business_clock_or_a_day(todo, member_of, guide, bound):
    made = todo()
    at = datetime(2026, 12, 1, 14, 30, tzinfo=UTC)  # 08:30 in Belize
    moved = todos.reschedule(record=made, start=at, row=member_of(guide), by=None, at=NOW)
    assert (moved.due_on, moved.due_time, moved.assigned_to) == (
        date(2026, 12, 1),
        time(8, 30),
        member_of(guide),
    )
    moved = todos.reschedule(record=made, start=date(2026, 12, 2), row=None, by=None, at=NOW)
    assert (moved.due_on, moved.due_time, moved.assigned_to) == (date(2026, 12, 2), None, None)


def test_what_somebody_deleted_meanwhile_is_not_found(todo, bound):
    made = todo()
    todos.delete(record=Todo.objects.get(pk=made.pk), by=None, at=NOW)
    for change in (todos.complete, todos.reopen):
        with pytest.raises(NotFound):
            change(record=made, by=None, at=NOW)


def test_to_dos_about_a_record_are_found_and_those_of_others_are_not(todo, member_of, guide, bound):
    about = {"about_screen": "tenancy.location", "about_id": 1, "about_title": "Jetty"}
    made = todo(**about, assigned_to=member_of(guide))
    todo()
    assert list(Todo.objects.about("tenancy.location", 1).unfinished()) == [made]
    assert list(Todo.objects.assigned_to(member_of(guide))) == [made]


@pytest.mark.django_db(transaction=True)
def test_two_who_tick_at_the_same_time_make_one_successor(coral: Tenant, todo, race, bound):
    made = todo(due_on=date(2026, 11, 30), repeats="daily")
    race(lambda: todos.complete(record=made, by=None, at=NOW), times=3)
    assert Todo.objects.filter(follows=made).count() == 1
