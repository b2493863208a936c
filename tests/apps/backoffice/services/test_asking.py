"""All rules of a record are one question, and its answer is what Django says when it asks one by one."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from apps.backoffice.services import asking
from apps.catalog.models import Option, Product
from apps.tenancy import context
from apps.tenancy.models import Location, Tenant


def product(**values: Any) -> Product:
    return Product(**{"name": "Reef morning", "slug": "reef-morning", **values})


def said(record: Any, clean: Any) -> dict[str, list[str]]:
    try:
        clean(record)
    except ValidationError as error:
        return dict(error.message_dict)
    return {}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"slug": "Not one"},
        {"name": ""},
        {"duration": 0},
        {"minimum": 9, "capacity": 8},
        {"meeting_latitude": 12},
        {"meeting_latitude": 12, "meeting_longitude": 170},
        {"deposit": "percent"},
        {"deposit": "fixed", "deposit_amount": 100, "deposit_currency": "USD"},
        {"horizon": 5000},
        {"kind": "nothing"},
        {"category_id": 4711},
        {"location_id": 4711, "slug": "", "name": "x" * 200},
    ],
)
def test_what_is_wrong_is_told_as_django_tells_it(in_coral: Tenant, values: dict[str, Any]) -> None:
    by_django = said(product(**values), lambda record: record.full_clean(exclude=["tenant"]))
    assert said(product(**values), asking.clean) == by_django


def test_what_is_right_costs_one_statement(in_coral: Tenant, django_assert_num_queries: Any) -> None:
    record = product(location=Location.objects.first(), capacity=8, minimum=2)
    asking.clean(record)  # knows the model from now on
    with django_assert_num_queries(1):
        asking.clean(record)


def test_another_row_that_has_the_same_is_found_and_the_row_itself_is_not(in_coral: Tenant) -> None:
    first = product()
    first.save()
    asking.clean(first)
    assert set(said(product(), asking.clean)) == {"__all__"}
    other = product(slug="another")
    other.save()
    other.slug = first.slug
    assert set(said(other, asking.clean)) == {"__all__"}


def test_a_rule_for_some_rows_counts_for_those(in_coral: Tenant) -> None:
    sold = product()
    sold.save()
    Option(product=sold, name="Morning", key="morning", sku="A1").save()
    assert not said(Option(product=sold, name="Noon", key="noon"), asking.clean)
    assert not said(Option(product=sold, name="Noon", key="noon", sku="A2"), asking.clean)
    assert said(Option(product=sold, name="Noon", key="noon", sku="A1"), asking.clean)


def test_a_row_of_another_business_is_none(in_coral: Tenant, northgate: Tenant) -> None:
    with context.use_tenant(northgate):
        theirs = product(slug="theirs")
        theirs.save()
    unit = Option(product_id=theirs.pk, name="Morning", key="morning")
    assert set(said(unit, asking.clean)) == {"product"}
    assert not said(product(slug="theirs"), asking.clean)
