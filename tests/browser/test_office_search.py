"""The palette and the keys, at a desk and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from apps.tenancy import context
from apps.tenancy.models import Location

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def places(site, coral):
    """Two places to look for."""
    with context.use_tenant(coral):
        return [
            Location.objects.create(
                name=name, time_zone="America/Belize", city="Hopkins", phone="+501 600-1234"
            )
            for name in ("Wharf house", "Zoë's boat shed")
        ]


@pytest.fixture
def office(site, page, sign_in, places):
    """The owner on the first page."""
    sign_in(page, "owner@coral.example", "coral")
    page.goto(site.url("/admin/", "coral"))
    return page


def test_the_palette_finds_a_record_and_goes_there_without_the_mouse(site, office, places, looks_right):
    looks_right(office)
    office.keyboard.press("Control+k")
    field = office.get_by_role("combobox", name="Search everything")
    expect(field).to_be_focused()
    expect(office.get_by_role("option", name="Locations", exact=True)).to_be_visible()
    looks_right(office)
    field.press_sequentially("zoe 6001234")
    expect(office.get_by_role("option", name=re.compile("Zoë's boat shed"))).to_have_attribute(
        "aria-selected", "true"
    )
    looks_right(office)
    field.press("Enter")
    expect(office).to_have_url(site.url(f"/admin/tenancy/location/{places[1].pk}/", "coral"))

    # What was open last stands first when the palette opens again, until somebody signs out.
    office.keyboard.press("/")
    first = office.get_by_role("option").first
    expect(first).to_have_text(re.compile("Zoë's boat shed"))
    field.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    field.press("ArrowUp")
    field.fill("no such thing anywhere")
    expect(office.get_by_role("status").filter(has_text="Nothing here says that")).to_be_visible()
    field.press("Enter")
    expect(office).to_have_url(re.compile(r"/admin/search/\?q=no"))
    looks_right(office)


def test_the_palette_opens_by_touch_and_closes(office):
    office.get_by_role("link", name="Search", exact=False).first.click()
    dialog = office.get_by_role("dialog", name="Search everything")
    expect(dialog).to_be_visible()
    office.get_by_role("button", name="Close").first.click()
    expect(dialog).to_be_hidden()


def test_keys_go_places_and_are_listed(site, office, places, looks_right):
    office.keyboard.press("?")
    listed = office.get_by_role("dialog", name="Keyboard")
    expect(listed).to_be_visible()
    looks_right(office)
    office.keyboard.press("Escape")

    office.goto(site.url(f"/admin/tenancy/location/{places[1].pk}/", "coral"))
    office.keyboard.press("j")
    office.wait_for_url(site.url(f"/admin/tenancy/location/{places[0].pk}/", "coral"))
    office.keyboard.press("[")
    office.wait_for_url(site.url(f"/admin/tenancy/location/{places[1].pk}/", "coral"))
    office.keyboard.press("e")
    office.wait_for_url(re.compile("/change/"))
    name = office.get_by_label("Name")
    name.fill("")
    name.press_sequentially("Jetty nest? g/")  # all of these letters are keys elsewhere
    expect(office.get_by_role("dialog")).to_have_count(0)
    office.keyboard.press("Control+s")
    expect(office.get_by_role("heading", level=1)).to_have_text("Jetty nest? g/")
    office.keyboard.press("g")
    office.keyboard.press("l")
    office.wait_for_url(site.url("/admin/tenancy/location/", "coral"))
    office.keyboard.press("j")
    expect(office.locator("table tbody th a").first).to_be_focused()
    office.keyboard.press("n")
    office.wait_for_url(re.compile("/add/"))
    office.locator("body").click(position={"x": 2, "y": 2})
    office.keyboard.press("g")
    office.keyboard.press("t")
    office.wait_for_url(site.url("/admin/", "coral"))


def test_keys_without_ctrl_can_be_switched_off_for_good(office):
    office.keyboard.press("?")
    office.get_by_label("Use keys without Ctrl").uncheck()
    office.keyboard.press("Escape")
    office.reload()
    office.keyboard.press("?")
    office.keyboard.press("/")
    expect(office.get_by_role("dialog")).to_have_count(0)
    office.keyboard.press("Control+k")
    expect(office.get_by_role("dialog", name="Search everything")).to_be_visible()
