"""Finding pages of a site by words."""

import io

import pytest
from django.core.management import call_command

from apps.tenancy import context
from apps.tenancy.models import Tenant
from cms import languages
from cms.pages import HomePage, ProductPage, ProductsPage, StandardPage
from cms.search import views
from cms.search.queries import LONGEST, cleaned
from tests.apps.catalog.conftest import product_with
from tests.cms.conftest import files
from tests.cms.seo.conftest import below
from tests.conftest import NOW

__all__ = ["below", "files", "product_with"]


def _businesses():
    with context.use_signin():
        return list(Tenant.objects.all())


def found(browser, query, path="/search/"):
    """The HTML of a search."""
    # What the worker does after each edit.
    for tenant in _businesses():
        with context.use_tenant(tenant):
            call_command("update_index", verbosity=0, stdout=io.StringIO())
    response = browser.get(path, {"q": query})
    assert response.status_code == 200
    return response.content.decode()


def test_pages_and_products_that_everybody_may_see_are_found(browser_of, coral, northgate, below):
    trips = below(ProductsPage(title="Trips", slug="trips"))
    below(ProductPage(title="Night dive with barracuda", slug="night", intro="In the dark."), trips)
    text = {"title": "", "html": "<p>We met a barracuda.</p>", "side": "right"}
    below(StandardPage(title="Stories", slug="stories", body=[("text", text)]))
    below(StandardPage(title="Barracuda draft", slug="draft", live=False))
    below(StandardPage(title="Barracuda hidden", slug="hidden", noindex=True))
    closed = below(StandardPage(title="Barracuda closed", slug="closed"))
    with context.use_tenant(coral):
        closed.view_restrictions.create(restriction_type="login")
    html = found(browser_of(), "barracuda")
    assert 'href="/trips/night/"' in html and 'href="/stories/"' in html
    assert "2 pages have" in html
    for hidden in ("draft", "hidden", "closed"):
        assert f'href="/{hidden}/"' not in html
    assert "Nothing has" in found(browser_of("northgate.localhost"), "barracuda")


def test_only_the_language_of_the_address_is_searched(browser_of, coral, below):
    page = below(StandardPage(title="Barracuda", slug="fish"))
    with context.use_tenant(coral):
        french = languages.add(code="fr", by=None, at=NOW)
        HomePage.objects.get().copy_for_translation(french).save_revision().publish()
        copy = page.copy_for_translation(french)
        copy.title = "Barracuda français"
        copy.save_revision().publish()
    html = found(browser_of(), "barracuda", "/fr/search/")
    assert 'href="/fr/fish/"' in html and 'href="/fish/"' not in html
    assert 'href="/fish/"' in found(browser_of(), "barracuda")


def test_many_results_come_in_parts(browser_of, coral, below):
    for number in range(12):
        below(StandardPage(title=f"Reef {number}", slug=f"reef-{number}"))
    html = found(browser_of(), "reef")
    assert html.count('<h2 class="result-title"><a href="/reef-') == 10 and "1 of 2" in html
    later = browser_of().get("/search/?q=reef&page=2").content.decode()
    assert later.count('<h2 class="result-title"><a href="/reef-') == 2 and 'rel="next"' not in later
    assert "2 of 2" in browser_of().get("/search/?q=reef&page=99").content.decode()


@pytest.mark.parametrize("query", ["", " ", "a"])
def test_nothing_to_look_for_is_no_error(browser_of, coral, query):
    html = found(browser_of(), query)
    assert 'role="search"' in html and "Nothing has" not in html


@pytest.mark.parametrize(
    "query",
    ["x" * 5000, "a\0b", "'; DROP TABLE", '"', '"unclosed phrase', "a:b", "((", "* & | !", "%s", "<b>hi</b>"],
)
def test_odd_words_are_words(browser_of, coral, query):
    html = found(browser_of(), query)
    assert "<b>hi" not in html
    assert len(cleaned(query)) <= LONGEST


def test_results_are_kept_for_nobody_and_indexed_by_nobody(browser_of, coral):
    response = browser_of().get("/search/?q=reef")
    assert "private" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_the_search_costs_the_same_however_much_is_found(browser_of, below, django_assert_max_num_queries):
    for number in range(10):
        below(StandardPage(title=f"Reef {number}", slug=f"reef-{number}"))
    found(browser_of(), "reef")
    with django_assert_max_num_queries(14):
        assert "10 pages" in browser_of().get("/search/?q=reef").content.decode()


def test_what_the_catalogue_says_is_found_and_what_is_not_sold_any_more_is_not(
    browser_of, in_coral, below, product_with
):
    trips = below(ProductsPage(title="Trips", slug="trips"))
    for name, status in (("Sold", "active"), ("Gone", "archived")):
        product = product_with(name, summary="We look for barracuda.", status=status)
        below(ProductPage(title=f"Barracuda {name}", slug=f"p-{name.lower()}", product=product), trips)
    quiet = product_with("Quiet", summary="We look for barracuda.")
    below(ProductPage(title="Quiet", slug="p-quiet", product=quiet), trips)
    html = found(browser_of(), "barracuda")
    assert 'href="/trips/p-sold/"' in html and 'href="/trips/p-quiet/"' in html
    assert 'href="/trips/p-gone/"' not in html
    assert html.count("We look for barracuda.") >= 2


def test_every_page_leads_to_the_search_and_a_missing_one_has_the_form(browser_of, coral):
    with context.use_tenant(coral):
        french = languages.add(code="fr", by=None, at=NOW)
        HomePage.objects.get().copy_for_translation(french).save_revision().publish()
    browser = browser_of()
    for home, address, word in (("/", "/search/", "Search"), ("/fr/", "/fr/search/", "Rechercher")):
        html = browser.get(home).content.decode()
        header, footer = html.split("<main")[0], html.split('class="site-footer"')[1]
        assert f'href="{address}">{word}</a>' in footer
        icon, _slash, _rest = header.partition(f"{word}</span></a>")
        assert f'<a class="search-link" href="{address}">' in icon
        missing = browser.get(f"{home}nothing-here/")
        assert missing.status_code == 404
        assert f'role="search" action="{address}"' in missing.content.decode()


def test_whoever_searches_faster_than_people_do_is_asked_to_wait(browser_of, coral, monkeypatch):
    monkeypatch.setattr(views, "EACH", (2, 60))
    browser = browser_of()
    for _time in range(2):
        assert browser.get("/search/?q=reef").status_code == 200
    refused = browser.get("/search/?q=reef")
    assert refused.status_code == 429 and "max-age=0" in refused["Cache-Control"]
    assert "Please wait a minute." in refused.content.decode()
    assert browser.get("/search/").status_code == 200
    assert browser.get("/search/?q=reef", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_only_the_first_five_words_are_searched_for():
    assert cleaned("one two three four five six") == "one two three four five"
