"""Brings the triggers in line with the tables that exist: a new table is audited without anybody asking."""

from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.utils import CursorWrapper

from apps.audit import sql, tables
from apps.audit.ports import PERSONAL
from apps.tenancy.policies import quoted

# Tables with a tenant, and those without one that row security hides: people, and the business's own row.
_CANDIDATES: Final = """
SELECT c.relname::text,
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_index i
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
         WHERE i.indrelid = c.oid AND i.indisprimary),
       (SELECT bool_and(a.atttypid IN ('bigint'::regtype, 'integer'::regtype, 'smallint'::regtype))
          FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
         WHERE i.indrelid = c.oid AND i.indisprimary)
FROM pg_class c
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace
  AND (c.relrowsecurity OR c.relname = ANY (%s) OR EXISTS (SELECT FROM pg_attribute a
       WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped))
ORDER BY c.relname
"""

# A function with other rights than it should have counts as one with another body.
_SOURCES: Final = """
SELECT p.proname::text,
       CASE WHEN p.prosecdef AND p.proconfig = ARRAY[%s] THEN p.prosrc ELSE '' END
FROM pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND starts_with(p.proname, 'audit_of_')
"""

_MASK: Final = """
SELECT CASE WHEN p.prosecdef AND p.proconfig = ARRAY[%s] THEN p.prosrc ELSE '' END
FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.proname = %s
"""

_STANDING: Final = """
SELECT c.relname::text, g.tgname::text, p.proname::text, g.tgenabled::text
FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid
WHERE NOT g.tgisinternal AND starts_with(p.proname, 'audit_of_')
  AND c.relnamespace = 'public'::regnamespace
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """A trigger as it stands in the database."""

    table: str
    name: str
    function: str
    enabled: bool


def audited(cursor: CursorWrapper) -> list[sql.Audited]:
    """Every table that belongs in the log. Raises ImproperlyConfigured for one without a primary key."""
    cursor.execute(_CANDIDATES, [list(tables.ALSO)])
    found = []
    for table, columns, keys, numbered in cursor.fetchall():
        if table in tables.EXEMPT:
            continue
        if not keys:
            raise ImproperlyConfigured(f"{table} has no primary key, so its rows cannot be audited")
        found.append(
            sql.Audited(
                table=table,
                keys=tuple(keys),
                numbered=len(keys) == 1 and bool(numbered),
                tenant=_tenant(table, columns),
                masked=tables.masked(table, columns),
                told=_told(table, columns),
            )
        )
    return found


def _told(table: str, columns: list[str]) -> tuple[str, ...]:
    counted = tables.COUNTED.get(table, ())
    return tuple(name for name in columns if name not in counted) if counted else ()


def _tenant(table: str, columns: list[str]) -> str:
    if "tenant_id" in columns:
        return "column"
    return "key" if table == "tenancy_tenant" else "setting"


def standing(cursor: CursorWrapper) -> list[Standing]:
    """The audit triggers that exist."""
    cursor.execute(_STANDING)
    return [
        Standing(table, name, function, enabled in ("O", "A"))
        for table, name, function, enabled in cursor.fetchall()
    ]


def install(cursor: CursorWrapper) -> None:
    """Make functions and triggers what they should be; touches only what differs. Runs as the owner."""
    wanted = audited(cursor)
    _functions(cursor, wanted)
    have = standing(cursor)
    good = {
        (trigger.table, trigger.name)
        for trigger in have
        if trigger.enabled and trigger.function == sql.function_name(trigger.table)
    }
    for one in wanted:
        missing = [name for name in sql.TRIGGERS if (one.table, name) not in good]
        for name in missing:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {quoted(one.table)}")
            cursor.execute(sql.trigger(name, one.table))
    _clear(cursor, wanted, have)


def sources(cursor: CursorWrapper) -> dict[str, str]:
    """Body of each audit function by name, empty where it would not run as it should."""
    cursor.execute(_SOURCES, [f"search_path={sql.SEARCH_PATH}"])
    return dict(cursor.fetchall())


def mask_source(cursor: CursorWrapper) -> str:
    """Body of the function that masks, empty where there is none or it would not run as it should."""
    cursor.execute(_MASK, [f"search_path={sql.SEARCH_PATH}", sql.MASK])
    return str(next((source for (source,) in cursor.fetchall()), ""))


def wanted_mask() -> str:
    """Body of the function that masks as the apps want it."""
    return sql.mask_body(dict(PERSONAL.items()))


def install_mask(cursor: CursorWrapper) -> None:
    """Make the function that masks what it should be, and who may call it. Runs as the owner."""
    personal = dict(PERSONAL.items())
    statements = sql.mask_function(personal)
    if mask_source(cursor) == wanted_mask():
        statements = statements[1:]  # who may call it, once more: that locks nothing
    for statement in statements:
        cursor.execute(statement)


def _functions(cursor: CursorWrapper, wanted: list[sql.Audited]) -> None:
    have = sources(cursor)
    for one in wanted:
        if have.get(sql.function_name(one.table)) != sql.body(one):
            for statement in sql.function(one):
                cursor.execute(statement)


def _clear(cursor: CursorWrapper, wanted: list[sql.Audited], have: list[Standing]) -> None:
    """What is exempt now loses its triggers; functions of dropped tables go."""
    names = {one.table for one in wanted}
    for table in sorted({trigger.table for trigger in have} - names):
        for statement in sql.drop_triggers(table):
            cursor.execute(statement)
    keep = {sql.function_name(table) for table in names}
    for name in sorted(set(sources(cursor)) - keep):
        cursor.execute(sql.drop_function(name))
