"""An import saves everything or nothing, says which row is wrong, and touches no other business's numbers."""

import pytest
import tablib
from django.db import connections

from apps.tenancy import context
from apps.tenancy.imports import ImportFailed, Number, TenantResource
from apps.tenancy.models import Location, QuotaUse, TaxProfile, Tenant
from tests.conftest import ALIASES

pytestmark = pytest.mark.django_db(databases=[*ALIASES, "owner"])


class Locations(TenantResource):
    class Meta:
        model = Location
        fields = ("id", "name", "time_zone", "city", "tax_profile")


class Uses(TenantResource):
    class Meta:
        model = QuotaUse
        fields = ("id", "quota", "period", "used")


def sheet(*rows: tuple[object, ...]) -> tablib.Dataset:
    """Locations as they come from a spreadsheet."""
    return tablib.Dataset(*rows, headers=("id", "name", "time_zone", "city", "tax_profile"))


def next_number() -> int:
    """What the table's sequence would hand out next."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT last_value FROM tenancy_location_id_seq")
        (value,) = cursor.fetchone()
        return int(value)


def test_good_rows_are_saved_for_the_bound_business(in_coral: Tenant, northgate: Tenant) -> None:
    profile = TaxProfile.objects.get()
    result = Locations().import_data(
        sheet(("", "Pier", "UTC", "Belize City", profile.pk), ("", "Yard", "UTC", "", ""))
    )
    assert (result.totals["new"], result.totals["error"]) == (2, 0)
    assert Location.objects.get(name="Pier").tax_profile == profile
    assert Location.objects.get(name="Yard").tenant == in_coral
    with context.use_tenant(northgate):
        assert not Location.objects.filter(name__in=["Pier", "Yard"]).exists()


def test_one_wrong_row_saves_nothing_and_is_named(in_coral: Tenant) -> None:
    rows = sheet(("", "Pier", "UTC", "", ""), ("", "Yard", "Mars/Base", "", ""))
    with pytest.raises(ImportFailed) as refused:
        Locations().import_data(rows)
    assert str(refused.value) == ("Nothing was imported. Row 2: time_zone: Choose a time zone from the list.")
    assert not Location.objects.filter(name="Pier").exists()


def test_every_wrong_row_is_told_at_once(in_coral: Tenant) -> None:
    existing = Location.objects.get()
    rows = sheet(
        ("", "", "UTC", "", ""), ("", "Pier", "UTC", "", "twelve"), ("", existing.name, "UTC", "", "")
    )
    with pytest.raises(ImportFailed) as refused:
        Locations().import_data(rows)
    said = str(refused.value)
    assert "Row 1: name: This field" in said
    assert "Row 2: tax_profile: There is no tax profile “twelve”." in said
    assert "Row 3: There is a location of this name already." in said


def test_a_row_of_another_business_cannot_be_referred_to(in_coral: Tenant, northgate: Tenant) -> None:
    with context.use_tenant(northgate):
        theirs = TaxProfile.objects.get()
    with pytest.raises(ImportFailed, match=f"There is no tax profile “{theirs.pk}”"):
        Locations().import_data(sheet(("", "Pier", "UTC", "", theirs.pk)))


def test_a_row_of_another_business_cannot_be_overwritten(in_coral: Tenant, northgate: Tenant) -> None:
    with context.use_tenant(northgate):
        theirs = Location.objects.get()
    with pytest.raises(ImportFailed):
        Locations().import_data(sheet((theirs.pk, "Stolen", "UTC", "", "")))
    with context.use_tenant(northgate):
        assert Location.objects.get() == theirs
        assert Location.objects.get().name == theirs.name


def test_the_sequence_goes_on_where_it_was(in_coral: Tenant) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT setval('tenancy_location_id_seq', 5000)")
    Locations().import_data(sheet(("", "Pier", "UTC", "", "")))
    assert Location.objects.get(name="Pier").pk == 5001
    assert next_number() == 5001


def test_a_preview_saves_nothing_and_does_not_fail(in_coral: Tenant) -> None:
    rows = sheet(("", "Pier", "UTC", "", ""), ("", "Yard", "Mars/Base", "", ""))
    result = Locations().import_data(rows, dry_run=True)
    assert [row.number for row in result.invalid_rows] == [2]
    assert not Location.objects.filter(name="Pier").exists()


def test_a_bad_number_is_told_in_a_sentence(in_coral: Tenant) -> None:
    rows = tablib.Dataset(("", "photos", "2026-11", "many"), headers=("id", "quota", "period", "used"))
    with pytest.raises(ImportFailed, match=r"Row 1: used: “many” is not a whole number\."):
        Uses().import_data(rows)


def test_a_bad_decimal_is_told_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="“3,x” is not a number"):
        Number().clean("3,x")


def test_what_was_exported_can_be_imported_again(in_coral: Tenant) -> None:
    before = list(Location.objects.values())
    exported = Locations().export()
    result = Locations().import_data(exported)
    assert result.totals["error"] == result.totals["invalid"] == 0
    assert list(Location.objects.values()) == before
