"""The columns of a board."""

from datetime import date

import pytest

from apps.backoffice.boards.columns import columns
from apps.backoffice.screens.registry import SCREENS
from apps.backoffice.services import todos
from tests.conftest import NOW


@pytest.fixture
def declared():
    return SCREENS.get("backoffice.todo")


def test_every_state_has_a_column_with_its_count_and_cards_in_order(todo, declared, member_of, owner, bound):
    todo("Later", due_on=date(2026, 12, 2))
    todo("Sooner", due_on=date(2026, 12, 1))
    todo("Stuck", state="waiting", waiting_for="A call")
    for title in ("Done first", "Done second"):
        todos.complete(record=todo(title), by=None, at=NOW)
    found = {one.value: one for one in columns(declared, declared.board, member_of(owner))}
    assert [one.label for one in found.values()] == ["Open", "In progress", "Waiting", "Done"]
    assert [card.title for card in found["open"].cards] == ["Sooner", "Later"]
    assert [card.title for card in found["done"].cards] == ["Done second", "Done first"]
    assert [found[state].count for state in found] == [2, 0, 1, 2]
    assert ("Waiting for", "A call") in found["waiting"].cards[0].facts


def test_a_full_column_is_cut_and_goes_on_on_its_own_page(todo, declared, member_of, owner, bound):
    for n in range(5):
        todo(f"n{n}")
    first = columns(declared, declared.board, member_of(owner), most=2)[0]
    assert ([card.title for card in first.cards], first.count, first.more) == (["n0", "n1"], 5, 3)
    (third,) = columns(declared, declared.board, member_of(owner), only="open", page=3, most=2)
    assert ([card.title for card in third.cards], third.more) == (["n4"], 0)


def test_who_sees_only_their_own_counts_only_their_own(todo, declared, member_of, guide, clerk, bound):
    todo("Mine", assigned_to=member_of(guide))
    todo("Theirs", assigned_to=member_of(clerk))
    first = columns(declared, declared.board, member_of(guide))[0]
    assert ([card.title for card in first.cards], first.count, first.cards[0].movable) == (["Mine"], 1, True)


def test_three_queries_whatever_stands_on_it(
    todo, declared, member_of, owner, guide, bound, django_assert_num_queries
):
    member = member_of(owner)
    declared.attributes()  # what the owner added and renamed is read once per request
    for count in (1, 9):
        for n in range(count):
            todo(f"{count}.{n}", assigned_to=member_of(guide), state=["open", "doing"][n % 2])
        with django_assert_num_queries(3):
            columns(declared, declared.board, member)
