"""What holds for every screen there is, now and later: each page opens for the right roles and costs the same."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts import patterns
from apps.accounts.models import Member, User
from apps.backoffice.screens import registry
from apps.backoffice.screens.declaration import Screen
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.apps.backoffice.making import make, values
from tests.conftest import NOW
from tests.people import ROLES

FEW, MANY = 3, 24
MOST_QUERIES = 32


def screens() -> list[Screen]:
    """Every declared screen."""
    return list(registry.SCREENS)


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
def records(in_coral: Tenant) -> dict[str, Any]:
    """A record of every screen."""
    found = {}
    for screen in screens():
        if screen.addable and not screen.add_url:
            make(screen, 1, by=None)
        found[screen.key] = screen.base().order_by("pk").first()
    return found


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_every_screen_opens_for_who_may_and_says_no_to_others(
    role: str, records: dict[str, Any], browser_of: Callable[..., Client]
) -> None:
    member = Member.objects.select_related("user", "role").filter(role__key=role).first()
    assert member is not None
    browser = browser_of(who=member.user)
    wrong = []
    for screen in screens():
        record = records[screen.key]
        for address, action in pages(screen, record.pk if record else None):
            status = browser.get(address).status_code
            expected = expected_statuses(screen, member, record, address, action)
            if status not in expected:
                wrong.append(f"{role} {address}: {status}, not {expected}")
    assert not wrong, "\n".join(wrong)


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
    screen = registry.SCREENS.get(key)
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
