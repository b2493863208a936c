"""Saved views on lists and in the navigation."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.backoffice.models import SavedView
from apps.tenancy import context
from apps.tenancy.models import Location, Tenant
from tests.apps.backoffice.settings.conftest import text

LIST = "/admin/tenancy/location/"
VIEWS = "/admin/settings/views/"
SAVE = f"{VIEWS}tenancy/location/save/"


@pytest.fixture(autouse=True)
def places(coral: Tenant) -> None:
    """Two more places."""
    with context.use_tenant(coral):
        for name, city in (("Reef house", "Placencia"), ("Dock", "Hopkins")):
            Location.objects.create(name=name, time_zone="UTC", city=city)


@pytest.fixture
def views(coral: Tenant) -> Callable[[], list[SavedView]]:
    """The views as they stand."""

    def read() -> list[SavedView]:
        with context.use_tenant(coral):
            return list(SavedView.objects.order_by("pk"))

    return read


def save(browser: Client, name: str, query: str = "f.name.has=reef&sort=-name", **given: Any) -> Any:
    """Save what the list of places shows."""
    return browser.post(SAVE, {"name": name, "query": query, **given})


def test_a_view_keeps_filters_columns_and_order_under_a_name(office: Client, views: Any) -> None:
    narrowed = text(office.get(LIST, {"f.name.has": "reef"}))
    assert "Save this view" in narrowed
    assert "Save this view" not in text(office.get(LIST))
    made = save(office, "Reefs", "f.name.has=reef&sort=-name&columns=name,city", pinned="on")
    (view,) = views()
    assert made["Location"] == f"{LIST}?view={view.pk}"
    assert (view.filters[0]["key"], view.sort, view.columns) == ("name", "-name", ["name", "city"])
    page = text(office.get(made["Location"]))
    assert "Reef house" in page
    assert "Dock" not in page
    assert f'name="view" value="{view.pk}"' in page
    assert f"view={view.pk}" in page.partition("<thead>")[2].partition("</thead>")[0]
    assert page.count('aria-current="page"') == 2
    assert f"{LIST}?view={view.pk}" in text(office.get("/admin/"))


def test_the_search_form_keeps_the_view_and_can_take_its_filters_away(office: Client, views: Any) -> None:
    save(office, "Reefs")
    (view,) = views()
    kept = text(office.get(LIST, {"view": view.pk, "f": "", "f.name.has": "reef", "q": "house"}))
    assert "Reef house" in kept
    bare = text(office.get(LIST, {"view": view.pk, "f": ""}))
    assert "Dock" in bare
    assert "Keep this in “Reefs”" in bare


def test_a_view_is_changed_renamed_pinned_and_deleted(office: Client, views: Any) -> None:
    save(office, "Reefs")
    (view,) = views()
    office.post(f"{VIEWS}{view.pk}/update/", {"query": f"f.name.has=dock&view={view.pk}"})
    assert "Dock" in text(office.get(LIST, {"view": view.pk}))
    assert office.post(f"{VIEWS}{view.pk}/", {"name": "Docks", "pinned": "on"}).status_code == 302
    assert (views()[0].name, views()[0].pinned) == ("Docks", True)
    assert "Delete the view Docks?" in text(office.get(f"{VIEWS}{view.pk}/delete/"))
    office.post(f"{VIEWS}{view.pk}/delete/")
    assert views() == []
    assert "Dock" in text(office.get(LIST, {"view": view.pk}))


def test_names_are_needed_once_and_are_text(office: Client, views: Any) -> None:
    assert "This field is required." in text(save(office, " "))
    save(office, "<b>Reefs</b>")
    assert "already" in text(save(office, "<b>Reefs</b>"))
    assert len(views()) == 1
    page = text(office.get(LIST))
    assert "<b>Reefs</b>" not in page
    assert "&lt;b&gt;Reefs" in page
    save(office, "Broken", "f.nothing.is=1&f.name.has=%00&columns=x&sort=y&f.%ff=%ff")
    assert views()[-1].filters == []


def test_others_see_shared_views_only_and_change_them_with_the_right(
    office: Client, browser_of: Callable[..., Client], manager: User, coral: Tenant, views: Any, grant: Any
) -> None:
    grant(manager, "tenancy.view_location")
    save(office, "Mine")
    save(office, "Ours", shared="on")
    mine, ours = views()
    browser = browser_of(who=manager)
    page = text(browser.get(LIST))
    assert "Ours" in page
    assert "Mine" not in page
    assert browser.get(f"{VIEWS}{mine.pk}/").status_code == 404
    assert browser.get(f"{VIEWS}{ours.pk}/").status_code == 403
    assert browser.post(f"{VIEWS}{ours.pk}/delete/").status_code == 403
    assert browser.post(f"{VIEWS}{ours.pk}/update/", {"query": ""}).status_code == 403
    assert "Edit the view" not in text(browser.get(LIST, {"view": ours.pk}))
    save(browser, "The manager's", shared="on")
    assert (views()[-1].name, views()[-1].shared) == ("The manager's", False)


def test_strangers_and_whoever_sees_no_list_have_no_views_of_it(
    office: Client, browser_of: Callable[..., Client], guide: User, stranger: User, views: Any
) -> None:
    save(office, "Ours", shared="on", pinned="on")
    (ours,) = views()
    assert save(browser_of(who=guide), "Guide's").status_code == 403
    assert browser_of(who=guide).get(f"{VIEWS}{ours.pk}/").status_code == 404
    assert "Ours" not in text(browser_of(who=guide).get("/admin/"))
    elsewhere = browser_of("northgate.localhost", who=stranger)
    assert elsewhere.get(f"{VIEWS}{ours.pk}/").status_code == 404
    assert "Ours" not in text(elsewhere.get(LIST))
