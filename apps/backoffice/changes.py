"""Lines of the log in the words of a screen: its labels, and each of the owner's fields by itself. No query."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.audit.models import Entry
from apps.audit.types import Change, Line
from apps.backoffice.attributes import Attribute, ModelColumn
from apps.backoffice.fields.attribute import OwnField
from apps.backoffice.models import BesideChange
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.types import Amount, Kind

CUSTOM: Final = "custom"
# What the log writes for nothing.
_NOTHING: Final = "—"


@dataclass(frozen=True, slots=True)
class _Known:
    """A screen's attributes by column and by own key, and the columns that are none of people's business."""

    columns: Mapping[str, ModelColumn]
    own: Mapping[str, Attribute]
    hidden: frozenset[str]


def worded(lines: Sequence[Line], screen: Screen) -> list[Line]:
    """The lines of a screen's table as the screen words them: its labels and values, without what it hides."""
    attributes = screen.attributes()
    known = _Known(
        columns={str(one.field.column): one for one in attributes if isinstance(one, ModelColumn)},
        own={one.key.removeprefix(f"{CUSTOM}."): one for one in attributes if one.own},
        hidden=frozenset(screen.hidden),
    )
    return [replace(line, changes=tuple(_line(line, known))) for line in lines]


def with_beside(
    lines: Sequence[Line], beside: Sequence[BesideChange], screen: Screen, people: Mapping[int, str]
) -> list[Line]:
    """The lines with what changed beside the record in the same request, and lines of their own for all else.

    `people` are names by number. Lines of their own have the number of their first change as `key`, and a negative
    `id`. Newest first.
    """
    labels = {one.field.pk: one for one in screen.attributes() if isinstance(one, OwnField)}
    by_request: dict[str, list[BesideChange]] = {}
    for one in beside:
        by_request.setdefault(one.request or f"-{one.pk}", []).append(one)
    found = []
    for line in lines:
        # A request may save a record several times: what stands beside it was written after its row.
        ours = [one for one in by_request.get(line.request or "", ()) if one.at >= line.at]
        for one in ours:
            by_request[line.request].remove(one)
        found.append(replace(line, changes=(*line.changes, *_beside(ours, labels))))
    for left in by_request.values():
        said = _beside(left, labels)
        if said:
            found.append(_alone(left[-1], said, people))
    return sorted(found, key=lambda line: (line.at, abs(line.id)), reverse=True)


def _beside(beside: Sequence[BesideChange], known: Mapping[int, OwnField]) -> tuple[Change, ...]:
    """In the order of the fields; those of fields that are gone are left out."""
    order = {field: place for place, field in enumerate(known)}
    ours = sorted((one for one in beside if one.field_id in known), key=lambda one: order[one.field_id])
    return tuple(
        Change(
            label=str(known[one.field_id].label),
            before=one.before,
            after=one.after,
            secret=known[one.field_id].sensitive,
            column=known[one.field_id].key,
        )
        for one in ours
    )


def _alone(change: BesideChange, said: tuple[Change, ...], people: Mapping[int, str]) -> Line:
    actor = change.actor
    return Line(
        id=-change.pk,
        at=change.at,
        person=_("Quayside") if actor is None else people.get(actor, ""),
        op=Entry.Op.UPDATE.value,
        op_label=str(Entry.Op.UPDATE.label),
        table="",
        what="",
        name="",
        key=str(change.pk),
        request=change.request,
        changes=said,
    )


def _line(line: Line, known: _Known) -> Iterator[Change]:
    currencies = {change.column: change.stored for change in line.changes}
    for change in line.changes:
        column = known.columns.get(change.column)
        if change.column == CUSTOM and not change.secret:
            yield from _own(change, known.own)
        elif column is not None and not change.secret:
            yield _of_column(change, column, currencies)
        elif column is not None:
            yield replace(change, label=str(column.label))
        elif change.column not in known.hidden:
            yield change


def _of_column(change: Change, column: ModelColumn, line: Mapping[str, tuple[Any, Any]]) -> Change:
    """References have their names already; all else is written as on the record's page."""
    label = str(column.label)
    if column.kind is Kind.REFERENCE:
        before, after = (text.removesuffix(_NOTHING) for text in (change.before, change.after))
        return replace(change, label=label, before=before, after=after)
    said = line.get(getattr(column.field, "currency_column", ""), ("", ""))
    before, after = (
        _value_text(column, raw, currency) for raw, currency in zip(change.stored, said, strict=True)
    )
    return replace(change, label=label, before=before, after=after)


def _value_text(column: ModelColumn, raw: Any, currency: Any) -> str:
    if raw is None:
        return ""
    try:
        value = column.field.to_python(raw)
    except ValidationError:  # of a time when the column held something else
        return str(raw)
    if column.kind is Kind.MONEY and value is not None:
        value = Amount(value, str(currency or ""))
    return column.text(value)


def _own(change: Change, own: Mapping[str, Attribute]) -> Iterator[Change]:
    """One for each field that differs, in the owner's order; those of deleted fields last, by their keys."""
    before, after = (one if isinstance(one, dict) else {} for one in change.stored)
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    order = {key: place for place, key in enumerate(own)}
    for key in sorted(keys, key=lambda one: (order.get(one, len(order)), one)):
        attribute = own.get(key)
        secret = attribute is not None and attribute.sensitive
        yield Change(
            label=str(attribute.label) if attribute is not None else key,
            before="" if secret else _text(attribute, before.get(key)),
            after="" if secret else _text(attribute, after.get(key)),
            secret=secret,
            column=f"{CUSTOM}.{key}",
        )


def _text(attribute: Attribute | None, raw: Any) -> str:
    if raw is None:
        return ""
    value = attribute.stored(raw) if attribute is not None else None
    if attribute is None or value is None:  # of a field that is gone, or was of another kind
        return raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False)
    return attribute.text(value)
