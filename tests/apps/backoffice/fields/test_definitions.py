"""Fields are defined, changed, put in order, given another kind and deleted, and each of it can be taken back."""

from datetime import timedelta
from typing import Any

import pytest

from apps.backoffice.errors import (
    ChangeRunning,
    ChoiceInUse,
    Invalid,
    TooManyFields,
    UnknownAttribute,
    UnknownKind,
)
from apps.backoffice.fields import defined, keys
from apps.backoffice.models import CustomField, FieldChange
from apps.backoffice.services import fields
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


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Last dive", "last_dive"),
        ("  Größe in cm ", "grosse_in_cm"),
        ("مقاس", "field_1"),
        ("2nd name", "field_2nd_name"),
        ("!!!", "field_1"),
        ("x" * 80, "x" * 34),
        ("Name", "name_2"),
        ("<b>Bold</b>", "b_bold_b"),
    ],
)
def test_keys_are_made_of_labels(define, label, key):
    assert define(label).key == key.replace("grosse", "groe")


def test_a_key_is_never_given_twice(define):
    assert [keys.key_for("مقاس", {"field_1"}), keys.key_for("Size", {"size", "size_2"})] == [
        "field_2",
        "size_3",
    ]
    first = define("Size")
    fields.delete_field(field=first, by=None, at=NOW)
    assert define("Size").key == "size_2"


@pytest.mark.parametrize(
    ("properties", "wrong"),
    [
        ({"label": " "}, "label"),
        ({"label": "x" * 81}, "label"),
        ({"label": "a\0b"}, "label"),
        ({"label": "standing"}, "label"),
        ({"kind": "colour"}, "kind"),
        ({"help": "x" * 301}, "help"),
        ({"kind": "choice"}, "choices"),
        ({"kind": "choice", "choices": ["A", "a"]}, "choices"),
        ({"kind": "choice", "choices": [str(n) for n in range(200)]}, "choices"),
        ({"kind": "choice", "choices": "abc"}, "choices"),
        ({"kind": "choice", "choices": [{"value": "a"}]}, "choices"),
        ({"kind": "choice", "choices": ["a;b"]}, "choices"),
        ({"kind": "choice", "choices": [""]}, "choices"),
        ({"kind": "money", "currency": "XXZ"}, "currency"),
        ({"kind": "reference"}, "target"),
        ({"kind": "reference", "target": "accounts.role"}, "target"),
        ({"kind": "choice", "choices": ["A"], "sensitive": True}, "sensitive"),
        ({"kind": "number", "default": "many"}, "default"),
        ({"kind": "choice", "choices": ["A"], "default": "B"}, "default"),
        ({"sensitive": True, "default": "x"}, "default"),
        ({"shown_when": ("custom.gone", ["x"])}, "shown_when"),
        ({"shown_when": ("custom.standing", [])}, "shown_when"),
        ({"shown_when": ("custom.thing", ["x"])}, "shown_when"),
        ({"kind": "formula"}, "formula"),
        ({"kind": "formula", "formula": "1 +"}, "formula"),
        ({"kind": "formula", "formula": "{gone}"}, "formula"),
        ({"kind": "formula", "formula": "{custom.thing} + 1"}, "formula"),
        ({"kind": "formula", "formula": "'\0'"}, "formula"),
        ({"kind": "formula", "formula": "{name}", "currency": "EUR"}, "currency"),
    ],
)
def test_what_is_wrong_with_a_definition_is_told_by_property(define, properties, wrong):
    define("Standing")
    with pytest.raises(Invalid) as caught:
        define(**{"label": "Thing", **properties})
    assert wrong in caught.value.by_key
    assert keys_of() == ["standing"]


def test_fields_stand_on_records_alone(define):
    for on in (
        "tenancy.tenant",
        "accounts.user",
        "backoffice.customvalue",
        "gone.gone",
        "records.gone",
        "x",
        "",
    ):
        with pytest.raises(UnknownKind):
            define("Thing", on=on)
    with pytest.raises(UnknownAttribute):
        define("Thing", colour="red")


def test_there_are_at_most_a_hundred_fields(define):
    CustomField.objects.bulk_create(
        [CustomField(on=PLACES, key=f"k{n}", label=f"K{n}", kind="text", order=n) for n in range(99)]
    )
    last = define("Last")
    assert last.order == 99
    with pytest.raises(TooManyFields):
        define("One more")
    define("On another kind", on="accounts.member")
    fields.delete_field(field=last, by=None, at=NOW)
    define("One more")
    with pytest.raises(TooManyFields):
        fields.restore_field(field=last, by=None, at=NOW)


def test_money_is_in_the_businesss_currency_unless_said(define):
    assert (define("A", "money").currency, define("B", "money", currency="EUR").currency) == ("USD", "EUR")


def test_circular_formulas_are_refused_whether_new_or_changed(define):
    define("N", "number")
    first = define("First", "formula", formula="{n} + 1")
    define("Second", "formula", formula="{first} * 2")
    for circle in ("{second} - 1", "{first}", "{custom.second}"):
        with pytest.raises(Invalid) as caught:
            fields.change_field(field=first, formula=circle, by=None, at=NOW)
        assert "custom.first" in str(caught.value)
    assert CustomField.objects.get(pk=first.pk).formula == "{n} + 1"


def test_fields_that_would_show_each_other_are_refused(define):
    first = define("First")
    define("Second", shown_when=("custom.first", ["x"]))
    with pytest.raises(Invalid) as caught:
        fields.change_field(field=first, shown_when=("custom.second", ["y"]), by=None, at=NOW)
    assert list(caught.value.by_key) == ["shown_when"]


def test_renaming_keeps_key_and_values(define, place):
    field = define("Size")
    place("A", size="x")
    fields.change_field(field=field, label="مقاس", help="h", by=None, at=NOW)
    assert (defined.fields_of(PLACES)[0].label, keys_of(), held()) == ("مقاس", ["size"], {"A": {"size": "x"}})
    with pytest.raises(UnknownAttribute):
        fields.change_field(field=field, sensitive=True, by=None, at=NOW)


def test_a_choice_that_records_have_stays(define, place):
    field = define("Size", "choice", choices=["S", "M"])
    place("A", size="S")
    with pytest.raises(ChoiceInUse, match="1 records have “S”"):
        fields.change_field(field=field, choices=["M", "L"], by=None, at=NOW)
    fields.change_field(field=field, choices=[{"value": "S", "label": "Small"}, "L"], by=None, at=NOW)
    assert defined.fields_of(PLACES)[0].text("S") == "Small"


def test_fields_are_put_into_order_and_sections(define):
    for label in "ABC":
        define(label)
    fields.reorder_fields(on=PLACES, order=[("c", "Diving"), ("a", "")], by=None, at=NOW)
    assert keys_of() == ["c", "a", "b"]
    assert defined.fields_of(PLACES)[0].section == "Diving"
    with pytest.raises(UnknownAttribute):
        fields.reorder_fields(on=PLACES, order=[("gone", "")], by=None, at=NOW)


def test_a_new_formula_is_computed_for_all_records_by_its_job(define, place):
    define("N", "number")
    for number, name in enumerate("ABC"):
        place(name, n=number)
    field = define("Twice", "formula", formula="{n} * 2")
    change = run()
    assert (change.state, change.percent) == ("done", 100)
    assert [one["twice"] for one in held().values()] == [0, 2, 4]
    with pytest.raises(ChangeRunning):
        fields.change_field(field=field, formula="{n} * 3", by=None, at=NOW)
        fields.change_field(field=field, formula="{n} * 4", by=None, at=NOW)


def test_a_formula_that_changes_is_computed_anew_with_those_that_use_it(define, place):
    define("N", "number")
    field = define("Twice", "formula", formula="{n} * 2")
    run()
    define("More", "formula", formula="{twice} + 1")
    run()
    place("A", n=5)
    fields.change_field(field=field, formula="{n} * 3", by=None, at=NOW)
    run()
    assert held()["A"] == {"n": 5, "twice": 15, "more": 16}
