"""Fields as definitions: versions of every change, undoing, and the file."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid
from apps.backoffice.models import CustomField, DefinitionVersion, FieldChange
from apps.backoffice.services import definitions, fields
from apps.kernel.errors import NotAllowed
from tests.conftest import NOW

PLACES = "tenancy.location"


@pytest.fixture
def define(boss: Member) -> Callable[..., CustomField]:
    """Add a field to places of the dive shop."""

    def make(label: str, kind: str = "text", **properties: Any) -> CustomField:
        return fields.define_field(on=PLACES, label=label, kind=kind, by=boss, at=NOW, **properties)

    return make


def newest() -> DefinitionVersion:
    found = DefinitionVersion.objects.filter(kind="field").order_by("-pk").first()
    assert found is not None
    return found


def whole(contents: dict[str, Any]) -> str:
    return json.dumps({"format": "quayside.definitions", "version": 1, "definitions": {"field": contents}})


def test_every_change_of_a_field_leaves_a_version_that_can_be_undone(
    define: Callable[..., CustomField], boss: Member
) -> None:
    field = define("Size", "number")
    assert (newest().action, newest().key, newest().author) == ("created", "tenancy.location/size", boss)
    fields.change_field(field=field, label="Length", required=True, by=boss, at=NOW)
    change = newest()
    said = definitions.differences(definitions.DEFINITIONS.get("field"), change.before, change.after)
    assert [one.label for one in said] == ["Name", "Required"]
    fields.change_field(field=field, help="In feet", by=boss, at=NOW)
    definitions.roll_back(version=change, by=boss, at=NOW)
    field.refresh_from_db()
    assert (field.label, field.required, field.help) == ("Size", False, "In feet")
    fields.delete_field(field=field, by=boss, at=NOW)
    definitions.roll_back(version=newest(), by=boss, at=NOW)
    field.refresh_from_db()
    assert field.deleted_at is None


def test_another_kind_is_undone_with_its_values_job(define: Callable[..., CustomField], boss: Member) -> None:
    field = define("Size")
    fields.retype_field(field=field, kind="number", by=boss, at=NOW)
    fields.run_change(pk=FieldChange.objects.get().pk, at=NOW)
    definitions.roll_back(version=newest(), by=boss, at=NOW)
    field.refresh_from_db()
    assert field.kind == "text"
    assert newest().cause == "rollback"


def test_moving_fields_is_a_change_of_those_that_moved(
    define: Callable[..., CustomField], boss: Member
) -> None:
    for label in ("A", "B", "C"):
        define(label)
    before = DefinitionVersion.objects.count()
    fields.reorder_fields(on=PLACES, order=[("b", ""), ("a", "")], by=boss, at=NOW)
    assert DefinitionVersion.objects.count() == before + 2


def test_a_file_brings_fields_with_what_they_are_computed_from(boss: Member, coral: Any) -> None:
    text = whole(
        {
            f"{PLACES}/area": {"label": "Area", "kind": "formula", "formula": "{size} * 2", "position": 3},
            f"{PLACES}/note": {
                "label": "Note",
                "kind": "text",
                "position": 2,
                "shown_when": {"key": "custom.size", "values": ["1"]},
            },
            f"{PLACES}/size": {"label": "Size", "kind": "number", "position": 1, "default": 4},
        }
    )
    preview = definitions.check(text, by=boss, at=NOW)
    assert (preview.count("added"), preview.problems) == (3, [])
    assert not CustomField.objects.exists()
    definitions.import_file(text, by=boss, at=NOW)
    assert list(CustomField.objects.order_by("order").values_list("key", flat=True)) == [
        "size",
        "note",
        "area",
    ]
    again = definitions.import_file(definitions.export(by=boss), by=boss, at=NOW)
    assert again.count("unchanged") == len(again.items)


@pytest.mark.parametrize(
    ("field", "path"),
    [
        ({"label": "A", "kind": "spell"}, "kind"),
        ({"label": "", "kind": "text"}, "label"),
        ({"label": "A", "kind": "text", "colour": "red"}, "colour"),
        ({"label": "A", "kind": "choice", "choices": [{"value": 1}]}, "choices.0.value"),
        ({"label": "A", "kind": "formula", "formula": "{a}"}, "formula"),
        ({"label": "A", "kind": "reference", "target": "nothing.here"}, "target"),
        ({"label": "A", "kind": "text", "shown_when": 7}, "shown_when"),
        ({"label": "A", "kind": "number", "default": {"x": 1}}, "default"),
        ({"label": "A", "kind": "text", "trashed": True}, "trashed"),
    ],
)
def test_what_is_wrong_with_a_field_of_a_file_is_said_by_path(
    field: dict[str, Any], path: str, boss: Member, coral: Any
) -> None:
    preview = definitions.check(whole({f"{PLACES}/a": field}), by=boss, at=NOW)
    assert f"field.{PLACES}/a.{path}" in [problem.path for problem in preview.problems]
    with pytest.raises(Invalid):
        definitions.import_file(whole({f"{PLACES}/a": field}), by=boss, at=NOW)


def test_a_key_that_is_none_or_taken_and_records_that_are_not_there_are_refused(
    boss: Member, define: Callable[..., CustomField]
) -> None:
    ok = {"label": "A", "kind": "text"}
    for key in (f"{PLACES}/Not a key", f"{PLACES}/name", f"{PLACES}", "records.nothing/a", "x/y/z"):
        assert definitions.check(whole({key: ok}), by=boss, at=NOW).problems, key


def test_undoing_needs_what_changing_needs(
    define: Callable[..., CustomField], member_of: Callable[[str], Member], boss: Member
) -> None:
    field = define("Size")
    fields.change_field(field=field, label="Length", by=boss, at=NOW)
    with pytest.raises(NotAllowed):
        definitions.roll_back(version=newest(), by=member_of("guide"), at=NOW)
