"""Lists find and order records by own fields, through an index, whatever the values are."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.exceptions import FieldError
from django.db import connections
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.backoffice.fields import defined
from apps.backoffice.fields.attribute import OwnField
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.types import Kind, Operator
from apps.tenancy import context, db
from apps.tenancy.models import Location
from tests.apps.backoffice.fields.conftest import PLACES
from tests.conftest import ALIASES, NOW


def attribute(key: str) -> OwnField:
    """The attribute of an own field of places."""
    found = defined.field_of(PLACES, f"custom.{key}")
    assert found is not None
    return found


def names(rows: Any) -> list[str]:
    """Names of the rows the test has made."""
    return [row.name for row in rows if len(row.name) == 1]


MOMENT = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
FOUND = [
    # kind, values of A, B and C, operator, asked, found
    ("text", ("Éric", "eric", "Bob"), Operator.IS, ["ERIC"], "AB"),
    ("text", ("Éric", "erica", "Bob"), Operator.HAS, ["ric"], "AB"),
    ("text", ("100%", "1000", "10_0"), Operator.HAS, ["0%"], "A"),
    ("text", ("غواصة", "قارب", "x"), Operator.HAS, ["غواص"], "A"),
    ("number", (Decimal("0.1"), 2, -3), Operator.IS, [Decimal("0.10")], "A"),
    ("number", (Decimal("0.1"), 2, -3), Operator.FROM, [Decimal("0.1")], "AB"),
    ("number", (Decimal("0.1"), 2, -3), Operator.TO, [0], "C"),
    ("money", (1999, 50, 10**14), Operator.FROM, [1999], "AC"),
    ("date", (date(2026, 1, 1), date(2026, 1, 2), date(999, 1, 1)), Operator.FROM, [date(2026, 1, 2)], "B"),
    ("date", (date(2026, 1, 1), date(2026, 1, 2), date(999, 1, 1)), Operator.TO, [date(2026, 1, 1)], "AC"),
    ("moment", (MOMENT, datetime(2026, 3, 2, tzinfo=UTC), NOW), Operator.TO, [MOMENT], "A"),
    ("moment", (MOMENT, datetime(2026, 3, 2, tzinfo=UTC), NOW), Operator.TO, [date(2026, 3, 1)], "A"),
    ("moment", (MOMENT, datetime(2026, 3, 2, tzinfo=UTC), NOW), Operator.FROM, [date(2026, 3, 2)], "BC"),
    ("time", (time(8, 30), time(9), time(23, 59, 59)), Operator.FROM, [time(9)], "BC"),
    ("choice", ("S", "M", "L"), Operator.IN, ["S", "L"], "AC"),
    ("choices", (["S", "M"], ["M", "L"], ["L"]), Operator.IN, ["S", "M"], "AB"),
    ("yes_no", (True, False, True), Operator.IS, [True], "AC"),
    ("yes_no", (True, False, None), Operator.IS, [False], "BC"),
    ("email", ("A@b.example", "c@d.example", "a@b.example"), Operator.IS, ["a@B.example"], "AC"),
]


@pytest.mark.parametrize(("kind", "values", "operator", "asked", "found"), FOUND)
def test_filters_find(define, place, kind, values, operator, asked, found):
    define("Thing", kind, choices=["S", "M", "L"])
    for name, value in zip("ABC", values, strict=True):
        place(name, thing=value)
    rows = Location.objects.exclude(name__in=["Coral & Current"]).order_by("name")
    assert operator in attribute("thing").operators()
    assert "".join(names(attribute("thing").where(rows, operator, asked))) == found


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("text", ["Ärger", "bob", "CORAL", "غواصة"]),
        ("number", [-10, Decimal("-9.5"), 0, 1000]),
        ("money", [-1, 0, 99, 100]),
        ("date", [date(999, 1, 1), date(1999, 12, 31), date(2026, 1, 1), date(2026, 1, 2)]),
        ("moment", [datetime(1969, 1, 1, tzinfo=UTC), MOMENT, NOW, datetime(9999, 1, 1, tzinfo=UTC)]),
        ("time", [time(0), time(8, 30), time(9), time(23)]),
    ],
)
def test_order_is_that_of_the_values_and_what_has_none_comes_last(define, place, kind, values):
    define("Thing", kind)
    for name, number in (("D", 3), ("A", 0), ("X", None), ("C", 2), ("B", 1), ("Y", None)):
        place(name, thing=None if number is None else values[number])
    rows = Location.objects.all()
    assert names(attribute("thing").order(rows, descending=False)) == list("ABCDXY")
    assert names(attribute("thing").order(rows, descending=True)) == list("DCBAYX")


def test_ordered_rows_can_be_cut_narrowed_joined_counted_and_streamed(
    define, place, django_assert_num_queries
):
    define("Thing", "number")
    for number, name in enumerate("CABD"):
        place(name, thing=number % 3)
    place("X")
    rows = attribute("thing").order(Location.objects.filter(name__in=[*"ABCDX"]), descending=False)
    assert names(rows) == list("CDABX")
    assert names(rows[1:3]) == list("DA") and names(rows[3:100]) == list("BX") and names(rows[4:]) == ["X"]
    assert rows[4].name == "X" and rows.first().name == "C"
    assert names(rows.filter(name__in="ADX")) == list("DAX")
    assert names(attribute("thing").where(rows, Operator.FROM, [1])) == list("AB")
    with django_assert_num_queries(1):
        assert [row.tax_profile for row in rows.select_related("tax_profile")[:2]] == [None, None]
    assert list(rows.values_list("name", flat=True)[:2]) == ["C", "D"]
    assert rows.count() == 5 and rows.all()[:3].count() == 3 and rows.exists()
    assert rows.order_by().values("pk")[:10].count() == 5
    assert names(rows.order_by("-name")) == list("XDCBA")
    assert names(rows.iterator(chunk_size=2)) == list("CDABX")
    assert names(Location.objects.filter(pk__in=rows).order_by("name")) == list("ABCDX")
    assert rows.none().count() == 0 and not rows.filter(pk__in=[])[:5]
    assert rows.filter(name="A").update(city="x") == 1
    assert [row.name for row in rows.defer("street").only("name")] == list("CDABX")
    assert names(rows.order_by("name").reverse()[:1]) == ["X"]
    with pytest.raises(FieldError):
        list(rows.distinct())
    assert rows.filter(name="X").delete()[0] == 1


def test_ordering_again_replaces_the_order(define, place):
    define("One", "number")
    define("Two", "text")
    for number, name in enumerate("ABC"):
        place(name, one=number, two=f"{9 - number}")
    rows = attribute("two").order(
        attribute("one").order(Location.objects.all(), descending=False), descending=False
    )
    assert names(rows) == list("CBA")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.none() | st.integers(-5, 5), max_size=12),
    st.booleans(),
    st.integers(0, 12),
    st.integers(0, 12),
    st.integers(-5, 5),
)
def test_any_page_in_any_order_is_as_python_sorts_it(
    in_coral, define, drawn, descending, start, length, least
):
    with pytest.raises(InterruptedError), context.atomic():
        define("Thing", "number")
        places = [
            Location(name=f"t{n}", time_zone="UTC", custom={} if value is None else {"thing": value})
            for n, value in enumerate(drawn)
        ]
        Location.objects.bulk_create(places)
        rows = Location.objects.filter(pk__in=[one.pk for one in places])
        sign = -1 if descending else 1
        expected = sorted(
            places,
            key=lambda one: ("thing" not in one.custom, sign * one.custom.get("thing", 0), sign * one.pk),
        )
        ordered = attribute("thing").order(rows, descending=descending)
        assert list(ordered[start : start + length]) == expected[start : start + length]
        narrowed = attribute("thing").where(ordered, Operator.FROM, [least])
        assert list(narrowed) == [one for one in expected if one.custom.get("thing", least - 1) >= least]
        raise InterruptedError


def test_businesses_see_their_own_order(define, place, northgate):
    define("Thing", "number")
    place("A", thing=1)
    thing = attribute("thing")
    with context.use_tenant(northgate):
        assert not [row for row in thing.order(Location.objects.all(), descending=False) if row.name == "A"]
        assert not thing.where(Location.objects.all(), Operator.FROM, [0])


# -- plans -------------------------------------------------------------------------------------------------------------

_FILL = """
INSERT INTO tenancy_location (name, time_zone, street, postal_code, city, region, country, phone, email, custom)
SELECT 'L' || i, 'UTC', '', '', '', '', '', '', '', jsonb_build_object(
  'level', (i * 7919) %% 10007, 'town', 'Town ' || (i * 31) %% 503, 'size', (ARRAY['S', 'M', 'L'])[1 + i %% 3])
FROM generate_series(1, 20000) i
"""


@pytest.mark.django_db(transaction=True, databases=[*ALIASES, "owner"])
def test_filter_and_order_are_index_scans_under_row_security(define):
    define("Level", "number")
    define("Town")
    define("Size", "choice", choices=["S", "M", "L"])
    db.execute(_FILL)
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE tenancy_location, backoffice_customvalue")
    rows = Location.objects.all()
    small = attribute("size").where(rows, Operator.IN, ["S"])
    pages = [
        attribute("level").order(rows, descending=False),
        attribute("town").order(rows, descending=True),
        attribute("level").order(small, descending=True),
        attribute("town").order(attribute("level").where(small, Operator.FROM, [5000]), descending=False),
    ]
    for page in pages:
        plan = page[:25].explain(analyze=True, timing=False)
        assert "Seq Scan" not in plan and "Sort" not in plan.replace("*", ""), plan
        assert "field_id" in plan
    for page in (
        attribute("level").where(rows, Operator.IS, [77]),
        attribute("town").where(rows, Operator.IS, ["TOWN 31"]),
    ):
        plan = page.explain()
        assert "Seq Scan" not in plan and ("number = " in plan or "(text = 'town 31'" in plan), plan


# -- forms, files, screens -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [one for one in Kind if one is not Kind.FORMULA])
def test_each_kind_has_a_form_field_with_label_and_help_escaped(define, kind):
    properties = {"choices": ["S", "M"], "target": "accounts.member"}
    define("<b>حجم</b>", kind, help="<script>", required=True, **properties)
    made = defined.fields_of(PLACES)[0].form_field()
    form = type("F", (forms.Form,), {"x": made})()
    html = form.as_div()
    assert "<b>حجم" not in html and "&lt;b&gt;حجم" in html and "<script>" not in html


@pytest.mark.parametrize(
    ("kind", "typed", "value", "shown"),
    [
        ("number", "1,234.5", Decimal("1234.5"), 'value="1234.5"'),
        ("money", "€ 12.50", 1250, 'value="12.50"'),
        ("date", "2026-03-01", date(2026, 3, 1), 'value="2026-03-01"'),
        ("time", "08:30", time(8, 30), 'value="08:30"'),
        ("moment", "2026-03-01T08:30", datetime(2026, 3, 1, 2, 30, tzinfo=UTC), 'value="2026-03-01T08:30"'),
        ("text", " x ", "x", 'value="x"'),
        ("choices", ["S"], ["S"], "checked"),
        ("yes_no", "on", True, "checked"),
    ],
)
def test_forms_read_and_show_what_people_write(define, kind, typed, value, shown):
    define("Thing", kind, choices=["S", "M"], currency="EUR")
    with timezone.override("Asia/Dhaka"):
        form = type("F", (forms.Form,), {"x": attribute("thing").form_field()})
        bound = form({"x": typed})
        assert bound.is_valid(), bound.errors
        assert bound.cleaned_data["x"] == value
        assert shown in str(form(initial={"x": value})["x"])


def test_forms_refuse_with_the_sentences_of_imports(define):
    define("Thing", "number")
    form = type("F", (forms.Form,), {"x": attribute("thing").form_field()})({"x": "twelve"})
    assert form.errors["x"] == ["“twelve” is not a number."]


def test_cells_escape_what_people_write(define, place):
    define("Thing")
    record = place("A", thing="<script>alert(1)</script>")
    assert "<script>" not in attribute("thing").cell(record)
    assert "&lt;script&gt;" in attribute("thing").cell(record)


def test_a_screen_has_the_fields_of_its_records(define, django_assert_num_queries):
    define("Level", "number")

    class Places(Screen):
        model, app, name = Location, "tenancy", "location"

    screen = Places()
    screen.attributes()
    with django_assert_num_queries(0):
        assert [one.key for one in screen.attributes()][-1] == "custom.level"
        assert screen.attribute("custom.level").own
    with context.use():
        assert all(not one.own for one in screen.attributes())
