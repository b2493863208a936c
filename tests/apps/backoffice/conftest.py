"""Places to look for."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.tenancy.models import Location, Tenant

KIND = "tenancy.location"


@pytest.fixture
def place(in_coral: Tenant) -> Callable[..., Location]:
    """Make a place of the dive shop."""

    def make(name: str, **values: Any) -> Location:
        return Location.objects.create(name=name, time_zone="UTC", **values)

    return make
