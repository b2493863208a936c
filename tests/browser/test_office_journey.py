"""Somebody who has never seen the back office shapes it: a field, a merge taken back, a record type of their own."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from apps.customers import services
from apps.customers.models import Customer
from apps.tenancy import context
from tests.conftest import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OWNER = "owner@coral.example"


def looked_at(page: Page, name: str) -> None:
    """A picture for whoever wants to look."""
    folder = os.environ.get("SHOTS")
    if folder:
        kind = "phone" if (page.viewport_size or {"width": 0})["width"] < 500 else "desk"
        page.screenshot(path=f"{folder}/journey-{name}-{kind}.png", full_page=True)


@pytest.fixture
def see(page: Page, looks_right: Callable[[Page], None]) -> Callable[[str], None]:
    """Check how the page looks, and keep a picture."""

    def look(name: str) -> None:
        looked_at(page, name)
        looks_right(page)

    return look


def test_an_owner_adds_a_field_and_fills_it(
    site: Any, coral: Any, page: Page, sign_in: Callable[..., None], see: Callable[[str], None]
) -> None:
    sign_in(page, OWNER, "coral")
    page.goto(site.url("/admin/settings/fields/", "coral"))
    see("fields")
    page.locator("main").get_by_role("link", name="Customers", exact=True).click()
    see("fields-of-customers")
    page.get_by_role("link", name="Add the first field").click()
    see("kinds")
    page.locator(".kind-list a[href='?kind=number']").click()
    page.get_by_label("Name", exact=True).fill("Dives so far")
    see("field")
    page.locator("form.form button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("Dives so far")
    page.goto(site.url("/admin/customers/customer/add/", "coral"))
    page.locator("#id_name").fill("Ana <b>Núñez</b>")
    page.get_by_label("Dives so far").fill("many")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Dives so far")
    see("wrong-number")
    page.get_by_label("Dives so far").fill("112")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ana <b>Núñez</b>")
    expect(page.locator("main")).to_contain_text("112")
    see("customer")
    page.goto(site.url("/admin/customers/customer/?f.custom.dives_so_far.from=100", "coral"))
    expect(page.locator("tbody tr")).to_have_count(1)
    see("customers")
    page.goto(site.url("/admin/", "coral"))
    see("today")


def test_two_customers_are_merged_and_parted_again(
    site: Any, coral: Any, page: Page, sign_in: Callable[..., None], see: Callable[[str], None]
) -> None:
    with context.use_tenant(coral):
        kept, other = (
            services.create_customer(record=Customer(), values=values, by=None, at=NOW)
            for values in (
                {"name": "Ben Carter", "email": "ben@people.example"},
                {"name": "Ben Carter", "city": "Hopkins"},
            )
        )
    sign_in(page, OWNER, "coral")
    page.goto(site.url(f"/admin/customers/customer/{kept.pk}/merge/", "coral"))
    see("merge-choose")
    page.goto(site.url(f"/admin/customers/customer/{kept.pk}/merge/?with={other.pk}", "coral"))
    see("merge")
    page.get_by_role("button", name="Look at the result").click()
    see("merge-result")
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ben Carter")
    expect(page.locator("main")).to_contain_text("Hopkins")
    see("merged")
    with context.use_tenant(coral):
        assert Customer.objects.count() == 1
        merge = kept.merges.get()
    page.goto(site.url(f"/admin/customers/customermerge/{merge.pk}/undo/", "coral"))
    see("merge-undo")
    page.locator("main button.danger").click()
    page.wait_for_load_state("load")
    with context.use_tenant(coral):
        assert set(Customer.objects.values_list("city", flat=True)) == {"", "Hopkins"}


def test_an_owner_keeps_a_boat_log(
    site: Any, coral: Any, page: Page, sign_in: Callable[..., None], see: Callable[[str], None]
) -> None:
    sign_in(page, OWNER, "coral")
    page.goto(site.url("/admin/settings/types/add/", "coral"))
    page.locator("#id_name").fill("Boat log")
    see("type")
    page.get_by_role("button", name="Add, then its first field").click()
    expect(page.locator(".kind-list")).to_be_visible()
    see("type-first-field")
    page.locator(".kind-list a[href='?kind=text']").click()
    page.get_by_label("Name", exact=True).fill("Boat")
    page.locator("form.form button[type=submit]").first.click()
    page.goto(site.url("/admin/records/boat_log/", "coral"))
    expect(page.locator("main")).to_contain_text("There are no")
    see("boat-log-empty")
    page.goto(site.url("/admin/records/boat_log/add/", "coral"))
    page.get_by_label("Title").fill("Morning at Shark Ray Alley")
    page.get_by_label("Boat").fill("Mako")
    see("boat-log-form")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("main")).to_contain_text("Mako")
    see("boat-log-record")
    page.goto(site.url("/admin/records/boat_log/", "coral"))
    expect(page.locator("tbody tr")).to_have_count(1)
    see("boat-log")
