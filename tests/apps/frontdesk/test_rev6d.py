"""How long something is taken is the product's to say."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.capacity.models import Departure, Requirement, ResourceClass
from apps.frontdesk import services
from apps.frontdesk.types import Choice, Override
from apps.kernel.errors import Refusal
from apps.sales.models import Order
from tests.apps.frontdesk.conftest import ANA, Trip, reread
from tests.apps.frontdesk.selling import _resources, _sold, garage_of
from tests.conftest import NOW


@pytest.mark.parametrize("minutes", [1, 60 * 5])
def test_a_job_takes_as_long_as_it_takes(in_coral: Any, minutes: int) -> None:
    garage = garage_of()
    starts = NOW + timedelta(days=1)
    choice = Choice(
        option=garage.option.pk,
        quantities={garage.unit.pk: 1},
        starts_at=starts,
        ends_at=starts + timedelta(minutes=minutes),
    )
    booking = services.book(choices=[choice], contact=ANA, at=NOW).bookings[0]
    assert booking.ends_at - booking.starts_at == timedelta(hours=2)


def test_nobody_rents_for_a_hundred_years(in_coral: Any) -> None:
    kind = ResourceClass.objects.create(name="Boards", kind="item")
    _resources(kind, "B1")
    option, unit = _sold("Board", "rental", "Long", price=2_000, per="day", unit="Board")
    Requirement.objects.create(product=option.product, resource_class=kind, quantity=1, each="person")
    choice = Choice(
        option=option.pk,
        quantities={unit.pk: 1},
        starts_at=NOW + timedelta(days=1),
        ends_at=datetime(2150, 1, 1, tzinfo=UTC),
    )
    with pytest.raises(Refusal):
        services.book(choices=[choice], contact=ANA, at=NOW)


def test_override_price_zero_and_huge(boss: Member, trip: Trip) -> None:
    for price in (-1, 10**13, 10**30):
        with pytest.raises(Refusal):
            services.book(
                choices=[trip.choice(1)],
                contact=ANA,
                at=NOW,
                by=boss,
                override=Override(reason="x", price=price),
            )
    assert not Order.objects.exists() and reread(trip.departure).booked == 0
    done = services.book(
        choices=[trip.choice(1)], contact=ANA, at=NOW, by=boss, override=Override(reason="x", price=0)
    )
    assert done.order.total == 0
    assert done.bookings[0].total == 0


def test_raise_capacity_never_beyond_the_limit(boss: Member, trip: Trip) -> None:
    Departure.objects.update(limit=12)
    with pytest.raises(Refusal):
        services.book(
            choices=[trip.choice(13)],
            contact=ANA,
            at=NOW,
            by=boss,
            override=Override(reason="x", raise_capacity=True),
        )
    assert reread(trip.departure).capacity == 10
    services.book(
        choices=[trip.choice(12)],
        contact=ANA,
        at=NOW,
        by=boss,
        override=Override(reason="x", raise_capacity=True),
    )
    with pytest.raises(Refusal):
        services.book(
            choices=[trip.choice(1)],
            contact=ANA,
            at=NOW,
            by=boss,
            override=Override(reason="x", raise_capacity=True),
        )


def test_two_of_the_same_departure_with_raise(boss: Member, trip: Trip) -> None:
    Departure.objects.update(limit=12)
    done = services.book(
        choices=[trip.choice(10), trip.choice(2)],
        contact=ANA,
        at=NOW,
        by=boss,
        override=Override(reason="x", raise_capacity=True),
    )
    assert len(done.bookings) == 2
