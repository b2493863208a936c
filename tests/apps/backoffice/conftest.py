"""To-dos of the dive shop and its people as members."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.backoffice.models import Todo
from apps.backoffice.services import todos
from apps.tenancy import context
from tests.conftest import NOW


@pytest.fixture
def member_of(coral: Any) -> Callable[[Any], Member]:
    """A person's membership in the dive shop."""

    def find(user: Any) -> Member:
        with context.use_tenant(coral):
            return Member.objects.select_related("user", "role").defer("phone").get(user=user)

    return find


@pytest.fixture
def todo(coral: Any) -> Callable[..., Todo]:
    """A to-do of the dive shop, made by its service."""

    def make(title: str = "Rinse regulators", *, by: Member | None = None, **values: Any) -> Todo:
        with context.use_tenant(coral):
            return todos.create(record=Todo(), values={"title": title, **values}, by=by, at=NOW)

    return make


@pytest.fixture
def bound(coral: Any) -> Iterator[Any]:
    """The dive shop, bound."""
    with context.use_tenant(coral):
        yield coral
