"""What holds for every screen there is, now and later: each page opens for the right roles and costs the same."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts import patterns
from apps.accounts.models import Member, User
from apps.backoffice.forms.record import editable, key_of
from apps.backoffice.screens import registry
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.services import fields, record_types
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.apps.backoffice.conftest import BOAT_LOG
from tests.apps.backoffice.making import make, values
from tests.conftest import NOW
from tests.people import ROLES

FEW, MANY = 3, 24
MOST_QUERIES = 32


def screens() -> list[Screen]:
    """Every declared screen."""
    return list(registry.SCREENS)


@pytest.fixture
def boat_log(in_coral: Tenant) -> Screen:
    """The screen of a record type of the owner's, with two fields."""
    record_types.create_record_type(facts=BOAT_LOG, key="boat_log", by=None, at=NOW)
    for label, kind in (("Hours", "number"), ("Manager", "reference")):
        target = "accounts.member" if kind == "reference" else ""
        fields.define_field(on="records.boat_log", label=label, kind=kind, target=target, by=None, at=NOW)
    found = registry.find("records", "boat_log")
    assert found is not None
    return found


def pages(screen: Screen, pk: int | None) -> Iterator[tuple[str, str]]:
    """Addresses of a screen and what the role must be allowed to do."""
    base = f"/admin/{screen.app}/{screen.name}/"
    yield base, "view"
    if screen.exportable:
        yield f"{base}export/", "view"
    if screen.addable and not screen.add_url:
        yield f"{base}add/", "add"
    if screen.importable:
        yield f"{base}import/", "add"
    if screen.calendar:
        yield f"{base}calendar/", "view"
    if screen.board:
        yield f"{base}board/", "view"
    if pk is None:
        return
    for part in ("", "history/", "print/"):
        yield f"{base}{pk}/{part}", "view"
    if screen.changeable:
        yield f"{base}{pk}/change/", "change"
    if screen.deletable:
        yield f"{base}{pk}/delete/", "delete"


@pytest.fixture
def every(boat_log: Screen) -> list[Screen]:
    """Every declared screen, and one of a record type."""
    return [*screens(), boat_log]


@pytest.fixture
def records(every: list[Screen]) -> dict[str, Any]:
    """A record of every screen."""
    found = {}
    for screen in every:
        if screen.addable and not screen.add_url:
            make(screen, 1, by=None)
        found[screen.key] = screen.base().order_by("pk").first()
    return found


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_every_screen_opens_for_who_may_and_says_no_to_others(
    role: str, every: list[Screen], records: dict[str, Any], browser_of: Callable[..., Client]
) -> None:
    member = Member.objects.select_related("user", "role").filter(role__key=role).first()
    assert member is not None
    browser = browser_of(who=member.user)
    wrong = []
    for screen in every:
        record = records[screen.key]
        for address, action in pages(screen, record.pk if record else None):
            status = browser.get(address).status_code
            expected = expected_statuses(screen, member, record, address, action)
            if status not in expected:
                wrong.append(f"{role} {address}: {status}, not {expected}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_every_screen_is_written_by_who_may_and_by_nobody_else(
    role: str, every: list[Screen], records: dict[str, Any], browser_of: Callable[..., Client]
) -> None:
    member = Member.objects.select_related("user", "role").filter(role__key=role).first()
    assert member is not None
    browser = browser_of(who=member.user)
    wrong = []
    for screen in every:
        for address, action, data in writes(screen, records[screen.key]):
            before = state(screen)
            # Asked before: a record may be gone with what it belonged to.
            may = expected_statuses(screen, member, records[screen.key], address, action) == {200}
            answer = browser.post(address, data)
            # Who may is led on, or told by the form what is wrong: nobody else writes anything.
            allowed = {200, 302, 409} if may else {403, 404}
            if answer.status_code not in allowed:
                wrong.append(f"{role} {address}: {answer.status_code}, not {allowed}")
            if not may and state(screen) != before:
                wrong.append(f"{role} {address}: wrote all the same")
    assert not wrong, "\n".join(wrong)


def writes(screen: Screen, record: Any) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Addresses that write, what the role must be allowed to do, and what is sent; deleting last."""
    base = f"/admin/{screen.app}/{screen.name}/"
    if screen.addable and not screen.add_url:
        yield f"{base}add/", "add", sent(screen)
    if record is None:
        return
    if screen.changeable and not screen.change_url:
        yield f"{base}{record.pk}/change/", "change", {**sent(screen), "loaded": "nothing of ours"}
        yield f"{base}bulk/", "change", {"do": "edit", "pk": [record.pk]}
    if screen.deletable:
        yield f"{base}{record.pk}/delete/", "delete", {}


def sent(screen: Screen) -> dict[str, Any]:
    """Values as a form sends them."""
    found = {one.key: one.plain(key_of(one, value)) for one, value in filled(screen)}
    return {key: value for key, value in found.items() if value not in (None, False)}


def filled(screen: Screen) -> Iterator[tuple[Any, Any]]:
    """Attributes with the values that `making` has for them."""
    given = values(screen, 7)
    for one in editable(screen, new=True):
        if one.key in given:
            yield one, given[one.key]


def state(screen: Screen) -> list[Any]:
    """All rows as they are."""
    return list(screen.base().order_by("pk").values_list())


def expected_statuses(screen: Screen, member: Member, record: Any, address: str, action: str) -> set[int]:
    """200 with the right; 403 for a page that the role does not open, 404 for a record it does not see."""
    if address.endswith(("/export/", "/import/")):
        return {200} if data_page_opens(screen, member, address) else {403}
    if not screen.may(member, action):
        return {403}
    if record is not None and f"/{record.pk}/" in address:
        if not screen.rows(member).filter(pk=record.pk).exists():
            return {404}
        if not screen.rows(member, action).filter(pk=record.pk).exists():
            return {403}
    return {200}


def data_page_opens(screen: Screen, member: Member, address: str) -> bool:
    """Exports need a right of their own, imports the right to add and to change."""
    if address.endswith("/export/"):
        return (
            screen.may(member, "view") and patterns.may(member.patterns, "backoffice.export_records") != "no"
        )
    return screen.may(member, "add") and screen.may(member, "change")


@pytest.mark.parametrize("key", [screen.key for screen in screens()])
def test_a_page_costs_the_same_number_of_queries_however_much_it_shows(
    key: str, coral: Tenant, owner: User, browser_of: Callable[..., Client]
) -> None:
    costs_the_same(registry.SCREENS.get(key), coral, owner, browser_of)


def test_a_page_of_a_record_type_costs_the_same_however_much_it_shows(
    boat_log: Screen, coral: Tenant, owner: User, browser_of: Callable[..., Client]
) -> None:
    costs_the_same(boat_log, coral, owner, browser_of)


def costs_the_same(screen: Screen, coral: Tenant, owner: User, browser_of: Callable[..., Client]) -> None:
    browser = browser_of(who=owner)
    growing = screen.addable and not screen.add_url
    with context.use_tenant(coral):
        if growing:
            make(screen, FEW, by=None)
        record = screen.base().order_by("pk").first()
    few = costs(screen, record, browser)
    with context.use_tenant(coral):
        if growing:
            for number in range(FEW, MANY):
                more(screen, number)
    many = costs(screen, record, browser)
    assert few == many
    assert max(many.values(), default=0) <= MOST_QUERIES, many


def more(screen: Screen, number: int) -> None:
    """One more record, unlike the others."""
    screen.create(record=screen.new(), values=values(screen, number + 100), by=None, at=NOW)


def costs(screen: Screen, record: Any, browser: Client) -> dict[str, int]:
    """Statements that each page of the screen sends to the database as the app."""
    found = {}
    for address, _action in pages(screen, record.pk if record else None):
        browser.get(address)
        with CaptureQueriesContext(connections["default"]) as queries:
            assert browser.get(address).status_code == 200, address
        found[address] = len(queries)
    return found
