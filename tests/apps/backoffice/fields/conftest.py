"""Places of the dive shop with fields of the owner's."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.backoffice.models import CustomField
from apps.backoffice.services import fields, records
from apps.tenancy.models import Location, Tenant
from tests.conftest import NOW

PLACES = "tenancy.location"


@pytest.fixture
def define(in_coral: Tenant) -> Callable[..., CustomField]:
    """Add a field to places of the dive shop."""

    def make(label: str, kind: str = "text", on: str = PLACES, **properties: Any) -> CustomField:
        return fields.define_field(on=on, label=label, kind=kind, by=None, at=NOW, **properties)

    return make


@pytest.fixture
def place(in_coral: Tenant) -> Callable[..., Location]:
    """Save a place; own fields by their keys without "custom."."""

    def make(name: str, **own: Any) -> Location:
        values = {"name": name, "time_zone": "UTC", **{f"custom.{key}": value for key, value in own.items()}}
        return records.create(record=Location(), values=values, by=None, at=NOW)

    return make


@pytest.fixture
def change(in_coral: Tenant) -> Callable[..., Location]:
    """Change own fields of a place."""

    def make(record: Location, **own: Any) -> Location:
        values = {f"custom.{key}": value for key, value in own.items()}
        return records.update(record=record, values=values, by=None, at=NOW)

    return make


@pytest.fixture
def member(in_coral: Tenant, owner: Any) -> Member:
    """The owner of the dive shop as a member of it."""
    return Member.objects.get(user=owner)
