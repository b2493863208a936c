"""Record types: keys, states and titles are checked, what is in use stays, and nothing crosses businesses."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import ProtectedError

from apps.backoffice.errors import HasRecords, InTrash, Invalid, StateInUse, TooLateToUndo
from apps.backoffice.models import CustomField, DefinitionVersion, Record, RecordType
from apps.backoffice.screens import registry
from apps.backoffice.services import fields, purging, record_types
from apps.backoffice.types import State, TypeFacts
from apps.kernel.errors import NotAllowed
from apps.tenancy import context
from tests.apps.backoffice.conftest import BOAT_LOG
from tests.conftest import NOW


def create(boss: Any, key: str = "", **given: Any) -> RecordType:
    return record_types.create_record_type(
        facts=TypeFacts(**{"name": "Lead", **given}), key=key, by=boss, at=NOW
    )


def change(type_: RecordType, boss: Any, **given: Any) -> RecordType:
    return record_types.change_record_type(type_=type_, facts=replace(BOAT_LOG, **given), by=boss, at=NOW)


def test_a_key_is_made_from_the_name(boss) -> None:
    assert [create(boss, name=name).key for name in ("Boat log", "Boat log", "سجل", "3 things")] == [
        "boat_log",
        "boat_log_2",
        "type",
        "type_3_things",
    ]


def test_a_type_says_its_plural_and_first_state_itself(boss) -> None:
    made = create(boss, states=(State("new", "New"), State("won", "Won")))
    assert (made.name_plural, made.initial) == ("Lead", "new")


@pytest.mark.parametrize("key", ["Boat", "1st", "a-b", "a.b", "x" * 41, "ä", "a b", "a\n"])
def test_a_key_that_is_none_is_refused(boss, key) -> None:
    with pytest.raises(Invalid) as refused:
        create(boss, key=key)
    assert "key" in refused.value.by_key


def test_two_types_cannot_have_one_key(boss, boat_log) -> None:
    with pytest.raises(Invalid):
        create(boss, key="boat_log")


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"name": ""}, "name"),
        ({"icon": "<script>"}, "icon"),
        ({"title_pattern": "{boat"}, "title_pattern"),
        ({"title_pattern": "{boat.__class__}"}, "title_pattern"),
        ({"title_pattern": "{}"}, "title_pattern"),
        ({"states": (State("A", "A"),)}, "states.0.key"),
        ({"states": (State("a", " "),)}, "states.0.label"),
        ({"states": (State("a", "A", "neon"),)}, "states.0.colour"),
        ({"states": (State("a", "A", to=("b",)),)}, "states.0.to"),
        ({"states": (State("a", "A"), State("a", "B"))}, "states.1.key"),
        ({"states": (State("a", "A"),), "initial": "b"}, "initial"),
        ({"states": tuple(State(f"s{n}", "S") for n in range(41))}, "states"),
        ({"visible_to": ("nobody",)}, "visible_to"),
    ],
)
def test_what_is_wrong_is_said_by_path(boss, given, path) -> None:
    with pytest.raises(Invalid) as refused:
        create(boss, **given)
    assert list(refused.value.by_key) == [path]
    assert not RecordType.objects.exists()
    assert not DefinitionVersion.objects.exists()


def test_several_mistakes_are_said_at_once(boss) -> None:
    with pytest.raises(Invalid) as refused:
        create(boss, name="", icon="x", states=(State("", ""),))
    assert {"name", "icon", "states.0.key", "states.0.label"} <= refused.value.by_key.keys()


@pytest.mark.parametrize("role", ["manager", "staff", "guide"])
def test_who_may_not_define_types_is_refused(member_of, boat_log, role) -> None:
    by = member_of(role)
    for call in (
        lambda: create(by),
        lambda: change(boat_log, by, name="Mine"),
        lambda: record_types.trash_record_type(type_=boat_log, by=by, at=NOW),
        lambda: record_types.restore_record_type(type_=boat_log, by=by, at=NOW),
        lambda: record_types.delete_record_type(type_=boat_log, by=by, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            call()
    assert RecordType.objects.get().name == "Boat log"


def test_a_state_with_records_cannot_go(boss, boat_log, log_of) -> None:
    log_of()
    with pytest.raises(StateInUse) as refused:
        change(boat_log, boss, states=(State("done", "Done"),), initial="done")
    assert refused.value.facts == {"state": "Open", "count": 1}


def test_a_state_without_records_can_go(boss, boat_log, log_of) -> None:
    log_of()
    assert len(change(boat_log, boss, states=(State("open", "Open"),)).stages()) == 1


def test_records_begin_when_their_type_gets_states(boss) -> None:
    lead = create(boss, key="lead")
    screen = registry.find("records", "lead")
    assert screen is not None
    record = screen.create(record=screen.new(), values={"title": "Ann"}, by=boss, at=NOW)
    assert record.state == ""
    record_types.change_record_type(
        type_=lead, facts=TypeFacts(name="Lead", states=(State("new", "New"),)), by=boss, at=NOW
    )
    assert Record.objects.get().state == "new"


def test_a_type_in_the_trash_is_nowhere_and_comes_back_whole(boss, boat_log, log_of) -> None:
    log_of()
    record_types.trash_record_type(type_=boat_log, by=boss, at=NOW)
    assert registry.find("records", "boat_log") is None
    with pytest.raises(InTrash):
        change(boat_log, boss, name="Other")
    record_types.restore_record_type(type_=boat_log, by=boss, at=NOW)
    screen = registry.find("records", "boat_log")
    assert screen is not None
    assert screen.rows(boss).count() == 1


def test_a_type_that_is_thirty_days_in_the_trash_is_gone_with_all_that_is_its(boss, boat_log, log_of) -> None:
    fields.define_field(on="records.boat_log", label="Skipper", kind="text", by=boss, at=NOW)
    kept = create(boss, name="Lead")
    log_of()
    record_types.trash_record_type(type_=boat_log, by=boss, at=NOW)
    assert purging.purge_record_types(at=NOW + timedelta(days=30)) == 0
    assert Record.objects.count() == 1
    later = NOW + timedelta(days=30, seconds=1)
    with pytest.raises(TooLateToUndo):
        record_types.restore_record_type(type_=boat_log, by=boss, at=later)
    assert purging.purge_record_types(at=later) == 1
    assert not Record.objects.exists() and not CustomField.objects.filter(on="records.boat_log").exists()
    assert list(RecordType.objects.all()) == [kept]
    assert purging.purge_record_types(at=later) == 0


def test_a_type_with_records_is_not_deleted(boss, boat_log, log_of) -> None:
    log_of()
    with pytest.raises(HasRecords):
        record_types.delete_record_type(type_=boat_log, by=boss, at=NOW)
    with pytest.raises(ProtectedError):
        boat_log.delete()


def test_a_type_without_records_is_deleted(boss, boat_log) -> None:
    record_types.delete_record_type(type_=boat_log, by=boss, at=NOW)
    assert registry.find("records", "boat_log") is None


def test_another_business_has_its_own_types(boss, boat_log, northgate) -> None:
    with context.use_tenant(northgate):
        assert registry.find("records", "boat_log") is None
        made = record_types.create_record_type(facts=BOAT_LOG, key="boat_log", by=None, at=NOW)
        screen = registry.find("records", "boat_log")
        assert screen is not None
        assert screen.type.pk == made.pk != boat_log.pk  # type: ignore[attr-defined]


def test_nobody_is_a_business_without_types(db) -> None:
    assert registry.find("records", "boat_log") is None
