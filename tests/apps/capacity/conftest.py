"""What the dive shop sells, with places and resources."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from apps.capacity import services
from apps.capacity.models import (
    Departure,
    Pool,
    Requirement,
    Resource,
    ResourceClass,
    ResourceSkill,
    Skill,
    WorkingHours,
)
from apps.catalog import services as catalog
from apps.catalog.models import Option, Product
from apps.tenancy.models import Location, Tenant
from tests.conftest import NOW

TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def place(in_coral: Tenant) -> Location:
    """The dive shop's first location, on New York's clock."""
    found = Location.objects.order_by("pk").first()
    assert found is not None
    found.time_zone = "America/New_York"
    found.save()
    return found


@pytest.fixture
def option_with(place: Location) -> Callable[..., Option]:
    """Makes an option of a new product."""

    def make(kind: str = "departure", name: str = "Reef trip", **values: Any) -> Option:
        own: dict[str, Any] = {key: values.pop(key) for key in ("notice", "horizon") if key in values}
        product = catalog.create_product(
            values={
                "name": name,
                "kind": kind,
                "status": "active",
                "capacity": 10,
                "duration": 120,
                **own,
                **values,
            },
            by=None,
            at=NOW,
        )
        Product.objects.filter(pk=product.pk).update(location=place)
        return catalog.create_option(values={"product": product, "name": "Morning"}, by=None, at=NOW)

    return make


@pytest.fixture
def departure_with(option_with: Callable[..., Option]) -> Callable[..., Departure]:
    """Makes a departure of tomorrow."""

    def make(option: Option | None = None, starts_at: datetime = TOMORROW, **values: Any) -> Departure:
        return services.create_departure(
            values={"option": option or option_with(), "starts_at": starts_at, **values}, by=None, at=NOW
        )

    return make


@pytest.fixture
def pool_with(option_with: Callable[..., Option], place: Location) -> Callable[..., Pool]:
    """Makes a garage's passes."""

    def make(capacity: int = 5, **values: Any) -> Pool:
        option = option_with("pass", "Monthly pass")
        return Pool.objects.create(option=option, location=place, capacity=capacity, **values)

    return make


class Crew:
    """Makes classes, resources and what products need of them."""

    def __init__(self, place: Location) -> None:
        self.place = place

    def class_(self, name: str = "Technicians", kind: str = "person", **values: Any) -> ResourceClass:
        return ResourceClass.objects.create(name=name, kind=kind, **values)

    def one(self, class_: ResourceClass, name: str, *skills: Skill, **values: Any) -> Resource:
        made = Resource.objects.create(resource_class=class_, name=name, location=self.place, **values)
        for skill in skills:
            ResourceSkill.objects.create(resource=made, skill=skill)
        return made

    def skill(self, name: str) -> Skill:
        return Skill.objects.create(name=name)

    def works(self, resource: Resource, begins: int = 9, ends: int = 17, days: str = "01234") -> None:
        for day in days:
            WorkingHours.objects.create(
                resource=resource, weekday=int(day), begins=time(begins), ends=time(ends % 24)
            )

    def needs(
        self, option: Option, of: ResourceClass | Skill, quantity: int = 1, each: str = "booking"
    ) -> None:
        key = "skill" if isinstance(of, Skill) else "resource_class"
        Requirement.objects.create(product_id=option.product_id, quantity=quantity, each=each, **{key: of})


@pytest.fixture
def crew(place: Location) -> Crew:
    """The maker."""
    return Crew(place)
