"""Whoever waits hears of more places, whichever way they came to be."""

from collections.abc import Callable

import pytest

from apps.bookings import queries, services
from apps.bookings.models import Booking, WaitlistEntry
from apps.capacity import services as capacity
from apps.capacity.models import Departure, Pool
from apps.catalog import services as catalog
from apps.customers.models import Customer
from apps.events.services import dispatch
from apps.tenancy import context
from apps.tenancy.models import Location, Tenant
from tests.apps.bookings.conftest import Trip, reread
from tests.conftest import NOW

# One way for each that a capacity can be raised.
RAISED: dict[str, Callable[[Departure], object]] = {
    "on its form": lambda one: capacity.update_departure(
        record=one, values={"capacity": 12}, by=None, at=NOW
    ),
    "for several": lambda one: capacity.change_capacity(departures=[one], capacity=12, by=None, at=NOW),
}


def wait(party: int = 2, **what: Departure | Pool) -> WaitlistEntry:
    somebody = Customer.objects.create(name="Bo", sort_name="bo", outline="bo")
    return services.join_waitlist(customer=somebody, party=party, at=NOW, **what)  # type: ignore[arg-type]


@pytest.fixture
def waits(trip: Trip, make: Callable[..., Booking]) -> WaitlistEntry:
    """All ten places are booked, and a party of two waits."""
    make(adults=10)
    return wait(departure=trip.departure)


@pytest.mark.parametrize("way", RAISED)
def test_who_waits_is_offered_what_a_raised_capacity_adds(trip: Trip, waits: WaitlistEntry, way: str) -> None:
    dispatch(at=NOW)
    RAISED[way](reread(trip.departure))
    dispatch(at=NOW)
    assert reread(waits).status == "offered"


def test_a_departure_saved_without_more_places_tells_nobody(trip: Trip, waits: WaitlistEntry) -> None:
    dispatch(at=NOW)
    capacity.update_departure(record=reread(trip.departure), values={"notes": "x"}, by=None, at=NOW)
    assert not dispatch(at=NOW)


@pytest.fixture
def pool(in_coral: Tenant) -> Pool:
    """Two passes, both of them taken."""
    product = catalog.create_product(
        values={"name": "Pass", "kind": "pass", "status": "active"}, by=None, at=NOW
    )
    option = catalog.create_option(values={"product": product, "name": "Month"}, by=None, at=NOW)
    made = Pool.objects.create(option=option, location=Location.objects.order_by("pk")[0], capacity=2)
    capacity.hold_pool(pool=made.pk, seats=2, at=NOW)
    return reread(made)  # type: ignore[no-any-return]


def test_who_waits_is_offered_what_is_added_to_a_pool(pool: Pool) -> None:
    entry = wait(1, pool=pool)
    capacity.update_pool(record=pool, values={"capacity": 3}, by=None, at=NOW)
    dispatch(at=NOW)
    assert reread(entry).status == "offered"


def test_who_waits_is_offered_what_is_free_when_a_pool_is_sold_again(pool: Pool) -> None:
    entry = wait(1, pool=pool)
    capacity.update_pool(record=pool, values={"active": False}, by=None, at=NOW)
    Pool.objects.update(booked=1)
    dispatch(at=NOW)
    assert reread(entry).status == "waiting"
    capacity.update_pool(record=reread(pool), values={"active": True}, by=None, at=NOW)
    dispatch(at=NOW)
    assert reread(entry).status == "offered"


def test_what_nobody_was_told_of_is_offered_all_the_same(
    trip: Trip, waits: WaitlistEntry, pool: Pool
) -> None:
    others = wait(1, pool=pool)
    assert services.offer_fitting(at=NOW) == []
    Departure.objects.update(capacity=12)
    Pool.objects.update(capacity=3)
    assert {one.pk for one in services.offer_fitting(at=NOW)} == {waits.pk, others.pk}
    assert queries.fitting(at=NOW) == []


@pytest.mark.django_db(transaction=True)
def test_businesses_where_free_places_are_waited_for_are_found(trip: Trip, waits: WaitlistEntry) -> None:
    with context.use_platform():
        assert queries.tenants_with_fitting(at=NOW) == []
    Departure.objects.update(capacity=12)
    with context.use_platform():
        assert queries.tenants_with_fitting(at=NOW) == [waits.tenant_id]
        assert queries.tenants_with_fitting(at=trip.departure.starts_at) == []
