"""Many records are saved by the same rules as one, for a constant number of queries."""

from collections.abc import Sequence
from typing import Any

import pytest

from apps.backoffice.errors import Invalid, UnknownAttribute
from apps.backoffice.fields import defined
from apps.backoffice.models import CustomSecret, CustomValue, MemberLink
from apps.backoffice.services import records
from apps.backoffice.types import Incoming
from apps.kernel.errors import NotFound
from apps.tenancy import context
from apps.tenancy.models import Location, TaxProfile
from tests.apps.backoffice.fields.conftest import PLACES
from tests.conftest import NOW


def rows(*given: dict[str, Any], pks: Sequence[int | None] = ()) -> list[Incoming]:
    """Rows of an import."""
    numbers = [*pks, *[None] * len(given)]
    common = {"time_zone": "UTC"}
    return [
        Incoming(number=n, values=values if pk else {**common, **values}, pk=pk)
        for n, (values, pk) in enumerate(zip(given, numbers, strict=False), 2)
    ]


def save(*given: dict[str, Any], pks: Sequence[int | None] = ()) -> list[Any]:
    """Import places."""
    return records.save_many(model=Location, rows=rows(*given, pks=pks), by=None, at=NOW)


def test_good_rows_are_saved_and_bad_ones_told(define):
    define("Depth", "number", required=True)
    define("Twice", "formula", formula="{depth} * 2")
    saved = save(
        {"name": "A", "custom.depth": 3},
        {"name": "", "custom.depth": 3},
        {"name": "C", "custom.depth": "deep"},
        {"name": "D"},
        {"name": "E", "colour": "red"},
        {"name": "F", "custom.gone": "red"},
        {"name": "A", "custom.depth": 4},
        {"name": "a\0b", "custom.depth": 4},
        {"name": "Z", "custom.depth": 5, "time_zone": "Nowhere"},
        {"name": "Y", "custom.depth": "1,5"},
    )
    assert [type(one) for one in saved] == [
        Location, Invalid, Invalid, Invalid, UnknownAttribute, UnknownAttribute, Invalid, Invalid, Invalid, Location,
    ]  # fmt: skip
    assert [list(one.by_key) for one in saved if isinstance(one, Invalid)] == [
        ["name"], ["custom.depth"], ["custom.depth"], [""], ["name"], ["time_zone"],
    ]  # fmt: skip
    assert "already" in str(saved[6])
    found = dict(Location.objects.filter(name__in="AY").values_list("name", "custom"))
    assert found == {"A": {"depth": 3, "twice": 6}, "Y": {"depth": 1.5, "twice": 3}}
    assert saved[0].pk == Location.objects.get(name="A").pk


def test_rows_change_records_and_only_what_they_name(define, place):
    define("Depth", "number")
    define("Note")
    a, b = place("A", depth=1, note="x"), place("B")
    saved = save(
        {"custom.depth": 5, "city": "Belize City"}, {"name": "A"}, {"custom.note": "new"}, {"city": "x"}, {"city": "y"},
        pks=[a.pk, b.pk, b.pk, 10**9],
    )  # fmt: skip
    assert [type(one) for one in saved] == [Location, Invalid, Invalid, NotFound, Invalid]
    a.refresh_from_db()
    assert (a.name, a.city, a.custom) == ("A", "Belize City", {"depth": 5, "note": "x"})


def test_what_stands_beside_records_is_saved_with_them(define, member):
    define("Passport", sensitive=True)
    define("Boss", "reference", target="accounts.member")
    saved = save(
        *({"name": f"P{n}", "custom.passport": str(n), "custom.boss": member.pk} for n in range(5)),
        {"name": "Q", "custom.boss": 10**9},
    )
    assert [type(one) for one in saved] == [Location] * 5 + [Invalid]
    assert CustomSecret.objects.count() == MemberLink.objects.count() == 5
    assert sorted(CustomSecret.objects.values_list("value", flat=True)) == ["0", "1", "2", "3", "4"]


def test_references_of_columns_are_checked_for_all_rows_at_once(in_coral, northgate):
    with context.use_tenant(northgate):
        foreign = TaxProfile.objects.first().pk
    own = TaxProfile.objects.first().pk
    saved = save(
        {"name": "A", "tax_profile": own},
        {"name": "B", "tax_profile": foreign},
        {"name": "C", "tax_profile": "x"},
        {"name": "D", "tax_profile": None},
    )
    assert [type(one) for one in saved] == [Location, Invalid, Invalid, Location]
    assert list(saved[1].by_key) == ["tax_profile"]


@pytest.mark.parametrize("count", [10, 400])
def test_a_batch_costs_the_same_whatever_its_size(define, member, django_assert_num_queries, count):
    define("Depth", "number")
    define("Note")
    define("Twice", "formula", formula="{depth} * 2")
    define("Passport", sensitive=True)
    define("Boss", "reference", target="accounts.member")
    defined.fields_of(PLACES)
    save({"name": "first", "custom.passport": "x"})  # opens the keys of the business
    given = [
        {
            "name": f"P{n}",
            "custom.depth": n,
            "custom.note": "x",
            "custom.passport": "s",
            "custom.boss": member.pk,
        }
        for n in range(count)
    ]
    with django_assert_num_queries(10):
        saved = save(*given)
    assert all(isinstance(one, Location) for one in saved)
    assert CustomValue.objects.count() == 3 * count


def test_a_batch_with_one_taken_name_saves_all_others(in_coral, django_assert_max_num_queries):
    save({"name": "P77"})
    with django_assert_max_num_queries(80):
        saved = save(*({"name": f"P{n}"} for n in range(300)))
    assert [one.facts["row"] for one in saved if isinstance(one, Invalid)] == [79]
    assert Location.objects.filter(name__regex="^P[0-9]+$").count() == 300
    assert all(Location.objects.filter(pk=one.pk).exists() for one in saved[:5])
