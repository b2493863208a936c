"""Saving a record that somebody else has changed since it was read."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.backoffice.models import Record, Todo
from apps.backoffice.screens import registry
from apps.backoffice.services import records, todos
from apps.kernel.errors import NotFound
from apps.tenancy.models import Location
from tests.conftest import NOW


def test_what_others_put_into_a_record_meanwhile_stays_unless_it_is_named(place: Callable[..., Any]) -> None:
    read = place("Reef house", city="Placencia")
    Location.objects.filter(pk=read.pk).update(city="Hopkins", custom={"depth": 12})
    records.update(record=read, values={"name": "Reef hut"}, by=None, at=NOW)
    saved = Location.objects.get(pk=read.pk)
    assert (saved.name, saved.city, saved.custom) == ("Reef hut", "Hopkins", {"depth": 12})
    assert read.city == "Hopkins"


def test_a_record_that_is_gone_is_not_made_again(place: Callable[..., Any]) -> None:
    read = place("Reef house")
    Location.objects.filter(pk=read.pk).delete()
    with pytest.raises(NotFound):
        records.update(record=read, values={"name": "Reef hut"}, by=None, at=NOW)
    assert not Location.objects.filter(name="Reef hut").exists()


def test_a_todo_completed_during_a_bulk_edit_stays_done(todo: Callable[..., Todo], bound: Any) -> None:
    read = todo()
    todos.complete(record=Todo.objects.get(pk=read.pk), by=None, at=NOW)
    todos.update(record=read, values={"priority": 1}, by=None, at=NOW)
    saved = Todo.objects.get(pk=read.pk)
    assert (saved.state, saved.done_at, saved.priority) == ("done", NOW, 1)


def test_a_typed_record_moved_meanwhile_stays_where_it_was_moved_to(log_of: Callable[..., Record]) -> None:
    read = log_of("Manta")
    Record.objects.filter(pk=read.pk).update(state="done")
    screen = registry.find("records", "boat_log")
    assert screen is not None
    screen.update(record=read, values={"title": "Manta ray"}, by=None, at=NOW)
    saved = Record.objects.get(pk=read.pk)
    assert (saved.state, saved.title) == ("done", "Manta ray")
