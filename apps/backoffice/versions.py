"""Earlier states of a record, read from the log as values that its service takes."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from apps.audit.models import Entry
from apps.backoffice.attributes import Attribute, ModelColumn
from apps.backoffice.forms.record import editable
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.types import Kind
from apps.tenancy import context

FILES = frozenset({Kind.FILE, Kind.IMAGE})


@dataclass(frozen=True, slots=True)
class State:
    """What a record held at `at`: the values that differ from now, and the differences as (label, now, then)."""

    at: Any
    values: dict[str, Any]
    differences: list[tuple[str, str, str]]


def before(screen: Screen, record: Any, entry: int) -> State | None:
    """The record as it was before a change, None when the log has no such change of it."""
    found = Entry.objects.filter(
        tenant_id=context.current_tenant_id(),
        table_name=record._meta.db_table,
        row_id=record.pk,
        pk=entry,
        before__isnull=False,
    ).first()
    if found is None:
        return None
    attributes = [one for one in editable(screen, new=False) if not one.sensitive and one.kind not in FILES]
    for one in attributes:
        one.prefetch([record])
    then = {
        one.key: value for one in attributes for known, value in [_then(one, found.before or {})] if known
    }
    changed = {
        one.key: one
        for one in attributes
        if one.key in then and _text(one, then[one.key]) != _text(one, one.value(record))
    }
    return State(
        at=found.at,
        values={key: then[key] for key in changed},
        differences=[
            (str(one.label), _text(one, one.value(record)), _text(one, then[key]))
            for key, one in changed.items()
        ],
    )


def _text(attribute: Attribute, value: Any) -> str:
    return attribute.text(value)


def _then(attribute: Attribute, row: dict[str, Any]) -> tuple[bool, Any]:
    """Whether the row tells the value, and the value."""
    if isinstance(attribute, ModelColumn):
        return _column(attribute.field, row)
    custom = row.get("custom")
    if not isinstance(custom, dict) or attribute.kind is Kind.REFERENCE:
        return False, None
    return True, attribute.stored(custom.get(attribute.key.removeprefix("custom.")))


def _column(field: Any, row: dict[str, Any]) -> tuple[bool, Any]:
    if field.column not in row:
        return False, None
    raw = row[field.column]
    if raw is None:
        return True, None
    if isinstance(field, models.ForeignKey):
        target: Any = field.related_model._default_manager.filter(pk=raw).first()
        return target is not None, target
    try:
        return True, field.to_python(raw)
    except ValidationError:
        return False, None
