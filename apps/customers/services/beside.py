"""Values of owner's fields that stand beside a customer, secrets, files and references, when two become one."""

from typing import Any

from apps.backoffice.models import LINKS, CustomFile, CustomSecret
from apps.backoffice.services import custom_values
from apps.customers.models import Customer
from apps.customers.ports import Follower

ON = "customers.customer"


class Beside:
    """The rows of one such table. `record_id` is no foreign key, and a record has one row for each field.

    What the kept customer has already of the other's waits under a negative number, which no record has, to be given
    back or forgotten.
    """

    def __init__(self, table: Any) -> None:
        self._rows = table._default_manager
        self.label = table._meta.verbose_name_plural

    def _of(self, number: int) -> Any:
        return self._rows.filter(on=ON, record_id=number)

    def count(self, *, other: Customer) -> int:
        """How many values the other customer has here."""
        return int(self._of(other.pk).count())

    def move(self, *, kept: Customer, other: Customer) -> dict[str, list[int]]:
        """Fill what the kept customer lacks; answers what moved and what waits."""
        taken = set(self._of(kept.pk).values_list("field_id", flat=True))
        rows = list(self._of(other.pk).order_by("pk").values_list("pk", "field_id"))
        moved = [pk for pk, field in rows if field not in taken]
        waiting = [pk for pk, field in rows if field in taken]
        if moved:
            self._rows.filter(pk__in=moved).update(record_id=kept.pk)
        if waiting:
            self._rows.filter(pk__in=waiting).update(record_id=-other.pk)
        return {"moved": moved, "waiting": waiting} if rows else {}

    def returning(self, *, moved: dict[str, list[int]], kept: Customer) -> tuple[int, int]:
        """What nobody has replaced or waits, and what is gone: one query."""
        there = self._of(kept.pk).filter(pk__in=moved["moved"]).count()
        return there + len(moved["waiting"]), len(moved["moved"]) - there

    def back(self, *, moved: dict[str, list[int]], kept: Customer, restored: Customer) -> list[str]:
        """Give back what nobody has replaced."""
        there = list(self._of(kept.pk).filter(pk__in=moved["moved"]).values_list("pk", flat=True))
        self._rows.filter(pk__in=[*there, *moved["waiting"]]).update(record_id=restored.pk)
        gone = len(moved["moved"]) - len(there)
        return [f"{self.label} ({gone})"] if gone else []


def followers() -> dict[str, Follower]:
    """One for each table, by "app.model.record_id"."""
    tables: list[Any] = [CustomSecret, CustomFile, *LINKS]
    return {f"{table._meta.label_lower}.record_id": Beside(table) for table in tables}


def forget(numbers: list[int]) -> None:
    """Delete what waits of customers merged away, with its files. As many statements as there are tables."""
    if not numbers:
        return
    gone = [-number for number in numbers]
    custom_values.remove_files(list(CustomFile.objects.filter(on=ON, record_id__in=gone)))
    for table in (CustomSecret, CustomFile, *LINKS):
        table._default_manager.filter(on=ON, record_id__in=gone).delete()
