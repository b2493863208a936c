"""What is handed to services: values by the keys of attributes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self


class Amount(int):
    """An amount of money in minor units that knows its own currency, "" for the business's."""

    currency: str

    def __new__(cls, minor: int, currency: str) -> Self:
        made = super().__new__(cls, minor)
        made.currency = currency
        return made

    def __getnewargs__(self) -> tuple[int, str]:  # type: ignore[override]
        return int(self), self.currency


# "email" is a column of the model, "custom.last_dive" a field of the owner's. Only what is named changes.
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Child:
    """One row below a record, as a form sends it: an existing one by `pk`, a new one without, or one to delete."""

    pk: int | None
    values: Values = field(default_factory=dict)
    delete: bool = False


# By the name of the relation, as `vehicles`.
Children = Mapping[str, Sequence[Child]]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One row of an import: the record it changes, or None for a new one."""

    number: int
    values: Values
    pk: int | None = None
