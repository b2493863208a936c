"""Records of the owner's types: state, title and type are kept whoever writes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import models

from apps.backoffice.attributes import Attribute
from apps.backoffice.errors import InTrash, Invalid, NoSuchState, StateNotAllowed, UnknownAttribute
from apps.backoffice.models import Record
from apps.backoffice.screens import registry
from apps.backoffice.services import record_types, typed_records
from apps.backoffice.types import Incoming, Kind, State, TypeFacts
from apps.kernel.errors import NotFound
from tests.apps.backoffice.conftest import BOAT_LOG
from tests.conftest import NOW

LATER = NOW + timedelta(hours=1)


class Boat(Attribute):
    """What a field of the owner's does, kept in the record's JSON."""

    key, kind, label = "custom.boat", Kind.TEXT, "Boat"

    def value(self, record: models.Model) -> Any:
        return record.custom.get("boat")  # type: ignore[attr-defined]


class Secret(Boat):
    sensitive = True


def screen() -> Any:
    found = registry.find("records", "boat_log")
    assert found is not None
    return found


def test_a_record_begins_in_the_first_state(log_of, boss) -> None:
    record = log_of()
    assert (record.state, record.type.key, record.created_by, record.created_at) == (
        "open",
        "boat_log",
        boss,
        NOW,
    )


def test_a_record_may_begin_elsewhere(log_of) -> None:
    assert log_of(state="done").state == "done"


def test_a_state_that_is_none_is_refused(log_of, boss) -> None:
    with pytest.raises(NoSuchState):
        log_of(state="sunk")
    record = log_of()
    with pytest.raises(NoSuchState):
        screen().update(record=record, values={"state": "sunk"}, by=boss, at=LATER)


def test_a_record_goes_only_where_its_state_leads(log_of, boss) -> None:
    board, record = screen().board, log_of()
    board.moved(record=record, state="void", by=boss, at=LATER)
    with pytest.raises(StateNotAllowed) as refused:
        board.moved(record=record, state="open", by=boss, at=LATER)
    assert str(refused.value) == "This is “Void” and cannot become “Open”."
    assert Record.objects.get().state == "void"


def test_the_state_in_the_database_decides_and_not_the_one_on_the_page(log_of, boss) -> None:
    record = log_of()
    stale = Record.objects.get(pk=record.pk)
    screen().update(record=record, values={"state": "void"}, by=boss, at=LATER)
    with pytest.raises(StateNotAllowed):
        screen().update(record=stale, values={"state": "done"}, by=boss, at=LATER)


def test_saving_without_a_state_leaves_it(log_of, boss) -> None:
    record = log_of(state="done")
    screen().update(record=record, values={"title": "New", "state": ""}, by=boss, at=LATER)
    found = Record.objects.get()
    assert (found.title, found.state, found.updated_at, found.created_at) == ("New", "done", LATER, NOW)


@pytest.mark.parametrize(
    "key", ["type", "type_id", "created_by", "created_at", "id", "tenant", "tenant_id", "custom", "boat"]
)
def test_what_is_not_offered_cannot_be_written(log_of, boss, key) -> None:
    with pytest.raises(UnknownAttribute):
        log_of(**{key: 1})
    with pytest.raises(UnknownAttribute):
        screen().update(record=log_of(), values={key: 1}, by=boss, at=LATER)


def test_a_state_is_unknown_where_there_are_none(boss) -> None:
    record_types.create_record_type(facts=TypeFacts(name="Lead"), key="lead", by=boss, at=NOW)
    lead = registry.find("records", "lead")
    assert lead is not None
    assert lead.board is None
    with pytest.raises(UnknownAttribute):
        lead.create(record=lead.new(), values={"title": "Ann", "state": "open"}, by=boss, at=NOW)


@pytest.mark.parametrize("title", ["", "  ", None, "x" * 201])
def test_a_title_that_people_write_must_be_one(log_of, title) -> None:
    with pytest.raises(Invalid) as refused:
        log_of(title)
    assert "title" in refused.value.by_key


def test_a_pattern_writes_the_title(boss, boat_log) -> None:
    type_ = record_types.change_record_type(
        type_=boat_log, facts=replace(BOAT_LOG, title_pattern="{boat} · {state} {gone}"), by=boss, at=NOW
    )
    record = Record(custom={"boat": "<b>Manta</b>"})
    attributes = [Boat(), *screen().declared_attributes()]
    made = typed_records.create(type_=type_, record=record, attributes=attributes, values={}, by=boss, at=NOW)
    assert made.title == "<b>Manta</b> · Open"
    with pytest.raises(UnknownAttribute):
        typed_records.update(
            type_=type_, record=made, attributes=attributes, values={"title": "Mine"}, by=boss, at=NOW
        )


def test_a_title_of_nothing_is_the_type_and_the_day(boss, boat_log) -> None:
    type_ = record_types.change_record_type(
        type_=boat_log, facts=replace(BOAT_LOG, title_pattern="{boat}"), by=boss, at=NOW
    )
    made = typed_records.create(type_=type_, record=Record(), attributes=[Boat()], values={}, by=boss, at=NOW)
    assert made.title == "Boat log, Sat 21 Nov 2026"


def test_what_is_sensitive_stays_out_of_titles(boss, boat_log) -> None:
    type_ = record_types.change_record_type(
        type_=boat_log, facts=replace(BOAT_LOG, title_pattern="Log {boat}"), by=boss, at=NOW
    )
    record = Record(custom={"boat": "4111 1111"})
    made = typed_records.create(type_=type_, record=record, attributes=[Secret()], values={}, by=boss, at=NOW)
    assert "4111" not in made.title


def test_titles_follow_a_changed_pattern(boss, boat_log, log_of) -> None:
    records = [log_of(f"Log {n}") for n in range(3)]
    record_types.change_record_type(
        type_=boat_log, facts=replace(BOAT_LOG, title_pattern="Trip {state}"), by=boss, at=NOW
    )
    assert screen().retitle() == records[-1].pk
    assert screen().retitle(after=records[-1].pk) is None
    assert set(Record.objects.values_list("title", flat=True)) == {"Trip Open"}


def test_an_import_saves_good_rows_and_says_what_is_wrong_with_others(boss, log_of) -> None:
    standing = log_of("Old")
    rows = [
        Incoming(1, {"title": "New", "state": "done"}),
        Incoming(2, {"title": "Bad", "state": "sunk"}),
        Incoming(3, {"title": "Renamed"}, pk=standing.pk),
        Incoming(4, {"title": "Nowhere"}, pk=standing.pk + 1000),
        Incoming(5, {"title": ""}),
    ]
    found = screen().save_many(model=Record, rows=rows, by=boss, at=LATER)
    assert [type(one) for one in found] == [Record, NoSuchState, Record, NotFound, Invalid]
    assert set(Record.objects.values_list("title", flat=True)) == {"New", "Renamed"}


def test_an_import_cannot_reach_records_of_another_type(boss, log_of) -> None:
    log = log_of()
    record_types.create_record_type(facts=TypeFacts(name="Lead"), key="lead", by=boss, at=NOW)
    lead = registry.find("records", "lead")
    assert lead is not None and lead.save_many is not None
    (answer,) = lead.save_many(
        model=Record, rows=[Incoming(1, {"title": "Mine"}, pk=log.pk)], by=boss, at=NOW
    )
    assert isinstance(answer, NotFound)


def test_nothing_is_written_to_a_type_in_the_trash(boss, boat_log, log_of) -> None:
    open_page, record = screen(), log_of()
    record_types.trash_record_type(type_=boat_log, by=boss, at=NOW)
    with pytest.raises(InTrash):
        open_page.create(record=open_page.new(), values={"title": "Late"}, by=boss, at=NOW)
    with pytest.raises(InTrash):
        open_page.update(record=record, values={"title": "Late"}, by=boss, at=NOW)


def test_a_record_is_written_with_few_statements(boss, boat_log, django_assert_max_num_queries) -> None:
    page = screen()
    with django_assert_max_num_queries(10):
        page.create(record=page.new(), values={"title": "Manta"}, by=boss, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_of_two_moves_that_exclude_each_other_one_is_refused(log_of, boss, race) -> None:
    record = log_of()
    targets = iter(["done", "void"])

    def move() -> Any:
        state = next(targets)
        return screen().board.moved(record=Record.objects.get(pk=record.pk), state=state, by=boss, at=LATER)

    names = sorted(type(result).__name__ for result in race(move, times=2))
    assert names == ["Record", "StateNotAllowed"]


@pytest.mark.django_db(transaction=True)
def test_a_state_does_not_go_while_a_record_gets_it(boss, boat_log, race) -> None:
    page = screen()
    fewer = replace(BOAT_LOG, states=(State("open", "Open"),))
    calls = iter(
        [
            lambda: page.create(record=page.new(), values={"title": "A", "state": "done"}, by=boss, at=NOW),
            lambda: record_types.change_record_type(type_=boat_log, facts=fewer, by=boss, at=NOW),
        ]
    )

    def call() -> None:
        next(calls)()

    race(call, times=2)
    boat_log.refresh_from_db()
    assert all(boat_log.stage(record.state) for record in Record.objects.all())
