"""Products are made, change, leave and come back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from apps.backoffice.errors import InUse, Invalid
from apps.backoffice.types import Child, Incoming
from apps.catalog import services
from apps.catalog.errors import NotItsRows, StatusNotAllowed, StillActive
from apps.catalog.models import Category, Option, Product, Unit
from apps.catalog.ports import FOLLOWERS
from apps.catalog.types import TRANSITIONS, Before, Status
from apps.kernel.errors import Refusal
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.apps.catalog.conftest import option_of, rows, unit_of
from tests.conftest import NOW


def test_an_address_is_made_of_the_name_and_told_apart(product_with: Callable[..., Product]) -> None:
    addresses = [product_with(name).slug for name in ("Blue Höle & Reef", "Blue Hole  reef", "潜水", "水")]
    assert addresses == ["blue-hole-reef", "blue-hole-reef-2", "product", "product-2"]


def test_an_address_that_is_taken_is_refused_in_words(product_with: Callable[..., Product]) -> None:
    product_with(slug="reef")
    with pytest.raises(Invalid, match="Another product has this address"):
        product_with(slug="Reef")
    assert product_with(slug="reef-2").slug == "reef-2"


def test_two_businesses_may_have_the_same_address(
    product_with: Callable[..., Product], northgate: Tenant
) -> None:
    product_with(slug="reef")
    with context.use_tenant(northgate):
        made = services.create_product(values={"name": "Reef"}, by=None, at=NOW)
        assert made.slug == "reef"


def test_a_product_is_saved_with_its_options_questions_and_translations(
    product_with: Callable[..., Product], image: Callable[..., Any]
) -> None:
    product = product_with(
        children={
            "options": rows({"name": "Morning"}, {"name": "Morning", "duration": 90}),
            "faqs": rows({"question": "Do I need a towel?", "answer": "We have some."}),
            "translations": rows({"language": "es", "name": "Arrecife", "description": "Uno\n\nDos"}),
            "pictures": rows({"image": image().pk}),
        }
    )
    assert [one.key for one in product.options.all()] == ["morning", "morning-2"]
    assert product.translations.get().description == "<p>Uno</p><p>Dos</p>"
    assert product.pictures.get().image.title == "Reef"


def test_a_row_that_is_wrong_is_told_by_its_place_and_nothing_is_saved(
    product_with: Callable[..., Product],
) -> None:
    with pytest.raises(Invalid) as wrong:
        product_with(
            children={"options": rows({"name": "Morning"}, {"name": "Night", "minimum": 9, "capacity": 4})}
        )
    assert list(wrong.value.by_key) == ["options.1."]
    assert not Product.objects.exists()


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"name": ""}, "name"),
        ({"kind": "submarine"}, "kind"),
        ({"duration": 0}, "duration"),
        ({"capacity": 3, "minimum": 4}, ""),
        ({"meeting_latitude": 17}, ""),
        ({"meeting_latitude": 91, "meeting_longitude": 0}, "meeting_latitude"),
        ({"languages": ["en", "Klingonish"]}, "languages"),
        ({"tags": [str(number) for number in range(40)]}, "tags"),
        ({"summary": "x" * 301}, "summary"),
        ({"description": "x" * 30_000}, "description"),
        ({"name": "\0"}, "name"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    product_with: Callable[..., Product], values: dict[str, Any], key: str
) -> None:
    with pytest.raises(Invalid) as wrong:
        product_with(**values)
    assert key in wrong.value.by_key
    assert not Product.objects.exists()


@pytest.mark.parametrize("was", Status.values)
@pytest.mark.parametrize("then", Status.values)
def test_a_status_follows_only_where_it_may(
    product_with: Callable[..., Product], was: str, then: str
) -> None:
    product = product_with(status=was)
    if then == was or then in TRANSITIONS[was]:
        services.change_status(record=product, state=then, by=None, at=NOW)
    else:
        with pytest.raises(StatusNotAllowed, match="cannot become"):
            services.change_status(record=product, state=then, by=None, at=NOW)
        then = was
    assert Product.objects.get(pk=product.pk).status == then


def test_who_follows_products_hears_of_each_change_and_may_refuse(
    product_with: Callable[..., Product],
) -> None:
    heard: list[tuple[str, str]] = []

    def follow(*, product: Product, before: Before | None, **_: Any) -> None:
        heard.append((before.status if before else "", product.status))
        if product.name == "No":
            raise Refusal

    FOLLOWERS.add("tests", follow)
    try:
        product = product_with(status="draft")
        services.publish_product(record=product, by=None, at=NOW)
        with pytest.raises(Refusal):
            services.update_product(record=product, values={"name": "No"}, by=None, at=NOW)
    finally:
        del FOLLOWERS._items["tests"]
    assert heard == [("", "draft"), ("draft", "active"), ("active", "active")]
    assert Product.objects.get().name == "Reef trip"


def test_what_customers_see_is_archived_before_it_is_deleted(product_with: Callable[..., Product]) -> None:
    product = product_with()
    with pytest.raises(StillActive):
        services.delete_product(record=product, by=None, at=NOW)
    services.archive_product(record=product, by=None, at=NOW)
    services.delete_product(record=product, by=None, at=NOW)
    assert not Product.objects.exists()


def test_a_category_stays_while_products_are_in_it(product_with: Callable[..., Product]) -> None:
    category = services.create_category(values={"name": "Trips"}, by=None, at=NOW)
    product_with(category=category)
    with pytest.raises(InUse, match="Reef trip"):
        services.delete_category(record=category, by=None, at=NOW)
    again = services.create_category(values={"name": "Trips"}, by=None, at=NOW)
    assert again.slug == "trips-2"


def test_rows_are_put_in_order_and_only_all_of_them(product_with: Callable[..., Product]) -> None:
    one, two, three = (product_with(name) for name in "ABC")
    services.order_products(numbers=[three.pk, one.pk, two.pk], by=None, at=NOW)
    assert "".join(Product.objects.values_list("name", flat=True)) == "CAB"
    with pytest.raises(NotItsRows):
        services.order_products(numbers=[three.pk, one.pk], by=None, at=NOW)
    options = [option_of(one, name) for name in "AB"]
    services.order_options(product=one, numbers=[options[1].pk, options[0].pk], by=None, at=NOW)
    assert "".join(one.options.values_list("name", flat=True)) == "BA"
    units = [unit_of(options[0], 1, name) for name in "AB"]
    services.order_units(option=options[0], numbers=[units[1].pk, units[0].pk], by=None, at=NOW)
    assert "".join(options[0].units.values_list("name", flat=True)) == "BA"


def test_a_copy_is_a_draft_with_everything(
    product_with: Callable[..., Product], image: Callable[..., Any]
) -> None:
    product = product_with(
        tags=["reef"],
        children={
            "faqs": rows({"question": "Towel?", "answer": "Yes."}),
            "pictures": rows({"image": image().pk}),
            "translations": rows({"language": "es", "summary": "Hola"}),
        },
    )
    unit_of(option_of(product), 4500)
    copy = services.duplicate_product(record=product, by=None, at=NOW)
    assert (copy.name, copy.slug, copy.status) == ("Reef trip (copy)", "reef-trip-copy", "draft")
    assert copy.tags == ["reef"]
    assert Unit.objects.get(option__product=copy).price == 4500
    assert [copy.faqs.count(), copy.pictures.count(), copy.translations.count()] == [1, 1, 1]
    assert product.options.count() == 1


def test_keys_stay_when_names_change_and_are_told_apart(product_with: Callable[..., Product]) -> None:
    option = option_of(product_with(), "Half day")
    services.update_option(record=option, values={"name": "Long", "key": ""}, by=None, at=NOW)
    assert Option.objects.get().key == "half-day"
    units = {"units": rows({"name": "Adult", "price": 1}, {"name": "Adult", "price": 2})}
    services.update_option(record=option, values={}, children=units, by=None, at=NOW)
    assert [one.key for one in option.units.all()] == ["adult", "adult-2"]
    assert {one.currency for one in option.units.all()} == {"USD"}


def test_a_unit_refuses_ages_and_prices_that_make_no_sense(product_with: Callable[..., Product]) -> None:
    option = option_of(product_with())
    ages: list[dict[str, Any]] = [{"age_min": 12, "age_max": 4}, {"age_max": 300}]
    for price, values in ((100, ages[0]), (100, ages[1]), (-1, {}), (10**15, {})):
        with pytest.raises(Invalid):
            unit_of(option, price, **values)
    assert unit_of(option, 100, age_min=4, age_max=4).pk


def test_the_database_refuses_what_services_would(product_with: Callable[..., Product]) -> None:
    unit = unit_of(option_of(product_with()), 100)
    for model, wrong in (
        (Unit, {"price": -1}),
        (Unit, {"age_min": 9, "age_max": 1}),
        (Product, {"status": "gone"}),
        (Product, {"slug": "No Slug"}),
        (Category, {}),
    ):
        if wrong:
            with pytest.raises(IntegrityError), transaction.atomic("default"):
                model.objects.update(**wrong)
    assert Unit.objects.get() == unit


def test_an_import_saves_what_is_right_and_says_what_is_not(product_with: Callable[..., Product]) -> None:
    known = product_with()
    done = services.save_products(
        rows=[
            Incoming(1, {"name": "Night dive"}),
            Incoming(2, {"name": ""}),
            Incoming(3, {"summary": "Better"}, pk=known.pk),
            Incoming(4, {"summary": "Whose?"}, pk=known.pk + 999),
        ],
        by=None,
        at=NOW,
    )
    assert [isinstance(one, Refusal) for one in done] == [False, True, False, True]
    assert Product.objects.get(pk=known.pk).summary == "Better"


def test_a_row_is_removed_with_its_parent_form(product_with: Callable[..., Product]) -> None:
    product = product_with(children={"options": rows({"name": "A"}, {"name": "B"})})
    first = product.options.first()
    assert first is not None
    services.update_product(
        record=product, values={}, children={"options": [Child(pk=first.pk, delete=True)]}, by=None, at=NOW
    )
    assert [one.name for one in product.options.all()] == ["B"]
