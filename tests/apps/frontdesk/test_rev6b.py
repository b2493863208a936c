"""What a reviewer tried on the front desk, more of it."""

from datetime import date, timedelta
from typing import Any

import pytest

from apps.bookings.models import Booking
from apps.capacity import services as capacity
from apps.capacity.models import Departure
from apps.frontdesk import services
from apps.frontdesk.types import Change, Choice, Contact
from apps.kernel.errors import Refusal
from tests.apps.frontdesk.conftest import ANA, STARTS, Trip, reread
from tests.apps.frontdesk.selling import garage_of, house_of
from tests.conftest import NOW


def test_somebody_new_cannot_pass_by_who_waits(trip: Trip) -> None:
    Departure.objects.update(capacity=2)
    cart = services.start_cart(at=NOW)
    services.add_to_cart(cart=cart, choice=trip.choice(2), at=NOW)
    entry = services.join_waitlist(choice=trip.choice(2), contact=ANA, at=NOW)
    later = NOW + timedelta(minutes=20)
    capacity.expire_holds(at=later)
    # before the facts are handled
    with pytest.raises(Refusal):
        services.book(choices=[trip.choice(1)], contact=Contact(name="N", email="n@guests.example"), at=later)


def test_several_rooms_of_one_unit(in_coral: Any) -> None:
    house = house_of()
    choice = Choice(
        option=house.option.pk, quantities={house.unit.pk: 3}, arrival=date(2026, 12, 1), nights=2, people=2
    )
    placed = services.book(choices=[choice], contact=ANA, at=NOW)
    from apps.capacity.models import Reservation

    assert Reservation.objects.filter(hold=placed.bookings[0].hold_id).count() == 3


def test_two_vehicles_take_two_technicians(in_coral: Any) -> None:
    garage = garage_of()
    choice = Choice(
        option=garage.option.pk, quantities={garage.unit.pk: 3}, starts_at=NOW + timedelta(days=1)
    )
    placed = services.book(choices=[choice], contact=ANA, at=NOW)
    from apps.capacity.models import Reservation

    print(Reservation.objects.filter(hold=placed.bookings[0].hold_id).count(), placed.order.total)
    assert Reservation.objects.filter(hold=placed.bookings[0].hold_id).count() == 3
