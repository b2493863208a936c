"""Writes about to-dos. Every way of changing one ends in `_save`, so the same rules hold in forms, on the board, in
the calendar and in imports.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from apps.accounts import patterns
from apps.accounts.models import Member
from apps.backoffice.errors import WaitingNeedsReason
from apps.backoffice.models import Repeats, Todo, TodoState
from apps.backoffice.services import records
from apps.backoffice.types import Children, Values
from apps.backoffice.types.recurrence import next_due
from apps.kernel.errors import NotFound
from apps.tenancy import context, facts

# What the next one of a series has from the one before.
INHERITED = (
    "title",
    "notes",
    "due_time",
    "priority",
    "assigned_to",
    "repeats",
    "repeat_day",
    "about_screen",
    "about_id",
    "about_title",
    "created_by",
    "custom",
)


def create(
    *, record: Todo, values: Values, children: Children | None = None, by: Member | None, at: datetime
) -> Todo:
    """A new to-do. Whoever sees only their own gets it assigned unless they name somebody. Raises Invalid."""
    record.created_by = by
    given = dict(values)
    if by is not None and given.get("assigned_to", record.assigned_to) is None:
        own = patterns.may(by.patterns, "backoffice.view_todo") == "own"
        given["assigned_to"] = by if own else None
    return _save(record, given, children, by=by, at=at)


def update(
    *, record: Todo, values: Values, children: Children | None = None, by: Member | None, at: datetime
) -> Todo:
    """Change what is named. Done says when and, if it repeats, makes the next one. Raises Invalid. Locks the row."""
    with context.atomic():
        return _save(records.hold(record), values, children, by=by, at=at)


def delete(*, record: Todo, by: Member | None, at: datetime) -> None:
    """Remove a to-do; a series ends with it."""
    records.delete(record=record, by=by, at=at)


def move(*, record: Todo, state: str, by: Member | None, at: datetime, waiting_for: str = "") -> Todo:
    """Put it into another state. Raises WaitingNeedsReason; what waits already keeps its reason. Locks the row."""
    with context.atomic():
        row = _locked(record)
        if state == TodoState.WAITING and not (waiting_for or row.waiting_for):
            raise WaitingNeedsReason
        values: dict[str, Any] = {"state": state}
        if waiting_for:
            values["waiting_for"] = waiting_for
        return _save(row, values, by=by, at=at)


def complete(*, record: Todo, by: Member | None, at: datetime) -> Todo:
    """Tick it off. Doing so twice changes nothing more. Locks the row."""
    return move(record=record, state=TodoState.DONE, by=by, at=at)


def reopen(*, record: Todo, by: Member | None, at: datetime) -> Todo:
    """Take the tick back. The next one of a series stays. Locks the row."""
    return move(record=record, state=TodoState.OPEN, by=by, at=at)


def assign(*, record: Todo, to: Member | None, by: Member | None, at: datetime) -> Todo:
    """Make it somebody's work, or nobody's. Locks the row."""
    with context.atomic():
        return _save(_locked(record), {"assigned_to": to}, by=by, at=at)


def reschedule(
    *,
    record: Todo,
    start: date | datetime,
    end: date | datetime | None = None,
    row: Member | None,
    by: Member | None,
    at: datetime,
) -> Todo:
    """Make it due on another day, at a time when `start` is an instant, and somebody's. Locks the row."""
    values: dict[str, Any] = {"due_on": start, "due_time": None, "assigned_to": row}
    if isinstance(start, datetime):
        local = start.astimezone(_zone())
        values |= {"due_on": local.date(), "due_time": local.time().replace(tzinfo=None)}
    with context.atomic():
        return _save(_locked(record), values, by=by, at=at)


def _zone() -> ZoneInfo:
    return ZoneInfo(facts.current().time_zone)


def _locked(record: Todo) -> Todo:
    row = Todo.objects.select_for_update(of=("self",)).filter(pk=record.pk).first()
    if row is None:
        raise NotFound
    return row


def _save(
    record: Todo, values: Values, children: Children | None = None, *, by: Member | None, at: datetime
) -> Todo:
    new = record.pk is None
    given = _normalised(record, values, at=at)
    with context.atomic():
        if new:
            saved = records.create(record=record, values=given, children=children, by=by, at=at)
        else:
            saved = records.update(record=record, values=given, children=children, by=by, at=at, held=True)
        if saved.state == TodoState.DONE and saved.repeats != Repeats.NEVER:
            _follow(saved, by=by, at=at)
    return saved


def _normalised(record: Todo, values: Values, *, at: datetime) -> dict[str, Any]:
    """The values with what follows from them: when it was done, what it waits for, which day a series means."""
    given = dict(values)
    state = given.get("state", record.state)
    given["done_at"] = (record.done_at or at) if state == TodoState.DONE else None
    if state != TodoState.WAITING:
        given["waiting_for"] = ""
    due = given.get("due_on", record.due_on)
    # A series keeps the day it means until somebody gives it another one.
    if record.repeat_day is None or due != record.due_on:
        given["repeat_day"] = due.day if isinstance(due, date) else None
    return given


def _follow(done: Todo, *, by: Member | None, at: datetime) -> None:
    """The next one of the series, unless it was made when this one was ticked before."""
    if done.due_on is None or Todo.objects.filter(follows=done).exists():
        return
    today = at.astimezone(_zone()).date()
    day = done.repeat_day or done.due_on.day
    due = next_due(done.due_on, done.repeats, day=day, not_before=today)
    if due is None:
        return
    values: Mapping[str, Any] = {name: getattr(done, name) for name in INHERITED if name != "custom"}
    record = Todo(due_on=due, follows=done, custom=dict(done.custom))
    records.create(record=record, values=values, by=by, at=at)
