"""A customer's columns as JSON from which exactly the same row can be made again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from apps.customers.models import Customer

Row = dict[str, Any]


def row(record: Customer) -> Row:
    """All columns but the business."""
    return {
        field.attname: _plain(getattr(record, field.attname))
        for field in Customer._meta.concrete_fields
        if field.name != "tenant"
    }


def _plain(value: Any) -> Any:
    # Django's own encoder cuts the microseconds off.
    return value.isoformat() if isinstance(value, datetime) else value


def restored(data: Mapping[str, Any]) -> Customer:
    """The unsaved record of a snapshot. Columns that came to the model since have their defaults."""
    known = {field.attname for field in Customer._meta.concrete_fields}
    return Customer(**{name: python(name, value) for name, value in data.items() if name in known})


def python(name: str, value: Any) -> Any:
    """The Python value of a column of a snapshot."""
    field = Customer._meta.get_field(name)
    return datetime.fromisoformat(value) if isinstance(value, str) and _is_moment(field) else value


def _is_moment(field: Any) -> bool:
    return bool(field.get_internal_type() == "DateTimeField")


def difference(before: Row, after: Row) -> dict[str, Row]:
    """The columns that changed, as they were ("before") and became ("merged")."""
    changed = [name for name in before if before[name] != after[name]]
    return {
        "before": {name: before[name] for name in changed},
        "merged": {name: after[name] for name in changed},
    }
