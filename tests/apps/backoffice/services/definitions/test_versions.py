"""Versions: every change leaves one, says in words what it was, and can be taken back unless a later one stands on it."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import DatabaseError, ProgrammingError

from apps.accounts.models import Role
from apps.backoffice.errors import ChangedSince, HasRecords, Invalid, StateInUse
from apps.backoffice.models import DefinitionVersion, Label, RecordType, SavedView
from apps.backoffice.queries import versions as queries
from apps.backoffice.queries.panels import of_role
from apps.backoffice.screens import registry
from apps.backoffice.services import definitions, labels, panels, record_types, views
from apps.backoffice.types import Placed, State, TypeFacts, ViewFacts
from apps.kernel.errors import NotAllowed
from apps.tenancy import context
from tests.apps.backoffice.conftest import BOAT_LOG, STATES
from tests.conftest import NOW

LATER = NOW + timedelta(days=1)


def versions(kind: str = "record_type", key: str = "boat_log") -> list[DefinitionVersion]:
    return list(queries.versions(kind=kind, key=key))


def change(type_: RecordType, by: Any, **given: Any) -> RecordType:
    return record_types.change_record_type(type_=type_, facts=replace(BOAT_LOG, **given), by=by, at=LATER)


def undo(version: DefinitionVersion, by: Any) -> DefinitionVersion | None:
    return definitions.roll_back(version=version, by=by, at=LATER)


def words(version: DefinitionVersion) -> list[tuple[str, str, str]]:
    definition = definitions.DEFINITIONS.get(version.kind)
    found = definitions.differences(definition, version.before, version.after)
    return [(one.label, one.before, one.after) for one in found]


def test_every_change_says_who_when_and_what(boss, coral) -> None:
    with context.use_tenant(coral, request="abc123"):
        boat_log = record_types.create_record_type(facts=BOAT_LOG, key="boat_log", by=boss, at=NOW)
    change(boat_log, boss, name="Ship log")
    record_types.trash_record_type(type_=boat_log, by=boss, at=LATER)
    newest, middle, oldest = versions()
    assert [one.number for one in (oldest, middle, newest)] == [1, 2, 3]
    assert [one.action for one in (oldest, middle, newest)] == ["created", "changed", "changed"]
    assert (oldest.author, oldest.at, oldest.request, oldest.before) == (boss, NOW, "abc123", None)
    assert oldest.after == middle.before
    assert middle.after == newest.before
    assert words(middle) == [("Name", "Boat log", "Ship log")]
    assert words(newest) == [("In the trash", "No", "Yes")]


def test_a_change_that_changes_nothing_leaves_nothing(boss, boat_log) -> None:
    change(boat_log, boss)
    record_types.restore_record_type(type_=boat_log, by=boss, at=LATER)
    assert len(versions()) == 1


def test_a_change_that_is_refused_leaves_nothing(boss, boat_log) -> None:
    with pytest.raises(Invalid):
        change(boat_log, boss, icon="x")
    assert len(versions()) == 1


def test_states_are_told_apart_in_words(boss, boat_log) -> None:
    change(
        boat_log,
        boss,
        states=(replace(STATES[0], colour="red", to=("done",)), STATES[1], State("lost", "Lost", to=())),
    )
    assert words(versions()[0]) == [
        ("States", "Open, Done, Void", "Open, Done, Lost"),
        ("States · Open · To", "done, void", "done"),
        ("States · Open · Colour", "blue", "red"),
    ]


def test_versions_are_never_changed_nor_deleted(boss, boat_log) -> None:
    version = versions()[0]
    for forbidden in (
        lambda: DefinitionVersion.objects.filter(pk=version.pk).update(number=9),
        version.delete,
    ):
        with pytest.raises((ProgrammingError, DatabaseError)), context.atomic():
            forbidden()


def test_versions_of_another_business_are_nowhere(boss, boat_log, northgate) -> None:
    with context.use_tenant(northgate):
        assert versions() == []


def test_a_change_is_undone_and_that_is_a_version_too(boss, boat_log) -> None:
    change(boat_log, boss, name="Ship log")
    made = undo(versions()[0], boss)
    assert RecordType.objects.get().name == "Boat log"
    assert made is not None
    assert (made.number, made.cause, made.action) == (3, "rollback", "changed")
    undo(made, boss)
    assert RecordType.objects.get().name == "Ship log"


def test_undoing_what_is_undone_already_does_nothing(boss, boat_log) -> None:
    change(boat_log, boss, name="Ship log")
    version = versions()[0]
    undo(version, boss)
    assert undo(version, boss) is None
    assert len(versions()) == 3


def test_undoing_leaves_later_changes_of_other_parts_alone(boss, boat_log) -> None:
    change(boat_log, boss, name="Ship log")
    first = versions()[0]
    change(boat_log, boss, name="Ship log", icon="anchor")
    undo(first, boss)
    found = RecordType.objects.get()
    assert (found.name, found.icon) == ("Boat log", "anchor")


def test_a_change_that_later_ones_stand_on_is_not_undone(boss, boat_log) -> None:
    change(boat_log, boss, name="Ship log")
    first = versions()[0]
    change(boat_log, boss, name="Vessel log")
    with pytest.raises(ChangedSince) as refused:
        undo(first, boss)
    assert str(refused.value) == "This was changed again later (Name). Undo the later change first."
    assert RecordType.objects.get().name == "Vessel log"


def test_a_new_type_is_undone_while_it_is_as_it_was_made(boss, boat_log) -> None:
    undo(versions()[0], boss)
    assert not RecordType.objects.exists()
    undo(versions()[0], boss)
    assert RecordType.objects.get().stages() == STATES


def test_a_new_type_that_was_changed_is_not_undone(boss, boat_log) -> None:
    created = versions()[0]
    change(boat_log, boss, icon="anchor")
    with pytest.raises(ChangedSince):
        undo(created, boss)


def test_a_new_type_with_records_is_not_undone(boss, boat_log, log_of) -> None:
    log_of()
    with pytest.raises(HasRecords):
        undo(versions()[0], boss)
    assert len(versions()) == 1


def test_what_the_service_refuses_is_not_undone_either(boss, boat_log, log_of) -> None:
    change(boat_log, boss, states=(*STATES, State("late", "Late")))
    log_of(state="late")
    with pytest.raises(StateInUse):
        undo(versions()[0], boss)


def test_the_trash_is_undone(boss, boat_log) -> None:
    record_types.trash_record_type(type_=boat_log, by=boss, at=LATER)
    undo(versions()[0], boss)
    assert registry.find("records", "boat_log") is not None


def test_who_may_not_change_it_may_not_undo_it(boss, boat_log, member_of) -> None:
    change(boat_log, boss, name="Ship log")
    with pytest.raises(NotAllowed):
        undo(versions()[0], member_of("manager"))


def test_words_views_and_dashboards_are_undone(boss) -> None:
    labels.rename(on="tenancy.location", singular="Base", by=boss, at=NOW)
    undo(versions("label", "tenancy.location")[0], boss)
    assert not Label.objects.exists()

    view = views.save_view(on="tenancy.location", facts=ViewFacts(name="All", shared=True), by=boss, at=NOW)
    views.delete_view(view=view, by=boss, at=NOW)
    undo(versions("view", "tenancy.location/all")[0], boss)
    assert SavedView.objects.get().shared

    role = Role.objects.get(key="staff")
    panels.arrange_panels(role=role, panels=[Placed("a")], by=boss, at=NOW)
    panels.arrange_panels(role=role, panels=[Placed("b")], by=boss, at=NOW)
    undo(versions("panels", "staff")[0], boss)
    assert of_role(role) == [Placed("a")]


def test_other_kinds_are_versioned_through_the_same_door(boss) -> None:
    made = definitions.record(kind="field", key="x.y.z", before=None, after={"label": "Z"}, by=boss, at=NOW)
    again = definitions.record(kind="field", key="x.y.z", before={"label": "Z"}, after=None, by=boss, at=NOW)
    assert made is not None and again is not None
    assert (made.number, again.number, again.action) == (1, 2, "removed")
    assert definitions.record(kind="field", key="x.y.z", before={}, after={}, by=boss, at=NOW) is None


@pytest.mark.django_db(transaction=True)
def test_of_two_types_with_one_key_one_is_refused(boss, race) -> None:
    def make() -> RecordType:
        return record_types.create_record_type(facts=TypeFacts(name="Lead"), key="lead", by=boss, at=NOW)

    assert sorted(type(one).__name__ for one in race(make, times=3)) == ["Invalid", "Invalid", "RecordType"]
    assert len(versions(key="lead")) == 1


@pytest.mark.django_db(transaction=True)
def test_changes_at_once_are_numbered_one_after_the_other(boss, boat_log, race) -> None:
    names = iter(["A", "B", "C", "D"])
    race(lambda: change(boat_log, boss, name=next(names)), times=4)
    found = versions()
    assert [one.number for one in found] == [5, 4, 3, 2, 1]
    assert all(later.before == earlier.after for later, earlier in pairwise(found))
