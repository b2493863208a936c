"""Imports and exports when a business moves: what they say of numbers that are no longer the same."""

from typing import Any, Final

from apps.backoffice.models import Import
from apps.tenancy.takeout.registries import Row

IMPORTS: Final = Import._meta.db_table


def interrupted(row: Row, move: Any) -> Row:
    """An import that was under way stays behind half done; what it had written by then comes along as records."""
    if row["state"] in Import.BUSY:
        return {**row, "state": Import.State.FAILED.value}
    return row


def nothing_chosen(value: Any, move: Any) -> list[int]:
    """Which records a workbook was made of, which nobody needs once it is made."""
    return []
