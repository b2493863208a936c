"""Months of the log, made ahead so that no entry waits for one."""

from datetime import UTC, datetime
from typing import Final

from django.db.backends.utils import CursorWrapper

from apps.audit import sql

MONTHS_AHEAD: Final = 24


def top_up(cursor: CursorWrapper, *, at: datetime, months: int = MONTHS_AHEAD) -> list[str]:
    """Make the partitions of the month of `at` and of the `months` after it; answers the names of new ones.

    Rows that fell into the default partition meanwhile are moved. Runs as the owner, inside a transaction;
    locks only the default partition, and gives up after five seconds of waiting for it. Safe to run again.
    """
    first = month_of(at)
    return ensure(cursor, first=first, last=_later(first, months))


def ensure(cursor: CursorWrapper, *, first: datetime, last: datetime) -> list[str]:
    """Make every missing partition from the month of `first` to the month of `last`; answers their names."""
    have = existing(cursor)
    made = []
    for table in sql.PARTITIONED:
        month = month_of(first)
        while month <= last:
            name = partition_name(table, month)
            if name not in have:
                _make(cursor, table, name, month)
                made.append(name)
            month = _later(month, 1)
    return made


def existing(cursor: CursorWrapper) -> set[str]:
    """Names of all partitions of the log."""
    cursor.execute(
        "SELECT c.relname::text FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
        " JOIN pg_class p ON p.oid = i.inhparent"
        " WHERE p.relname = ANY (%s) AND p.relnamespace = 'public'::regnamespace",
        [list(sql.PARTITIONED)],
    )
    return {name for (name,) in cursor.fetchall()}


def partition_name(table: str, month: datetime) -> str:
    """`audit_entry_202611` for November 2026."""
    return f"{table}_{month:%Y%m}"


def month_of(at: datetime) -> datetime:
    """Start of the month in UTC, which is what partitions are cut by."""
    return at.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _later(month: datetime, months: int) -> datetime:
    years, index = divmod(month.month - 1 + months, 12)
    return month.replace(year=month.year + years, month=index + 1)


def _make(cursor: CursorWrapper, table: str, name: str, month: datetime) -> None:
    cursor.execute("SET LOCAL lock_timeout = '5s'")
    for statement in sql.month_partition(table, name, start=month, end=_later(month, 1)):
        cursor.execute(statement)
    cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
