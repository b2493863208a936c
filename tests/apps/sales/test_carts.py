"""Carts are filled and priced, and what is wrong with them is said."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from apps.catalog.errors import NothingChosen, TooMany
from apps.catalog.models import Option
from apps.customers.models import Customer
from apps.kernel.errors import NotFound
from apps.sales import queries, services
from apps.sales.models import Order, OrderLine
from apps.sales.types import Chosen
from tests.apps.sales.conftest import of
from tests.conftest import NOW

START = NOW + timedelta(days=40)


def test_what_is_put_in_a_cart_is_priced(cart: Order, trip: Option) -> None:
    services.put_item(order=cart, option=trip.pk, quantities=of(trip, adult=2, child=1), at=NOW)
    assert cart.total == 32_000
    bill = queries.bill(cart, at=NOW)
    assert [line.description for line in bill.lines] == [
        "Reef trip, Morning, Adult",
        "Reef trip, Morning, Child",
    ]
    assert bill.lines[0].explanation[0].startswith("2 × ")
    assert (bill.due, bill.deposit) == (32_000, 0)


@pytest.mark.parametrize(
    ("quantities", "refusal"),
    [
        ({}, NothingChosen),
        ({"adult": 0}, NothingChosen),
        ({"adult": -1}, TooMany),
        ({"adult": 10**9}, TooMany),
    ],
)
def test_a_quantity_that_makes_no_sense_is_refused(
    cart: Order, trip: Option, quantities: dict[str, int], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        services.put_item(order=cart, option=trip.pk, quantities=of(trip, **quantities), at=NOW)
    assert not OrderLine.objects.exists()


def test_somebody_elses_unit_is_not_found(cart: Order, trip: Option) -> None:
    with pytest.raises(NotFound):
        services.put_item(order=cart, option=trip.pk, quantities={10**9: 1}, at=NOW)


def test_placing_takes_few_statements(
    cart: Order, trip: Option, customer: Customer, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(10, exact=False):
        services.put_item(order=cart, option=trip.pk, quantities=of(trip, adult=2), starts_at=START, at=NOW)
    with django_assert_num_queries(10, exact=False):
        services.place(order=cart, customer=customer, at=NOW)
    chosen = [Chosen(option=trip.pk, quantities=of(trip, adult=2), starts_at=START)]
    with django_assert_num_queries(10, exact=False):
        order = services.sell(chosen=chosen, customer=customer, at=NOW)
    assert order.total == cart.total == 24_000
