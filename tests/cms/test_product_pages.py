"""Every product that customers see has a page, which says what the catalogue says."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Page

from apps.catalog import services
from apps.catalog.models import Product
from apps.tenancy import context
from apps.tenancy.models import Tenant
from cms import languages, product_pages
from cms.pages import ProductPage, ProductsPage
from cms.pages.products import PER_PAGE
from tests.apps.catalog.conftest import image, option_of, product_with, rows, unit_of
from tests.conftest import NOW

__all__ = ["image", "product_with"]

Maker = Callable[..., Product]


@pytest.fixture
def visitor(browser_of: Callable[..., Client]) -> Client:
    """Somebody nobody knows."""
    return browser_of()


def text(response: Any) -> str:
    return str(response.content.decode())


def test_publishing_a_product_makes_its_page_and_archiving_hides_it(
    product_with: Maker, visitor: Client, coral: Tenant
) -> None:
    product = product_with(status="draft", summary="Two reefs by noon.")
    assert not ProductPage.objects.exists()
    services.publish_product(record=product, by=None, at=NOW)
    page = ProductPage.objects.get()
    assert (page.title, page.slug, page.product_id) == ("Reef trip", "reef-trip", product.pk)
    shown = text(visitor.get("/offers/reef-trip/"))
    assert "Two reefs by noon." in shown
    services.archive_product(record=product, by=None, at=NOW)
    assert visitor.get("/offers/reef-trip/").status_code == 404
    assert "Reef trip" not in text(visitor.get("/offers/"))
    services.restore_product(record=product, by=None, at=NOW)
    assert visitor.get("/offers/reef-trip/").status_code == 404
    services.publish_product(record=product, by=None, at=NOW)
    assert visitor.get("/offers/reef-trip/").status_code == 200
    assert ProductPage.objects.get().pk == page.pk


@pytest.mark.django_db(transaction=True)  # what is committed is what lets go of shared parts
def test_prices_are_the_catalogues_at_once(product_with: Maker, visitor: Client) -> None:
    product = product_with(level="Open Water", duration=150, highlights="Turtles\nRays")
    unit = unit_of(option_of(product), 8500, age_min=10)
    addresses = ("/", "/offers/", "/offers/reef-trip/")
    for address in addresses:
        page = text(visitor.get(address))
        assert "$85" in page and "$85.00" not in page, address
        assert "2 h 30 min" in page
    assert "from 10 years" in page
    assert "Turtles</li>" in page
    services.update_unit(record=unit, values={"price": 9950}, by=None, at=NOW)
    for address in addresses:
        assert "$99.50" in text(visitor.get(address)), address


def test_what_the_owner_wrote_stays_and_the_title_follows_the_name(product_with: Maker) -> None:
    product = product_with()
    page = ProductPage.objects.get()
    services.update_product(record=product, values={"name": "Reef & wreck"}, by=None, at=NOW)
    page.refresh_from_db()
    assert (page.title, page.slug) == ("Reef & wreck", "reef-trip")
    page.title, page.intro = "Our favourite", "Words of ours"
    page.save_revision().publish()
    services.update_product(record=product, values={"name": "Again another"}, by=None, at=NOW)
    page.refresh_from_db()
    assert (page.title, page.intro) == ("Our favourite", "Words of ours")


def test_a_draft_that_was_begun_stays_a_draft_when_the_product_returns(product_with: Maker) -> None:
    product = product_with()
    page = ProductPage.objects.get()
    services.archive_product(record=product, by=None, at=NOW)
    page.refresh_from_db()
    page.intro = "Half a sentence"
    page.save_revision()
    services.restore_product(record=product, by=None, at=NOW)
    services.publish_product(record=product, by=None, at=NOW)
    page.refresh_from_db()
    assert (page.live, page.intro) == (True, "")


def test_a_page_that_was_taken_down_by_hand_stays_down(
    product_with: Maker, editor: Client, visitor: Client
) -> None:
    product = product_with()
    page = ProductPage.objects.get()
    assert editor.post(f"/cms/pages/{page.pk}/unpublish/").status_code == 302
    services.archive_product(record=product, by=None, at=NOW)
    services.restore_product(record=product, by=None, at=NOW)
    services.publish_product(record=product, by=None, at=NOW)
    assert visitor.get("/offers/reef-trip/").status_code == 404
    page.refresh_from_db()
    page.save_revision().publish()
    services.archive_product(record=product, by=None, at=NOW)
    assert "Unpublished with the product" in text(editor.get(f"/cms/pages/{page.pk}/history/"))
    services.restore_product(record=product, by=None, at=NOW)
    services.publish_product(record=product, by=None, at=NOW)
    assert visitor.get("/offers/reef-trip/").status_code == 200


def test_a_draft_follows_the_name_too(product_with: Maker) -> None:
    product = product_with()
    page = ProductPage.objects.get()
    page.intro = "Half a sentence"
    page.save_revision()
    services.update_product(record=product, values={"name": "Reef & wreck"}, by=None, at=NOW)
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert (draft.title, draft.draft_title, draft.intro) == (
        "Reef & wreck",
        "Reef & wreck",
        "Half a sentence",
    )
    page.get_latest_revision().publish()
    page.refresh_from_db()
    assert page.title == "Reef & wreck"


def test_a_page_goes_below_the_list_of_its_category(product_with: Maker) -> None:
    trips = services.create_category(values={"name": "Trips"}, by=None, at=NOW)
    offers = ProductsPage.objects.get()
    mine = offers.get_parent().add_child(instance=ProductsPage(title="Trips", slug="trips", category=trips))
    product_with("In", category=trips)
    product_with("Out")
    for parent, slug in ((mine, "in"), (offers, "out")):
        parent.refresh_from_db()
        assert [page.slug for page in parent.get_children()] == [slug]


def test_without_a_list_one_is_made(product_with: Maker, visitor: Client) -> None:
    ProductsPage.objects.get().delete()
    product_with()
    assert visitor.get("/offers/reef-trip/").status_code == 200


def test_a_page_in_every_language_the_product_is_told_in(product_with: Maker, visitor: Client) -> None:
    home = Page.objects.get(pk=languages.default().home_id)  # type: ignore[union-attr]
    spanish = languages.add(code="es", by=None, at=NOW)
    home.specific.copy_for_translation(spanish).save_revision().publish()
    offers = ProductsPage.objects.get().copy_for_translation(Locale.objects.get(language_code="es"))
    offers.slug = "ofertas"
    offers.save_revision().publish()
    languages.forget()
    unit_of(
        option_of(
            product_with(
                children={
                    "translations": rows({"language": "es", "name": "Arrecife", "summary": "Dos inmersiones"})
                }
            )
        ),
        8500,
    )
    product_with("Only English")
    page = text(visitor.get("/es/ofertas/reef-trip/"))
    assert "Arrecife" in page
    assert "Dos inmersiones" in page
    listed = text(visitor.get("/es/ofertas/"))
    assert "Arrecife" in listed
    assert "Only English" not in listed


def test_whoever_writes_many_products_makes_their_pages_at_the_end(product_with: Maker) -> None:
    with product_pages.held():
        for name in "ABC":
            product_with(name)
    assert not ProductPage.objects.exists()
    product_pages.ensure_all(by=None, at=NOW)
    product_pages.ensure_all(by=None, at=NOW)
    assert [page.title for page in ProductPage.objects.order_by("path")] == ["A", "B", "C"]


@pytest.mark.parametrize("address", ["/", "/offers/", "/offers/trip-0/"])
def test_pages_cost_the_same_however_many_products_there_are(
    product_with: Maker,
    visitor: Client,
    image: Callable[..., Any],
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
    address: str,
) -> None:
    shown = image()

    def add(number: int) -> None:
        product = product_with(f"Trip {number}", children={"pictures": rows({"image": shown.pk})})
        unit_of(option_of(product), 100 + number)

    for number in range(3):
        add(number)
    visitor.get(address)
    with django_assert_max_num_queries(20) as few:
        assert visitor.get(address).status_code == 200
    for number in range(3, 12):
        add(number)
    with django_assert_num_queries(len(few)):
        assert visitor.get(address).status_code == 200


def test_another_business_gets_no_page(product_with: Maker, northgate: Tenant) -> None:
    product_with()
    with context.use_tenant(northgate):
        assert not ProductPage.objects.exists()


def test_a_long_list_comes_in_parts_and_drops_nothing(
    in_coral: None, product_with: Maker, visitor: Client
) -> None:
    offers = ProductsPage.objects.get()
    for number in range(PER_PAGE + 2):
        offers.add_child(instance=ProductPage(title=f"Trip {number:02}", slug=f"trip-{number:02}"))
    gone = Product.objects.get(pk=product_with("Gone", status="archived").pk)
    first = Page.objects.get(slug="trip-00")
    ProductPage.objects.filter(pk=first.pk).update(product=gone)
    shown = text(visitor.get("/offers/"))
    assert 'href="/offers/trip-24/"' in shown and "trip-00" not in shown and "trip-25" not in shown
    assert 'rel="next" href="?page=2">Next<' in shown and "Page 1 of 2" in shown
    later = text(visitor.get("/offers/?page=2"))
    assert 'href="/offers/trip-25/"' in later and "trip-24" not in later
    assert 'rel="prev" href="?page=1">Previous<' in later
    assert '/offers/?page=2">' in later.partition('rel="canonical"')[2]
