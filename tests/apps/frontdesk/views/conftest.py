"""It is the day that the trips are counted from; and rooms, with somebody in one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from apps.bookings.models import Booking
from apps.kernel import clock
from apps.tenancy.models import Tenant
from tests.apps.frontdesk.selling import Garage, House, garage_of, house_of
from tests.conftest import NOW

ARRIVAL = NOW.date() + timedelta(days=2)


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is now."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def house(in_coral: Tenant) -> House:
    """Three double rooms."""
    return house_of()


@pytest.fixture
def garage(in_coral: Tenant) -> Garage:
    """Two technicians."""
    return garage_of()


@pytest.fixture
def stay(house: House) -> Callable[..., Booking]:
    """Makes stays."""

    def make(name: str = "Rosa", **more: Any) -> Booking:
        return house.stay(name, **{"arrival": ARRIVAL, **more})

    return make
