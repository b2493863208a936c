"""A list that one own field narrows is counted by its values alone, and comes to the same number."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Member, Role
from apps.backoffice.lists import table
from apps.backoffice.lists.query import ListQuery
from apps.backoffice.screens import registry
from apps.backoffice.services import fields, records
from apps.tenancy.models import Location, Tenant
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
CHOICES = [{"value": one, "label": one} for one in ("a", "b")]
FIELDS: dict[str, dict[str, Any]] = {
    "level": {"kind": "choice", "choices": CHOICES},
    "several": {"kind": "choices", "choices": CHOICES},
    "dives": {"kind": "number"},
    "last": {"kind": "date"},
    "pro": {"kind": "yes_no"},
    "words": {"kind": "text"},
}


@pytest.fixture
def places(in_coral: Tenant) -> None:
    """Twelve places, of which most have most values."""
    for key, more in FIELDS.items():
        fields.define_field(on="tenancy.location", label=key, key=key, by=None, at=NOW, **more)
    for number in range(12):
        values = {
            "custom.level": "ab"[number % 2] if number % 5 else None,
            "custom.several": ["a", "b"][: number % 3],
            "custom.dives": number if number % 4 else None,
            "custom.last": date(2026, 1, 1 + number),
            "custom.pro": bool(number % 2),
            "custom.words": f"Reef {number}",
        }
        records.create(
            record=Location(), values={"name": f"P{number}", "time_zone": "UTC", **values}, by=None, at=NOW
        )


@pytest.mark.parametrize(
    ("asked", "alone"),
    [
        ("f.custom.level.in=a", True),
        ("f.custom.level.in=a,b", True),
        ("f.custom.dives.from=3", True),
        ("f.custom.last.to=2026-01-05", True),
        ("f.custom.words.has=reef 1", True),
        ("f.custom.pro.is=yes", True),
        ("f.custom.pro.is=no", False),
        ("f.custom.several.in=a,b", False),
        ("f.custom.level.empty=1", False),
        ("f.custom.level.in=a&f.custom.dives.from=3", False),
        ("f.custom.level.in=a&q=P1", False),
        ("f.name.is=P1", False),
    ],
)
def test_the_count_is_that_of_the_list(
    asked: str, alone: bool, places: None, member_of: Callable[..., Member]
) -> None:
    screen, boss = registry.find("tenancy", "location"), member_of("owner")
    assert screen is not None
    query = ListQuery.read(QueryDict(asked), screen.attributes())
    assert len(query.filters) == asked.count("f.")
    with CaptureQueriesContext(connection) as queries:
        found = table.page(screen, boss, query)
    assert found.count == table.narrowed(screen, boss, query, screen.attributes()).count() == len(found.rows)
    (counting,) = (one["sql"] for one in queries if "COUNT(" in one["sql"])
    assert ("tenancy_location" not in counting) is alone


def test_whoever_sees_some_records_only_has_those_counted(
    places: None, member_of: Callable[..., Member]
) -> None:
    screen, clerk = registry.find("tenancy", "location"), member_of("staff")
    assert screen is not None
    clerk.role = Role.objects.create(key="x", name="x", may=["tenancy.view_location:own"])
    query = ListQuery.read(QueryDict("f.custom.level.in=a"), screen.attributes())
    assert table.page(screen, clerk, query).count == 0
