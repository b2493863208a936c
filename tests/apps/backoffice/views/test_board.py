"""Board pages, and moving cards as the script and as the form do."""

import pytest
from django.http import HttpResponse

from apps.backoffice.models import Todo
from apps.tenancy import context

BOARD = "/admin/backoffice/todo/board/"
JSON = {"accept": "application/json"}


def text(response: HttpResponse) -> str:
    return response.content.decode()


def state(coral, made: Todo) -> str:
    with context.use_tenant(coral):
        return Todo.objects.get(pk=made.pk).state


@pytest.fixture
def office(browser_of, owner):
    return browser_of(who=owner)


def test_the_board_shows_cards_and_a_way_to_move_each_without_dragging(office, todo):
    made = todo("Rinse <i>all</i>")
    page = text(office.get(BOARD))
    assert "Rinse &lt;i&gt;all&lt;/i&gt;" in page
    assert f'action="{BOARD}{made.pk}/"' in page
    assert 'aria-live="assertive"' in page
    assert text(office.get(BOARD, {"column": "open", "page": "2"})).count("board-column tone") == 1
    assert office.get(BOARD, {"column": "nonsense", "page": "-3"}).status_code == 200


def test_a_dragged_card_is_moved_by_the_service(office, todo, coral):
    made = todo()
    answer = office.post(f"{BOARD}{made.pk}/", {"state": "done"}, headers=JSON)
    assert answer.json() == {"moved": True, "sentence": "“Rinse regulators” is now “Done”."}
    with context.use_tenant(coral):
        assert Todo.objects.get(pk=made.pk).done_at is not None


def test_a_refused_card_stays_and_the_reason_is_said(office, todo, coral):
    made = todo()
    answer = office.post(f"{BOARD}{made.pk}/", {"state": "waiting"}, headers=JSON)
    assert (answer.status_code, answer.json()["moved"]) == (200, False)
    assert "Say what it is waiting for" in answer.json()["sentence"]
    page = office.post(f"{BOARD}{made.pk}/", {"state": "waiting", "mine": "1"}, follow=True)
    assert page.redirect_chain == [(f"{BOARD}?mine=1", 302)]
    assert "Say what it is waiting for" in text(page)
    assert office.post(f"{BOARD}{made.pk}/", {"state": "nonsense"}, headers=JSON).json()["moved"] is False
    assert "Select a valid choice" in text(office.post(f"{BOARD}{made.pk}/", {"state": "nonsense"}))
    assert state(coral, made) == "open"


def test_a_guide_moves_their_own_and_finds_no_others(browser_of, guide, clerk, todo, coral, member_of):
    mine, theirs = todo("Mine", assigned_to=member_of(guide)), todo("Theirs", assigned_to=member_of(clerk))
    browser = browser_of(who=guide)
    assert "Theirs" not in text(browser.get(BOARD))
    assert browser.post(f"{BOARD}{mine.pk}/", {"state": "doing"}, headers=JSON).status_code == 200
    assert browser.post(f"{BOARD}{theirs.pk}/", {"state": "doing"}, headers=JSON).status_code == 404
    assert state(coral, theirs) == "open"


def test_a_stranger_finds_nothing_and_a_screen_without_a_board_has_none(
    browser_of, stranger, office, todo, coral
):
    made = todo()
    elsewhere = browser_of("northgate.localhost", who=stranger)
    assert elsewhere.post(f"{BOARD}{made.pk}/", {"state": "done"}).status_code == 404
    assert office.get("/admin/tenancy/location/board/").status_code == 404
    assert state(coral, made) == "open"


def test_the_number_of_queries_does_not_grow_with_the_cards(
    office, todo, member_of, guide, django_assert_num_queries
):
    office.get(BOARD)
    todo("first", assigned_to=member_of(guide))
    counts = []
    for _round in range(2):
        with django_assert_num_queries(1000, exact=False) as counted:
            assert office.get(BOARD).status_code == 200
        counts.append(len(counted))
        for n in range(12):
            todo(f"n{n}", assigned_to=member_of(guide))
    assert counts[0] == counts[1]
