"""Customers of the dive shop."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from apps.customers import services
from apps.customers.models import Customer
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.conftest import NOW


@contextmanager
def nothing_stays() -> Iterator[None]:
    """What is written inside is taken back at the end, so that trials do not see each other."""
    with context.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def customer_with(in_coral: Tenant) -> Callable[..., Customer]:
    """Makes a customer of the dive shop."""

    def make(**values: Any) -> Customer:
        return services.create_customer(values={"name": "Ann Smith", **values}, by=None, at=NOW)

    return make
