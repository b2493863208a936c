"""Baskets of the dive shop."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.catalog.models import Option, Product
from apps.customers.models import Customer
from apps.sales import services
from apps.sales.models import Order
from apps.tenancy.models import Tenant
from tests.apps.catalog.conftest import option_of, product_with, unit_of
from tests.conftest import NOW

__all__ = ["option_of", "product_with", "unit_of"]


@pytest.fixture
def trip(product_with: Callable[..., Product]) -> Option:
    """A reef trip for adults at 120 and children at 80."""
    option = option_of(product_with("Reef trip"))
    unit_of(option, 12_000)
    unit_of(option, 8_000, "Child", age_max=11)
    return option


@pytest.fixture
def customer(in_coral: Tenant) -> Customer:
    """Ana, who buys."""
    return Customer.objects.create(name="Ana Reyes", sort_name="reyes ana", outline="reyesana")


@pytest.fixture
def cart(in_coral: Tenant) -> Order:
    """An empty cart of the site."""
    return services.open_cart(language="en", at=NOW)


def of(option: Option, **counts: int) -> dict[int, int]:
    """Quantities by unit number, from names."""
    units = {unit.name.lower(): unit.pk for unit in option.units.all()}
    return {units[name]: count for name, count in counts.items()}


def facts(order: Order) -> dict[str, Any]:
    """The money of an order as the database has it."""
    fresh = Order.objects.get(pk=order.pk)
    return {name: getattr(fresh, name) for name in ("subtotal", "discount", "tax", "total", "deposit")}
