"""Deleting a field: shown first, undone for thirty days, then removed for good."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from apps.accounts.models import Member
from apps.backoffice.errors import TooLateToUndo, TooManyFields
from apps.backoffice.fields import defined, places
from apps.backoffice.fields.attribute import OwnField
from apps.backoffice.models import CustomField, CustomFile, CustomValue, FieldChange, FormerValue
from apps.backoffice.models.fields import UNDO_FOR
from apps.backoffice.services import custom_values
from apps.backoffice.services.fields import changes, rules
from apps.backoffice.services.fields.define import lock
from apps.backoffice.services.fields.versions import versioned
from apps.backoffice.types import Cause, Kind
from apps.tenancy import context

BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class DeletePreview:
    """What goes with a field: how many records have a value, and which fields are in the way."""

    records: int
    needed_by: tuple[str, ...]


def preview_delete(*, field: CustomField) -> DeletePreview:
    """What `delete_field` would do. Two queries."""
    others = [one for one in CustomField.objects.filter(on=field.on, deleted_at=None) if one.pk != field.pk]
    key, needed = OwnField(field).key, rules.uses([field, *others])
    labels = [
        one.label for one in others if key in needed.get(OwnField(one).key, ()) or one.shown_when_key == key
    ]
    return DeletePreview(_values(field).values("record_id").distinct().count(), tuple(labels))


def delete_field(
    *, field: CustomField, by: Member | None, at: datetime, cause: Cause = Cause.EDIT
) -> CustomField:
    """Put the field into the trash: it is nowhere to be seen, its values stay. Raises FieldInUse."""
    with versioned(field, by=by, at=at, cause=cause):
        others = [one for one in lock(field.on) if one.pk != field.pk and one.deleted_at is None]
        field.refresh_from_db()
        if field.deleted_at is None:
            rules.require_unused(field, others)
            field.deleted_at = at
            field.save(update_fields=["deleted_at"])
            defined.forget()
    return field


def restore_field(
    *, field: CustomField, by: Member | None, at: datetime, cause: Cause = Cause.EDIT
) -> CustomField:
    """Take the field out of the trash; formulas are computed anew. Raises TooLateToUndo, TooManyFields, Invalid."""
    with versioned(field, by=by, at=at, cause=cause):
        others = [one for one in lock(field.on) if one.pk != field.pk and one.deleted_at is None]
        field.refresh_from_db()
        if field.deleted_at is None:
            return field
        if at > field.deleted_at + UNDO_FOR:
            raise TooLateToUndo
        if len(others) >= rules.MOST_FIELDS:
            raise TooManyFields(most=rules.MOST_FIELDS)
        field.deleted_at = None
        rules.check_definition(field, others)
        field.save()
        defined.forget()
        if field.kind == Kind.FORMULA:
            changes.start(field=field, work=FieldChange.Work.COMPUTE, by=by, at=at)
    return field


def purge_fields(*, at: datetime) -> int:
    """Remove fields that are thirty days in the trash with all their values, and copies kept for undoing.

    Answers how many fields. Can be stopped and run again.
    """
    FormerValue.objects.filter(change__undo_until__lt=at).delete()
    fields = list(CustomField.objects.filter(deleted_at__lt=at - UNDO_FOR))
    for field in fields:
        _empty(field)
        with context.atomic():
            custom_values.remove_files(CustomFile.objects.filter(field=field))
            field.delete()
        defined.forget()
    return len(fields)


def _values(field: CustomField) -> Any:
    table = OwnField(field).beside or CustomValue
    return table._default_manager.filter(field=field)


def _empty(field: CustomField) -> None:
    """Take the values out of the records, batch by batch."""
    for batch in _batches(field):
        changes.rewrite(field.on, batch, lambda record, custom: changes.put(custom, field.key, None))


def _batches(field: CustomField) -> Iterator[list[int]]:
    if places.model_of(field.on) is None:
        return
    rows = CustomValue.objects.filter(field=field).order_by("record_id").values_list("record_id", flat=True)
    last = 0
    while batch := list(rows.filter(record_id__gt=last).distinct()[:BATCH]):
        last = batch[-1]
        yield batch
