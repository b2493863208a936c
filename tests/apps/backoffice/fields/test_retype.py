"""A field is given another kind: shown first, done by a job, undone for thirty days."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from apps.backoffice.errors import (
    CannotConvert,
    ChangeRunning,
    FieldInUse,
    TooLateToUndo,
)
from apps.backoffice.fields import defined
from apps.backoffice.models import CustomField, CustomValue, FieldChange, FormerValue
from apps.backoffice.services import fields
from apps.backoffice.services.fields import changes
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


@pytest.fixture
def sized(define, place) -> CustomField:
    """A text field with numbers in it, more or less."""
    field: CustomField = define("Size")
    for name, value in zip("ABCDE", ("12", "1,5", "about 3", "12", None), strict=True):
        place(name, size=value)
    return field


def test_a_change_of_kind_is_shown_first(sized, django_assert_num_queries):
    with django_assert_num_queries(2):
        preview = fields.preview_retype(field=sized, kind="number")
    assert (preview.total, preview.converts, preview.fails) == (4, 3, 1)
    assert preview.converted == [("12", "12"), ("1,5", "1.5")]
    assert preview.failing == [("about 3", "“about 3” is not a number.")]
    assert CustomField.objects.get().kind == "text"


def test_a_change_of_kind_converts_and_can_be_undone(sized, place, change):
    place("F", size="7")
    work = fields.retype_field(field=sized, kind="number", by=None, at=NOW)
    attribute = defined.fields_of(PLACES)[0]
    assert attribute.value(Location.objects.get(name="B")) == Decimal("1.5")  # before the job has come to it
    done = run(work)
    assert (done.total, done.done, done.emptied) == (5, 5, 1)
    assert held() == {
        "A": {"size": 12},
        "B": {"size": 1.5},
        "C": {},
        "D": {"size": 12},
        "E": {},
        "F": {"size": 7},
    }
    assert set(CustomValue.objects.values_list("number", flat=True)) == {12.0, 1.5, 7.0}
    # Life goes on: one is changed, one is filled, one is new.
    change(Location.objects.get(name="A"), size=13)
    change(Location.objects.get(name="E"), size=4)
    place("G", size=5)
    run(fields.undo_retype(change=work, by=None, at=LATER))
    assert {name: custom.get("size") for name, custom in held().items()} == {
        "A": "13", "B": "1,5", "C": "about 3", "D": "12", "E": "4", "F": "7", "G": "5",
    }  # fmt: skip
    assert FieldChange.objects.get(pk=work.pk).state == "undone" and not FormerValue.objects.exists()
    assert defined.fields_of(PLACES)[0].kind == "text"
    with pytest.raises(TooLateToUndo):
        fields.undo_retype(change=work, by=None, at=LATER)


def test_a_job_that_stopped_is_resumed_where_it_was(sized, monkeypatch):
    work = fields.retype_field(field=sized, kind="number", by=None, at=NOW)
    monkeypatch.setattr(changes, "BATCH", 1)
    broken = []

    def breaking(*args: Any, **kwargs: Any) -> None:
        broken.append(1)
        if len(broken) > 2:
            raise ConnectionError
        rewrite(*args, **kwargs)

    rewrite = changes.rewrite
    with monkeypatch.context() as patched:
        patched.setattr(changes, "rewrite", breaking)
        failed = fields.run_change(pk=work.pk, at=NOW)
    assert failed.state == "failed" and failed.problem and FormerValue.objects.count() == 2
    run(fields.resume_change(change=work, by=None, at=NOW))
    assert [one.get("size") for one in held().values()] == [12, 1.5, None, 12, None]
    run(fields.undo_retype(change=work, by=None, at=NOW))
    assert [one.get("size") for one in held().values()] == ["12", "1,5", "about 3", "12", None]


def test_undoing_ends_after_thirty_days_and_with_the_next_change(sized):
    first = fields.retype_field(field=sized, kind="number", by=None, at=NOW)
    with pytest.raises(ChangeRunning):
        fields.undo_retype(change=first, by=None, at=NOW)
    run(first)
    with pytest.raises(TooLateToUndo):
        fields.undo_retype(change=first, by=None, at=TOO_LATE)
    run(fields.retype_field(field=sized, kind="text", by=None, at=NOW))
    with pytest.raises(TooLateToUndo):
        fields.undo_retype(change=first, by=None, at=NOW)
    fields.purge_fields(at=TOO_LATE)
    assert not FormerValue.objects.exists()


def test_text_becomes_a_choice_of_what_is_there(sized):
    assert [one["value"] for one in fields.preview_retype(field=sized, kind="choice").choices] == [
        "1,5",
        "12",
        "about 3",
    ]
    run(fields.retype_field(field=sized, kind="choice", by=None, at=NOW))
    assert defined.fields_of(PLACES)[0].choices[1] == ("12", "12")
    assert held()["C"] == {"size": "about 3"}
    run(fields.retype_field(field=sized, kind="choices", by=None, at=NOW))
    assert held()["C"] == {"size": ["about 3"]}
    run(fields.retype_field(field=sized, kind="text", by=None, at=NOW))
    assert held()["C"] == {"size": "about 3"}


@pytest.mark.parametrize(
    ("old", "value", "new", "after"),
    [
        ("number", Decimal("12.5"), "text", "12.5"),
        ("number", Decimal("12.5"), "money", 1250),
        ("money", 1250, "number", 12.5),
        ("money", 1250, "text", "12.50"),
        ("date", date(2026, 3, 1), "text", "2026-03-01"),
        ("date", date(2026, 3, 1), "moment", "2026-03-01T06:00:00Z"),
        ("yes_no", True, "text", "Yes"),
        ("text", "yes", "yes_no", True),
        ("text", "1 March 2026", "date", "2026-03-01"),
        ("text", "a@b.example", "email", "a@b.example"),
        ("text", "nobody", "email", None),
        ("long_text", "x" * 300, "text", None),
        ("email", "a@b.example", "url", "https://a@b.example"),
        ("number", 5, "date", None),
    ],
)
def test_values_convert(define, place, old, value, new, after):
    field = define("Thing", old, **({"currency": "EUR"} if old == "money" else {}))
    place("A", thing=value)
    run(fields.retype_field(field=field, kind=new, currency="EUR", by=None, at=NOW))
    assert held()["A"].get("thing") == after


def test_what_has_no_place_in_the_record_keeps_its_kind(define):
    for label, properties in {
        "S": {"sensitive": True},
        "F": {"kind": "file"},
        "R": {"kind": "reference", "target": "accounts.member"},
        "X": {"kind": "formula", "formula": "1"},
    }.items():
        with pytest.raises(CannotConvert):
            fields.retype_field(field=define(label, **properties), kind="number", by=None, at=NOW)
    with pytest.raises(CannotConvert):
        fields.retype_field(field=define("T"), kind="reference", by=None, at=NOW)


def test_a_field_that_a_formula_needs_keeps_what_the_formula_needs(define):
    number = define("N", "number")
    define("Twice", "formula", formula="{n} * 2")
    with pytest.raises(FieldInUse, match="Twice"):
        fields.retype_field(field=number, kind="text", by=None, at=NOW)
    fields.retype_field(field=number, kind="money", by=None, at=NOW)
