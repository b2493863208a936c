"""The one door for SQL written by hand. Everything runs as the bound role, for the bound tenant."""

from typing import Any, LiteralString

from django.db import connections
from psycopg.rows import dict_row

from apps.tenancy import context


def fetch_one(statement: LiteralString, **values: Any) -> dict[str, Any] | None:
    """First row of the result by column name, None when there is none."""
    rows = fetch_all(statement, **values)
    return rows[0] if rows else None


def fetch_all(statement: LiteralString, **values: Any) -> list[dict[str, Any]]:
    """All rows of the result by column name."""
    with connections[context.current().alias].cursor() as cursor:
        # The driver makes the dictionaries itself: describing nine columns costs more than reading them.
        cursor.cursor.row_factory = dict_row
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def execute(statement: LiteralString, **values: Any) -> int:
    """Run a statement that returns nothing; answers how many rows it touched."""
    with connections[context.current().alias].cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)
