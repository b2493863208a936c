"""The screen of a record type: whose it is, what it shows, and that it costs one query."""

from dataclasses import replace
from typing import Any

import pytest

from apps.accounts.models import Role
from apps.backoffice import request_cache
from apps.backoffice.screens import registry
from apps.backoffice.services import record_types
from apps.backoffice.types import Kind, TypeFacts
from apps.tenancy import context
from tests.apps.backoffice.conftest import BOAT_LOG
from tests.conftest import NOW


def screen(key: str = "boat_log") -> Any:
    found = registry.find("records", key)
    assert found is not None
    return found


def allow(role: str, *patterns: str) -> None:
    row = Role.objects.get(key=role)
    row.may = [*row.may, *patterns]
    row.save()


def test_a_type_is_a_screen_like_any_other(boat_log) -> None:
    page = screen()
    assert (page.key, page.code("view"), str(page.label_plural), page.icon) == (
        "records.boat_log",
        "records.view_boat_log",
        "Boat logs",
        "sailing",
    )
    state = page.attribute("state")
    assert state.kind is Kind.CHOICE
    assert state.text("done") == "Done"
    assert page.attribute("type") is None
    assert page.attribute("title").editable


def test_a_type_without_states_shows_none(boss) -> None:
    record_types.create_record_type(
        facts=TypeFacts(name="Lead", title_pattern="{who}"), key="lead", by=boss, at=NOW
    )
    page = screen("lead")
    assert page.attribute("state") is None
    assert page.board is None
    assert not page.attribute("title").editable


def test_types_do_not_change_each_others_columns(boss, boat_log) -> None:
    record_types.create_record_type(
        facts=TypeFacts(name="Lead", title_pattern="{who}"), key="lead", by=boss, at=NOW
    )
    assert not screen("lead").attribute("title").editable
    assert screen("boat_log").attribute("title").editable


def test_roles_open_types_by_patterns(member_of, log_of) -> None:
    log_of()
    assert not screen().may(member_of("staff"), "view")
    allow("staff", "records.view")
    clerk = member_of("staff")
    assert screen().may(clerk, "view")
    assert screen().rows(clerk).count() == 1
    assert not screen().may(clerk, "change")
    assert screen().rows(clerk, "change").count() == 0


def test_own_is_what_the_member_made(member_of, log_of) -> None:
    log_of()
    allow("guide", "records.view:own", "records.add_boat_log")
    guide = member_of("guide")
    page = screen()
    assert page.may(guide, "view")
    assert page.rows(guide).count() == 0
    page.create(record=page.new(), values={"title": "Mine"}, by=guide, at=NOW)
    assert [record.title for record in page.rows(guide)] == ["Mine"]


def test_a_type_for_some_roles_is_closed_to_others(member_of, boss, boat_log, log_of) -> None:
    log_of()
    allow("staff", "records.*")
    allow("guide", "records.*")
    record_types.change_record_type(
        type_=boat_log, facts=replace(BOAT_LOG, visible_to=("guide",)), by=boss, at=NOW
    )
    page, clerk, guide = screen(), member_of("staff"), member_of("guide")
    assert not page.may(clerk, "view")
    assert page.rows(clerk).count() == 0
    assert page.rows(guide).count() == 1
    assert page.rows(boss).count() == 1, "owners are never left out"
    assert "records.boat_log" not in {one.key for one in registry.all_screens(clerk)}
    assert "records.boat_log" in {one.key for one in registry.all_screens(guide)}


def test_records_of_another_type_are_not_among_the_rows(boss, log_of) -> None:
    log_of()
    record_types.create_record_type(facts=TypeFacts(name="Lead"), key="lead", by=boss, at=NOW)
    assert screen("lead").rows(boss).count() == 0


def test_all_types_cost_one_query_per_request(boss, boat_log, django_assert_num_queries) -> None:
    record_types.create_record_type(facts=TypeFacts(name="Lead"), key="lead", by=boss, at=NOW)
    request_cache.forget()
    with django_assert_num_queries(1):
        registry.find("records", "boat_log")
        registry.find("records", "lead")
        registry.find("records", "gone")
        registry.every()
    with django_assert_num_queries(1):
        registry.all_screens(boss)
        [str(one.label) for one in registry.all_screens(boss)]


def test_another_request_asks_anew(boss, boat_log, coral) -> None:
    assert registry.find("records", "boat_log") is not None
    with context.use_tenant(coral):
        record_types.trash_record_type(type_=boat_log, by=boss, at=NOW)
    with context.use_tenant(coral):
        assert registry.find("records", "boat_log") is None


@pytest.mark.parametrize("address", [("records", "gone"), ("gone", "gone"), ("records", ""), ("", "")])
def test_what_is_no_screen_is_none(boat_log, address) -> None:
    assert registry.find(*address) is None


def test_pages_of_a_type_open(browser_of, owner, boss) -> None:
    record_types.create_record_type(
        facts=TypeFacts(name="Lead", name_plural="<i>Leads"), key="lead", by=boss, at=NOW
    )
    page = screen("lead")
    record = page.create(record=page.new(), values={"title": "<i>Manta</i>"}, by=boss, at=NOW)
    browser = browser_of(who=owner)
    for path in ("", "add/", f"{record.pk}/", f"{record.pk}/change/"):
        response = browser.get(f"/admin/records/lead/{path}")
        assert response.status_code == 200, path
        assert "<i>" not in response.content.decode()
    assert "&lt;i&gt;Leads" in browser.get("/admin/").content.decode()
    assert browser.get("/admin/records/gone/").status_code == 404


def test_a_type_is_filled_in_through_its_form(browser_of, owner, boat_log) -> None:
    browser = browser_of(who=owner)
    response = browser.post("/admin/records/boat_log/add/", {"title": "Manta", "state": "done"})
    assert response.status_code == 302, response.content.decode()[-3000:]
    assert [(one.title, one.state) for one in boat_log.records.all()] == [("Manta", "done")]


def test_a_stranger_finds_no_record_of_another_business(browser_of, stranger, boat_log, log_of) -> None:
    record = log_of()
    browser = browser_of("northgate.localhost", stranger)
    assert browser.get(f"/admin/records/boat_log/{record.pk}/").status_code == 404
