"""The tables of a business as the database's catalog describes them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final

from django.db.backends.utils import CursorWrapper

TENANT_TABLES: Final = """
SELECT c.oid, c.relname::text FROM pg_class c
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace
  AND EXISTS (SELECT FROM pg_attribute a
              WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped)
ORDER BY c.relname
"""
COLUMNS: Final = """
SELECT c.relname::text, a.attname::text,
  CASE WHEN a.atttypid = 'bpchar'::regtype THEN 'bpchar' ELSE format_type(a.atttypid, NULL) END,
  NOT a.attnotnull,
  a.atthasdef OR a.attidentity <> '', pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL,
  coalesce((SELECT a.attnum = ANY (i.indkey) FROM pg_index i
            WHERE i.indrelid = c.oid AND i.indisprimary), false)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.oid = ANY (%s) AND a.attgenerated = '' AND a.attname <> 'tenant_id'
ORDER BY c.relname, a.attnum
"""
REFERENCES: Final = """
SELECT c.relname::text, a.attname::text, t.relname::text, f.attname::text, k.condeferrable
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS pair (own, other)
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = pair.own
JOIN pg_attribute f ON f.attrelid = t.oid AND f.attnum = pair.other
WHERE k.contype = 'f' AND k.conparentid = 0 AND c.oid = ANY (%s) AND a.attname <> 'tenant_id'
"""


@dataclass(frozen=True, slots=True)
class Column:
    """`numbers` says that a sequence gives its values."""

    name: str
    type: str
    nullable: bool
    has_default: bool
    numbers: bool
    in_key: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key without its tenant part."""

    column: str
    table: str
    target: str
    deferrable: bool


@dataclass(frozen=True, slots=True)
class Table:
    """One table that has a tenant_id, which `columns` leaves out."""

    name: str
    columns: Mapping[str, Column]
    references: Mapping[str, Reference]

    @property
    def number(self) -> str | None:
        """The key column whose numbers a sequence gives, None for tables keyed by something else."""
        return next((c.name for c in self.columns.values() if c.in_key and c.numbers), None)

    @property
    def key(self) -> tuple[str, ...]:
        """The primary key's columns."""
        return tuple(c.name for c in self.columns.values() if c.in_key)


def read(cursor: CursorWrapper) -> dict[str, Table]:
    """Every table with a tenant_id, those that are referred to before those that refer. Three queries."""
    cursor.execute(TENANT_TABLES)
    names = dict(cursor.fetchall())
    cursor.execute(COLUMNS, [list(names)])
    columns: dict[str, dict[str, Column]] = {}
    for table, name, *facts in cursor.fetchall():
        columns.setdefault(table, {})[name] = Column(name, *facts)
    cursor.execute(REFERENCES, [list(names)])
    references: dict[str, dict[str, Reference]] = {}
    for table, *facts in cursor.fetchall():
        reference = Reference(*facts)
        references.setdefault(table, {})[reference.column] = reference
    found = {name: Table(name, columns.get(name, {}), references.get(name, {})) for name in names.values()}
    return {name: found[name] for name in _ordered(found)}


def _ordered(tables: Mapping[str, Table]) -> Iterable[str]:
    """Parents first. Of a circle one reference is ignored: its check waits for the end of the transaction."""
    graph: dict[str, set[str]] = {
        name: {r.table for r in table.references.values() if r.table in tables and r.table != name}
        for name, table in tables.items()
    }
    while True:
        try:
            return list(TopologicalSorter(graph).static_order())
        except CycleError as error:
            circle: list[Any] = error.args[1]
            graph[circle[1]].discard(circle[0])
