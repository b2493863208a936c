"""Price lists of pages are the catalogue's: laid out as the owner wants, in the page's language, in constant queries."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.blocks import StructBlockValidationError

from apps.catalog import services
from apps.catalog.models import Category, NameTranslation, Option, Product, Unit
from apps.tenancy import context
from apps.tenancy.models import Tenant
from cms import languages
from cms.blocks import Sections
from cms.pages import HomePage, ProductPage, ProductsPage
from tests.apps.catalog.conftest import Maker, option_of, product_with, unit_of
from tests.cms.test_queries import queries_of
from tests.conftest import NOW

__all__ = ["product_with"]
pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


def details(product_with: Maker, *names: str) -> list[Product]:
    """Products priced by the size of the car."""
    found = []
    for number, name in enumerate(names):
        product = product_with(name, kind="appointment")
        for place, (key, size) in enumerate((("car", "Sedan"), ("suv", "SUV"))):
            option = option_of(product, size, key=key, duration=90 + 30 * place)
            unit_of(option, 8000 + 1000 * number + 2000 * place, "Vehicle", key="vehicle", per="vehicle")
        found.append(product)
    return found


def lists(**value: Any) -> None:
    """A home page with one price list."""
    home = HomePage.objects.get(depth=2, locale__language_code="en")
    home.body = [("price_list", {"title": "Prices", "products": [], "category": None} | value)]
    home.save()


def rows_of(html: str) -> list[list[str]]:
    """The cells of the page's first table."""
    table = re.search(r"<table[^>]*>.*?</table>", html, re.DOTALL)
    if table is None:
        return []
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table[0], re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


def shown(browser: Client, path: str = "/") -> list[list[str]]:
    """The table as a visitor reads it."""
    return rows_of(browser.get(path).content.decode())


def test_sizes_stand_side_by_side(product_with: Maker, browser_of: Browser) -> None:
    basic, full = details(product_with, "Basic", "Full")
    lists(products=[full, basic])
    assert shown(browser_of()) == [
        ["per vehicle", "Sedan", "SUV", "Duration"],
        ["Full", "$90", "$110", "1 h 30 min – 2 h"],
        ["Basic", "$80", "$100", "1 h 30 min – 2 h"],
    ]
    page = ProductPage.objects.get(product=full)
    assert f'<a href="/offers/{page.slug}/">Full</a>' in browser_of().get("/").content.decode()


def test_a_new_price_is_shown_at_once_and_real_cents_everywhere(
    product_with: Maker, browser_of: Browser
) -> None:
    details(product_with, "Basic")
    lists(products=list(Product.objects.all()))
    assert shown(browser_of())[1][1:3] == ["$80", "$100"]
    services.update_unit(record=Unit.objects.all()[0], values={"price": 8250}, by=None, at=NOW)
    assert shown(browser_of())[1][1:3] == ["$82.50", "$100.00"]


def test_a_category_lists_what_is_sold_of_it(product_with: Maker, browser_of: Browser) -> None:
    basic, _full = details(product_with, "Basic", "Full")
    category = Category.objects.create(slug="details", name="Details", position=1)
    Product.objects.update(category=category)
    lists(category=category)
    assert [row[0] for row in shown(browser_of())[1:]] == ["Basic", "Full"]
    services.archive_product(record=basic, by=None, at=NOW)
    assert [row[0] for row in shown(browser_of())[1:]] == ["Full"]
    Option.objects.update(active=False)
    lists(category=category)
    assert shown(browser_of()) == []


def test_on_a_phone_each_cell_of_a_wide_table_says_what_it_is(
    product_with: Maker, browser_of: Browser
) -> None:
    for name in ("Reef", "Wreck", "Cave", "Wall"):
        unit_of(option_of(product_with(name), "Day", key="day"), 9500, "Diver", key="diver")
    lists(products=list(Product.objects.all()), columns="products")
    html = browser_of().get("/").content.decode()
    assert '<table role="table" class="stacks">' in html
    labels = re.findall(r'<span class="cell-label"><a href="[^"]+">(\w+)</a></span>', html)
    assert sorted(labels) == ["Cave", "Reef", "Wall", "Wreck"]
    lists(products=list(Product.objects.all())[:3], columns="products")
    assert "cell-label" not in browser_of().get("/").content.decode()


def test_people_stand_side_by_side_or_products_do(product_with: Maker, browser_of: Browser) -> None:
    reef, wreck = product_with("Reef"), product_with("Wreck")
    morning, noon = (option_of(reef, name, key=name) for name in ("Morning", "Noon"))
    day = option_of(wreck, "Morning", key="Morning")
    unit_of(morning, 9500, "Diver", key="diver")
    unit_of(morning, 3500, "Rider", key="rider")
    unit_of(noon, 6000, "Diver", key="diver")
    unit_of(day, 12050, "Diver", key="diver")
    lists(products=[reef, wreck], columns="units")
    assert shown(browser_of()) == [
        ["per person", "Diver", "Rider"],
        ["Reef Morning", "$95.00", "$35.00"],
        ["Reef Noon", "$60.00", "–"],
        ["Wreck Morning", "$120.50", "–"],
    ]
    lists(products=[reef, wreck], columns="products")
    assert shown(browser_of()) == [
        ["per person", "Reef", "Wreck"],
        ["Morning Diver", "$95.00", "$120.50"],
        ["Morning Rider", "$35.00", "–"],
        ["Noon Diver", "$60.00", "–"],
    ]
    lists(products=[wreck], columns="list")
    assert shown(browser_of()) == [["per person", "Price"], ["Wreck", "$120.50"]]


def test_what_is_priced_in_several_ways_says_so_and_too_many_columns_become_lines(
    product_with: Maker, browser_of: Browser
) -> None:
    room = product_with("Room")
    for number in range(7):
        unit_of(option_of(room, f"Plan {number}", key=f"plan-{number}"), 5000, "Guest", per="night")
    extra = product_with("Towel")
    unit_of(option_of(extra), 0, "Towel", per="item")
    lists(products=[room, extra])
    rows = shown(browser_of())
    assert len(rows) == 9 and rows[0] == ["per night", "Price"]
    assert rows[1] == ["Room Plan 0 · Guest", "$50"] and rows[-1][-1] == "free"
    unit_of(option_of(extra, "Robe", key="robe"), 900, "Robe", per="day")
    rows = shown(browser_of())
    assert rows[0] == ["Prices", "Price"] and rows[1][1] == "$50 per night" and rows[-1][1] == "$9 per day"


def test_a_price_list_is_in_the_pages_language(product_with: Maker, browser_of: Browser) -> None:
    (basic,) = details(product_with, "Basic")
    NameTranslation.objects.create(language="fr", name="Berline", option=Option.objects.first())
    lists(products=[basic])
    french = languages.add(code="fr", by=None, at=NOW)
    HomePage.objects.get(depth=2).copy_for_translation(french).save_revision().publish()
    rows = shown(browser_of(), "/fr/")
    assert rows[0][:3] == ["par véhicule", "Berline", "SUV"]
    assert rows[1][1] == "80 $US"


def test_products_of_closed_pages_are_left_out(
    product_with: Maker, browser_of: Browser, editor: Client
) -> None:
    basic, full = details(product_with, "Basic", "Full")
    lists(products=[basic, full])
    ProductPage.objects.get(product=full).view_restrictions.create(restriction_type="login")
    assert [row[0] for row in shown(browser_of())] == ["per vehicle", "Basic"]
    assert [row[0] for row in shown(editor)] == ["per vehicle", "Basic", "Full"]


def test_a_price_list_asks_as_much_for_many_products_as_for_one(
    product_with: Maker, browser_of: Browser, coral: Tenant
) -> None:
    details(product_with, "One")
    lists(products=list(Product.objects.all()))
    few = queries_of(browser_of(), "/")
    with context.use_tenant(coral):
        details(product_with, *(f"Detail {number}" for number in range(12)))
        lists(products=list(Product.objects.all()))
    many = queries_of(browser_of(), "/")
    assert len(many) == len(few), "\n".join(many)


@pytest.mark.parametrize("both", [True, False])
def test_it_lists_either_a_category_or_products(product_with: Maker, *, both: bool) -> None:
    (product,) = details(product_with, "Basic")
    category = Category.objects.create(slug="details", name="Details", position=1)
    block = Sections().child_blocks["price_list"]
    chosen = {"category": category, "products": [product]} if both else {"category": None, "products": []}
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.normalize({"title": "", "columns": "options", **chosen}))
    assert "Choose a category" in str(refused.value.as_json_data())


def test_the_editor_offers_the_businesss_own_products(
    product_with: Maker, editor: Client, northgate: Tenant
) -> None:
    details(product_with, "Basic polish")
    with context.use_tenant(northgate):
        Category.objects.create(slug="secret", name="Secret sort", position=1)
    page = ProductsPage.objects.get()
    form = editor.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    assert "Basic polish" in form and "Secret sort" not in form
