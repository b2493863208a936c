"""Calendar pages, and moving on them as the script and as the form do."""

import re
from datetime import date, time, timedelta

import pytest
from django.http import HttpResponse

from apps.backoffice.calendars.entries import MOST_ENTRIES
from apps.backoffice.models import Todo
from apps.kernel import clock
from apps.tenancy import context

CALENDAR = "/admin/backoffice/todo/calendar/"
JSON = {"accept": "application/json"}
ON = date(2026, 11, 21)


def text(response: HttpResponse) -> str:
    return response.content.decode()


def stored(coral, made: Todo) -> Todo:
    with context.use_tenant(coral):
        return Todo.objects.get(pk=made.pk)


@pytest.fixture
def office(browser_of, owner):
    return browser_of(who=owner)


@pytest.mark.parametrize("view", ["day", "week", "month"])
@pytest.mark.parametrize("by", ["", "row"])
def test_every_view_shows_the_entry_with_its_state_in_words(office, todo, view, by):
    todo("Rinse <b>all</b>", due_on=ON, due_time=time(9))
    page = text(office.get(CALENDAR, {"view": view, "on": "2026-11-21", "by": by}))
    assert "Rinse &lt;b&gt;all&lt;/b&gt;" in page
    assert "09:00" in page
    assert "Open" in page
    assert "Central Standard Time (America/Belize)" in page
    assert "style=" not in page


def test_nonsense_in_the_address_counts_as_not_given(office, todo, coral):
    for given in (
        {"view": "year", "on": "yesterday", "row": "x; DROP", "by": "?"},
        {"on": "0001-01-01"},
        {"on": "9999-12-31", "view": "month"},
        {"on": "2026-02-30", "row": "9" * 40},
        {"row": "٣"},
    ):
        assert office.get(CALENDAR, given).status_code == 200


def test_an_empty_calendar_says_what_to_do(office, coral):
    page = text(office.get(CALENDAR))
    assert "Nothing stands here" in page
    assert "Add to-do" in page


def test_too_many_are_cut_and_the_page_says_so(office, coral, bound):
    Todo.objects.bulk_create(Todo(title=f"n{n}", due_on=ON) for n in range(MOST_ENTRIES + 1))
    page = text(office.get(CALENDAR, {"on": "2026-11-21", "view": "day"}))
    assert f"only the first {MOST_ENTRIES} are shown" in page


def test_today_is_marked_and_has_a_line(office, coral):
    page = text(office.get(CALENDAR, {"hours": "all"}))
    assert "cal-now" in page
    assert "is-today" in page
    elsewhere = text(
        office.get(CALENDAR, {"hours": "all", "on": (clock.now().date() - timedelta(60)).isoformat()})
    )
    assert "cal-now" not in elsewhere


def test_the_days_on_which_clocks_change_say_so(browser_of, stranger):
    page = text(
        browser_of("northgate.localhost", who=stranger).get(CALENDAR, {"on": "2026-10-25", "view": "day"})
    )
    assert "Clocks change: this day has 25 hours." in page


def test_the_number_of_queries_does_not_grow_with_the_entries(
    office, todo, coral, member_of, guide, django_assert_num_queries
):
    office.get(CALENDAR)
    todo("first", due_on=ON, assigned_to=member_of(guide))
    counts = []
    for _round in range(2):
        with django_assert_num_queries(1000, exact=False) as counted:
            assert office.get(CALENDAR, {"on": "2026-11-21"}).status_code == 200
        counts.append(len(counted))
        for n in range(12):
            todo(f"n{n}", due_on=ON, assigned_to=member_of(guide))
    assert counts[0] == counts[1]


def test_dragging_moves_day_time_and_person(office, todo, coral, member_of, guide):
    made = todo(due_on=ON)
    answer = office.post(
        f"{CALENDAR}{made.pk}/",
        {"date": "2026-11-23", "time": "08:30", "row": member_of(guide).pk},
        headers=JSON,
    )
    assert answer.json() == {
        "moved": True,
        "sentence": "“Rinse regulators” is moved to Mon 23 Nov 2026, 08:30.",
    }
    saved = stored(coral, made)
    assert (saved.due_on, saved.due_time, saved.assigned_to_id) == (
        date(2026, 11, 23),
        time(8, 30),
        member_of(guide).pk,
    )


def test_what_is_not_sent_stays_as_it_was(office, todo, coral, member_of, guide):
    made = todo(due_on=ON, due_time=time(9), assigned_to=member_of(guide))
    assert office.post(f"{CALENDAR}{made.pk}/", {"date": "2026-11-23"}, headers=JSON).json()["moved"]
    saved = stored(coral, made)
    assert (saved.due_on, saved.due_time, saved.assigned_to_id) == (
        date(2026, 11, 23),
        time(9),
        member_of(guide).pk,
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"date": ""}, "required"),
        ({"date": "soon"}, "valid date"),
        ({"date": "0026-11-21"}, "between 1900 and 2999"),
        ({"date": "2026-11-21", "time": "25:00"}, "valid time"),
        ({"date": "2026-11-21", "row": "999999"}, "not one of the available choices"),
    ],
)
def test_wrong_input_is_said_and_moves_nothing(office, todo, coral, given, sentence):
    made = todo(due_on=ON)
    answer = office.post(f"{CALENDAR}{made.pk}/", given, headers=JSON)
    assert (answer.status_code, answer.json()["moved"]) == (200, False)
    assert sentence in answer.json()["sentence"]
    assert stored(coral, made).due_on == ON


def test_the_form_moves_and_goes_back_to_where_one_was(office, todo, coral):
    made = todo(due_on=ON)
    page = text(office.get(CALENDAR, {"view": "month", "on": "2026-11-21"}))
    link = re.search(rf'class="cal-move" href="({CALENDAR}{made.pk}/[^"]+)"', page)[1].replace("&amp;", "&")
    form = text(office.get(link))
    assert 'value="2026-11-21"' in form
    back = re.search(r'name="back" value="([^"]+)"', form)[1].replace("&amp;", "&")
    answer = office.post(link, {"date": "2026-11-24", "time": "", "row": "", "back": back})
    assert answer["Location"] == f"{CALENDAR}?view=month&on=2026-11-21"
    assert stored(coral, made).due_on == date(2026, 11, 24)
    assert "is moved to Tue 24 Nov 2026" in text(office.get(answer["Location"]))


def test_the_way_back_leads_nowhere_else(office, todo, coral):
    made = todo(due_on=ON)
    answer = office.post(f"{CALENDAR}{made.pk}/", {"date": "2026-11-24", "back": "https://evil.example/"})
    assert answer["Location"].startswith(f"{CALENDAR}?view=week")


def test_a_guide_moves_their_own_and_finds_no_others(browser_of, guide, clerk, todo, coral, member_of):
    mine, theirs = (
        todo("Mine", due_on=ON, assigned_to=member_of(guide)),
        todo("Theirs", due_on=ON, assigned_to=member_of(clerk)),
    )
    browser = browser_of(who=guide)
    page = text(browser.get(CALENDAR, {"on": "2026-11-21"}))
    assert "Mine" in page
    assert "Theirs" not in page
    assert browser.post(f"{CALENDAR}{mine.pk}/", {"date": "2026-11-23"}, headers=JSON).status_code == 200
    for method in (browser.get, browser.post):
        assert method(f"{CALENDAR}{theirs.pk}/").status_code == 404
    assert stored(coral, theirs).due_on == ON


def test_who_may_look_and_not_change_is_told_so(browser_of, clerk, todo, coral, member_of):
    made = todo(due_on=ON)
    with context.use_tenant(coral):
        type(member_of(clerk)).objects.filter(user=clerk).update(
            overrides=["backoffice.view_todo", "-backoffice.change_todo"]
        )
    browser = browser_of(who=clerk)
    page = text(browser.get(CALENDAR, {"on": "2026-11-21"}))
    assert "Rinse regulators" in page
    assert "data-move=" not in page
    assert browser.post(f"{CALENDAR}{made.pk}/", {"date": "2026-11-23"}, headers=JSON).status_code == 403


def test_a_stranger_finds_nothing_and_a_screen_without_a_calendar_has_none(
    browser_of, stranger, office, todo
):
    made = todo(due_on=ON)
    elsewhere = browser_of("northgate.localhost", who=stranger)
    assert elsewhere.get(f"{CALENDAR}{made.pk}/").status_code == 404
    assert "Rinse" not in text(elsewhere.get(CALENDAR, {"on": "2026-11-21"}))
    assert office.get("/admin/tenancy/location/calendar/").status_code == 404
    assert office.get("/admin/tenancy/nothing/calendar/").status_code == 404
    assert browser_of().get(CALENDAR).status_code == 302
