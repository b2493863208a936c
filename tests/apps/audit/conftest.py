"""Reading the log as its owner does, and a business to write in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections

from apps.audit.models import Entry
from apps.tenancy import context, owner
from apps.tenancy.models import Tenant

REQUEST = "0f1e2d3c4b5a"


@contextmanager
def as_owner() -> Iterator[Any]:
    """A cursor of the role that owns the tables."""
    with owner.as_default(), connections["default"].cursor() as cursor:
        yield cursor


@contextmanager
def trying_as_owner() -> Iterator[Any]:
    """The same, and whatever happened never did."""
    with as_owner() as cursor:
        cursor.execute("BEGIN")
        yield cursor
        cursor.execute("ROLLBACK")


def log_of(table: str, **filters: Any) -> list[Entry]:
    """The bound business's entries of a table, oldest first."""
    return list(Entry.objects.filter(table_name=table, **filters).order_by("at", "id"))


@pytest.fixture
def acting(coral: Tenant, manager: Any) -> Iterator[Callable[[], Tenant]]:
    """The dive shop bound, with its manager in a request."""
    with context.use_tenant(coral, actor=manager.pk, request=REQUEST):
        yield lambda: coral
