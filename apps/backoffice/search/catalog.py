"""Asks the database whether the index is kept and closed; every finding is a sentence."""

from typing import Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.utils import CursorWrapper

from apps.backoffice.search import reading, schema, sources, sql

_RIGHTS: Final = """
SELECT p.proname::text, p.prosecdef, pg_get_userbyid(p.proowner)::text, coalesce(p.proconfig::text, ''),
       p.prosrc, has_function_privilege(%(app)s, p.oid, 'EXECUTE'), has_function_privilege(%(signin)s, p.oid, 'EXECUTE')
FROM pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND p.proname = ANY (%(names)s)
"""
_DIRECT: Final = """
SELECT r.name FROM unnest(%(roles)s::text[]) AS r (name)
WHERE has_any_column_privilege(r.name, %(table)s, 'SELECT,INSERT,UPDATE')
   OR has_table_privilege(r.name, %(table)s, 'DELETE')
"""


def audit(cursor: CursorWrapper) -> list[str]:
    """Tables whose changes would not reach the index, and ways into it beside its functions; empty when well."""
    try:
        wanted = sources.everything()
    except ImproperlyConfigured as error:
        return [str(error)]
    return [*_missing(cursor, wanted), *_readers(cursor), *_open_doors(cursor)]


def _missing(cursor: CursorWrapper, wanted: list[sources.Source]) -> list[str]:
    standing = {(one.table, one.name): one for one in schema.standing(cursor)}
    have = schema.bodies(cursor)
    said = []
    for one in wanted:
        for name in sql.TRIGGERS:
            trigger = standing.get((one.table, name))
            if trigger is None or trigger.function != sql.function_name(one.table):
                said.append(f"{one.table} has no trigger {name}")
            elif not trigger.enabled:
                said.append(f"{one.table}: trigger {name} is disabled")
        if have.get(sql.function_name(one.table)) != sql.body(one):
            said.append(f"{one.table}: what it is found by is out of date, run migrate")
    return said


def _readers(cursor: CursorWrapper) -> list[str]:
    roles = settings.DATABASE_ROLES
    cursor.execute(_RIGHTS, {"names": list(reading.READERS), "app": roles["app"], "signin": roles["signin"]})
    rows = {name: rest for name, *rest in cursor.fetchall()}
    said = [f"there is no function {name}, run migrate" for name in reading.READERS if name not in rows]
    for name, (definer, owner, config, source, app, signin) in rows.items():
        if not definer or owner != roles["owner"] or "search_path=pg_catalog" not in config:
            said.append(f"{name}() must be the owner's, SECURITY DEFINER, with a fixed search_path")
        if source != reading.READERS[name].body:
            said.append(f"{name}() is out of date, run migrate")
        if signin or not app:
            said.append(f"{name}() is for the app role and not for the sign-in role")
    return said


def _open_doors(cursor: CursorWrapper) -> list[str]:
    roles = settings.DATABASE_ROLES
    cursor.execute(_DIRECT, {"roles": [roles["app"], roles["signin"]], "table": sql.TABLE})
    return [f"role {name} reaches {sql.TABLE} around its functions" for (name,) in cursor.fetchall()]
