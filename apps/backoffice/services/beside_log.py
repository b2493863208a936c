"""What became of references, files and sensitive values of records, noted as they are written."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Model, QuerySet

from apps.backoffice.attributes.columns import named_by
from apps.backoffice.fields import places
from apps.backoffice.fields.attribute import OwnField
from apps.backoffice.models import BesideChange, CustomFile, CustomSecret
from apps.backoffice.types import Kind
from apps.tenancy import context

LONGEST: Final = 200


def note(own: OwnField, old: "QuerySet[Any]", new: Mapping[int, Any]) -> None:
    """Note how the values of a field change: `old` are its rows so far, `new` values to be by number of the record.

    Nothing is noted where nothing changes. At most three queries, none without records.
    """
    if not new:
        return
    reference = own.kind is Kind.REFERENCE
    before = {row.record_id: row for row in (_with_names(old) if reference else old)}
    changed = {number: value for number, value in new.items() if _differs(before.get(number), value)}
    if not changed:
        return
    targets = _named(own, changed.values()) if reference else {}
    bound = context.current()
    BesideChange.objects.bulk_create(
        BesideChange(
            on=own.field.on,
            field_id=own.field.pk,
            record_id=number,
            actor=bound.actor,
            request=bound.request,
            target=own.target if reference else "",
            before_id=before[number].target_id if reference and number in before else None,
            after_id=value if reference else None,
            before=_name(before.get(number)),
            after=targets.get(value, "") if reference else _name(value),
        )
        for number, value in changed.items()
    )


def _with_names(old: "QuerySet[Any]") -> "QuerySet[Any]":
    target: Any = old.model._meta.get_field("target").related_model
    return old.select_related("target", *(f"target__{more}" for more in named_by(target)))


def _differs(row: Any, value: Any) -> bool:
    if row is None or value is None:
        return row is not None or value is not None
    if isinstance(row, CustomSecret):
        return bool(row.value != value)
    # Another file may have the name of the one that is there.
    return isinstance(row, CustomFile) or row.target_id != value


def _named(own: OwnField, numbers: Any) -> dict[int, str]:
    wanted = {number for number in numbers if number is not None}
    if not wanted:
        return {}
    rows = places.rows(own.target)
    return {
        row.pk: str(row)[:LONGEST] for row in rows.select_related(*named_by(rows.model)).filter(pk__in=wanted)
    }


def _name(value: Any) -> str:
    """What is told of a value: the name of a record or a file, and of a sensitive one nothing."""
    if isinstance(value, CustomSecret | str) or value is None:
        return ""
    target: Model | None = getattr(value, "target", None)
    return str(target if target is not None else value.name)[:LONGEST]
