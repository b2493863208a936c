"""What the shipped packs sell can be booked right after they came in: all six, twice, with their sample businesses."""

from datetime import date

import pytest

from apps.capacity import queries
from apps.catalog.models import Product
from apps.catalog.types import Kind, Status
from apps.operator_console import services
from apps.operator_console.comparing import Change
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.apps.operator_console.packs.conftest import GYM, LATER, NOW, dump

DAYS = 14
FIRST = date(2026, 11, 23)
# Departures that people ask for, and those of one week of the year.
ASKED_FOR = {"the-long-table", "school-and-company", "diwali-lamps"}
PACKS = sorted(path.parent.name for path in GYM.parent.glob("*/pack.toml"))


def free(product: Product) -> int:
    """Days, nights or pools of the two weeks in which somebody finds something."""
    if product.kind == Kind.PASS:
        return sum(one.left > 0 for one in queries.pools(product=product.pk, at=NOW))
    if product.kind == Kind.STAY:
        found = queries.nights(product=product.pk, first=FIRST, days=DAYS, at=NOW)
        return sum(one.left > 0 and not one.closed for one in found)
    found_days = queries.month(product=product.pk, first=FIRST, days=DAYS, party=1, at=NOW)
    return sum(bool(one.left) for one in found_days)


@pytest.mark.parametrize("name", PACKS)
@pytest.mark.django_db(transaction=True)
def test_everything_a_pack_sells_is_free_on_some_day_of_two_weeks(coral: Tenant, name: str) -> None:
    options = {"drafts": True, "password": "x"}
    with context.use_tenant(coral):
        services.install(folder=GYM.parent / name, sample=True, options=options, by=None, at=NOW)
        sold = Product.objects.filter(status=Status.ACTIVE).exclude(kind=Kind.RETAIL)
        free_days = {one.slug: free(one) for one in sold}
        assert len(free_days) > 3
        assert {slug for slug, count in free_days.items() if not count} <= ASKED_FOR
        before = dump()
        again = services.install(folder=GYM.parent / name, sample=True, options=options, by=None, at=LATER)
        assert {step.change for step in again.steps} == {Change.SAME}
        assert not any(again.samples.values())
        assert dump() == before
