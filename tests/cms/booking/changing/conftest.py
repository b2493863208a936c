"""What is booked and changed."""

from typing import Any

import pytest

from apps.capacity.models import Pool
from apps.frontdesk import services as frontdesk
from apps.frontdesk.types import Choice
from apps.kernel import clock
from apps.tenancy.models import Location
from tests.apps.frontdesk.conftest import trip_of
from tests.cms.booking import goods
from tests.cms.booking.changing.kept import ANA, Kept


@pytest.fixture
def kept(browser_of: Any, in_coral: Any) -> Any:
    """Books what is chosen and gives its link to a visitor."""

    def book(option: Any, quantities: dict[int, int], **more: Any) -> Kept:
        said = (
            {"answers": {"address": "12 Elm Street", "plate": "AB12"}}
            if "starts_at" in more and "ends_at" not in more
            else {}
        )
        choice = Choice(option=option.pk, quantities=quantities, **{**said, **more})
        placed = frontdesk.book(choices=[choice], contact=ANA, at=clock.now(), source="website")
        return Kept(placed.bookings[0], browser_of())

    return book


@pytest.fixture
def other_unit(in_coral: Any) -> int:
    """Something that is sold elsewhere."""
    return int(trip_of("Wreck trip").adult.pk)


@pytest.fixture
def detail(in_coral, policy):
    """Two technicians; until a day before for 15.00."""
    return goods.detail(cancellation_policy=policy)


@pytest.fixture
def room(in_coral, policy):
    """Two rooms; at least two nights."""
    return goods.room(cancellation_policy=policy)


@pytest.fixture
def gear(in_coral, policy):
    """Three sets by the day."""
    return goods.gear(cancellation_policy=policy)


@pytest.fixture
def garages(in_coral, policy):
    """A monthly pass in two garages: five places here, one there."""
    sold, here = goods.monthly(cancellation_policy=policy)
    other = Location.objects.order_by("pk")[0]
    there = Location.objects.create(name="Pier garage", time_zone=other.time_zone, country=other.country)
    return sold, here, Pool.objects.create(option=sold.options[0], location=there, capacity=1)
