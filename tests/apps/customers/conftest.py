"""Customers of the dive shop."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.customers import services
from apps.customers.models import Customer
from apps.tenancy.models import Tenant
from tests.conftest import NOW


@pytest.fixture
def customer_with(in_coral: Tenant) -> Callable[..., Customer]:
    """Makes a customer of the dive shop."""

    def make(**values: Any) -> Customer:
        return services.create_customer(values={"name": "Ann Smith", **values}, by=None, at=NOW)

    return make
