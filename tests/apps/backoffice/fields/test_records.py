"""Records take values of the owner's fields: checked, computed and stored, or refused as a whole."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid, UnknownAttribute
from apps.backoffice.fields import defined
from apps.backoffice.models import CustomFile, CustomSecret, CustomValue, MemberLink
from apps.backoffice.services import fields, records
from apps.backoffice.types import Kind, Operator
from apps.tenancy import context
from apps.tenancy.models import Location
from tests.apps.backoffice.fields.conftest import PLACES
from tests.conftest import NOW

KINDS: dict[str, tuple[Any, Any, dict[str, Any]]] = {
    # kind: what is given, what the attribute then has, properties
    "text": ("  Coral <b>reef</b>\n", "Coral <b>reef</b>", {}),
    "long_text": ("one\r\ntwo", "one\ntwo", {}),
    "number": (Decimal("12.50"), Decimal("12.5"), {}),
    "money": (1999, 1999, {"currency": "EUR"}),
    "date": (date(2026, 3, 1), date(2026, 3, 1), {}),
    "moment": (datetime(2026, 3, 1, 8, 30, 1, 5, tzinfo=UTC), datetime(2026, 3, 1, 8, 30, 1, tzinfo=UTC), {}),
    "time": (time(8, 30), time(8, 30), {}),
    "choice": ("large", "Large", {"choices": ["Small", "Large"]}),
    "choices": (["c", "A"], ["A", "C"], {"choices": ["A", "B", "C"]}),
    "yes_no": (False, False, {}),
    "email": ("a@b.example", "a@b.example", {}),
    "phone": ("+44 20 7946 0958", "+442079460958", {}),
    "url": ("example.com/x", "https://example.com/x", {}),
}
WRONG: dict[str, list[Any]] = {
    "text": ["x" * 201, "a\0b", "\ud800"],
    "long_text": ["x" * 10_001],
    "number": ["twelve", Decimal("NaN"), Decimal("1e15"), Decimal("0.1234567"), float("inf"), "1e999"],
    "money": [Decimal("1.5"), "x", 10**15],
    "date": ["someday", "2026-02-30", 3],
    "moment": ["someday", datetime(2026, 3, 1), 3],  # noqa: DTZ001  the point
    "time": ["noonish", 3],
    "choice": ["Middling", 3, ["Small"]],
    "choices": [["A", "D"], [3]],
    "yes_no": ["maybe", 3],
    "email": ["nobody", "a@b@c"],
    "phone": ["call me", "+1"],
    "url": ["javascript:alert(1)", "ftp://x.example", "x" * 501],
}


def own(record: Location, key: str) -> Any:
    """The value of an own field as the attribute has it, read anew."""
    attribute = defined.field_of(PLACES, f"custom.{key}")
    assert attribute is not None
    return attribute.value(Location.objects.get(pk=record.pk))


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_of_each_kind_is_kept_found_and_written_back(define, place, kind):
    given, expected, properties = KINDS[kind]
    key = define("Thing", kind, **properties).key
    record = place("A", **{key: given})
    place("B")
    assert own(record, key) == expected
    attribute = defined.field_of(PLACES, "custom.thing")
    assert attribute.parse(str(attribute.plain(expected))) == expected
    filled = attribute.where(Location.objects.all(), Operator.FILLED, [])
    assert list(filled) == [record]
    assert record not in attribute.where(Location.objects.all(), Operator.EMPTY, [])


@pytest.mark.parametrize(("kind", "wrong"), [(kind, wrong) for kind, all_ in WRONG.items() for wrong in all_])
def test_a_wrong_value_is_told_by_its_key_and_nothing_is_saved(define, place, kind, wrong):
    key = define("Thing", kind, **KINDS[kind][2]).key
    with pytest.raises(Invalid) as caught:
        place("A", **{key: wrong})
    assert list(caught.value.by_key) == [f"custom.{key}"]
    assert not Location.objects.filter(name="A").exists()


def test_wrong_values_of_columns_and_own_fields_are_told_together(define, place):
    define("Depth", "number")
    with pytest.raises(Invalid) as caught:
        place("", depth="deep")
    assert set(caught.value.by_key) == {"name", "custom.depth"}


def test_an_unknown_field_is_refused(define, place):
    with pytest.raises(UnknownAttribute):
        place("A", gone=1)


def test_only_what_is_named_changes(define, place, change):
    define("Depth", "number")
    define("Note")
    record = place("A", depth=3, note="x")
    change(record, note="y")
    assert (own(record, "depth"), own(record, "note")) == (3, "y")
    change(record, note=None)
    assert "note" not in Location.objects.get(pk=record.pk).custom


def test_two_people_who_change_different_fields_keep_both(define, place, change):
    define("Depth", "number")
    define("Note")
    record = place("A")
    one, other = Location.objects.get(pk=record.pk), Location.objects.get(pk=record.pk)
    change(one, depth=3)
    change(other, note="y")
    assert (own(record, "depth"), own(record, "note")) == (3, "y")


def test_required_fields_are_required_of_new_records_and_when_named(define, place, change):
    old = place("Old")
    define("Depth", "number", required=True)
    with pytest.raises(Invalid, match="required"):
        place("A")
    records.update(record=old, values={"city": "Belize City"}, by=None, at=NOW)
    with pytest.raises(Invalid):
        change(old, depth=None)
    assert own(place("B", depth=0), "depth") == 0


def test_a_hidden_field_is_not_required(define, place):
    define("Kind", "choice", choices=["Boat", "Shop"])
    define("Berth", required=True, shown_when=("custom.kind", ["Boat"]))
    define("Visa", required=True, shown_when=("country", ["BZ"]))
    place("Shop", kind="Shop")
    with pytest.raises(Invalid) as caught:
        place("Boat", kind="Boat")
    assert list(caught.value.by_key) == ["custom.berth"]
    values = {"name": "C", "time_zone": "UTC", "country": "BZ"}
    with pytest.raises(Invalid) as caught:
        records.create(record=Location(), values=values, by=None, at=NOW)
    assert list(caught.value.by_key) == ["custom.visa"]


def test_a_default_is_given_to_new_records_alone(define, place, change):
    old = place("Old")
    define("Depth", "number", default=5)
    assert own(place("A"), "depth") == 5
    assert own(place("B", depth=None), "depth") is None
    change(old)
    assert own(old, "depth") is None


# -- formulas --------------------------------------------------------------------------------------------------------


def test_formulas_are_computed_in_order_and_stored(define, place, change):
    define("Price", "money", currency="EUR")
    define("Nights", "number")
    define("Total", "formula", formula="{price} * {nights}", currency="EUR")
    define("Words", "formula", formula='{name} & ": " & {total} & if({total} > 50, "!", "")')
    record = place("Reef", price=1999, nights=3)
    assert own(record, "total") == 5997
    assert own(record, "words") == "Reef: 59.97!"
    assert defined.field_of(PLACES, "custom.total").kind is Kind.MONEY
    change(record, nights=1)
    assert own(record, "words") == "Reef: 19.99"
    records.update(record=record, values={"name": "Wall"}, by=None, at=NOW)
    assert own(record, "words") == "Wall: 19.99"
    change(record, nights=None)
    assert own(record, "total") is None
    assert set(CustomValue.objects.values_list("text", flat=True)) >= {"wall: "}


def test_a_formula_cannot_be_given_a_value(define, place):
    define("Twice", "formula", formula="2 * 3")
    with pytest.raises(Invalid) as caught:
        place("A", twice=7)
    assert list(caught.value.by_key) == ["custom.twice"]


def test_a_division_by_zero_and_a_number_too_long_are_empty(define, place):
    define("N", "number")
    define("Share", "formula", formula="1 / {n}")
    define("Huge", "formula", formula="{n} * 999999999999999 * 999999999999999")
    record = place("A", n=0)
    assert own(record, "share") is None
    assert own(place("B", n=3), "share") == Decimal("0.333333")
    assert own(place("C", n=3), "huge") is None


# -- kinds of record ---------------------------------------------------------------------------------------------------


def test_a_record_takes_everything_along_when_it_is_deleted_by_anybody(define, place, member):
    define("Passport", sensitive=True)
    define("Manager", "reference", target="accounts.member")
    define("Plan", "file")
    define("Note")
    plan = SimpleUploadedFile("plan.pdf", b"%PDF-1.7 x")
    record = place("A", passport="x", manager=member, plan=plan, note="n")
    other = place("B", passport="x", manager=member, note="n")
    Location.objects.filter(pk=record.pk).delete()
    for table in (CustomSecret, MemberLink, CustomValue):
        assert list(table.objects.values_list("record_id", flat=True)) == [other.pk]
    assert CustomFile.objects.count() == 0


def test_members_have_own_fields_though_not_all_their_columns_may_be_changed(define, member):
    define("Shirt", "choice", on="accounts.member", choices=["S", "M"])
    records.update(record=member, values={"title": "Captain", "custom.shirt": "S"}, by=None, at=NOW)
    assert Member.objects.get(pk=member.pk).custom == {"shirt": "S"}


def test_fields_of_one_business_are_unknown_in_another(define, northgate):
    define("Note")
    with context.use_tenant(northgate):
        assert defined.fields_of(PLACES) == ()
        with pytest.raises(UnknownAttribute):
            records.update(record=Location.objects.first(), values={"custom.note": "x"}, by=None, at=NOW)


def test_saving_costs_the_same_whatever_there_are_of_fields(define, place, change, django_assert_num_queries):
    for n in range(10):
        define(f"N{n}", "number")
        define(f"F{n}", "formula", formula=f"{{n{n}}} + 1")
    record = place("A", **{f"n{n}": n for n in range(10)})
    defined.fields_of(PLACES)
    with django_assert_num_queries(5):  # savepoint, lock, unique name, write, release
        change(record, n1=5, n2=6)


def test_values_are_loaded_for_a_list_at_once(define, place, member, django_assert_num_queries):
    define("Note")
    define("Passport", sensitive=True)
    define("Manager", "reference", target="accounts.member")
    for n in range(5):
        place(f"P{n}", note="x", passport=str(n), manager=member)
    attributes = defined.fields_of(PLACES)
    rows = list(Location.objects.filter(name__startswith="P").order_by("name"))
    with django_assert_num_queries(2):
        for attribute in attributes:
            attribute.prefetch(rows)
        texts = [[attribute.value(row) for attribute in attributes[:2]] for row in rows]
        [attributes[2].value(row).pk for row in rows]
    assert texts == [["x", str(n)] for n in range(5)]


def test_definitions_cost_one_query_for_each_binding(define, coral, django_assert_num_queries):
    define("Note")
    with context.use_tenant(coral):
        with django_assert_num_queries(1):
            for _again in range(3):
                assert [one.key for one in defined.fields_of(PLACES)] == ["custom.note"]
                defined.fields_of("accounts.member")
        with context.use_actor(1), django_assert_num_queries(0):
            defined.fields_of(PLACES)
    fields.define_field(on=PLACES, label="Other", kind="text", by=None, at=NOW)
    with context.use_tenant(coral):
        assert len(defined.fields_of(PLACES)) == 2
