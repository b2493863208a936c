"""Claims on counted places."""

from datetime import timedelta

import pytest

from apps.audit.models import Entry
from apps.capacity import services
from apps.capacity.errors import (
    DepartureClosed,
    NoSuchDeparture,
    NoSuchPool,
    PoolClosed,
    SoldOut,
    TooLate,
    WrongNumber,
)
from apps.capacity.models import Departure, Hold, Pool
from apps.catalog.models import Product
from apps.events.models import OutboxEvent
from apps.tenancy import context
from tests.apps.capacity.conftest import TOMORROW
from tests.conftest import NOW


def booked(departure):
    return Departure.objects.get(pk=departure.pk).booked


def test_a_claim_counts_holds_and_tells_in_one_statement(departure_with, django_assert_num_queries):
    departure = departure_with(capacity=8)
    with django_assert_num_queries(1):
        held = services.hold_seats(departure=departure.pk, seats=3, at=NOW)
    hold = Hold.objects.get(pk=held.id)
    assert (held.seats, held.left, held.starts_at) == (3, 5, TOMORROW)
    assert (hold.status, hold.seats, hold.hold_until) == ("held", 3, NOW + timedelta(minutes=15))
    assert hold.token == held.token
    assert booked(departure) == 3
    told = OutboxEvent.objects.get(kind="capacity.seats_held")
    assert told.subject == f"departure:{departure.pk}"
    assert told.payload == {
        "hold": held.id,
        "product": departure.product_id,
        "option": departure.option_id,
        "departure": departure.pk,
        "pool": None,
        "seats": 3,
    }


def test_the_last_place_is_sold_and_no_more(departure_with):
    departure = departure_with(capacity=2)
    services.hold_seats(departure=departure.pk, seats=1, at=NOW)
    with pytest.raises(SoldOut, match="Only 1 place is left") as refused:
        services.hold_seats(departure=departure.pk, seats=2, at=NOW)
    assert refused.value.left == 1
    services.hold_seats(departure=departure.pk, seats=1, at=NOW)
    with pytest.raises(SoldOut, match="This is sold out"):
        services.hold_seats(departure=departure.pk, seats=1, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_the_last_seat_goes_to_one_of_two_buyers(departure_with, race):
    departure = departure_with(capacity=1)
    results = race(lambda: services.hold_seats(departure=departure.pk, seats=1, at=NOW), times=2)
    assert sorted(type(one).__name__ for one in results) == ["Held", "SoldOut"]
    assert booked(departure) == 1


@pytest.mark.django_db(transaction=True)
def test_many_buyers_get_as_many_places_as_there_are(departure_with, race):
    departure = departure_with(capacity=5)
    results = race(lambda: services.hold_seats(departure=departure.pk, seats=1, at=NOW), times=12)
    assert sorted(type(one).__name__ for one in results) == ["Held"] * 5 + ["SoldOut"] * 7
    assert booked(departure) == Hold.objects.filter(departure=departure, status="held").count() == 5


def test_a_closed_departure_says_so(departure_with):
    departure = departure_with(status="closed")
    with pytest.raises(DepartureClosed):
        services.hold_seats(departure=departure.pk, seats=1, at=NOW)


def test_what_has_begun_or_is_within_the_notice_is_too_late(departure_with):
    departure = departure_with(starts_at=NOW + timedelta(hours=3))
    Product.objects.filter(pk=departure.product_id).update(notice=180)
    with pytest.raises(TooLate):
        services.hold_seats(departure=departure.pk, seats=1, at=NOW)
    services.hold_seats(departure=departure.pk, seats=1, at=NOW - timedelta(minutes=1))
    services.hold_seats(departure=departure.pk, seats=1, at=NOW, late=True)
    with pytest.raises(TooLate):
        services.hold_seats(departure=departure.pk, seats=1, at=NOW + timedelta(days=1), late=True)
    assert booked(departure) == 2


@pytest.mark.parametrize("seats", [0, -1, 10_001, True, 10**30])
def test_a_number_nobody_can_book_is_refused(departure_with, seats):
    with pytest.raises(WrongNumber):
        services.hold_seats(departure=departure_with().pk, seats=seats, at=NOW)


def test_there_is_no_departure_of_another_business(departure_with, northgate):
    departure = departure_with()
    with context.use_tenant(northgate), pytest.raises(NoSuchDeparture):
        services.hold_seats(departure=departure.pk, seats=1, at=NOW)
    assert booked(departure) == 0


def test_places_of_a_pool_are_counted_the_same_way(pool_with, django_assert_num_queries):
    pool = pool_with(capacity=2)
    with django_assert_num_queries(1):
        held = services.hold_pool(pool=pool.pk, seats=2, at=NOW)
    assert (held.pool, held.left) == (pool.pk, 0)
    with pytest.raises(SoldOut):
        services.hold_pool(pool=pool.pk, seats=1, at=NOW)
    Pool.objects.update(active=False)
    with pytest.raises(PoolClosed):
        services.hold_pool(pool=pool.pk, seats=1, at=NOW)
    with pytest.raises(NoSuchPool):
        services.hold_pool(pool=pool.pk + 99, seats=1, at=NOW)


def test_things_for_each_person_are_taken_with_the_places_or_nothing_is(departure_with, crew):
    departure = departure_with()
    tanks = crew.class_("Tanks", "item")
    for number in range(3):
        crew.one(tanks, f"Tank {number}")
    crew.needs(departure.option, tanks, each="person")
    held = services.hold_seats(departure=departure.pk, seats=2, at=NOW)
    assert len(held.resources) == 2
    with pytest.raises(Exception, match="free"):
        services.hold_seats(departure=departure.pk, seats=2, at=NOW)
    assert booked(departure) == 2


def test_the_log_says_who_held_places_and_nothing_of_the_count(departure_with, coral, manager):
    departure = departure_with(capacity=4)
    with context.use_tenant(coral, actor=manager.pk, request="desk-1"):
        held = services.hold_seats(departure=departure.pk, seats=3, at=NOW)
    told = Entry.objects.filter(table_name__in=["capacity_hold", "capacity_departure"]).order_by("id")
    assert [(one.table_name, one.op) for one in told] == [("capacity_departure", "I"), ("capacity_hold", "I")]
    assert (told[1].row_id, told[1].actor, told[1].request) == (held.id, manager.pk, "desk-1")
