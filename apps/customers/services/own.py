"""The owner's fields of customers: checked for a batch, computed for one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from apps.backoffice.errors import Invalid
from apps.backoffice.fields import defined
from apps.backoffice.services import custom_values
from apps.backoffice.services.custom_values import Prepared
from apps.customers.models import Customer
from apps.customers.services.cleaning import OWN

ON = "customers.customer"


def any_defined() -> bool:
    """Whether customers have fields of the owner's. One query for as long as the business is bound."""
    return bool(defined.fields_of(ON))


def split(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """The values of owner's fields."""
    return {key: value for key, value in cleaned.items() if key.startswith(OWN)}


def problems(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, list[str]]]:
    """What is wrong with the values themselves, row by row: a query for each field that refers to something.

    Raises UnknownAttribute for no row: a key there is not is said when the row is taken.
    """
    known = {one.key for one in defined.fields_of(ON)}
    blank = Customer()
    prepared = [
        custom_values.prepare(blank, {k: v for k, v in row.items() if k in known}, standing={}, new=False)
        for row in rows
    ]
    custom_values.check_references(prepared)
    return [one.errors for one in prepared]


def prepare(
    record: Customer, cleaned: Mapping[str, Any], wrong: Mapping[str, list[str]], *, new: bool
) -> Prepared:
    """What the record's fields will hold. Raises Invalid and UnknownAttribute. No query."""
    prepared = custom_values.prepare(record, split(cleaned), standing=record.custom or {}, new=new)
    if errors := {**wrong, **prepared.errors}:
        raise Invalid(by_key=errors)
    return prepared


def put(record: Customer, prepared: Prepared) -> bool:
    """Set values and formulas on a record whose columns are set. Answers whether anything changed."""
    before = record.custom
    custom_values.compute(record, prepared)
    return bool(prepared.beside) or record.custom != before


def store(pairs: Iterable[tuple[Customer, Prepared]]) -> None:
    """Write what stands beside the saved customers; of several for one, the later says more. In a transaction."""
    by_record: dict[int, tuple[Customer, Prepared]] = {}
    for record, prepared in pairs:
        standing = by_record.get(record.pk)
        if standing is not None:
            prepared.beside = {**standing[1].beside, **prepared.beside}
        by_record[record.pk] = (record, prepared)
    custom_values.store(list(by_record.values()))


def compute(record: Customer) -> None:
    """Compute the record's formulas anew. No query beyond the definitions."""
    if any_defined():
        standing = record.custom or {}
        custom_values.compute(record, custom_values.prepare(record, {}, standing=standing, new=False))


def computed() -> set[str]:
    """Keys of fields that are computed, as `custom` has them."""
    return {one.field.key for one in defined.fields_of(ON) if one.computed}


def labels() -> dict[str, str]:
    """What the owner calls the fields, by their keys."""
    return {one.field.key: str(one.label) for one in defined.fields_of(ON)}
