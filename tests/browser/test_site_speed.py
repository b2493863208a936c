"""What a visitor's phone has to load for a whole front page, and what Chromium itself says about how it comes up.

Nothing here is timed: bytes, shifts and which element is the largest are the same on a busy machine.
"""

from typing import Any, Final

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Browser, Response
from wagtail.images.models import Image

from apps.tenancy import context
from cms.pages import HomePage
from tests.apps.catalog.conftest import product_with
from tests.apps.files.samples import noisy
from tests.browser.conftest import PHONE

__all__ = ["product_with"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_BYTES: Final = 60_000
MOST_SHIFT: Final = 0.1
COUNTED: Final = frozenset({"document", "stylesheet", "script"})
# Chromium tells a page's observers only, so they are there before the page is.
OBSERVE: Final = """
window.shift = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput) window.shift += entry.value;
})).observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(list => { window.largest = list.getEntries().at(-1).element; })
  .observe({type: 'largest-contentful-paint', buffered: true});
"""
LARGEST: Final = """() => window.largest && ({
  name: window.largest.localName,
  hero: !!window.largest.closest('.hero'),
  priority: window.largest.getAttribute('fetchpriority'),
  loading: window.largest.getAttribute('loading'),
})"""


@pytest.fixture
def front(coral: Any, product_with: Any, settings: Any, site: Any) -> None:
    """A front page with a hero, products, and pictures in what follows."""
    settings.MEDIA_ROOT = str(site.folder)
    with context.use_tenant(coral):
        photos = []
        for number in range(3):
            content = ContentFile(noisy((1600, 1200)), name=f"reef-{number}.jpg")
            photos.append(Image.objects.create(title="Reef", description="A reef", file=content))
            photos[-1].file.close()
        for number in range(6):
            product_with(name=f"Reef trip {number}", summary="Two reefs by noon.")
        hero = {"title": "Dive with us", "text": "Two reefs by noon.", "picture": photos[0], "tone": "dark"}
        home = HomePage.objects.get()
        home.body = [
            ("hero", hero),
            ("products", {"title": "Trips", "limit": 6}),
            ("text", {"title": "Corals", "html": "<p>Many.</p>", "picture": photos[1], "side": "right"}),
            ("gallery", {"title": "Pictures", "pictures": photos}),
        ]
        home.save()


def test_a_front_page_is_light_stands_still_and_shows_its_hero_first(
    site: Any, front: None, chromium: Browser
) -> None:
    visitor = chromium.new_context(viewport=PHONE, has_touch=True)
    tab = visitor.new_page()
    tab.add_init_script(OBSERVE)
    answers: list[Response] = []
    tab.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  Playwright marks what it is given
    tab.goto(site.url("/", "coral"), wait_until="networkidle")
    tab.wait_for_function("window.largest")
    for image in tab.locator("main img").all():
        image.scroll_into_view_if_needed()
        image.evaluate("image => image.decode()")
    counted = {
        answer.url: answer.request.sizes()["responseBodySize"]
        for answer in answers
        if answer.request.resource_type in COUNTED
    }
    assert tab.locator(".hero img").count() == 1
    assert tab.get_by_text("Reef trip 5").count()
    assert len(counted) > 1 and all(counted.values()), counted
    assert sum(counted.values()) < MOST_BYTES, counted
    assert tab.evaluate("window.shift") < MOST_SHIFT
    largest = tab.evaluate(LARGEST)
    assert largest["hero"], largest
    assert largest["name"] in {"img", "h1"}, largest
    if largest["name"] == "img":
        assert largest["priority"] == "high" and largest["loading"] != "lazy", largest
    visitor.close()
