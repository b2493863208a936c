"""An owner who has never seen the editor: changes the site, sees the change, plans, and is alone with all of it."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from PIL import Image as Picture
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from apps.tenancy import context
from cms.pages import HomePage, StandardPage
from cms.publishing import due

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OWNER = "owner@coral.example"
# The editor tries to save while one types; and some addresses here are asked for to see that nothing is there.
REFUSED = re.compile("status of 40[04]")
DESK = {"width": 1280, "height": 900}


@pytest.fixture
def desk(chromium: Any) -> Any:
    """A tab whose scripts must not fail."""
    opened = chromium.new_context(viewport=DESK)
    tab = opened.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on(
        "console",
        lambda said: (
            wrong.append(said.text) if said.type == "error" and not REFUSED.search(said.text) else None
        ),
    )
    yield tab
    opened.close()
    assert not wrong, wrong


def publish(tab: Tab, button: str = "Publish") -> None:
    """Choose it out of the menu of the button that saves."""
    tab.get_by_role("button", name="More actions").click()
    tab.get_by_role("button", name=button, exact=True).click()
    expect(tab.get_by_role("status").first).to_contain_text("ublish")


def menu_of(tab: Tab) -> list[str]:
    """The public menu."""
    return tab.get_by_role("navigation").first.get_by_role("link").all_inner_texts()


def status_of(tab: Tab, address: str) -> int:
    """What is answered there."""
    answer = tab.goto(address)
    assert answer
    return answer.status


def photo() -> dict[str, Any]:
    """Twelve megapixels as a camera sends them."""
    data = io.BytesIO()
    Picture.effect_noise((400, 300), 60).resize((4000, 3000)).convert("RGB").save(data, "JPEG", quality=80)
    return {"name": "reef.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def test_an_owner_changes_the_front_page_adds_a_page_and_orders_the_menu(site, coral, sign_in, desk):
    front = site.url("/", "coral")
    desk.goto(front)
    expect(desk.get_by_role("heading", level=1)).to_have_text("Coral & Current")
    sign_in(desk, OWNER, "coral")
    desk.goto(site.url("/admin/", "coral"))
    desk.get_by_role("navigation").get_by_role("link", name="Website", exact=True).click()

    desk.get_by_role("link", name="Change the front page").click()
    desk.locator("[name=body-0-value-title]").fill("Dive with us")
    publish(desk)
    desk.goto(front)
    expect(desk.get_by_role("heading", level=1)).to_have_text("Dive with us")

    desk.goto(site.url("/cms/", "coral"))
    desk.get_by_role("link", name="Add a page").click()
    desk.get_by_role("link", name="Standard page").first.click()
    desk.locator("[name=title]").fill("Night dives")
    desk.get_by_role("tab", name="Promote").click()
    desk.locator("[name=show_in_menus]").check()
    publish(desk)
    desk.goto(front)
    assert menu_of(desk) == ["What we offer", "About us", "Contact", "Night dives"]

    desk.goto(site.url("/cms/pages/", "coral"))
    handle = desk.locator("tr", has_text="Night dives").locator("td.ord > *").first
    first = desk.locator("tr", has_text="What we offer").bounding_box()
    handle.hover()
    desk.mouse.down()
    desk.mouse.move(first["x"] + 40, first["y"] + first["height"] - 5, steps=5)
    desk.mouse.move(first["x"] + 40, first["y"] + 5, steps=10)
    desk.mouse.up()
    expect(desk.get_by_role("status").first).to_contain_text("has been moved")
    desk.goto(front)
    assert menu_of(desk) == ["Night dives", "What we offer", "About us", "Contact"]


def test_a_photo_is_shown_and_a_notice_comes_when_planned(site, coral, sign_in, desk):
    sign_in(desk, OWNER, "coral")
    desk.goto(site.url("/cms/images/multiple/add/", "coral"))
    desk.locator("input[type=file]").set_input_files(photo())
    expect(desk.get_by_role("button", name="Update")).to_be_visible(timeout=20_000)

    desk.goto(site.url("/cms/", "coral"))
    desk.get_by_role("link", name="Change the front page").click()
    desk.locator("[name=body-0-value-picture]").locator("xpath=..").get_by_role(
        "button", name="Choose an image"
    ).click()
    desk.locator(".modal-body a[data-chooser-modal-choice]").first.click()
    expect(desk.locator("[name=body-0-value-picture]")).not_to_have_value("")
    desk.locator(".c-sf-add-button").first.click()
    desk.get_by_role("option", name="Notice bar").click()
    desk.locator("[name$=value-text][name^=body-3]").fill("No boats tomorrow")
    desk.locator("[name=body-3-value-shown_from]").fill("2050-01-01 09:00")
    desk.locator("[name=body-3-value-text]").click()
    publish(desk)
    front = site.url("/", "coral")
    desk.goto(front)
    shown = desk.locator("main picture img").first
    expect(shown).to_have_js_property("complete", value=True)
    assert 0 < shown.evaluate("image => image.naturalWidth") <= 1600
    expect(desk.get_by_text("No boats tomorrow")).to_have_count(0)

    with context.use_tenant(coral):
        home = HomePage.objects.get()
        notice = home.body.raw_data[0]
        assert notice["value"]["shown_from"] == "2050-01-01T09:00:00-06:00", "nine o'clock in Belize"
        moment = timezone.now() + timedelta(seconds=6)
        notice["value"]["shown_from"] = moment.isoformat()
        home.save_revision().publish()
    desk.goto(front)
    expect(desk.get_by_text("No boats tomorrow")).to_have_count(0)
    desk.wait_for_timeout(max(0.0, (moment - timezone.now()).total_seconds()) * 1000 + 200)
    desk.goto(front)
    expect(desk.get_by_text("No boats tomorrow")).to_be_visible()


def test_a_page_comes_when_it_was_planned(site, coral, sign_in, desk):
    sign_in(desk, OWNER, "coral")
    desk.goto(site.url("/cms/", "coral"))
    desk.get_by_role("link", name="Add a page").click()
    desk.get_by_role("link", name="Standard page").first.click()
    desk.locator("[name=title]").fill("Whale week")
    desk.get_by_role("button", name="Toggle status").click()
    desk.get_by_role("button", name="Set schedule").click()
    desk.locator("[name=go_live_at]").fill("2050-03-01 08:00")
    # By the keyboard: the calendar that opens with the field may still lie over the button.
    desk.get_by_role("button", name="Save schedule").press("Enter")
    publish(desk, "Schedule to publish")
    whales = site.url("/whale-week/", "coral")
    assert status_of(desk, whales) == 404
    with context.use_tenant(coral):
        at = StandardPage.objects.get(slug="whale-week").go_live_at + timedelta(seconds=1)
        with time_machine.travel(at, tick=False):
            assert due.publish(at=at) == 1
    assert status_of(desk, whales) == 200


def test_another_owner_sees_none_of_it(site, coral, northgate, sign_in, desk):
    with context.use_tenant(coral):
        home = HomePage.objects.get()
        secret = home.add_child(
            instance=StandardPage(title="Coral secret", slug="secret", show_in_menus=True)
        )
        secret.save_revision().publish()
    sign_in(desk, "owner@northgate.example", "northgate")
    for path in (
        "/",
        "/search/?q=secret",
        "/cms/",
        "/cms/pages/",
        "/cms/pages/search/?q=secret",
        "/cms/images/",
    ):
        desk.goto(site.url(path, "northgate"))
        expect(desk.get_by_text("Coral secret")).to_have_count(0)
        expect(desk.get_by_text("Coral & Current")).to_have_count(0)
    for path in ("/secret/", f"/cms/pages/{secret.pk}/edit/", f"/cms/pages/{home.pk}/"):
        assert status_of(desk, site.url(path, "northgate")) == 404
    desk.goto(site.url("/cms/", "coral"))
    assert "/accounts/login/" in desk.url


def test_the_editor_shows_the_draft_on_a_phone(site, coral, sign_in, chromium):
    opened = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    phone = opened.new_page()
    sign_in(phone, OWNER, "coral")
    phone.goto(site.url("/cms/", "coral"))
    phone.get_by_role("link", name="Change the front page").click()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.get_by_role("button", name="Toggle preview").click()
    frame = phone.frame_locator("#w-preview-iframe").first
    expect(frame.get_by_role("heading", level=1)).to_have_text("Coral & Current", timeout=10_000)
    opened.close()
