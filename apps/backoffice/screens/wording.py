"""The owner's words over the declared ones: what a screen and its fields are called, and which are not shown."""

from collections.abc import Sequence
from copy import copy
from functools import partial
from typing import Any, Final

from django.utils.functional import Promise, lazy

from apps.backoffice.attributes import Attribute
from apps.backoffice.models import Label
from apps.backoffice.queries import labels

Text = str | Promise
_LAST: Final = 1_000_000


def relabelled(on: str, attributes: Sequence[Attribute]) -> list[Attribute]:
    """The attributes as the owner calls and orders them, without hidden ones. What a form needs is never hidden."""
    words = labels.of(on)
    if not words:
        return list(attributes)
    found = []
    for place, attribute in enumerate(attributes):
        label = words.get(attribute.key)
        if label is not None and label.hidden and not (attribute.required and attribute.editable):
            continue
        named = attribute if label is None or not label.singular else _called(attribute, label.singular)
        found.append(((_place(label), place), named))
    return [attribute for _place, attribute in sorted(found, key=lambda pair: pair[0])]


def arranged(on: str, keys: Sequence[str]) -> list[str]:
    """Keys of a screen's fields in the order the owner has given them; those without a place follow as they are."""
    words = labels.of(on)
    return sorted(keys, key=lambda key: _place(words.get(key)))


def _place(label: Label | None) -> int:
    return _LAST if label is None or label.position is None else label.position


def singular(on: str, declared: Text) -> Text:
    """What one record of a screen is called, for whoever reads it."""
    return _lazily(partial(_said, on, "singular", declared))


def plural(on: str, declared: Text) -> Text:
    """What several records of a screen are called, for whoever reads it."""
    return _lazily(partial(_said, on, "plural", declared))


def is_hidden(on: str) -> bool:
    """Whether the owner does not need the screen."""
    label = labels.of(on).get("")
    return label is not None and label.hidden


def place(on: str) -> tuple[int | None, str]:
    """Where the screen stands in the navigation by the owner's word: position and heading, None and "" without."""
    label = labels.of(on).get("")
    return (None, "") if label is None else (label.position, label.group)


def is_overridden(on: str, key: str = "") -> bool:
    """Whether anything of the screen, or of one of its fields, is as the owner and not as the code says."""
    return key in labels.of(on)


def _called(attribute: Attribute, name: str) -> Attribute:
    # Attributes of columns are shared by all businesses.
    named = copy(attribute)
    named.label = name
    return named


def _said(on: str, which: str, declared: Text) -> str:
    label = labels.of(on).get("")
    said = getattr(label, which) if label is not None else ""
    return said or str(declared)


def _call(read: Any) -> str:
    return str(read())


_lazily = lazy(_call, str)
