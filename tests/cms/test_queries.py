"""What a public page asks the database: the same with one product and with many, with one page and with fifty."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.tenancy import context, parts
from apps.tenancy.models import Tenant
from cms.pages import HomePage, ProductPage, ProductsPage, StandardPage
from tests.cms.conftest import image

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
MOST = 16


def queries_of(browser: Client, path: str) -> list[str]:
    """The statements of one request, without the binding before each."""
    assert browser.get(path).status_code == 200  # content types are known afterwards
    parts.forget()  # or what was kept would depend on how long ago something changed
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return [query["sql"].rpartition(";")[2] for query in asked]


def sells(tenant: Tenant, *, products: int, pages: int) -> None:
    """Product pages with pictures, and pages in the menu."""
    picture = image(tenant)
    with context.use_tenant(tenant):
        home = HomePage.objects.get()
        offers = ProductsPage.objects.get()
        for number in range(products):
            offers.add_child(
                instance=ProductPage(title=f"Trip {number}", intro="Out and back", picture=picture)
            )
        for number in range(pages):
            home.add_child(instance=StandardPage(title=f"Page {number}", show_in_menus=True, in_footer=True))


def test_a_home_page_with_twenty_products_and_a_menu_asks_as_much_as_one_with_two(
    browser_of: Browser, coral: Tenant
) -> None:
    sells(coral, products=2, pages=1)
    with context.use_tenant(coral):
        home = HomePage.objects.get()
        home.body = [("products", {"title": "All", "limit": 60})]
        home.save()
    few = queries_of(browser_of(), "/")
    sells(coral, products=18, pages=20)
    many = queries_of(browser_of(), "/")
    assert len(many) == len(few), "\n".join(many)
    assert len(many) <= MOST, "\n".join(many)


def test_pictures_and_links_of_a_body_cost_one_query_each(browser_of: Browser, coral: Tenant) -> None:
    pictures = [image(coral, f"Picture {number}") for number in range(12)]
    with context.use_tenant(coral):
        home, about = HomePage.objects.get(), StandardPage.objects.get(slug="about")
        card = {"title": "Card", "label": "Go", "page": about.page_ptr}
        few = [("cards", {"items": [card | {"picture": pictures[0]}]})]
        home.body = few
        home.save()
    one = queries_of(browser_of(), "/")
    with context.use_tenant(coral):
        home.body = [
            *[("cards", {"items": [card | {"picture": each} for each in pictures]})] * 3,
            ("gallery", {"pictures": pictures}),
            *[("hero", {"title": "Go", "picture": each, "page": about.page_ptr}) for each in pictures],
        ]
        home.save()
    assert len(queries_of(browser_of(), "/")) == len(one)
