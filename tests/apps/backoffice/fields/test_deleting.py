"""A field is deleted: shown first, undone for thirty days, then gone for good."""

from datetime import timedelta
from typing import Any

import pytest

from apps.backoffice.errors import (
    FieldInUse,
    TooLateToUndo,
    UnknownAttribute,
)
from apps.backoffice.fields import defined
from apps.backoffice.models import CustomField, CustomValue, FieldChange
from apps.backoffice.services import fields
from apps.tenancy import context
from apps.tenancy.models import Location
from tests.apps.backoffice.fields.conftest import PLACES
from tests.conftest import NOW

LATER = NOW + timedelta(days=29)
TOO_LATE = NOW + timedelta(days=31)


def keys_of(on: str = PLACES) -> list[str]:
    """Keys of the fields as pages see them."""
    return [one.field.key for one in defined.fields_of(on)]


def run(change: FieldChange | None = None) -> FieldChange:
    """Do what the job would do."""
    waiting = change or FieldChange.objects.latest("pk")
    done = fields.run_change(pk=waiting.pk, at=NOW)
    assert done is not None and done.problem == ""
    return done


def held() -> dict[str, Any]:
    """What places hold, by name."""
    return {one.name: one.custom for one in Location.objects.filter(name__regex="^.$").order_by("name")}


def test_deleting_shows_what_goes_and_can_be_undone(define, place):
    field = define("Size")
    place("A", size="x")
    place("B")
    assert fields.preview_delete(field=field).records == 1
    fields.delete_field(field=field, by=None, at=NOW)
    assert keys_of() == [] and held()["A"] == {"size": "x"}
    with pytest.raises(UnknownAttribute):
        place("C", size="y")
    fields.restore_field(field=field, by=None, at=LATER)
    assert keys_of() == ["size"]
    assert defined.fields_of(PLACES)[0].value(Location.objects.get(name="A")) == "x"


def test_what_others_need_is_not_deleted(define):
    field = define("N", "number")
    define("Twice", "formula", formula="{n} * 2")
    shown = define("Shown", shown_when=("custom.n", ["1"]))
    assert fields.preview_delete(field=field).needed_by == ("Twice", "Shown")
    with pytest.raises(FieldInUse, match="Twice, Shown"):
        fields.delete_field(field=field, by=None, at=NOW)
    fields.delete_field(field=shown, by=None, at=NOW)


def test_after_thirty_days_it_is_gone_for_good(define, place, member):
    kept = define("Kept")
    gone = [
        define("Gone"),
        define("Secret", sensitive=True),
        define("Boss", "reference", target="accounts.member"),
    ]
    for name in "ABC":
        place(name, kept="k", gone="g", secret="s", boss=member)
    for field in gone:
        fields.delete_field(field=field, by=None, at=NOW)
    assert fields.purge_fields(at=LATER) == 0
    assert fields.purge_fields(at=TOO_LATE) == 3
    assert held() == {name: {"kept": "k"} for name in "ABC"}
    assert list(CustomField.objects.all()) == [kept]
    assert set(CustomValue.objects.values_list("field", flat=True)) == {kept.pk}
    with pytest.raises(CustomField.DoesNotExist):
        fields.restore_field(field=gone[0], by=None, at=TOO_LATE)


def test_a_field_that_was_too_long_in_the_trash_stays_there(define):
    field = define("Size")
    fields.delete_field(field=field, by=None, at=NOW)
    with pytest.raises(TooLateToUndo):
        fields.restore_field(field=field, by=None, at=TOO_LATE)


def test_the_jobs_of_one_business_leave_the_other_alone(define, place, northgate):
    field = define("Size")
    place("A", size="12")
    with context.use_tenant(northgate):
        other = fields.define_field(on=PLACES, label="Size", kind="text", by=None, at=NOW)
        Location.objects.create(name="A", time_zone="UTC", custom={"size": "12"})
        assert fields.run_change(pk=10**9, at=NOW) is None
    run(fields.retype_field(field=field, kind="number", by=None, at=NOW))
    fields.delete_field(field=field, by=None, at=NOW)
    fields.purge_fields(at=TOO_LATE)
    with context.use_tenant(northgate):
        assert held() == {"A": {"size": "12"}} and keys_of() == ["size"]
        assert CustomValue.objects.get().field_id == other.pk
