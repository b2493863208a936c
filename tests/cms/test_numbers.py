"""Numbers longer than any number there is, where an address or a form brings one."""

import pytest

from apps.kernel.numbers import whole
from cms.pages import ArticlePage, ArticlesPage, StandardPage
from cms.pages.articles import PER_PAGE
from tests.cms.conftest import editor, files
from tests.cms.seo.conftest import below, text
from tests.conftest import NOW

__all__ = ["below", "editor", "files"]
LONG = "9" * 5000


@pytest.mark.parametrize("wrong", ["", "x", "-1", "1.5", " 1", "²", "٣", "9" * 19, LONG])
def test_what_is_no_number_of_a_row(wrong):
    assert whole(wrong) is None


def test_what_is_one():
    assert (whole("0"), whole("007"), whole("9" * 18)) == (0, 7, 10**18 - 1)


def test_only_parts_that_a_page_has_are_addresses_of_their_own(browser_of, coral, below):
    news = below(ArticlesPage(title="News", slug="news"))
    for number in range(PER_PAGE + 1):
        below(ArticlePage(title=f"Whale {number}", slug=f"whale-{number}", date=NOW.date()), news)
    below(StandardPage(title="Reef", slug="reef"))
    browser = browser_of()

    def said(address):
        return text(browser, address).partition('rel="canonical" href="')[2].partition('"')[0]

    assert said("/news/?page=2").endswith("/news/?page=2")
    for first in ("1", "x", ""):
        assert said(f"/news/?page={first}").endswith("/news/")
    assert said("/news/?page=7").endswith("/news/?page=2")
    for number in ("7", LONG):
        assert said(f"/reef/?page={number}").endswith("/reef/")
    assert "/news/" in said(f"/news/?page={LONG}")


def test_the_editor_hears_of_it_politely(editor, below):
    page = below(StandardPage(title="Reef", slug="reef"))
    sent = {"new_title": "B", "new_slug": "b", "new_parent_page": LONG}
    assert editor.post(f"/cms/pages/{page.pk}/copy/", sent).status_code == 404
    assert editor.post(f"/cms/reviews/{page.pk}/", {"revision": LONG}).status_code == 302
