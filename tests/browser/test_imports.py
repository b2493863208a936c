"""Somebody imports a spreadsheet with three bad rows in five hundred, puts them right, undoes it all; at a desk and on a phone."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from apps.backoffice.models import Import
from apps.backoffice.tasks import data as tasks
from apps.tenancy import context
from apps.tenancy.models import Location

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BASE = "/admin/tenancy/location/"


@pytest.fixture
def do(coral: Any, settings: Any, site: Any) -> Callable[..., None]:
    """What the worker would do, with the latest import."""
    settings.MEDIA_ROOT = str(site.folder)

    def run(task: Any, *args: Any) -> None:
        with context.use_tenant(coral):
            task.here(Import.objects.latest("pk").pk, *args)

    return run


def spreadsheet() -> bytes:
    rows = [f"Pier {n};Europe/Athens;Hydra;GR;+30210600{n:04};pier{n}@people.example" for n in range(497)]
    rows[10:10] = ["Bad zone;Atlantis;;;;", "Bad mail;UTC;;;;nobody", ";UTC;Nameless;;;"]
    return "\r\n".join(["Ort;Zeitzone;Stadt;Land;Telefon;E-Mail", *rows]).encode("cp1252")


def looked_at(page: Page, name: str) -> None:
    """A picture for whoever wants to look."""
    folder = os.environ.get("SHOTS")
    if folder:
        kind = "phone" if (page.viewport_size or {"width": 0})["width"] < 500 else "desk"
        page.screenshot(path=f"{folder}/{name}-{kind}.png", full_page=True)


def take_back(page: Page) -> None:
    page.get_by_text("Undo this import").click()
    page.get_by_role("button", name="Undo the whole import").click()


def test_a_spreadsheet_with_three_bad_rows_in_five_hundred(site, coral, page, sign_in, looks_right, do):
    sign_in(page, "owner@coral.example", "coral")
    page.goto(site.url(f"{BASE}import/", "coral"))
    looks_right(page)
    page.get_by_label("File").set_input_files(
        {"name": "Häfen.csv", "mimeType": "text/csv", "buffer": spreadsheet()}
    )
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which column is what?")
    page.get_by_label("Ort", exact=True).select_option(label="Name *")
    page.get_by_label("Stadt", exact=True).select_option(label="City")
    looks_right(page)
    looked_at(page, "columns")
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    looks_right(page)
    do(tasks.check_import)
    # The page finds out by itself.
    expect(page.locator("main")).to_contain_text("497 of 500 rows will be imported.", timeout=15_000)
    expect(page.locator("main")).to_contain_text("3 rows have problems.")
    looks_right(page)
    looked_at(page, "checked")
    page.get_by_role("link", name="Put the wrong rows right").click()
    looks_right(page)
    looked_at(page, "rows")
    page.get_by_label("Zeitzone").first.fill("Europe/Athens")
    page.get_by_label("Ort").last.fill("Named")
    page.get_by_role("button", name="Check these rows again").click()
    expect(page.locator("main")).to_contain_text("2 rows are right now.")
    page.get_by_label("E-Mail").first.fill("somebody@people.example")
    page.get_by_role("button", name="Check these rows again").click()
    expect(page.get_by_role("button", name="Import 500 rows")).to_be_visible()
    page.get_by_role("button", name="Import 500 rows").click()
    do(tasks.write_import)
    expect(page.locator("main")).to_contain_text("Undo this import", timeout=15_000)
    looks_right(page)
    looked_at(page, "done")
    with context.use_tenant(coral):
        assert Location.objects.filter(time_zone__in=["Europe/Athens", "UTC"]).count() >= 500
    take_back(page)
    do(tasks.undo_import, None)
    expect(page.locator("main")).to_contain_text("Undone", timeout=15_000)
    with context.use_tenant(coral):
        assert not Location.objects.filter(name__startswith="Pier ").exists()


def test_the_form_of_an_export(site, page, sign_in, looks_right):
    sign_in(page, "owner@coral.example", "coral")
    page.goto(site.url(f"{BASE}export/", "coral"))
    looks_right(page)
    looked_at(page, "export")
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Export").click()
    assert fetched.value.suggested_filename.endswith(".csv")
    page.get_by_label("Excel").check()
    page.get_by_role("button", name="Export").click()
    expect(page.locator("main")).to_contain_text("Your workbooks")
    looks_right(page)
