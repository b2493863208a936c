"""One of each kind of what businesses sell, for the business that is bound."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from apps.capacity.models import (
    DepartureSession,
    Pool,
    Requirement,
    Resource,
    ResourceClass,
    WorkingHours,
)
from apps.catalog import services as catalog
from apps.catalog.models import Option, Product, StayRule, Unit
from apps.kernel import clock
from apps.tenancy.models import Location
from tests.apps.frontdesk.conftest import Trip, departure_of


@dataclass(frozen=True, slots=True)
class Sold:
    """A product with its options and the first unit of each."""

    product: Product
    options: list[Option]
    units: list[Unit]


def sold(kind: str, name: str, priced: dict[str, dict[str, Any]], **values: Any) -> Sold:
    """An active product with an option for each name, priced as said."""
    at = clock.now()
    product = catalog.create_product(
        values={"name": name, "kind": kind, "status": "active", **values}, by=None, at=at
    )
    options, units = [], []
    for option_name, said in priced.items():
        unit: dict[str, Any] = {key: said[key] for key in ("price", "per", "unit") if key in said}
        option = catalog.create_option(
            values={"product": product, "name": option_name, "duration": said.get("duration")}, by=None, at=at
        )
        values_ = {"option": option, "name": unit.pop("unit", option_name), **unit}
        options.append(option)
        units.append(catalog.create_unit(values=values_, by=None, at=at))
    return Sold(product, options, units)


def resources(kind: str, name: str, count: int, **values: Any) -> ResourceClass:
    """A class with so many of it."""
    made = ResourceClass.objects.create(name=name, kind=kind, **values)
    for number in range(count):
        Resource.objects.create(
            resource_class=made,
            name=f"{name} {number + 1}",
            location=Location.objects.order_by("pk")[0],
            position=number,
        )
    return made


def needs(what: Sold, of: ResourceClass, each: str = "booking") -> None:
    """The product needs one of the class."""
    Requirement.objects.create(product=what.product, resource_class=of, quantity=1, each=each)


def detail(**values: Any) -> Sold:
    """A full detail for a sedan or an SUV by one of two technicians, who work from nine to five."""
    made = sold(
        "appointment",
        "Full detail",
        {
            "Sedan": {"price": 18_000, "per": "vehicle", "duration": 120},
            "SUV": {"price": 24_000, "per": "vehicle", "duration": 180},
        },
        asks=["address", "vehicle"],
        **values,
    )
    crew = resources("person", "Technician", 2)
    for one in Resource.objects.filter(resource_class=crew):
        for weekday in range(7):
            WorkingHours.objects.create(resource=one, weekday=weekday, begins=time(9), ends=time(17))
    needs(made, crew)
    return made


def room(**values: Any) -> Sold:
    """A double room with two of its class; stays have at least two nights."""
    made = sold(
        "stay",
        "Double room",
        {
            "Room only": {"price": 12_000, "per": "night", "unit": "Night"},
            "With breakfast": {"price": 14_500, "per": "night", "unit": "Night"},
        },
        **values,
    )
    needs(made, resources("room", "Room", 2, check_in=time(15), check_out=time(11)))
    StayRule.objects.create(product=made.product, nights_min=2)
    return made


def gear(**values: Any) -> Sold:
    """Rental gear by the day, three sets of it."""
    made = sold("rental", "Full gear", {"Full gear": {"price": 3_500, "per": "day", "unit": "Set"}}, **values)
    needs(made, resources("item", "Set", 3), each="person")
    return made


def monthly(capacity: int = 5, **values: Any) -> tuple[Sold, Pool]:
    """A monthly pass for a plate."""
    made = sold(
        "pass",
        "Monthly pass",
        {"Monthly": {"price": 9_900, "per": "month", "unit": "Month"}},
        asks=["plate"],
        **values,
    )
    return made, Pool.objects.create(
        option=made.options[0], location=Location.objects.order_by("pk")[0], capacity=capacity
    )


def mask(**values: Any) -> Sold:
    """A mask from the shelf."""
    return sold("retail", "Mask", {"Mask": {"price": 4_500, "per": "item", "unit": "Mask"}}, **values)


def course(starts_at: Any, **values: Any) -> Trip:
    """An open water course of three days; names and ages are asked."""
    made = sold(
        "departure",
        "Open Water course",
        {"Course": {"price": 45_000, "unit": "Student"}},
        asks=["names", "ages"],
        **values,
    )
    departure = departure_of(made.options[0], starts_at=starts_at, capacity=6)
    for number in (1, 2):
        begins = starts_at + number * (departure.ends_at - departure.starts_at) * 6
        DepartureSession.objects.create(
            departure=departure,
            name=f"Day {number + 1}",
            starts_at=begins,
            ends_at=begins + (departure.ends_at - starts_at),
        )
    return Trip(made.product, made.options[0], made.units[0], made.units[0], departure)
