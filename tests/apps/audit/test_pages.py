"""The log in the signed-in home: for owners and administrators of the business, and nobody else."""

import re

import pytest

from apps.accounts.models import Role
from apps.audit.models import Entry, WritingRequest
from apps.tenancy import context
from apps.tenancy.models import Location, TaxProfile

pytestmark = pytest.mark.django_db
PAGES = ("/home/audit/", "/home/audit/export.csv", "/home/audit/requests/wrote-1/")


@pytest.fixture
def wrote(coral, owner):
    """A change by the owner in one request."""
    with context.use_tenant(coral, actor=owner.pk, request="wrote-1"):
        pier = Location.objects.create(name="Wooden pier", time_zone="UTC")
        Location.objects.filter(pk=pier.pk).update(name="Stone pier <b>")
    return pier


def test_the_log_shows_who_changed_what_with_before_and_after(wrote, owner, browser_of):
    page = browser_of(who=owner).get("/home/audit/")
    assert page.status_code == 200
    text = page.content.decode()
    assert str(owner) in text
    assert "<del>Wooden pier</del>" in text
    assert "<ins>Stone pier &lt;b&gt;</ins>" in text
    assert "America/Belize" in text
    assert f"record={wrote.pk}" in text


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["manager", "staff", "guide", "attendant"])
def test_other_roles_may_not_see_it(wrote, browser_of, role, page):
    assert browser_of(who=f"{role}@coral.example").get(page).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_an_administrator_may(wrote, browser_of, page):
    assert browser_of(who="admin@coral.example").get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_visitor_is_asked_to_sign_in(wrote, browser_of, page):
    answer = browser_of().get(page)
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_the_owner_of_another_business_finds_nothing(wrote, stranger, browser_of):
    browser = browser_of("northgate.localhost", who=stranger)
    assert "pier" not in browser.get("/home/audit/").content.decode()
    assert browser.get("/home/audit/requests/wrote-1/").status_code == 404
    assert "pier" not in b"".join(browser.get("/home/audit/export.csv")).decode()


def test_nobody_can_post_to_it(owner, browser_of):
    browser = browser_of(who=owner)
    for page in PAGES:
        assert browser.post(page).status_code == 405


def test_filters_narrow_the_list_and_wrong_ones_are_said(wrote, owner, browser_of, coral):
    browser = browser_of(who=owner)
    text = browser.get("/home/audit/", {"table": "tenancy_location", "kind": "I"}).content.decode()
    assert "Wooden pier" in text
    assert "<ins>" not in text
    empty = browser.get("/home/audit/", {"request": "never-was"}).content.decode()
    assert "Nothing in the log matches." in empty
    wrong = browser.get(
        "/home/audit/", {"since": "2026-05-02", "until": "2026-05-01", "person": "x", "after": "y"}
    )
    assert wrong.status_code == 200
    assert "Choose a day that is not before the first one." in wrong.content.decode()


def test_older_entries_are_one_link_away(owner, browser_of, coral):
    with context.use_tenant(coral, request="many"):
        TaxProfile.objects.bulk_create([TaxProfile(name=f"Tax {n:03}") for n in range(70)])
    browser = browser_of(who=owner)
    first = browser.get("/home/audit/", {"request": "many"}).content.decode()
    older = re.search(r'href="([^"]+after=[^"]+)"', first)[1].replace("&amp;", "&")
    second = browser.get(older).content.decode()
    names = [set(re.findall(r"Tax \d{3}", text)) for text in (first, second)]
    assert [len(found) for found in names] == [50, 20]
    assert not names[0] & names[1]
    assert "This is where the log begins." in second


def test_a_request_shows_where_it_came_from_and_all_it_changed(owner, browser_of, coral):
    browser = browser_of(who=owner, REMOTE_ADDR="192.0.2.9")
    request_id = "from-outside-1"
    with context.use_tenant(coral):
        role = Role.objects.get(key="guide")
    answer = browser.post(
        f"/home/roles/{role.pk}/",
        {"name": "Skipper", "description": "", "may": "capacity.view:own"},
        headers={"X-Request-ID": request_id, "User-Agent": "Netscape 4"},
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    with context.use_tenant(coral):
        entry = Entry.objects.filter(table_name="accounts_role", op="U").latest("id")
        record = WritingRequest.objects.get(request=entry.request)
    assert (entry.after["name"], entry.actor, record.actor) == ("Skipper", owner.pk, owner.pk)
    assert (record.ip, record.user_agent, record.method) == ("192.0.2.9", "Netscape 4", "POST")
    assert str(role.pk) not in record.route
    text = browser.get(f"/home/audit/requests/{entry.request}/").content.decode()
    for shown in ("192.0.2.9", "Netscape 4", "Skipper", str(owner)):
        assert shown in text


def test_an_unknown_or_impossible_request_is_not_found(owner, browser_of):
    browser = browser_of(who=owner)
    assert browser.get("/home/audit/requests/never-was/").status_code == 404
    assert browser.get("/home/audit/requests/%3Cscript%3E/").status_code == 404


def test_the_export_holds_what_the_filter_shows(wrote, owner, browser_of):
    answer = browser_of(who=owner).get("/home/audit/export.csv", {"request": "wrote-1"})
    text = b"".join(answer).decode()
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(
        r'attachment; filename="audit-coral-\d{4}-\d\d-\d\d\.csv"', answer.headers["Content-Disposition"]
    )
    assert text.count("\r\n") == 3
    assert "Name: Wooden pier → Stone pier <b>" in text


def test_the_home_offers_the_log_to_whom_may_see_it(owner, guide, browser_of):
    assert 'href="/home/audit/"' in browser_of(who=owner).get("/home/").content.decode()
    assert 'href="/home/audit/"' not in browser_of(who=guide).get("/home/").content.decode()
