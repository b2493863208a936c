"""Who may use an action on which records, from their page and from the list."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import Member, User
from apps.backoffice.models import Todo
from apps.backoffice.screens import registry
from apps.backoffice.screens.declaration import Action
from apps.backoffice.services import todos
from apps.kernel.errors import Refusal
from apps.tenancy.models import Tenant
from tests.conftest import NOW

LIST = "/admin/backoffice/todo/"


@pytest.fixture
def limited(in_coral: Tenant, guide: User) -> Member:
    """A guide who sees every to-do and changes their own."""
    member = Member.objects.select_related("role", "user").get(user=guide)
    member.role.may = ["backoffice.view_todo", "backoffice.change_todo:own"]
    member.role.save()
    return member


@pytest.fixture
def own_and_other(limited: Member, todo: Callable[..., Todo]) -> tuple[Todo, Todo]:
    """One of the guide's to-dos, and one of nobody's."""
    return todo("Mine", assigned_to=limited), todo("Nobody's")


def text(response: Any) -> str:
    return str(response.content.decode())


def states() -> dict[str, str]:
    return dict(Todo.objects.values_list("title", "state"))


def test_an_action_is_only_for_the_records_a_limited_member_may_change(
    browser_of: Callable[..., Client], guide: User, own_and_other: tuple[Todo, Todo]
) -> None:
    own, other = own_and_other
    desk = browser_of(who=guide)
    assert "Mark as done" in text(desk.get(f"{LIST}{own.pk}/"))
    assert "Mark as done" not in text(desk.get(f"{LIST}{other.pk}/"))
    assert desk.post(f"{LIST}{other.pk}/do/complete/", {"confirmed": "1"}).status_code == 403
    assert states() == {"Mine": "open", "Nobody's": "open"}
    desk.post(f"{LIST}bulk/", {"do": "complete", "pk": [own.pk, other.pk], "confirmed": "1"})
    assert states() == {"Mine": "done", "Nobody's": "open"}


def test_records_an_action_is_not_for_are_left_out_and_counted(
    browser_of: Callable[..., Client], owner: User, todo: Callable[..., Todo], in_coral: Tenant
) -> None:
    done, fresh = todo("Done"), todo("Fresh")
    todos.complete(record=done, by=None, at=NOW)
    desk = browser_of(who=owner)
    page = text(desk.post(f"{LIST}bulk/", {"do": "complete", "pk": [done.pk, fresh.pk]}))
    assert "Left out, because this cannot be done to them: 1." in page
    assert f'value="{fresh.pk}"' in page
    assert f'value="{done.pk}"' not in page
    assert desk.post(f"{LIST}bulk/", {"do": "complete", "pk": [done.pk]}).status_code == 302


class Rename(Action):
    """Refuses at the second record."""

    key, label, bulk = "rename", "Rename", True

    @staticmethod
    def run(*, records: Sequence[Todo], values: dict[str, Any], by: Member, at: datetime) -> None:
        """The first is written before the second is refused."""
        Todo.objects.filter(pk=records[0].pk).update(title="Renamed")
        if len(records) > 1:
            raise Refusal


class Alone(Rename):
    """For one record at a time."""

    key, bulk = "alone", False


@pytest.fixture
def renaming(monkeypatch: pytest.MonkeyPatch) -> None:
    """The to-dos with these actions."""
    screen = registry.find("backoffice", "todo")
    monkeypatch.setattr(screen, "actions", (Rename, Alone))


def test_a_refusal_in_the_middle_changes_nothing(
    renaming: None,
    browser_of: Callable[..., Client],
    owner: User,
    todo: Callable[..., Todo],
    in_coral: Tenant,
) -> None:
    pks = [todo("One").pk, todo("Two").pk]
    answer = browser_of(who=owner).post(f"{LIST}bulk/", {"do": "rename", "pk": pks, "confirmed": "1"})
    assert answer.status_code == 200
    assert set(states()) == {"One", "Two"}


def test_an_action_for_one_record_is_not_for_several(
    renaming: None, browser_of: Callable[..., Client], owner: User, todo: Callable[..., Todo]
) -> None:
    answer = browser_of(who=owner).post(f"{LIST}bulk/", {"do": "alone", "pk": [todo().pk], "confirmed": "1"})
    assert answer.status_code == 404


@pytest.mark.parametrize("number", ["²", "9" * 5000, "9" * 19, "-1", ""])
def test_what_is_no_number_of_a_record_picks_nothing(
    browser_of: Callable[..., Client], owner: User, in_coral: Tenant, number: str
) -> None:
    desk = browser_of(who=owner)
    answer = desk.post(f"{LIST}bulk/", {"do": "complete", "pk": [number]}, follow=True)
    assert "Pick at least one row first." in text(answer)
    assert desk.get(f"{LIST}add/", {"assigned_to": number}).status_code == 200
    assert desk.get(LIST, {"f.assigned_to.in": number}).status_code == 200
    assert desk.get(f"{LIST}board/", {"column": "open", "page": number}).status_code == 200
