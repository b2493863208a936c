"""Work on all values of a field, in batches that are each whole: a job can stop anywhere and be resumed."""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import IntegrityError
from django.db.models import Value
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.errors import ChangeRunning
from apps.backoffice.fields import computing, defined, places, values
from apps.backoffice.fields.attribute import Folded, OwnField
from apps.backoffice.models import CustomField, CustomValue, FieldChange, FormerValue
from apps.backoffice.ports import JOBS
from apps.kernel.errors import Refusal
from apps.tenancy import context, facts

log = logging.getLogger(__name__)
BATCH: Final = 500
State = FieldChange.State


def start(*, field: CustomField, work: str, by: Member | None, at: datetime, **said: Any) -> FieldChange:
    """Note the work and let a job do it after the transaction. Raises ChangeRunning."""
    try:
        with context.atomic():
            change = FieldChange.objects.create(field=field, work=work, asked_by=by, asked_at=at, **said)
    except IntegrityError as error:
        raise ChangeRunning from error
    JOBS.get("change")(change.pk)
    return change


def resume_change(*, change: FieldChange, by: Member | None, at: datetime) -> FieldChange:
    """Try again what has failed. Raises ChangeRunning."""
    with context.atomic():
        found = FieldChange.objects.select_for_update().get(pk=change.pk)
        if found.state != State.FAILED:
            raise ChangeRunning
        found.state, found.problem = State.WAITING, ""
        found.save(update_fields=["state", "problem"])
        JOBS.get("change")(found.pk)
    return found


def run_change(*, pk: int, at: datetime) -> FieldChange | None:
    """Do the work of this FieldChange; what goes wrong is told in its row. None when there is nothing to do."""
    with context.atomic():
        found = FieldChange.objects.select_for_update().select_related("field").filter(pk=pk)
        change = found.filter(state__in=[State.WAITING, State.RUNNING, State.UNDOING]).first()
        if change is None:
            return None
        if change.state == State.WAITING:
            change.state = State.RUNNING
        change.done = change.emptied = 0
        change.save(update_fields=["state", "done", "emptied"])
    try:
        with timezone.override(ZoneInfo(facts.current().time_zone)):
            _run(change)
    except Exception as error:
        log.exception("change %s of a field failed", pk)
        change.state = State.FAILED
        change.problem = (
            str(error)[:300] if isinstance(error, Refusal) else _("Something went wrong. Try again later.")
        )
    else:
        change.state = State.UNDONE if change.state == State.UNDOING else State.DONE
    change.finished_at = at
    change.save(update_fields=["state", "problem", "finished_at"])
    return change


def _run(change: FieldChange) -> None:
    defined.forget()
    if change.work == FieldChange.Work.COMPUTE:
        _compute(change)
    elif change.state == State.UNDOING:
        _undo(change)
    else:
        _retype(change)


def _compute(change: FieldChange) -> None:
    """All formulas of all records: those that use this one change with it."""
    numbers = places.rows(change.field.on).order_by("pk").values_list("pk", flat=True)
    _tell(change, total=numbers.count())
    last = 0
    while batch := list(numbers.filter(pk__gt=last)[:BATCH]):
        last = batch[-1]
        rewrite(change.field.on, batch, lambda record, custom: None)
        _tell(change, done=change.done + len(batch))


def _retype(change: FieldChange) -> None:
    field = change.field
    old, new = _as_it_was(field, change.before), OwnField(field)
    former: list[FormerValue] = []

    def convert(record: Any, custom: dict[str, Any]) -> None:
        before = custom.get(field.key)
        after = _converted(old, new, before)
        former.append(
            FormerValue(change=change, on=field.on, record_id=record.pk, before=before, after=after)
        )
        put(custom, field.key, after)

    for batch in _with_values(field):
        with context.atomic():
            seen = set(
                FormerValue.objects.filter(change=change, record_id__in=batch).values_list(
                    "record_id", flat=True
                )
            )
            former.clear()
            rewrite(field.on, [number for number in batch if number not in seen], convert)
            FormerValue.objects.bulk_create(former)
            change.emptied += sum(one.after is None for one in former)
        _tell(change, done=change.done + len(batch))


def _undo(change: FieldChange) -> None:
    """What the job has changed is as it was; what people changed since is converted back where it can be."""
    field = change.field
    old, new = OwnField(field), _as_it_was(field, change.after)
    for batch in (*_with_values(field), *_emptied(change)):
        with context.atomic():
            kept = FormerValue.objects.filter(change=change, record_id__in=batch)
            former = {one.record_id: one for one in kept}

            def back(record: Any, custom: dict[str, Any], former: dict[int, FormerValue] = former) -> None:
                now, was = custom.get(field.key), former.get(record.pk)
                if was is not None and now in (was.after, was.before):
                    put(custom, field.key, was.before)
                    return
                again = _converted(new, old, now)
                put(custom, field.key, was.before if again is None and was is not None else again)

            rewrite(field.on, batch, back)
        _tell(change, done=change.done + len(batch))
    FormerValue.objects.filter(change=change).delete()


def _converted(old: OwnField, new: OwnField, stored: Any) -> Any:
    try:
        return None if stored is None else values.convert(old, new, stored)
    except ValueError:
        return None


def _as_it_was(field: CustomField, said: dict[str, Any]) -> OwnField:
    was = CustomField.objects.get(pk=field.pk)
    for name, value in said.items():
        setattr(was, name, value)
    return OwnField(was)


def put(custom: dict[str, Any], key: str, value: Any) -> None:
    """Set or remove a value."""
    if value is None:
        custom.pop(key, None)
    else:
        custom[key] = value


def _with_values(field: CustomField) -> Iterator[list[int]]:
    """Numbers of the records that have a value, in batches, each read when it is asked for."""
    last = 0
    rows = CustomValue.objects.filter(field=field).order_by("record_id").values_list("record_id", flat=True)
    while batch := list(rows.filter(record_id__gt=last).distinct()[:BATCH]):
        last = batch[-1]
        yield batch


def _emptied(change: FieldChange) -> Iterator[list[int]]:
    """Numbers of the records whose value could not be converted."""
    last = 0
    rows = FormerValue.objects.filter(change=change, after__isnull=True).order_by("record_id")
    while batch := list(rows.filter(record_id__gt=last).values_list("record_id", flat=True)[:BATCH]):
        last = batch[-1]
        yield batch


def rewrite(on: str, numbers: Sequence[int], change: Callable[[Any, dict[str, Any]], None]) -> None:
    """Change what these records hold in own fields and compute their formulas: two queries. Locks the records."""
    if not numbers:
        return
    plan = computing.plan(on)
    with context.atomic():
        records = list(places.rows(on).select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk"))
        changed = []
        for record in records:
            custom = dict(record.custom) if isinstance(record.custom, dict) else {}
            change(record, custom)
            plan.run(record, custom)
            if custom != record.custom:
                record.custom = custom
                changed.append(record)
        if changed:
            type(changed[0])._base_manager.bulk_update(changed, ["custom"])


def _tell(change: FieldChange, **said: int) -> None:
    for name, value in said.items():
        setattr(change, name, value)
    change.save(update_fields=[*said, "emptied"])


def folded(text: str) -> Folded:
    """A text as the side table has it."""
    return Folded(Value(text))
