"""What is sold besides trips: rooms by the night, and the time of two technicians."""

from dataclasses import dataclass
from datetime import date, datetime, time

from apps.bookings.models import Booking
from apps.capacity.models import Requirement, Reservation, Resource, ResourceClass
from apps.catalog import services as catalog
from apps.catalog.models import Option, Product, Unit
from apps.frontdesk import services
from apps.frontdesk.types import Choice, Contact
from apps.tenancy.locations import first
from apps.tenancy.models import Location
from tests.conftest import NOW


def contact_of(name: str) -> Contact:
    """Somebody with an address of their own."""
    return Contact(name=name, email=f"{name.replace(' ', '.').lower()}@guests.example")


def place() -> Location:
    """The first location."""
    found = first()
    assert found is not None
    return found


@dataclass(frozen=True, slots=True)
class House:
    """Double rooms and who sells them."""

    option: Option
    unit: Unit
    rooms: list[Resource]

    def stay(
        self, name: str, *, arrival: date, nights: int = 3, room: Resource | None = None, at: datetime = NOW
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
        return services.book(choices=[choice], contact=contact_of(name), at=at).bookings[0]


@dataclass(frozen=True, slots=True)
class Garage:
    """Two technicians and what they do."""

    option: Option
    unit: Unit
    crew: list[Resource]

    def job(self, name: str, *, starts_at: datetime, who: int = 0, at: datetime = NOW) -> Booking:
        """An appointment with one of them."""
        choice = Choice(
            option=self.option.pk,
            quantities={self.unit.pk: 1},
            starts_at=starts_at,
            resources=(self.crew[who].pk,),
        )
        return services.book(choices=[choice], contact=contact_of(name), at=at).bookings[0]


def reservation_of(booking: Booking) -> Reservation:
    """What the booking takes."""
    return Reservation.objects.select_related("resource").get(hold=booking.hold_id, status="confirmed")


def _sold(
    name: str, kind: str, option: str, *, price: int, per: str, unit: str, **values: object
) -> tuple[Option, Unit]:
    product = catalog.create_product(
        values={"name": name, "kind": kind, "status": "active", **values}, by=None, at=NOW
    )
    Product.objects.filter(pk=product.pk).update(location=place())
    made = catalog.create_option(values={"product": product, "name": option}, by=None, at=NOW)
    sold = catalog.create_unit(
        values={"option": made, "name": unit, "price": price, "per": per}, by=None, at=NOW
    )
    return made, sold


def _resources(kind: ResourceClass, *names: str, **values: object) -> list[Resource]:
    return [
        Resource.objects.create(resource_class=kind, name=name, location=place(), position=number, **values)
        for number, name in enumerate(names)
    ]


def house_of() -> House:
    """Three double rooms."""
    kind = ResourceClass.objects.create(
        name="Double rooms", kind="room", check_in=time(15), check_out=time(11)
    )
    rooms = _resources(kind, "101", "102", "103", places=2)
    option, unit = _sold("Double room", "stay", "With breakfast", price=9_000, per="night", unit="Night")
    Requirement.objects.create(product=option.product, resource_class=kind, quantity=1)
    return House(option, unit, rooms)


def garage_of() -> Garage:
    """Ana and Ben, a two-hour detail."""
    kind = ResourceClass.objects.create(name="Technicians", kind="person")
    crew = _resources(kind, "Ana", "Ben")
    option, unit = _sold(
        "Full detail", "appointment", "SUV", price=18_000, per="vehicle", unit="Vehicle", duration=120
    )
    Requirement.objects.create(product=option.product, resource_class=kind, quantity=1)
    return Garage(option, unit, crew)
