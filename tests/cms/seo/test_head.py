"""The head of a page and its facts."""

from datetime import date

from apps.tenancy import context
from apps.tenancy.models import Location
from cms.pages import ArticlePage, ArticlesPage, FaqPage, ProductPage, ProductsPage, StandardPage
from tests.apps.catalog.conftest import option_of, product_with, rows, unit_of
from tests.cms.seo.conftest import data, tags, text

__all__ = ["product_with"]

ROOT = "http://coral.localhost"


def test_a_page_says_what_it_is(browser_of, coral, below):
    below(
        StandardPage(
            title="Reef & reef",
            slug="reef",
            seo_title="The reef",
            search_description='All about "the reef"',
            intro="x",
        )
    )
    html = text(browser_of(), "/reef/")
    found = tags(html)
    assert f'<link rel="canonical" href="{ROOT}' in html and '/reef/">' in html
    assert found["description"] == found["og:description"] == "All about &quot;the reef&quot;"
    assert found["og:title"] == "The reef"
    assert found["og:site_name"] == "Coral &amp; Current"
    assert found["og:type"] == "website"
    assert found["og:image"].startswith("http://") and found["og:image:alt"] == "Reef &amp; reef"
    assert found["twitter:card"] == "summary_large_image"
    assert "robots" not in found
    assert "script-src 'self'" in browser_of().get("/reef/")["Content-Security-Policy"]


def test_a_hidden_page_says_so_and_the_introduction_stands_in_for_a_description(browser_of, below):
    below(StandardPage(title="Reef", slug="reef", intro="Short.", noindex=True))
    found = tags(text(browser_of(), "/reef/"))
    assert (found["robots"], found["description"]) == ("noindex", "Short.")


def test_the_front_page_tells_who_and_where(browser_of, coral):
    with context.use_tenant(coral):
        Location.objects.update(street="1 Front Street", city="San Pedro", country="BZ", phone="+501 1")
    found = data(text(browser_of(), "/"))
    assert found["Organization"]["name"] == coral.name
    place = next(node for node in found.values() if "address" in node)
    assert place["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "1 Front Street",
        "addressLocality": "San Pedro",
        "addressCountry": "BZ",
    }


def test_a_page_further_down_shows_the_way(browser_of, below):
    above = below(StandardPage(title="About", slug="more"))
    below(StandardPage(title="</script><script>alert(1)", slug="team"), above)
    html = text(browser_of(), "/more/team/")
    steps = data(html)["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == ["Coral & Current", "About", "</script><script>alert(1)"]
    assert steps[1]["item"].endswith("/more/")
    assert "<script>alert" not in html


def test_articles_products_and_questions_have_facts_of_their_own(browser_of, below):
    news = below(ArticlesPage(title="News", slug="news"))
    below(ArticlePage(title="Whale", slug="whale", date=date(2026, 5, 1), author="Ana"), news)
    found = data(text(browser_of(), "/news/whale/"))["Article"]
    assert (found["headline"], found["datePublished"]) == ("Whale", "2026-05-01")
    assert found["author"] == {"@type": "Person", "name": "Ana"}
    assert tags(text(browser_of(), "/news/whale/"))["og:type"] == "article"
    trips = below(ProductsPage(title="Trips", slug="trips"))
    below(ProductPage(title="Night dive", slug="night", intro="Dark."), trips)
    product = data(text(browser_of(), "/trips/night/"))["Product"]
    assert (product["name"], product["description"]) == ("Night dive", "Dark.")
    assert "offers" not in product
    items = [{"question": "Cold?", "answer": "<p>No &amp; never.</p>"}]
    below(FaqPage(title="FAQ", slug="faq", body=[("faqs", {"title": "", "items": items})]))
    asked = data(text(browser_of(), "/faq/"))["FAQPage"]["mainEntity"]
    assert asked[0]["name"] == "Cold?"
    assert "No" in asked[0]["acceptedAnswer"]["text"]


def test_a_later_part_of_a_list_is_a_page_of_its_own(browser_of, below):
    news = below(ArticlesPage(title="News", slug="news"))
    for number in range(13):
        below(ArticlePage(title="Whale", slug=f"whale-{number}", date=date(2026, 5, 1)), news)
    assert '/news/?page=2">' in text(browser_of(), "/news/?page=2")
    assert '/news/">' in text(browser_of(), "/news/?page=x")
    assert '/news/">' in text(browser_of(), "/news/?utm_source=x")


def test_the_head_costs_the_same_on_every_page(browser_of, below, django_assert_max_num_queries):
    below(StandardPage(title="Reef", slug="reef"))
    text(browser_of(), "/reef/")
    with django_assert_max_num_queries(12):
        text(browser_of(), "/reef/")


def test_a_product_page_tells_the_lowest_price_and_answers_questions(
    browser_of, in_coral, below, product_with
):
    product = product_with(
        "Night dive", summary="Dark.", children={"faqs": rows({"question": "Cold?", "answer": "No."})}
    )
    unit_of(option_of(product), 8550)
    trips = below(ProductsPage(title="Trips", slug="trips"))
    below(ProductPage(title="Night dive", slug="by-night", product=product), trips)
    html = text(browser_of(), "/trips/by-night/")
    found = data(html)
    offer = found["Product"]["offers"]
    assert "availability" not in offer
    assert (offer["lowPrice"], offer["priceCurrency"]) == ("85.50", in_coral.currency)
    assert found["Product"]["description"] == tags(html)["description"] == "Dark."
    assert found["FAQPage"]["mainEntity"][0]["acceptedAnswer"]["text"] == "No."
    share = tags(html)["og:image"]
    assert browser_of().get("/site/" + share.split("/site/")[1])["Content-Type"] == "image/jpeg"
