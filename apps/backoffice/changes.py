"""Lines of the log in the words of a screen: its labels, and each of the owner's fields by itself. No query."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.core.exceptions import ValidationError

from apps.audit.types import Change, Line
from apps.backoffice.attributes import Attribute, ModelColumn
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
