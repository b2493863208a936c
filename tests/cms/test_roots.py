"""Every business has one page root and one collection root of its own."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from django.db import IntegrityError, connections
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, Page

from apps.tenancy import context, services
from apps.tenancy.models import Tenant
from cms import roots
from tests.conftest import NOW

committed = pytest.mark.django_db(transaction=True)


def test_a_business_has_one_page_root_and_one_collection_root(coral: Tenant, northgate: Tenant) -> None:
    for tenant in (coral, northgate):
        with context.use_tenant(tenant):
            assert [page.title for page in Page.objects.all()] == [tenant.name]
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
            assert Page.objects.get().path == Collection.objects.get().path
            paths.add(Page.objects.get().path)
    assert len(paths) == 6


@committed
def test_planting_asks_as_much_with_many_businesses_as_with_few(db: None) -> None:
    few = _queries_of_planting("first")
    for number in range(12):
        services.provision(slug=f"more-{number}", name="More", at=NOW)
    assert _queries_of_planting("last") == few


def _queries_of_planting(slug: str) -> list[str]:
    """The tables asked, in order, when a business gets its roots."""
    tenant = services.provision(slug=slug, name=slug, at=NOW)
    with context.use_platform(tenant), context.atomic():
        Page.objects.filter(path=Page._get_path("", 1, tenant.pk)).delete()
        Collection.objects.filter(path=Collection._get_path("", 1, tenant.pk)).delete()
        with CaptureQueriesContext(connections["platform"]) as asked:
            roots.plant(tenant=tenant, at=NOW)
    return [query["sql"].rpartition(";")[2][:50] for query in asked]


@pytest.mark.parametrize(
    "add", [lambda: Page.add_root(title="Second"), lambda: Collection.add_root(name="Second")]
)
def test_the_database_refuses_a_second_root(in_coral: Tenant, add: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError):
        add()
