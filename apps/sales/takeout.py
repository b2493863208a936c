"""Numbers of units and lines where they stand in something that is no foreign key, when a business moves."""

from typing import Any

from apps.catalog.models import Unit
from apps.sales.models import OrderLine
from apps.tenancy.takeout.moving import Move

TABLE = Unit._meta.db_table


def quantities(value: Any, move: Move) -> Any:
    """How many by unit number."""
    if not isinstance(value, dict):
        return value
    return {
        str(move.number(TABLE, int(unit))): count for unit, count in value.items() if str(unit).isdecimal()
    }


def former(value: Any, move: Move) -> Any:
    """The lines that stood before a part of the price was kept."""
    if not isinstance(value, dict):
        return value
    lines = [move.number(OrderLine._meta.db_table, int(line)) for line in value.get("lines", ())]
    return {**value, "lines": lines}
