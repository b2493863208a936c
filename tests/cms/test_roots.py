"""Every business has one page root and one collection root of its own."""

import re
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from django.db import IntegrityError, connections
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, Page

from apps.tenancy import context, services
from apps.tenancy.models import Tenant
from tests.conftest import NOW

committed = pytest.mark.django_db(transaction=True)


def test_a_business_has_one_page_root_and_one_collection_root(coral: Tenant, northgate: Tenant) -> None:
    for tenant in (coral, northgate):
        with context.use_tenant(tenant):
            assert [page.title for page in Page.objects.filter(depth=1)] == [tenant.name]
            assert [collection.name for collection in Collection.objects.all()] == [tenant.name]
            assert Page.find_problems() == ([], [], [], [], [])
            assert Collection.find_problems() == ([], [], [], [], [])


@committed
def test_businesses_born_at_the_same_instant_get_roots_of_their_own(race: Callable[..., list[Any]]) -> None:
    numbers = count()
    born = race(lambda: services.provision(slug=f"twin-{next(numbers)}", name="Twin", at=NOW), times=6)
    paths = set()
    for tenant in born:
        assert isinstance(tenant, Tenant), tenant
        with context.use_tenant(tenant):
            assert Page.objects.get(depth=1).path == Collection.objects.get().path
            paths.add(Page.objects.get(depth=1).path)
    assert len(paths) == 6


@committed
def test_birth_asks_as_much_with_many_businesses_as_with_few(db: None) -> None:
    services.provision(slug="begin", name="Begin", at=NOW)  # afterwards content types are known
    few = _tables_asked_at_the_birth_of("first")
    for number in range(12):
        services.provision(slug=f"more-{number}", name="More", at=NOW)
    assert _tables_asked_at_the_birth_of("later") == few


def _tables_asked_at_the_birth_of(slug: str) -> list[str]:
    """The first words of every statement, in order."""
    with CaptureQueriesContext(connections["platform"]) as asked:
        services.provision(slug=slug, name="Name", at=NOW)
    # Savepoints are numbered.
    return [re.sub(r"_x\d+", "", query["sql"].rpartition(";")[2])[:30] for query in asked]


@pytest.mark.parametrize(
    "add", [lambda: Page.add_root(title="Second"), lambda: Collection.add_root(name="Second")]
)
def test_the_database_refuses_a_second_root(in_coral: Tenant, add: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError):
        add()
