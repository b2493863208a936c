"""Staff run the catalogue through the generated pages."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from apps.accounts.models import User
from apps.backoffice.forms.record import RecordForm, editable
from apps.backoffice.screens.registry import SCREENS
from apps.catalog.models import Product, Unit
from apps.catalog.panels import unready
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.apps.catalog.conftest import option_of, unit_of
from tests.conftest import NOW

PRODUCTS, OPTIONS, UNITS = (f"/admin/catalog/{name}/" for name in ("product", "option", "unit"))
BELOW = ("options", "pictures", "faqs", "translations")


@pytest.fixture
def desk(browser_of: Callable[..., Client], manager: User) -> Client:
    """The manager's browser."""
    return browser_of(who=manager)


def text(response: Any) -> str:
    return str(response.content.decode())


def stamps(desk: Client, address: str) -> dict[str, str]:
    """What a form says it was opened with."""
    return dict(re.findall(r'name="((?:[a-z]+-)?loaded)" value="([^"]+)"', text(desk.get(address))))


def sent(
    relations: tuple[str, ...], *, rows: dict[str, list[dict[str, Any]]] | None = None
) -> dict[str, Any]:
    """A form's rows below a record."""
    data: dict[str, Any] = {}
    for relation in relations:
        given = (rows or {}).get(relation, [])
        data |= {f"{relation}-TOTAL_FORMS": len(given), f"{relation}-INITIAL_FORMS": 0}
        data |= {f"{relation}-{n}-{key}": value for n, row in enumerate(given) for key, value in row.items()}
    return data


def test_a_product_is_added_with_its_options_and_priced(desk: Client, coral: Tenant) -> None:
    data = {"name": "Reef & <b>Wreck</b>", "kind": "departure", "status": "active", "position": 0}
    data |= {"notice": 0, "horizon": 365, "deposit": "none"}
    data |= {"tags": "reef, wreck", "languages": "en, Spanish", "description": "Two dives."}
    data |= sent(BELOW, rows={"options": [{"name": "Morning", "position": 1, "active": "on"}]})
    answer = desk.post(f"{PRODUCTS}add/", data)
    assert answer.status_code == 302, text(answer)
    with context.use_tenant(coral):
        product = Product.objects.get()
        option = product.options.get()
        assert (product.slug, product.languages, option.key) == ("reef-bwreckb", ["en", "es"], "morning")
    priced = {"name": "Adult", "price": "85.50", "per": "person", "seats": 1, "position": 1, "active": "on"}
    data = {"product": product.pk, "name": "Morning", "position": 1, "active": "on"}
    address = f"{OPTIONS}{option.pk}/change/"
    data |= stamps(desk, address) | sent(("units", "names"), rows={"units": [priced]})
    answer = desk.post(address, data)
    assert answer.status_code == 302, text(answer)
    with context.use_tenant(coral):
        unit = Unit.objects.get()
        assert (unit.price, unit.currency) == (8550, "USD")
    page = text(desk.get(f"{PRODUCTS}{product.pk}/"))
    assert "$85.50" in page
    assert "Reef &amp; &lt;b&gt;Wreck" in page


@pytest.fixture
def unit(product_with: Callable[..., Product]) -> Unit:
    """A price."""
    return unit_of(option_of(product_with()), 8550)


@pytest.mark.parametrize(
    ("price", "said"),
    [
        ("12.345", "more decimals"),
        ("many", "is not a number"),
        ("-3", "greater than or equal to 0"),
        ("", "required"),
        ("1e30", "range"),
        ("99999999999", "less than or equal"),
    ],
)
def test_a_price_that_is_none_is_refused_beside_its_field(
    desk: Client, coral: Tenant, unit: Unit, price: str, said: str
) -> None:
    address = f"{UNITS}{unit.pk}/change/"
    answer = desk.post(address, changed(unit, price) | sent(("names",)) | stamps(desk, address))
    assert answer.status_code in (200, 422)
    assert said in text(answer)
    with context.use_tenant(coral):
        assert Unit.objects.get().price == 8550


@pytest.mark.parametrize(("price", "minor"), [("90", 9000), ("$1,250.00", 125000), ("0", 0), ("85,50", 8550)])
def test_a_price_is_read_as_people_write_it(
    desk: Client, coral: Tenant, unit: Unit, price: str, minor: int
) -> None:
    assert 'value="85.50"' in text(desk.get(f"{UNITS}{unit.pk}/change/"))
    address = f"{UNITS}{unit.pk}/change/"
    answer = desk.post(address, changed(unit, price) | sent(("names",)) | stamps(desk, address))
    assert answer.status_code == 302, text(answer)
    with context.use_tenant(coral):
        assert Unit.objects.get().price == minor


def changed(unit: Unit, price: str) -> dict[str, Any]:
    given = {
        "option": unit.option_id,
        "name": unit.name,
        "key": unit.key,
        "per": "person",
        "seats": 1,
        "position": 0,
    }
    return given | {"price": price, "active": "on"}


def test_a_product_is_archived_restored_copied_and_moved_on_the_board(
    desk: Client, coral: Tenant, product_with: Callable[..., Product]
) -> None:
    product = product_with()

    def status() -> str:
        with context.use_tenant(coral):
            return Product.objects.get(pk=product.pk).status

    for action, then in (("archive", "archived"), ("restore", "draft"), ("publish", "active")):
        assert desk.post(f"{PRODUCTS}{product.pk}/do/{action}/", {"confirmed": "1"}).status_code == 302
        assert status() == then
    desk.post(f"{PRODUCTS}{product.pk}/do/duplicate/", {"confirmed": "1"})
    page = text(desk.get(f"{PRODUCTS}board/"))
    assert "Reef trip (copy)" in page
    assert "Archived" in page


def test_prices_are_exported_and_imported_as_they_were(
    desk: Client, coral: Tenant, unit: Unit, browser_of: Callable[..., Client], owner: User
) -> None:
    screen = SCREENS.get("catalog.unit")
    with context.use_tenant(coral), translation.override("en"):
        price = screen.attribute("price")
        assert price is not None
        assert price.plain(price.value(unit)) == 85.5
        assert price.parse("$85.50") == price.parse("85.5") == 8550
        form = RecordForm(editable(screen, new=False), record=unit)
        assert 'value="85.50"' in str(form["price"])
    sheet = SimpleUploadedFile("prices.csv", b"Option,Name,Price\nReef trip: Morning,Child,45.25\n")
    answer = browser_of(who=owner).post(f"{UNITS}import/", {"file": sheet})
    assert answer.status_code in (200, 302)


def test_who_may_only_look_changes_nothing(
    browser_of: Callable[..., Client], clerk: User, coral: Tenant, product_with: Callable[..., Product]
) -> None:
    product = product_with()
    browser = browser_of(who=clerk)
    assert browser.get(f"{PRODUCTS}{product.pk}/").status_code == 200
    assert browser.get(f"{PRODUCTS}{product.pk}/change/").status_code == 403
    assert browser.post(f"{PRODUCTS}{product.pk}/do/archive/", {"confirmed": "1"}).status_code in (403, 404)


def test_another_business_finds_nothing(
    browser_of: Callable[..., Client], stranger: User, product_with: Callable[..., Product]
) -> None:
    product = product_with()
    browser = browser_of("northgate.localhost", stranger)
    assert browser.get(f"{PRODUCTS}{product.pk}/").status_code == 404
    assert "Reef trip" not in text(browser.get(PRODUCTS))


def test_today_tells_what_products_lack(
    product_with: Callable[..., Product], manager: User, django_assert_num_queries: Any
) -> None:
    product_with("Bare")
    with django_assert_num_queries(2):
        answer = unready(manager, NOW)  # type: ignore[arg-type]
    assert answer.number == "1"
    assert [(line.title, line.detail) for line in answer.lines] == [("Bare", "no picture, no price")]
