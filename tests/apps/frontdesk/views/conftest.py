"""It is the day that the trips are counted from; and rooms, with somebody in one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

import pytest

from apps.bookings.models import Booking
from apps.capacity.models import Requirement, Reservation, Resource, ResourceClass
from apps.catalog import services as catalog
from apps.catalog.models import Option, Product, Unit
from apps.frontdesk import services
from apps.frontdesk.types import Choice, Contact
from apps.kernel import clock
from apps.tenancy.locations import first
from apps.tenancy.models import Tenant
from tests.conftest import NOW

ARRIVAL = NOW.date() + timedelta(days=2)


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is now."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@dataclass(frozen=True, slots=True)
class House:
    """Double rooms and who sells them."""

    option: Option
    unit: Unit
    rooms: list[Resource]

    def stay(
        self, name: str, *, arrival: date = ARRIVAL, nights: int = 3, room: Resource | None = None
    ) -> Booking:
        """Somebody in a room."""
        choice = Choice(
            option=self.option.pk,
            quantities={self.unit.pk: 1},
            arrival=arrival,
            nights=nights,
            people=2,
            resources=(room.pk,) if room else (),
        )
        placed = services.book(
            choices=[choice], contact=Contact(name=name, email=f"{name}@guests.example"), at=NOW
        )
        return placed.bookings[0]


def reservation_of(booking: Booking) -> Reservation:
    """What the booking takes."""
    return Reservation.objects.select_related("resource").get(hold=booking.hold_id, status="confirmed")


@pytest.fixture
def house(in_coral: Tenant) -> House:
    """Three double rooms."""
    return house_of()


def house_of() -> House:
    """Three double rooms at the first location."""
    place = first()
    assert place is not None
    kind = ResourceClass.objects.create(
        name="Double rooms", kind="room", check_in=time(15), check_out=time(11)
    )
    rooms = [
        Resource.objects.create(resource_class=kind, name=name, location=place, places=2, position=number)
        for number, name in enumerate(("101", "102", "103"))
    ]
    product = catalog.create_product(
        values={"name": "Double room", "kind": "stay", "status": "active"}, by=None, at=NOW
    )
    Product.objects.filter(pk=product.pk).update(location=place)
    option = catalog.create_option(values={"product": product, "name": "With breakfast"}, by=None, at=NOW)
    unit = catalog.create_unit(
        values={"option": option, "name": "Night", "price": 9_000, "per": "night"}, by=None, at=NOW
    )
    Requirement.objects.create(product=product, resource_class=kind, quantity=1)
    return House(option, unit, rooms)


@pytest.fixture
def stay(house: House) -> Callable[..., Booking]:
    """Makes stays."""

    def make(name: str = "Rosa", **more: Any) -> Booking:
        return house.stay(name, **more)

    return make
