"""What stands beside the pages: the site map, robots.txt, icons, shared pictures, the 404."""

import io
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

from PIL import Image as Pillow
from wagtail.models import Page

from apps.kernel import clock
from apps.tenancy import context, facts
from cms import languages
from cms.pages import ArticlePage, ArticlesPage, HomePage, StandardPage
from cms.seo.brand import Brand, _short
from cms.seo.icons import ico
from cms.seo.share import SIZE, draw, version_of
from tests.cms.conftest import image
from tests.cms.seo.conftest import tags, text
from tests.conftest import NOW

XML = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def entries(browser):
    """Addresses of the site map, each with its other languages."""
    root = ET.fromstring(browser.get("/sitemap.xml").content)
    return {
        url.findtext("s:loc", namespaces=XML).split("localhost", 1)[1].lstrip(":0123456789"): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", XML)
        }
        for url in root.findall("s:url", XML)
    }


def test_the_site_map_lists_what_everybody_may_see(browser_of, coral, northgate, below):
    below(StandardPage(title="Reef", slug="reef"))
    below(StandardPage(title="Hidden", slug="hidden", noindex=True))
    below(StandardPage(title="Draft", slug="draft", live=False))
    closed = below(StandardPage(title="Closed", slug="closed"))
    below(StandardPage(title="In there", slug="in"), closed)
    with context.use_tenant(coral):
        closed.view_restrictions.create(restriction_type="login")
    found = entries(browser_of())
    assert {"/", "/reef/", "/about/"} <= set(found)
    assert not {"/hidden/", "/draft/", "/closed/", "/closed/in/"} & set(found)
    assert "/reef/" not in entries(browser_of("northgate.localhost"))


def test_the_site_map_names_the_same_page_in_other_languages(browser_of, coral):
    with context.use_tenant(coral):
        french = languages.add(code="fr", by=None, at=NOW)
        home = HomePage.objects.get()
        copy = home.copy_for_translation(french)
        copy.slug = "home-fr"
        copy.save_revision().publish()
        about = Page.objects.get(slug="about")
        about.specific.copy_for_translation(french).save_revision().publish()
    found = entries(browser_of())
    assert set(found["/fr/about/"]) == {"en", "fr"} == set(found["/about/"])
    assert found["/about/"]["fr"].endswith("/fr/about/")
    assert not found["/contact/"]


def test_robots_leads_to_the_site_map_and_away_from_the_office(browser_of, coral):
    said = text(browser_of(), "/robots.txt")
    assert "Disallow: /admin/" in said and "Disallow: /cms/" in said
    assert said.rstrip().endswith("/sitemap.xml") and "coral.localhost" in said


def test_the_icon_is_the_first_letter_or_the_logo(browser_of, coral, northgate):
    html = text(browser_of(), "/")
    address = html.split('type="image/svg+xml" sizes="any" href="')[1].split('"')[0]
    response = browser_of().get(address)
    assert ">C</text>" in response.content.decode()
    assert "immutable" in response["Cache-Control"] and "sandbox" in response["Content-Security-Policy"]
    png = browser_of().get(address.replace(".svg", ".png"))
    assert Pillow.open(io.BytesIO(png.content)).size == (180, 180)
    assert Pillow.open(io.BytesIO(browser_of().get("/favicon.ico").content)).format == "ICO"
    old = browser_of().get("/site/icon/0.png")
    assert old.status_code == 302 and old["Location"] == address.replace(".svg", ".png")
    assert ">N</text>" in browser_of("northgate.localhost").get(address, follow=True).content.decode()


def test_a_shared_page_has_a_picture(browser_of, coral, below):
    page = below(StandardPage(title="A very long title about the reef and all that swims " * 3, slug="reef"))
    address = tags(text(browser_of(), "/reef/"))["og:image"]
    path = "/site/" + address.split("/site/")[1]
    response = browser_of().get(path)
    assert response["Content-Type"] == "image/jpeg" and "immutable" in response["Cache-Control"]
    assert Pillow.open(io.BytesIO(response.content)).size == SIZE
    assert browser_of("northgate.localhost").get(path).status_code == 404
    assert browser_of().get(f"/site/share/{page.pk}/old.jpg")["Location"] == path
    with context.use_tenant(coral):
        page.unpublish()
    assert browser_of().get(path).status_code == 404


def test_a_shared_page_shows_its_cover_and_titles_no_font_of_ours_has(coral):
    cover = image(coral)
    with context.use_tenant(coral):
        for title in ("Reef", "شعاب", "x" * 400, ""):
            for typeface in ("serif", "condensed", "system", "none"):
                brand = Brand("Coral & Current", "#f59e0b", typeface, None, "1")
                for shown in (cover, None):
                    assert Pillow.open(io.BytesIO(draw(title, shown, brand))).size == SIZE
        cover.file.close()


def test_what_is_not_there_is_said_in_the_look_of_the_business(browser_of, coral):
    response = browser_of().get("/nothing-here/")
    assert response.status_code == 404
    for path in ("/admin/nothing/", "/cms/nothing/", "/nothing/here.php"):
        assert browser_of().get(path).status_code in {302, 404}, path


def test_a_changed_name_or_file_of_the_logo_gets_another_icon(coral):
    logo = image(coral)
    with context.use_tenant(coral):
        seen = set()
        for name, file in (("Reef", ""), ("Reed", ""), ("Reed", "a.png"), ("Reed", "b.png")):
            logo.file.name = file
            seen.add(_short(name, logo if file else None))
        assert len(seen) == 4


def test_a_changed_file_of_the_cover_gets_another_picture(coral, below):
    cover = image(coral)
    page = below(StandardPage(title="Reef", slug="reef"))
    alone = version_of(page, "1")
    page.body = [("hero", {"title": "Reef", "picture": cover})]
    with context.use_tenant(coral):
        first = version_of(page, "1")
        cover.file.name = "other.png"
        second = version_of(page, "1")
        assert len({alone, first, second}) == 3
        assert version_of(below(StandardPage(title="R", slug="r")), "1", cover) != alone


def test_a_letter_without_a_capital_stays_as_it_is():
    brand = Brand("ßpa", "#f59e0b", "serif", None, "1")
    assert brand.initial == "ß"
    assert Pillow.open(io.BytesIO(ico(brand))).format == "ICO"


def test_the_year_and_the_day_of_an_article_are_the_business_s(browser_of, coral, below, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 1, 1, 2, tzinfo=UTC))
    with context.use_tenant(coral):
        assert facts.current().time_zone == "America/Belize"
        news = below(ArticlesPage(title="News", slug="news"))
        assert below(ArticlePage(title="Whale", slug="whale"), news).date == date(2026, 12, 31)
    assert "© 2026 Coral" in text(browser_of(), "/about/")
