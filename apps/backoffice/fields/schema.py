"""Brings functions and triggers of the owner's fields in line with the tables that exist, after every migration."""

from collections.abc import Iterator
from typing import Final

from django.db.backends.utils import CursorWrapper

from apps.backoffice.fields import places, sql
from apps.backoffice.models import LINKS

_STANDING: Final = """
SELECT c.relname::text, g.tgname::text, p.proname::text, encode(g.tgargs, 'escape')
FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid
WHERE NOT g.tgisinternal AND g.tgenabled IN ('O', 'A') AND c.relnamespace = 'public'::regnamespace
  AND starts_with(p.proname, 'backoffice_keep_')
"""
_SOURCES: Final = """
SELECT p.proname::text, CASE WHEN p.prosecdef AND p.proconfig = ARRAY[%s] THEN p.prosrc ELSE '' END
FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND starts_with(p.proname, 'backoffice_keep_')
"""
_TABLES: Final = (
    "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
)


def complete(cursor: CursorWrapper) -> None:
    """Runs as the owner. Touches only what differs."""
    for statement in (sql.FOLDED, sql.VALUES_OF, *sql.STATISTICS):
        cursor.execute(statement)
    have = _sources(cursor)
    for name, body in functions().items():
        if have.get(name) != body:
            for statement in sql.function(name, body):
                cursor.execute(statement)
    standing = _standing(cursor)
    for table, function, argument in _wanted(cursor):
        if not _stands(standing, table, function, argument):
            for statement in sql.triggers(table, function, argument):
                cursor.execute(statement)
    if sum(function == sql.KEEP_FIELDS for _table, _name, function, _arguments in standing) != 2:  # noqa: PLR2004
        for statement in sql.field_triggers():
            cursor.execute(statement)


def findings(cursor: CursorWrapper) -> list[str]:
    """What would let values fall behind their records, each as a sentence."""
    have, standing = _sources(cursor), _standing(cursor)
    said = [
        f"{name}() is out of date, run migrate"
        for name, body in functions().items()
        if have.get(name) != body
    ]
    return said + [
        f"{table} has no triggers for the values of own fields"
        for table, function, argument in _wanted(cursor)
        if not _stands(standing, table, function, argument)
    ]


def functions() -> dict[str, str]:
    """Body of each trigger function by name."""
    belonging = [*sql.BELONGING, *sorted(model._meta.db_table for model in LINKS)]
    found = {sql.KEEP: sql.keep_body(on="TG_ARGV[0]", belonging=belonging)}
    for prefix, family in places.FAMILIES.items():
        found[f"{sql.KEEP}_of_{prefix}"] = sql.keep_body(on=family.sql, belonging=belonging)
    found[sql.KEEP_FIELDS] = sql.fields_body(
        tables=[(on, model._meta.db_table) for on, model in places.kinds()],
        families=[(p, family.model._meta.db_table, family.sql) for p, family in places.FAMILIES.items()],
    )
    return found


def _wanted(cursor: CursorWrapper) -> Iterator[tuple[str, str, str]]:
    """Table, function and argument of all triggers there should be."""
    cursor.execute(_TABLES)
    tables = {table for (table,) in cursor.fetchall()}
    for on, model in places.kinds():
        if model._meta.db_table in tables:
            yield model._meta.db_table, sql.KEEP, on
    for prefix, family in places.FAMILIES.items():
        yield family.model._meta.db_table, f"{sql.KEEP}_of_{prefix}", prefix


def _sources(cursor: CursorWrapper) -> dict[str, str]:
    cursor.execute(_SOURCES, [f"search_path={sql.SEARCH_PATH}"])
    return dict(cursor.fetchall())


def _standing(cursor: CursorWrapper) -> set[tuple[str, str, str, str]]:
    cursor.execute(_STANDING)
    return set(cursor.fetchall())


def _stands(standing: set[tuple[str, str, str, str]], table: str, function: str, argument: str) -> bool:
    return all((table, name, function, f"{argument}\\000") in standing for name in sql.TRIGGERS)
