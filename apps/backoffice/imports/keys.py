"""What may stand in a file once only: unique values of the model, and what tells existing records."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Model, Q, UniqueConstraint
from django.utils.translation import gettext as _

from apps.backoffice.screens.declaration import Screen


class Seen:
    """Which rows have had which unique values so far. Keeps a number for each, whatever the values are."""

    def __init__(self, screen: Screen, mapped: set[str]) -> None:
        self._keys = [key for key in unique_keys(screen.model) if set(key) <= mapped]
        self._rows: dict[int, int] = {}

    def note(self, number: int, values: Mapping[str, Any], *, pk: int | None) -> tuple[str, str] | None:
        """Take note of a row. Answers (key, sentence) when an earlier row has the same."""
        tokens = list(self._tokens(values, pk))
        for key, token in tokens:
            before = self._rows.get(token)
            if before is not None and before != number:
                return key, _("Row %(number)d has the same already.") % {"number": before}
        self._rows.update((token, number) for _key, token in tokens)
        return None

    def _tokens(self, values: Mapping[str, Any], pk: int | None) -> Iterator[tuple[str, int]]:
        if pk is not None:
            yield "", hash(("", pk))
        for place, key in enumerate(self._keys):
            held = [values.get(name) for name in key]
            if all(one not in (None, "") for one in held):
                yield (
                    key[-1],
                    hash((place, *(one.pk if isinstance(one, Model) else str(one) for one in held))),
                )


def unique_keys(model: type[Model]) -> list[tuple[str, ...]]:
    """Names of columns that are unique together within a business, also "when there is a value at all"."""
    found: list[tuple[str, ...]] = [
        (field.name,) for field in model._meta.concrete_fields if field.unique and not field.primary_key
    ]
    for constraint in model._meta.constraints:
        if not isinstance(constraint, UniqueConstraint) or not constraint.fields:
            continue
        names = tuple(name for name in constraint.fields if name != "tenant")
        if names and (constraint.condition is None or _asked(constraint.condition) <= set(names)):
            found.append(names)
    return found


def _asked(condition: Q) -> set[str]:
    found: set[str] = set()
    for child in condition.children:
        if isinstance(child, Q):
            found |= _asked(child)
        elif isinstance(child, tuple):
            found.add(str(child[0]).split("__")[0])
        else:
            found.add("")  # an expression: nobody knows what it asks
    return found
