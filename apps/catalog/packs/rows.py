"""Rows below an item: as many as the pack says, the first of them the rows that are there already."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from apps.backoffice.services import records
from apps.catalog.types import Change
from apps.tenancy import facts
from apps.tenancy.packs import Install, Table, Values, plain


def fit(
    model: type[Any],
    standing: Sequence[Any],
    wanted: Sequence[Mapping[str, Any]],
    install: Install,
    **parent: Any,
) -> None:
    """Change the rows that stand in turn, add what is missing and remove what is too many."""
    for row, values in zip(standing, wanted, strict=False):
        records.update(record=row, values=dict(values), by=None, at=install.at)
    for values in wanted[len(standing) :]:
        records.create(record=model(**parent), values=dict(values), by=None, at=install.at)
    for row in standing[len(wanted) :]:
        records.delete(record=row, by=None, at=install.at)


def same(said: Sequence[Any], now: Sequence[Any] | None) -> bool:
    """Whether nothing is to be written: what a business has is given back as it was read."""
    return list(said) == list(now or ())


def read_change(table: Table) -> Values:
    """By how much a rule changes a price: `percent`, or `minor` units for each."""
    percent = table.decimal("percent", least=-100, most=1000)
    amount = table.value("minor")
    if amount is not None:
        amount = table.whole("minor", least=-(10**12), most=10**12)
    if (percent is None) == (amount is None):
        either_or(table, "percent", "minor")
    return {"percent": percent, "amount": amount}


def either_or(table: Table, one: str, other: str) -> None:
    """Report that exactly one of two is wanted, unless what is there has been found wrong already."""
    if table.has(one) == table.has(other):
        table.missing(f"{one} / {other}")


def change_columns(said: Values) -> Values:
    """The same as columns."""
    percent = said["percent"]
    return {
        "change": Change.FIXED if percent is None else Change.PERCENT,
        "percent": None if percent is None else Decimal(percent),
        "amount": said["amount"],
        "currency": "" if said["amount"] is None else facts.current().currency,
    }


def change_values(row: Any) -> Values:
    """A row's change as packs say it."""
    return {"percent": percent_text(row.percent), "amount": row.amount}


def percent_text(value: Decimal | None) -> str | None:
    """A percentage as packs say it."""
    return None if value is None else plain(value)


def iso(value: Any) -> str | None:
    """A day or time as JSON."""
    return None if value is None else str(value.isoformat())


def named(rows: Sequence[Values], one: Callable[[Values], str]) -> str:
    """Several of them for people."""
    return ", ".join(one(row) for row in rows)
