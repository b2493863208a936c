"""Values of attributes as JSON and back, so that an import can be undone."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from django.db.models import Model

from apps.backoffice.attributes import Attribute
from apps.backoffice.types import Kind

_WRITTEN: Final = (datetime, date, time)
_READ: Final[dict[Kind, Callable[[Any], Any]]] = {
    Kind.DATE: date.fromisoformat,
    Kind.MOMENT: datetime.fromisoformat,
    Kind.TIME: time.fromisoformat,
}


def packed(value: Any) -> Any:
    """The value in JSON's own types; a record is its number."""
    if isinstance(value, Model):
        return {"record": value.pk}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, _WRITTEN):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [packed(one) for one in value]
    return value


def unpacked(attribute: Attribute, value: Any, records: Callable[[str, int], Any]) -> Any:
    """The Python value again. `records(target, number)` finds a record; None when it is gone."""
    if isinstance(value, dict) and "record" in value:
        return records(attribute.target, value["record"])
    if isinstance(value, dict) and "decimal" in value:
        return Decimal(value["decimal"])
    if isinstance(value, list):
        return [unpacked(attribute, one, records) for one in value]
    if isinstance(value, str) and attribute.kind in _READ:
        return _READ[attribute.kind](value)
    return value


def same(one: Any, other: Any) -> bool:
    """Whether saving would change nothing. Nothing and an empty text are the same."""
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return list(one) == list(other)
    return bool(one == other) or (_empty(one) and _empty(other))


def _empty(value: Any) -> bool:
    return value is None or value in ("", [], ())
