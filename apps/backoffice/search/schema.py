"""The step after every migration: index, functions and triggers as the declarations want them."""

from dataclasses import dataclass
from typing import Final

from django.db.backends.utils import CursorWrapper

from apps.backoffice import folding
from apps.backoffice.search import reading, sources, sql
from apps.backoffice.search.sources import Source
from apps.tenancy.policies import quoted

_BODIES: Final = """
SELECT p.proname::text, CASE WHEN p.prosecdef AND p.proconfig = ARRAY[%s] THEN p.prosrc ELSE '' END
FROM pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND starts_with(p.proname, 'search_of_')
"""
_STANDING: Final = """
SELECT c.relname::text, g.tgname::text, p.proname::text, g.tgenabled IN ('O', 'A')
FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid
WHERE NOT g.tgisinternal AND starts_with(p.proname, 'search_of_')
  AND c.relnamespace = 'public'::regnamespace
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """A trigger as it stands in the database."""

    table: str
    name: str
    function: str
    enabled: bool


def complete(cursor: CursorWrapper) -> None:
    """Runs as the owner. A table whose declaration changed is written into the index anew, while writers wait."""
    for statement in (*sql.extensions(), folding.function(), *reading.functions(), sql.GIN):
        cursor.execute(statement)
    wanted = sources.everything()
    have, good = bodies(cursor), _good(cursor)
    for one in wanted:
        _complete(cursor, one, have, good)
    _clear(cursor, wanted)


def _complete(cursor: CursorWrapper, one: Source, have: dict[str, str], good: set[tuple[str, str]]) -> None:
    changed = have.get(sql.function_name(one.table)) != sql.body(one)
    missing = [name for name in sql.TRIGGERS if (one.table, name) not in good]
    if not (changed or missing):
        return
    for statement in sql.function(one):
        cursor.execute(statement)
    for name in missing:
        cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {quoted(one.table)}")
        cursor.execute(sql.trigger(name, one.table))
    # Whoever wrote before the triggers stood is through; whoever writes later calls them.
    cursor.execute(f"LOCK TABLE {quoted(one.table)} IN SHARE ROW EXCLUSIVE MODE")
    # Checked at once: a table with checks to come can be given neither index nor trigger.
    for statement in (*sql.fill(one), "SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"):
        cursor.execute(statement)


def bodies(cursor: CursorWrapper) -> dict[str, str]:
    """Body of each trigger function by name, empty where it would not run as it should."""
    cursor.execute(_BODIES, [f"search_path={sql.SEARCH_PATH}"])
    return dict(cursor.fetchall())


def standing(cursor: CursorWrapper) -> list[Standing]:
    """The triggers that exist."""
    cursor.execute(_STANDING)
    return [Standing(*row) for row in cursor.fetchall()]


def _good(cursor: CursorWrapper) -> set[tuple[str, str]]:
    return {
        (one.table, one.name)
        for one in standing(cursor)
        if one.enabled and one.function == sql.function_name(one.table)
    }


def _clear(cursor: CursorWrapper, wanted: list[Source]) -> None:
    """Tables that are searched no more lose their triggers, functions and entries."""
    tables = {one.table for one in wanted}
    for table in sorted({one.table for one in standing(cursor)} - tables):
        for statement in sql.drop_triggers(table):
            cursor.execute(statement)
    stale = sorted(set(bodies(cursor)) - {sql.function_name(table) for table in tables})
    for name in stale:
        cursor.execute(f"DROP FUNCTION {quoted(name)}()")
    if stale:
        patterns = [one.kinds for one in wanted]
        cursor.execute(f"DELETE FROM {sql.TABLE} WHERE NOT kind LIKE ANY (%s::text[])", [patterns])  # noqa: S608
