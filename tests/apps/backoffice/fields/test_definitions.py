"""Fields are defined, changed, put in order, given another kind and deleted, and each of it can be taken back."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from apps.backoffice.errors import (
    CannotConvert,
    ChangeRunning,
    ChoiceInUse,
    FieldInUse,
    Invalid,
    TooLateToUndo,
    TooManyFields,
    UnknownAttribute,
    UnknownKind,
)
from apps.backoffice.fields import definitions, keys
from apps.backoffice.models import CustomField, CustomValue, FieldChange, FormerValue
from apps.backoffice.services import fields
from apps.backoffice.services.fields import changes
from apps.tenancy import context
from apps.tenancy.models import Location
from tests.apps.backoffice.fields.conftest import PLACES
from tests.conftest import NOW

LATER = NOW + timedelta(days=29)
TOO_LATE = NOW + timedelta(days=31)


def keys_of(on: str = PLACES) -> list[str]:
    """Keys of the fields as pages see them."""
    return [one.field.key for one in definitions.of(on)]


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
    assert (definitions.of(PLACES)[0].label, keys_of(), held()) == ("مقاس", ["size"], {"A": {"size": "x"}})
    with pytest.raises(UnknownAttribute):
        fields.change_field(field=field, sensitive=True, by=None, at=NOW)


def test_a_choice_that_records_have_stays(define, place):
    field = define("Size", "choice", choices=["S", "M"])
    place("A", size="S")
    with pytest.raises(ChoiceInUse, match="1 records have “S”"):
        fields.change_field(field=field, choices=["M", "L"], by=None, at=NOW)
    fields.change_field(field=field, choices=[{"value": "S", "label": "Small"}, "L"], by=None, at=NOW)
    assert definitions.of(PLACES)[0].text("S") == "Small"


def test_fields_are_put_into_order_and_sections(define):
    for label in "ABC":
        define(label)
    fields.reorder_fields(on=PLACES, order=[("c", "Diving"), ("a", "")], by=None, at=NOW)
    assert keys_of() == ["c", "a", "b"]
    assert definitions.of(PLACES)[0].section == "Diving"
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


# -- another kind ----------------------------------------------------------------------------------------------------


@pytest.fixture
def sized(define, place) -> CustomField:
    """A text field with numbers in it, more or less."""
    field = define("Size")
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
    attribute = definitions.of(PLACES)[0]
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
    assert definitions.of(PLACES)[0].kind == "text"
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
    assert definitions.of(PLACES)[0].choices[1] == ("12", "12")
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


# -- deleting ---------------------------------------------------------------------------------------------------------


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
    assert definitions.of(PLACES)[0].value(Location.objects.get(name="A")) == "x"


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
