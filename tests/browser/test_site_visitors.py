"""What a visitor of a business's site meets besides its words: pictures, the question of consent, search, a form."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from wagtail.images.models import Image

from apps.tenancy import context
from cms.contact.models import ContactMessage
from cms.pages import HomePage, StandardPage
from tests.apps.files.samples import noisy

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FETCHED = "address => fetch(address).then(answer => [answer.status, answer.headers.get('content-type')])"
FRAME = "https://www.youtube-nocookie.com/**"


@pytest.fixture
def reef(coral: Any, settings: Any, site: Any) -> None:
    """A page with a photo and a video of another site."""
    settings.MEDIA_ROOT = str(site.folder)
    with context.use_tenant(coral):
        photo = Image.objects.create(
            title="Reef", description="A reef", file=ContentFile(noisy((1600, 1200)), name="reef.jpg")
        )
        photo.file.close()
        film = {"title": "Our reef", "url": "https://youtu.be/abcdefghijk", "picture": photo}
        text = {"title": "Corals", "html": "<p>Many.</p>", "picture": photo, "side": "right"}
        HomePage.objects.get().add_child(
            instance=StandardPage(
                title="The reef", slug="reef", picture=photo, body=[("text", text), ("embed", film)]
            )
        )


def test_pictures_come_in_avif_and_facts_pass_the_policy(site, reef, page: Tab, looks_right, tmp_path):
    page.goto(site.url("/reef/", "coral"))
    shown = page.locator("picture img").first
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("complete", value=True)
    assert shown.evaluate("image => image.currentSrc").endswith(".avif")
    assert shown.evaluate("image => image.naturalWidth") > 300
    facts = page.locator('script[type="application/ld+json"]').evaluate(
        "node => JSON.parse(node.textContent)"
    )
    assert facts["@context"] == "https://schema.org"
    share = page.locator('meta[property="og:image"]').get_attribute("content")
    assert page.evaluate(FETCHED, share) == [200, "image/jpeg"]
    icon = page.locator('link[rel="icon"]').first.get_attribute("href")
    assert page.evaluate(FETCHED, icon) == [200, "image/png"]
    looks_right(page)
    page.screenshot(path=str(tmp_path / "reef.png"), full_page=True)


def test_nothing_is_loaded_before_the_visitor_says_so(site, reef, page: Tab, looks_right, tmp_path):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route(FRAME, lambda route: route.fulfill(body="<p>film</p>", content_type="text/html"))
    for _again in range(2):  # from Django and as a kept page
        page.goto(site.url("/reef/", "coral"))
        expect(page.get_by_role("region", name="Your privacy")).to_be_visible()
    assert not [url for url in asked if "youtube" in url]
    looks_right(page)
    page.screenshot(path=str(tmp_path / "banner.png"))
    banner = page.get_by_role("region", name="Your privacy")
    one, other = (banner.get_by_role("button").nth(number).bounding_box() for number in (0, 1))
    assert one
    assert other
    assert abs(one["height"] - other["height"]) < 2, "one answer is as prominent as the other"
    banner.get_by_role("button", name="Allow everything").click()
    expect(page.frame_locator("iframe").get_by_text("film")).to_be_attached()
    expect(page.get_by_role("region", name="Your privacy")).to_have_count(0)
    page.wait_for_load_state("load")
    page.get_by_role("link", name="Your privacy").click()
    expect(page).to_have_url(site.url("/consent/", "coral"))
    page.get_by_role("button", name="Only what is necessary").click()
    expect(page.get_by_role("status")).to_contain_text("Your choice is saved")
    looks_right(page)
    page.screenshot(path=str(tmp_path / "consent.png"))
    page.goto(site.url("/reef/", "coral"))
    expect(page.locator("iframe")).to_have_count(0)


def test_a_message_is_sent_without_any_script(site, coral, chromium, tmp_path):
    without = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    tab = without.new_page()
    tab.goto(site.url("/contact/", "coral"))
    tab.locator("form.form").get_by_label("Your name").fill("Ana")
    tab.get_by_label("E-mail").fill("ana@example.com")
    tab.get_by_label("Message").fill("Is the water warm?")
    tab.screenshot(path=str(tmp_path / "form.png"), full_page=True)
    tab.get_by_role("checkbox").check()
    tab.get_by_role("button", name="Send").click()
    expect(tab.get_by_text("Thank you.")).to_be_visible()
    tab.screenshot(path=str(tmp_path / "thanks.png"))
    with context.use_tenant(coral):
        assert ContactMessage.objects.get().message == "Is the water warm?"
    without.close()


def test_the_search_says_what_it_did_not_find(site, coral, page: Tab, looks_right, tmp_path):
    page.goto(site.url("/", "coral"))
    menu = page.locator(".phone-menu > summary")
    if menu.is_visible():
        menu.click()
    page.get_by_role("banner").get_by_role("link", name="Search", exact=True).click()
    page.get_by_label("What are you looking for?").fill("zebra")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("Nothing has “zebra”")
    looks_right(page)
    page.screenshot(path=str(tmp_path / "search.png"))
