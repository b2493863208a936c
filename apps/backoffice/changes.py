"""Lines of the log in the words of a screen: its labels, and each of the owner's fields by itself. No query."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from apps.audit.types import Change, Line
from apps.backoffice.attributes import Attribute, ModelColumn
from apps.backoffice.screens.declaration import Screen

CUSTOM: Final = "custom"


def worded(lines: Sequence[Line], screen: Screen) -> list[Line]:
    """The lines of a screen's table as the screen words them."""
    attributes = screen.attributes()
    columns = {str(one.field.column): one for one in attributes if isinstance(one, ModelColumn)}
    own = {one.key.removeprefix(f"{CUSTOM}."): one for one in attributes if one.own}
    return [
        replace(line, changes=tuple(new for old in line.changes for new in _changes(old, columns, own)))
        for line in lines
    ]


def _changes(
    change: Change, columns: Mapping[str, Attribute], own: Mapping[str, Attribute]
) -> Iterator[Change]:
    if change.column == CUSTOM and not change.secret:
        yield from _own(change, own)
    elif change.column in columns:
        yield replace(change, label=str(columns[change.column].label))
    else:
        yield change


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
