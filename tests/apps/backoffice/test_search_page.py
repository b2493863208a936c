"""The search page, what the palette asks, and the first page."""

from dataclasses import replace

import pytest
from django.utils import translation

from apps.backoffice import own_panels, panels
from apps.backoffice.panels import Answer, Line, Panel
from apps.backoffice.types import Placed
from apps.kernel import clock
from apps.tenancy import context
from apps.tenancy.models import Location
from tests.conftest import NOW


@pytest.fixture
def office(browser_of, owner):
    return browser_of(who=owner)


def html(response):
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_works_without_javascript(office, place):
    place("Wharf <b>1</b>", city="Hopkins")
    page = html(office.get("/admin/search/", {"q": "wharf"}))
    assert "Wharf &lt;b&gt;1&lt;/b&gt;" in page
    assert "Hopkins" in page
    assert "Write a name" in html(office.get("/admin/search/"))
    nothing = html(office.get("/admin/search/", {"q": "<script>zz"}))
    assert "Try fewer" in nothing
    assert "<script>zz" not in nothing
    assert "Add location" in html(office.get("/admin/search/", {"q": "add loc"}))


def test_the_palette_is_told_in_json(office, place):
    dock = place("Wharf", city="Hopkins")
    answer = office.get("/admin/search/suggest/", {"q": "wharf"})
    assert "no-store" in answer.headers["Cache-Control"]
    (group,) = answer.json()["groups"]
    assert group["label"] == "Locations"
    record = {"title": "Wharf", "detail": "Hopkins", "url": f"/admin/tenancy/location/{dock.pk}/"}
    assert group["records"][0] | {"detail": "Hopkins"} == record
    assert office.get("/admin/search/suggest/").json()["groups"] == []
    assert {"Today", "Locations"} <= {
        page["title"] for page in office.get("/admin/search/suggest/").json()["pages"]
    }


@pytest.mark.parametrize(
    "text", ["\0", "%00", "'; DROP TABLE x; --", "\\", "a" * 5000, "☃" * 300, "\ud83d\udea2 boat"]
)
def test_any_input_is_answered(office, text):
    shown = text.encode("utf-16", "surrogatepass").decode("utf-16")
    assert office.get("/admin/search/", {"q": shown}).status_code == 200
    assert office.get("/admin/search/suggest/", {"q": shown}).status_code == 200


def test_only_members_search(browser_of, stranger):
    for path in ("/admin/", "/admin/search/", "/admin/search/suggest/"):
        assert browser_of().get(path).status_code == 302
        assert browser_of().post(path).status_code in (302, 405)


def test_today_answers_in_numbers_with_the_list_behind(office, place, owner):
    with context.use_actor(owner.pk):
        place("Wharf")
    page = html(office.get("/admin/"))
    assert "Recent changes" in page
    assert "Wharf" in page
    assert "people work here" in page


def test_today_shows_what_the_role_may_see(browser_of, guide, clerk):
    for person in (guide, clerk):
        page = html(browser_of(who=person).get("/admin/"))
        assert "Recent changes" not in page


def test_the_number_of_queries_of_today_does_not_grow(
    office, place, django_assert_num_queries, django_assert_max_num_queries
):
    for number in range(6):
        place(f"Dock {number}")
    office.get("/admin/")
    # At most two for each panel, and what every page asks.
    with django_assert_max_num_queries(9 + 2 * len(panels.PANELS)) as few:
        office.get("/admin/")
    for number in range(30):
        place(f"Wharf {number}")
    with django_assert_num_queries(len(few.captured_queries)):
        office.get("/admin/")


def _panel(key, needs="", position=100):
    return Panel(key, key, needs, lambda member, at: Answer(lines=[Line(key)]), position=position)


LISTS = (("tenancy.view_location", "sales.view_order:own"),)


def _keys(places, *offered):
    found = panels.arrangement(LISTS, offered, places)
    return [(panel.key, place.width) for panel, place in found if not place.hidden]


def test_panels_stand_as_apps_propose_until_the_owner_places_them():
    some = [_panel("b", position=2), _panel("a", position=1), _panel("hers", "accounts.view_member")]
    assert _keys([], *some) == [("a", "normal"), ("b", "normal")]
    placed = [Placed("b", width="full"), Placed("hers"), Placed("gone"), Placed("c", hidden=True)]
    assert _keys(placed, *some, _panel("c")) == [("b", "full"), ("a", "normal")]


def test_a_panel_for_all_rows_is_not_shown_to_who_sees_their_own_only():
    assert not _panel("orders", "sales.view_order").open_to(LISTS)
    assert replace(_panel("orders", "sales.view_order"), enough=("own", "all")).open_to(LISTS)


def test_shipped_panels_count_what_happened_today(in_coral, owner, place):
    with translation.override("en"):
        answer = own_panels.changes(owner.member, NOW)
        assert answer.number.isdigit()
        before = int(own_panels.changes(owner.member, clock.now()).number)
        with context.use_tenant(in_coral, actor=owner.pk), context.atomic():
            Location.objects.create(name="By somebody", time_zone="UTC")
        with context.use_tenant(in_coral, request="task"), context.atomic():
            Location.objects.create(name="By itself", time_zone="UTC")
        answer = own_panels.changes(owner.member, clock.now())
        assert int(answer.number) == before + 1
        assert [str(line.title) for line in answer.lines if "By " in str(line.title)] == [
            "Location: By somebody"
        ]
        assert own_panels.team(owner.member, NOW).number == "11"
