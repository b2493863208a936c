"""What changed in a definition, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from apps.backoffice.services.definitions.registry import Data, Definition

MOST: Final = 200
# What names an entry of a list, the best first.
_NAMES: Final = ("label", "name", "key", "panel", "value")
_MISSING: Final = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of a definition before and after; "" where there was nothing."""

    label: str
    before: str
    after: str


def differences(definition: Definition, before: Data | None, after: Data | None) -> list[Difference]:
    """What differs, in the order of the definition's members."""
    left, right = before or {}, after or {}
    found: list[Difference] = []
    order = {name: place for place, name in enumerate(definition.words)}
    for name in sorted({**left, **right}, key=lambda one: (order.get(one, len(order)), one)):
        # What is new says what it has, not all that it could have.
        if (name not in left or name not in right) and not (left.get(name) or right.get(name)):
            continue
        label = word_of(definition, name)
        found += _between(label, left.get(name), right.get(name))
    return found


def word_of(definition: Definition, name: str) -> str:
    """What people call a member of a definition."""
    return str(definition.words.get(name) or capfirst(name.replace("_", " ")))


def _between(label: str, before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    old, new = _named(before), _named(after)
    if old is None or new is None:
        yield Difference(label, said(before), said(after))
        return
    if list(old) != list(new):
        yield Difference(label, ", ".join(map(_title(old), old)), ", ".join(map(_title(new), new)))
    for key in new:
        if key in old:
            yield from _within(f"{label} · {_title(new)(key)}", old[key], new[key])


def _within(label: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for name in {**before, **after}:
        left, right = before.get(name), after.get(name)
        if left != right:
            yield Difference(f"{label} · {capfirst(name.replace('_', ' '))}", said(left), said(right))


def _named(value: Any) -> dict[str, Mapping[str, Any]] | None:
    """A list of entries by their key, None when it is no such list."""
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        return None
    found = {str(one.get("key") or one.get("panel") or one.get("value")): one for one in value}
    return found if len(found) == len(value) else None


def _title(entries: Mapping[str, Mapping[str, Any]]) -> Any:
    return lambda key: next((str(entries[key][name]) for name in _NAMES if entries[key].get(name)), key)


def said(value: Any) -> str:
    """A JSON value for people; "" for nothing."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return _cut(", ".join(said(one) for one in value))
    if isinstance(value, Mapping):
        name = next((value[name] for name in _NAMES if value.get(name)), None)
        rest = ", ".join(f"{key}: {said(one)}" for key, one in value.items())
        return _cut(str(name) if name is not None else rest)
    return _cut(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= MOST else f"{text[: MOST - 1]}…"
