"""Numbers of units where they stand in something that is no foreign key, when a business moves."""

from typing import Any

from apps.catalog.models import Unit
from apps.tenancy.takeout.moving import Move

TABLE = Unit._meta.db_table


def quantities(value: Any, move: Move) -> Any:
    """How many by unit number."""
    if not isinstance(value, dict):
        return value
    return {
        str(move.number(TABLE, int(unit))): count for unit, count in value.items() if str(unit).isdecimal()
    }
