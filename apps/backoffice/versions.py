"""Earlier states of a record, read from the log as values that its service takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet

from apps.audit.models import Entry
from apps.audit.words import is_secret
from apps.backoffice.attributes import Attribute, ModelColumn
from apps.backoffice.fields.attribute import OwnField
from apps.backoffice.forms.record import editable
from apps.backoffice.models import BesideChange
from apps.backoffice.queries import beside
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.types import Kind
from apps.tenancy import context

FILES = frozenset({Kind.FILE, Kind.IMAGE})


@dataclass(frozen=True, slots=True)
class State:
    """What a record held at `at`: the values that differ from now, and the differences as (label, now, then).

    `lost` are labels of what has changed since and cannot be put back: files that are gone, sensitive values, records
    that are no more.
    """

    at: Any
    values: dict[str, Any]
    differences: list[tuple[str, str, str]]
    lost: list[str]


def before(screen: Screen, record: Any, entry: int) -> State | None:
    """The record as it was before a change of its row, None when the log has no such change of it."""
    found = _entries(record).filter(pk=entry).first()
    return None if found is None else _state(screen, record, found.at, found.before or {})


def before_change(screen: Screen, record: Any, change: BesideChange | None) -> State | None:
    """The record as it was before a change beside it."""
    if change is None:
        return None
    # Its row was then what it was before the next change of it.
    following = _entries(record).filter(at__gte=change.at).order_by("at", "id").first()
    return _state(screen, record, change.at, (following.before if following else None) or {})


def _entries(record: Any) -> QuerySet[Entry]:
    return Entry.objects.filter(
        tenant_id=context.current_tenant_id(),
        table_name=record._meta.db_table,
        row_id=record.pk,
        before__isnull=False,
    )


def _state(screen: Screen, record: Any, at: datetime, row: dict[str, Any]) -> State:
    attributes = editable(screen, new=False)
    for one in attributes:
        one.prefetch([record])
    then = {
        one.key: value
        for one in attributes
        if not one.sensitive and one.kind not in FILES
        for known, value in [_then(one, row)]
        if known
    }
    references, lost = _beside(screen, record, at, attributes)
    then |= references
    changed = {
        one.key: one
        for one in attributes
        if one.key in then and _text(one, then[one.key]) != _text(one, one.value(record))
    }
    return State(
        at=at,
        values={key: then[key] for key in changed},
        differences=[
            (str(one.label), _text(one, one.value(record)), _text(one, then[key]))
            for key, one in changed.items()
        ],
        lost=lost,
    )


def _beside(
    screen: Screen, record: Any, at: datetime, attributes: Sequence[Attribute]
) -> tuple[dict[str, Any], list[str]]:
    """What references named then, and what has changed since and cannot be put back."""
    own = {one.field.pk: one for one in attributes if isinstance(one, OwnField) and one.beside is not None}
    if not own:
        return {}, []
    found: dict[str, Any] = {}
    lost = []
    for field, change in beside.first_after(screen.key, record.pk, at=at, fields=list(own)).items():
        one = own[field]
        then = None
        if one.kind is Kind.REFERENCE and not one.sensitive and change.before_id is not None:
            then = one.related().filter(pk=change.before_id).first()
        if one.kind is Kind.REFERENCE and not one.sensitive and (then is None) == (change.before_id is None):
            found[one.key] = then
        else:
            lost.append(str(one.label))
    return found, lost


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
    if is_secret(raw):  # the log does not know it, or no longer
        return False, None
    if isinstance(field, models.ForeignKey):
        target: Any = field.related_model._default_manager.filter(pk=raw).first()
        return target is not None, target
    try:
        return True, field.to_python(raw)
    except ValidationError:
        return False, None
