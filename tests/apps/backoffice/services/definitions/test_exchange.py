"""Definitions as a file: what is exported reads in elsewhere as the same, and a bad file changes nothing."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.accounts.models import Role
from apps.backoffice.errors import BadFile, Invalid
from apps.backoffice.models import DefinitionVersion, Label, RecordType, SavedView
from apps.backoffice.services import definitions, labels, panels, record_types, views
from apps.backoffice.types import Placed, TypeFacts, ViewFacts
from apps.kernel.errors import NotAllowed
from apps.tenancy import context
from tests.apps.backoffice.conftest import BOAT_LOG
from tests.conftest import NOW

EVERYTHING = 4


@pytest.fixture
def defined(boss: Any, boat_log: RecordType) -> Any:
    """One of every kind, shared and own."""
    labels.rename(on="records.boat_log", attribute="title", singular="Trip 🐠", by=boss, at=NOW)
    facts = ViewFacts(
        name="Open",
        filters=[{"key": "state", "operator": "in", "values": ["open"]}],
        columns=("title", "state"),
        sort="-title",
        shared=True,
        pinned=True,
    )
    views.save_view(on="records.boat_log", facts=facts, by=boss, at=NOW)
    views.save_view(on="records.boat_log", facts=replace(facts, shared=False), by=boss, at=NOW)
    panels.arrange_panels(
        role=Role.objects.get(key="staff"), panels=[Placed("a", width="full")], by=boss, at=NOW
    )
    return boss


def file_of(**kinds: Any) -> str:
    return json.dumps({"format": "quayside.definitions", "version": 1, "definitions": kinds})


def read_in(raw: bytes | str, by: Any = None) -> definitions.Preview:
    return definitions.import_file(raw, by=by, at=NOW)


def look_at(raw: bytes | str, by: Any = None) -> definitions.Preview:
    return definitions.check(raw, by=by, at=NOW)


def paths(preview: definitions.Preview) -> list[str]:
    return [problem.path for problem in preview.problems]


def test_another_business_becomes_the_same(defined, northgate) -> None:
    text = definitions.export(by=defined)
    with context.use_tenant(northgate):
        preview = read_in(text)
        assert [preview.count(change) for change in ("added", "changed", "unchanged")] == [EVERYTHING, 0, 0]
        assert definitions.export(by=None) == text
        assert set(DefinitionVersion.objects.values_list("cause", flat=True)) == {"import"}


def test_reading_in_ones_own_file_changes_nothing(defined) -> None:
    text, before = definitions.export(by=defined), DefinitionVersion.objects.count()
    assert read_in(text, defined).count("unchanged") == EVERYTHING
    assert definitions.export(by=defined) == text
    assert DefinitionVersion.objects.count() == before


def test_own_views_and_what_is_in_the_trash_stay_at_home(defined, boat_log) -> None:
    record_types.trash_record_type(type_=boat_log, by=defined, at=NOW)
    contents = json.loads(definitions.export(by=defined))["definitions"]
    assert contents["record_type"] == {}
    assert list(contents["view"]) == ["records.boat_log/open"]


def test_a_view_of_particular_records_stays_at_home(defined) -> None:
    filters = [{"key": "tax_profile", "operator": "in", "values": ["3"], "target": "tenancy.taxprofile"}]
    facts = ViewFacts(name="Ours", filters=filters, shared=True)
    views.save_view(on="tenancy.location", facts=facts, by=defined, at=NOW)
    contents = json.loads(definitions.export(by=defined))["definitions"]["view"]
    assert "tenancy.location/ours" not in contents
    data = {"name": "Ours", "filters": filters}
    assert paths(look_at(file_of(view={"tenancy.location/theirs": data}))) == [
        "view.tenancy.location/theirs.filters"
    ]


def test_looking_at_a_file_changes_nothing_and_says_everything(defined, boat_log) -> None:
    text = definitions.export(by=defined)
    whole = json.loads(text)
    whole["definitions"]["record_type"]["boat_log"]["name"] = "Ship log"
    whole["definitions"]["record_type"]["lead"] = {"name": "Lead"}
    before = DefinitionVersion.objects.count()
    preview = look_at(json.dumps(whole), defined)
    changes = {item.key: item for item in preview.items if item.change != "unchanged"}
    assert {key: item.change for key, item in changes.items()} == {"boat_log": "changed", "lead": "added"}
    (difference,) = changes["boat_log"].differences
    assert (difference.label, difference.before, difference.after) == ("Name", "Boat log", "Ship log")
    assert changes["lead"].title == "Lead"
    assert definitions.export(by=defined) == text
    assert DefinitionVersion.objects.count() == before


def test_reading_in_deletes_nothing(defined, boat_log) -> None:
    text = definitions.export(by=defined)
    read_in(file_of(record_type={"lead": {"name": "Lead"}}, view={}, label={}, panels={}), defined)
    assert RecordType.objects.count() == 2
    assert SavedView.objects.count() == 2
    whole = json.loads(text)["definitions"]
    whole["record_type"]["boat_log"]["trashed"] = True
    assert paths(look_at(file_of(**whole))) == ["record_type.boat_log.trashed"]


def test_a_type_in_the_trash_comes_back_by_a_file(defined, boat_log) -> None:
    text = definitions.export(by=defined)
    record_types.trash_record_type(type_=boat_log, by=defined, at=NOW)
    assert read_in(text, defined).count("changed") == 1
    assert definitions.export(by=defined) == text


def test_what_is_wrong_is_said_by_path_all_at_once_and_nothing_is_kept(defined) -> None:
    text = definitions.export(by=defined)
    raw = file_of(
        record_type={
            "Bad key": {"name": "A"},
            "ok": {"name": "Fine"},
            "b": {"name": 3, "icon": "x", "colour": "red", "position": -1, "visible_to": ["nobody"]},
            "c": {"name": "C", "states": [{"key": "a", "label": "A", "colour": "neon", "to": "b"}, 7]},
            "d": None,
        },
        view={"x": {"name": "X"}, "records.ok/v": {"filters": {}}},
        label={"records.ok/<b>": {"singular": "x"}, "records.ok": {"hidden": "yes"}},
        panels={"nobody": {"panels": []}, "staff": {"panels": [{"panel": "a", "width": "huge"}]}},
        spell={"x": {}},
        field=[],
    )
    preview = look_at(raw, defined)
    assert set(paths(preview)) == {
        "record_type.Bad key.key",
        "record_type.b.name",
        "record_type.b.colour",
        "record_type.b.position",
        "record_type.c.states.0.colour",
        "record_type.c.states.0.to",
        "record_type.c.states.1",
        "record_type.d",
        "view.x",
        "view.records.ok/v.filters",
        "label.records.ok/<b>.attribute",
        "label.records.ok.hidden",
        "panels.nobody",
        "panels.staff.panels.0.width",
        "spell",
        "field",
    }
    with pytest.raises(Invalid) as refused:
        read_in(raw, defined)
    assert set(refused.value.by_key) == set(paths(preview))
    assert definitions.export(by=defined) == text
    assert not Label.objects.filter(on="records.ok").exists()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"PK\x03\x04",
        '{"format": "quayside.definitions"}',
        '{"format": "other", "version": 1, "definitions": {}}',
        '{"format": "quayside.definitions", "version": 2, "definitions": {}}',
        '{"format": "quayside.definitions", "version": 1, "definitions": []}',
        '{"format": "quayside.definitions", "version": 1, "definitions": {"label": {}, "label": {}}}',
        '{"format": "quayside.definitions", "version": 1, "definitions": {"label": {"a.b": {"position": NaN}}}}',
        '{"format": "quayside.definitions", "version": 1, "definitions": {"label": {"a.b": {"singular": "\\u0000"}}}}',
        '{"format": "quayside.definitions", "version": 1, "definitions": {"label": {"a.b": {"singular": "\\ud800"}}}}',
        '{"format": "quayside.definitions", "version": 1, "definitions": {"label": {"\\u0000": {}}}}',
        '{"format": "quayside.definitions", "version": 1, "definitions": {"label": {"a.b": {"position": '
        + "9" * 5000
        + "}}}}",
        "[" * 100_000,
        '{"format": "quayside.definitions", "version": 1, "definitions": {"label": '
        + '{"a":' * 20
        + "1"
        + "}" * 20
        + "}}",
        b" " * (2 * 1024 * 1024 + 1),
        json.dumps(
            {
                "format": "quayside.definitions",
                "version": 1,
                "definitions": {"label": {f"a.b{n}": 0 for n in range(5001)}},
            }
        ),
    ],
    ids=lambda raw: repr(raw[-40:]),
)
def test_a_file_that_is_none_is_refused_with_a_sentence(boss, raw) -> None:
    for call in (look_at, read_in):
        with pytest.raises(BadFile) as refused:
            call(raw, boss)
        assert len(str(refused.value)) > 20


def test_a_file_with_a_byte_order_mark_is_read(boss) -> None:
    assert (
        read_in(b"\xef\xbb\xbf" + file_of(record_type={"lead": {"name": "Lead"}}).encode(), boss).count(
            "added"
        )
        == 1
    )


def test_export_and_import_need_their_permissions(member_of, boss) -> None:
    by = member_of("manager")
    with pytest.raises(NotAllowed):
        definitions.export(by=by)
    for call in (look_at, read_in):
        with pytest.raises(NotAllowed):
            call(file_of(), by)


def test_importing_gives_no_more_than_the_kinds_own_permission(member_of, boss) -> None:
    role = Role.objects.get(key="manager")
    role.may = [*role.may, "backoffice.import_definitions"]
    role.save()
    preview = look_at(file_of(record_type={"lead": {"name": "Lead"}}), member_of("manager"))
    assert [(one.path, one.sentence) for one in preview.problems] == [
        ("record_type.lead", "Your role does not allow this.")
    ]


def test_a_file_of_one_business_names_nothing_of_another(defined, northgate) -> None:
    with context.use_tenant(northgate):
        assert json.loads(definitions.export(by=None))["definitions"] == {
            "record_type": {},
            "field": {},
            "view": {},
            "label": {},
            "panels": {},
        }


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
members = st.sampled_from(
    [
        "name",
        "states",
        "initial",
        "visible_to",
        "filters",
        "columns",
        "sort",
        "singular",
        "hidden",
        "position",
        "panels",
    ]
)
keys = st.sampled_from(["lead", "a.b", "a.b/c", "staff", "", "/", "a.b/", "x" * 300, "\n", "Ä"])


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.dictionaries(
        st.sampled_from(["record_type", "view", "label", "panels"]),
        st.dictionaries(keys, st.dictionaries(members, json_values, max_size=4) | json_values, max_size=3),
        max_size=3,
    )
)
def test_no_file_is_an_error(in_coral, contents) -> None:
    text = definitions.export(by=None)
    try:
        preview = look_at(file_of(**contents))
    except BadFile:
        return
    assert len(preview.items) + len({problem.path for problem in preview.problems}) >= sum(
        map(len, contents.values())
    )
    assert definitions.export(by=None) == text


@pytest.mark.django_db(transaction=True)
def test_the_same_file_read_in_twice_at_once_adds_once(boss, race) -> None:
    raw = file_of(record_type={f"t{n}": {"name": f"T{n}"} for n in range(5)})
    added = sorted(one.count("added") for one in race(lambda: read_in(raw, boss), times=2))
    assert added == [0, 5]
    assert RecordType.objects.count() == 5


def test_a_type_needs_only_a_name(boss) -> None:
    read_in(file_of(record_type={"lead": {"name": "Lead"}}), boss)
    assert RecordType.objects.get().name_plural == "Lead"
    record_types.change_record_type(
        type_=RecordType.objects.get(), facts=TypeFacts(name="Leads"), by=boss, at=NOW
    )
    assert BOAT_LOG.name == "Boat log"
