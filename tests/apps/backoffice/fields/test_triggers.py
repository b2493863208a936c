"""The side table says what the records say, whoever writes them and however."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import ProgrammingError, connections, transaction
from django.db.models import F, Func, JSONField, Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.backoffice.fields import schema
from apps.backoffice.models import CustomField, CustomValue
from apps.tenancy import context
from apps.tenancy.models import Location
from tests.apps.backoffice.fields.conftest import PLACES
from tests.conftest import ALIASES

KEYS = ("one", "two", "three")


def field(key: str, kind: str = "text", on: str = PLACES) -> CustomField:
    """A field by the ORM alone."""
    return CustomField.objects.create(on=on, key=key, label=key, kind=kind)


def side() -> set[tuple[int, str, str | None, float | None]]:
    """What the side table says: record, key, text, number."""
    rows = CustomValue.objects.values_list("record_id", "field__key", "text", "number")
    return set(rows)


def said(keys: tuple[str, ...]) -> set[tuple[int, str, str | None, float | None]]:
    """What the records themselves say."""
    found: set[tuple[int, str, str | None, float | None]] = set()
    for pk, custom in Location.objects.values_list("pk", "custom"):
        for key in keys:
            value = custom.get(key) if isinstance(custom, dict) else None
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, str):
                    found.add((pk, key, one.lower(), None))
                elif isinstance(one, bool | int | float):
                    found.add((pk, key, None, float(one)))
    return found


def test_every_way_of_writing_a_record_writes_its_values(in_coral):
    for key in KEYS:
        field(key)
    single = Location.objects.create(name="A", time_zone="UTC", custom={"one": "Deep", "two": 3})
    Location.objects.bulk_create(
        [
            Location(name=f"B{n}", time_zone="UTC", custom={"one": f"n{n}", "three": ["x", "Y"]})
            for n in range(20)
        ]
    )
    assert side() == said(KEYS) and len(side()) == 2 + 60
    Location.objects.filter(name__startswith="B").update(
        custom=Func(
            F("custom"), Value({"two": True}, JSONField()), template="%(expressions)s", arg_joiner=" || "
        )
    )
    assert side() == said(KEYS) and len(side()) == 2 + 80
    single.custom = {"two": "three"}
    single.save()
    assert side() == said(KEYS)
    Location.objects.filter(name__in=["B1", "B2"]).delete()
    single.delete()
    assert side() == said(KEYS) and len(side()) == 72


def test_a_record_that_changes_elsewhere_keeps_its_rows_of_values(in_coral):
    field("one")
    place = Location.objects.create(name="A", time_zone="UTC", custom={"one": "x"})
    before = CustomValue.objects.get().pk
    place.city = "Belize City"
    place.save()
    Location.objects.update(region="Cayo")
    assert CustomValue.objects.get().pk == before


def test_text_is_folded_and_cut(in_coral):
    field("one")
    texts = {
        "Éric": "eric",
        "STRASSE Ü": "strasse u",
        "غواصة": "غواصة",
        "a" * 500: "a" * 200,
        "<B>x</B>": "<b>x</b>",
    }
    for n, (text, folded) in enumerate(texts.items()):
        place = Location.objects.create(name=f"P{n}", time_zone="UTC", custom={"one": text})
        assert CustomValue.objects.get(record_id=place.pk).text == folded


@pytest.mark.parametrize(
    "custom",
    [
        [],
        ["one"],
        "one",
        3,
        None,
        {"one": None},
        {"one": {"a": 1}},
        {"one": [[1], {"b": 2}, None]},
        {"other": 1},
        {"": "x"},
    ],
)
def test_json_of_any_shape_is_no_value_and_no_error(in_coral, custom):
    field("one")
    place = Location.objects.create(name="A", time_zone="UTC", custom={"one": "x"})
    Location.objects.filter(pk=place.pk).update(custom=Value(custom, JSONField()))
    assert side() == set()


@pytest.mark.parametrize("number", ["1e400", "1e-400", "9" * 400, "-0.0000000001", "123456789012345.123456"])
def test_numbers_of_any_size_are_no_error(in_coral, number):
    field("one")
    place = Location.objects.create(name="A", time_zone="UTC")
    with context.use_tenant(in_coral), connections["default"].cursor() as cursor:
        cursor.execute(
            "UPDATE tenancy_location SET custom = jsonb_build_object('one', %s::numeric) WHERE id = %s",
            [Decimal(number), place.pk],
        )
    assert CustomValue.objects.filter(record_id=place.pk).count() == 1


def test_a_new_field_finds_the_values_that_are_there(in_coral):
    place = Location.objects.create(name="A", time_zone="UTC", custom={"one": "early", "two": 2})
    one = field("one")
    assert side() == {(place.pk, "one", "early", None)}
    one.key = "two"
    one.save()
    assert side() == {(place.pk, "two", None, 2.0)}
    one.delete()
    assert side() == set()


def test_fields_of_other_kinds_of_record_take_no_part(in_coral, member):
    field("one", on="accounts.member")
    Location.objects.create(name="A", time_zone="UTC", custom={"one": "x"})
    assert side() == set()
    member.custom = {"one": "mine"}
    member.save(update_fields=["custom"])
    assert side() == {(member.pk, "one", "mine", None)}


def test_nobody_but_the_triggers_writes_values(in_coral):
    one = field("one")
    with pytest.raises(ProgrammingError), context.atomic():
        CustomValue.objects.create(field=one, record_id=1, text="x")
    with pytest.raises(ProgrammingError), context.atomic():
        CustomValue.objects.all().delete()


def test_values_of_one_business_are_not_seen_in_another(coral, northgate):
    for tenant, word in ((coral, "reef"), (northgate, "quay")):
        with context.use_tenant(tenant):
            field("one")
            Location.objects.create(name="Own", time_zone="UTC", custom={"one": word})
    for tenant, word in ((coral, "reef"), (northgate, "quay")):
        with context.use_tenant(tenant):
            assert [row.text for row in CustomValue.objects.all()] == [word]
    with context.use_tenant(coral):
        Location.objects.filter(name="Own").delete()
    with context.use_tenant(northgate):
        assert CustomValue.objects.count() == 1


@pytest.mark.django_db(databases=[*ALIASES, "owner"])
def test_the_database_says_when_triggers_are_missing():
    with connections["owner"].cursor() as cursor:
        assert schema.findings(cursor) == []
        with pytest.raises(RuntimeError), transaction.atomic(using="owner"):
            cursor.execute("DROP TRIGGER values_update ON tenancy_location")
            assert schema.findings(cursor) == [
                "tenancy_location has no triggers for the values of own fields"
            ]
            schema.complete(cursor)
            assert schema.findings(cursor) == []
            raise RuntimeError


words = st.text(st.characters(codec="ascii", categories=["L", "N"]), max_size=5)
scalars = words | st.integers(-1000, 1000) | st.booleans() | st.none()
values = scalars | st.lists(scalars, max_size=3, unique_by=lambda one: (type(one), str(one).lower()))
customs = st.dictionaries(st.sampled_from([*KEYS, "stranger"]), values, max_size=4)
operations = st.lists(
    st.tuples(
        st.sampled_from(["insert", "update", "merge", "delete", "field", "no field", "rename"]),
        st.integers(0, 7),
        st.lists(customs, min_size=1, max_size=4),
        st.sampled_from(KEYS),
    ),
    max_size=12,
)


def _apply(name: str, number: int, given: list[dict[str, Any]], key: str) -> None:
    rows = Location.objects.filter(name__startswith="h")
    if name == "insert":
        start = Location.objects.count()
        Location.objects.bulk_create(
            [
                Location(name=f"h{start + n}-{number}-{id(given)}", time_zone="UTC", custom=c)
                for n, c in enumerate(given)
            ]
        )
    elif name == "update":
        changed = list(rows.order_by("pk")[: len(given)])
        for place, custom in zip(changed, given, strict=False):
            place.custom = custom
        Location.objects.bulk_update(changed, ["custom"])
    elif name == "merge":
        added = Value(given[0], JSONField())
        rows.update(custom=Func(F("custom"), added, template="(%(expressions)s)", arg_joiner=" || "))
    elif name == "delete":
        Location.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[number : number + 2])).delete()
    elif name == "field":
        CustomField.objects.get_or_create(on=PLACES, key=key, defaults={"label": key, "kind": "text"})
    elif name == "no field":
        CustomField.objects.filter(key=key).delete()
    elif not CustomField.objects.filter(key="stranger").exists():
        CustomField.objects.filter(key=key).update(key="stranger")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(operations)
def test_the_side_table_equals_the_records_after_anything(in_coral, done):
    with pytest.raises(InterruptedError), context.atomic():
        for operation in done:
            _apply(*operation)
            assert side() == said(tuple(CustomField.objects.values_list("key", flat=True)))
        raise InterruptedError
