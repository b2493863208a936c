"""Numbers, days and prices that nobody can mean are refused, and nothing is taken."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.frontdesk import services
from apps.frontdesk.types import Choice, Override
from apps.kernel.errors import Refusal
from apps.sales.models import Order
from apps.tenancy.models import Tenant
from tests.apps.frontdesk.conftest import ANA, Trip, reread
from tests.apps.frontdesk.selling import garage_of, house_of
from tests.conftest import NOW


@pytest.mark.parametrize("many", [10**6, 10**20, 1.5, "2"])
def test_a_number_of_people_that_cannot_be_takes_no_place(trip: Trip, many: Any) -> None:
    cart = services.start_cart(at=NOW)
    choice = Choice(option=trip.option.pk, quantities={trip.adult.pk: many}, departure=trip.departure.pk)
    with pytest.raises(Refusal):
        services.add_to_cart(cart=cart, choice=choice, at=NOW)
    assert reread(trip.departure).booked == 0


@pytest.mark.parametrize(
    ("arrival", "nights", "people"),
    [
        (date(2020, 1, 1), 2, 2),
        (date(2026, 12, 1), 0, 2),
        (date(2026, 12, 1), -2, 2),
        (date(2026, 12, 1), 10**9, 2),
        (date(9999, 12, 30), 3, 2),
        (date(1, 1, 1), 3, 2),
        (date(2026, 12, 1), 2, 9),
    ],
)
def test_nights_and_guests_that_cannot_be_are_refused(
    in_coral: Tenant, arrival: date, nights: int, people: int
) -> None:
    house = house_of()
    choice = Choice(
        option=house.option.pk,
        quantities={house.unit.pk: 1},
        arrival=arrival,
        nights=nights,
        people=people,
    )
    with pytest.raises(Refusal):
        services.book(choices=[choice], contact=ANA, at=NOW)
    assert not Booking.objects.exists()


@pytest.mark.parametrize(
    "starts_at",
    [
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, tzinfo=UTC),
        NOW - timedelta(minutes=1),
    ],
)
def test_times_at_which_nobody_works_are_refused(in_coral: Tenant, starts_at: datetime) -> None:
    garage = garage_of()
    choice = Choice(option=garage.option.pk, quantities={garage.unit.pk: 1}, starts_at=starts_at)
    with pytest.raises(Refusal):
        services.book(choices=[choice], contact=ANA, at=NOW)
    assert not Booking.objects.exists()


@pytest.mark.parametrize("price", [-1, 10**13, 10**30])
def test_a_price_by_hand_that_cannot_be_books_nothing(boss: Member, trip: Trip, price: int) -> None:
    override = Override(reason="Agreed by phone", price=price)
    with pytest.raises(Refusal):
        services.book(choices=[trip.choice(1)], contact=ANA, at=NOW, by=boss, override=override)
    assert not Order.objects.exists()
    assert reread(trip.departure).booked == 0
