"""What the shipped packs sell can be booked right after they came in: all six, twice, with their sample businesses."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connections

from apps.bookings.models import Booking, WaitlistEntry
from apps.bookings.types import BookingStatus
from apps.capacity import queries
from apps.capacity.models import Departure
from apps.catalog.models import Product
from apps.catalog.types import Kind, Status
from apps.operator_console import services
from apps.operator_console.comparing import Change
from apps.tenancy import context
from apps.tenancy.models import Tenant
from quayside.demo import booked, seed
from tests.apps.operator_console.packs.conftest import GYM, LATER, NOW, dump

DAYS = 14
FIRST = date(2026, 11, 23)
# Departures that people ask for, and those of one week of the year.
ASKED_FOR = {"the-long-table", "school-and-company", "diwali-lamps"}
# Statements for each item of a pack and each row of its sample business: it was three times as many when every rule of
# every row was asked for by itself.
BUDGET = 16
PACKS = sorted(path.parent.name for path in GYM.parent.glob("*/pack.toml"))


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement that is sent meanwhile, as whichever role."""
    found: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, told: Any) -> Any:
        found.append(sql)
        return execute(sql, params, many, told)

    with ExitStack() as stack:
        for alias in connections:
            stack.enter_context(connections[alias].execute_wrapper(note))
        yield found


def free(product: Product) -> int:
    """Days, nights or pools of the two weeks in which somebody finds something."""
    if product.kind == Kind.PASS:
        return sum(one.left > 0 for one in queries.pools(product=product.pk, at=NOW))
    if product.kind == Kind.STAY:
        found = queries.nights(product=product.pk, first=FIRST, days=DAYS, at=NOW)
        return sum(one.left > 0 and not one.closed for one in found)
    found_days = queries.month(product=product.pk, first=FIRST, days=DAYS, party=1, at=NOW)
    return sum(bool(one.left) for one in found_days)


# One test, because installing a pack takes longest.
@pytest.mark.parametrize("name", PACKS)
@pytest.mark.django_db(transaction=True)
def test_what_a_pack_sells_is_free_within_two_weeks_and_its_sample_is_booked(
    coral: Tenant, name: str
) -> None:
    options: dict[str, Any] = {"drafts": True, "password": "x"}
    with context.use_tenant(coral):
        with counted() as statements:
            made = services.install(folder=GYM.parent / name, sample=True, options=options, by=None, at=NOW)
        assert len(statements) <= BUDGET * (len(made.steps) + sum(made.samples.values()))
        sold = Product.objects.filter(status=Status.ACTIVE).exclude(kind=Kind.RETAIL)
        free_days = {one.slug: free(one) for one in sold}
        assert len(free_days) > 3
        assert {slug for slug, count in free_days.items() if not count} <= ASKED_FOR
        before = dump()
        again = services.install(folder=GYM.parent / name, sample=True, options=options, by=None, at=LATER)
        assert {step.change for step in again.steps} == {Change.SAME}
        assert not any(again.samples.values())
        assert dump() == before
    if name in seed.TRADES:
        assert booked.seed(coral, at=NOW) >= 30
        with context.use_tenant(coral):
            look_at_bookings(name)
        assert booked.seed(coral, at=NOW) == 0


def look_at_bookings(trade: str) -> None:
    """They are of the past, of today and to come, made as everybody makes them."""
    found = Booking.objects.all()
    assert found.filter(starts_at__lt=NOW - timedelta(days=1)).exists()
    assert found.filter(starts_at__gt=NOW).exists()
    assert not found.filter(status=BookingStatus.PENDING, starts_at__lt=NOW - timedelta(days=5)).exists()
    if trade != "parking":
        assert found.filter(status=BookingStatus.COMPLETED).count() >= 5
        assert found.filter(status=BookingStatus.NO_SHOW).count() == 1
        assert found.filter(status=BookingStatus.CANCELLED).count() == 1
    full = Departure.objects.filter(booked__gt=0)
    assert all(one.left >= 0 for one in full)
    if full.exists():
        assert WaitlistEntry.objects.count() == 2
    assert all(one.customer.email for one in found.select_related("customer"))
