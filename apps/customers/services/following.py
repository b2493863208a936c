"""What goes along when two customers become one: every foreign key to customers, and what higher apps register."""

from typing import Any

from apps.customers.models import Customer
from apps.customers.ports import MERGED, Follower
from apps.customers.services import beside


class Rows:
    """Rows that hold a customer's number in one column and may simply hold another one's.

    `only` narrows a table in which the column is a customer's in some rows, as that of to-dos.
    """

    def __init__(self, field: Any, **only: Any) -> None:
        self._field, self._rows = field, field.model._base_manager.filter(**only)
        self.label = field.model._meta.verbose_name_plural

    def count(self, *, other: Customer) -> int:
        """How many rows refer to the other customer."""
        return int(self._rows.filter(**{self._field.name: other.pk}).count())

    def move(self, *, kept: Customer, other: Customer) -> list[int]:
        """Let them refer to the kept one; answers which."""
        mine = self._rows.filter(**{self._field.name: other.pk})
        moved = list(mine.order_by("pk").select_for_update().values_list("pk", flat=True))
        if moved:
            mine.filter(pk__in=moved).update(**{self._field.name: kept.pk})
        return moved

    def returning(self, *, moved: list[int], kept: Customer) -> tuple[int, int]:
        """Those that still refer to the kept one, and those that do not: one query."""
        there = self._rows.filter(**{self._field.name: kept.pk}, pk__in=moved).count() if moved else 0
        return there, len(moved) - there

    def back(self, *, moved: list[int], kept: Customer, restored: Customer) -> list[str]:
        """Those that still refer to the kept one go back. Others were deleted or given to somebody else."""
        if not moved:
            return []
        rows = self._rows.filter(**{self._field.name: kept.pk}, pk__in=moved)
        there = list(rows.order_by("pk").select_for_update().values_list("pk", flat=True))
        self._rows.filter(pk__in=there).update(**{self._field.name: restored.pk})
        gone = len(moved) - len(there)
        return [f"{self.label} ({gone})"] if gone else []


def _references() -> list[Any]:
    """Foreign keys to customers, also those that nobody can follow backwards."""
    relations: list[Any] = [
        one
        for one in Customer._meta.get_fields(include_hidden=True)
        if one.auto_created and not one.concrete and (one.one_to_many or one.one_to_one)
    ]
    return [one.field for one in relations]


def followers() -> dict[str, Follower]:
    """All of them by "app.model.field": foreign keys in the order of their models, then what else is registered."""
    found: dict[str, Follower] = {}
    for field in _references():
        key = f"{field.model._meta.label_lower}.{field.name}"
        found[key] = MERGED.get(key) if key in MERGED else Rows(field)
    return {**found, **beside.followers(), **dict(MERGED.items())}
