"""Asks the database whether the log is complete and closed; every finding is a sentence."""

from typing import Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.utils import CursorWrapper

from apps.audit import sql, triggers

_SECURITY: Final = """
SELECT c.relname::text, c.relrowsecurity AND c.relforcerowsecurity, pg_get_userbyid(c.relowner)::text
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  AND (c.relname = ANY (%(tables)s) OR c.oid IN (
       SELECT inhrelid FROM pg_inherits WHERE inhparent = ANY (%(tables)s::text[]::regclass[])))
"""

_GRANTS: Final = """
SELECT c.relname::text, pg_get_userbyid(g.grantee)::text, g.privilege_type, NULL::text
FROM pg_class c CROSS JOIN aclexplode(c.relacl) g
WHERE c.oid = ANY (%(oids)s::regclass[]) AND g.grantee <> c.relowner
UNION ALL
SELECT c.relname::text, pg_get_userbyid(g.grantee)::text, g.privilege_type, a.attname::text
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid CROSS JOIN aclexplode(a.attacl) g
WHERE c.oid = ANY (%(oids)s::regclass[]) AND g.grantee <> c.relowner
"""

_POLICIES: Final = """
SELECT tablename::text, policyname::text FROM pg_policies
WHERE schemaname = 'public' AND tablename = ANY (%s)
"""

_FUNCTIONS: Final = """
SELECT proname::text, prosecdef, pg_get_userbyid(proowner)::text, coalesce(proconfig::text, '')
FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  AND (starts_with(proname, 'audit_of_') OR proname = 'audit_mask')
"""

# Who may call the function that masks, beside its owner; 0 is everybody.
_CALLERS: Final = """
SELECT CASE WHEN g.grantee = 0 THEN 'everybody' ELSE pg_get_userbyid(g.grantee)::text END
FROM pg_proc p CROSS JOIN aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g
WHERE p.pronamespace = 'public'::regnamespace AND p.proname = 'audit_mask' AND g.grantee <> p.proowner
"""


def audit(cursor: CursorWrapper) -> list[str]:
    """Tables without their triggers, and anybody who may do more than read; empty when all is well."""
    try:
        return [*missing(cursor), *open_doors(cursor)]
    except ImproperlyConfigured as error:
        return [str(error), *open_doors(cursor)]


def missing(cursor: CursorWrapper) -> list[str]:
    """Audited tables whose changes would not, or not wholly, reach the log."""
    standing = {(one.table, one.name): one for one in triggers.standing(cursor)}
    have = triggers.sources(cursor)
    said = []
    for one in triggers.audited(cursor):
        function = sql.function_name(one.table)
        for name in sql.TRIGGERS:
            trigger = standing.get((one.table, name))
            if trigger is None or trigger.function != function:
                said.append(f"{one.table} has no trigger {name}")
            elif not trigger.enabled:
                said.append(f"{one.table}: trigger {name} is disabled")
        if have.get(function, sql.body(one)) != sql.body(one):
            said.append(f"{one.table}: its audit function is out of date, run migrate")
    if triggers.mask_source(cursor) != triggers.wanted_mask():
        said.append("audit_mask() is out of date, run migrate")
    return said


def open_doors(cursor: CursorWrapper) -> list[str]:
    """Rights on the log beyond reading one's own entries and recording a request."""
    cursor.execute(_SECURITY, {"tables": list(sql.PARTITIONED)})
    rows = cursor.fetchall()
    owner = settings.DATABASE_ROLES["owner"]
    said = [f"{table} has no forced row security" for table, secured, _ in rows if not secured]
    said += [f"{table} belongs to {who}" for table, _, who in rows if who != owner]
    names = [table for table, _, _ in rows]
    said += _grants(cursor, names)
    said += _policies(cursor, names)
    cursor.execute(_FUNCTIONS)
    for name, definer, who, config in cursor.fetchall():
        if not definer or who != owner or "search_path=pg_catalog" not in config:
            said.append(f"{name}() must be the owner's, SECURITY DEFINER, with a fixed search_path")
    cursor.execute(_CALLERS)
    callers = {settings.DATABASE_ROLES["app"]}
    said += [f"audit_mask(): {who} may call it" for (who,) in cursor.fetchall() if who not in callers]
    return said


def _grants(cursor: CursorWrapper, names: list[str]) -> list[str]:
    kinds = {name: kind for kind, name in settings.DATABASE_ROLES.items()}
    relations = [*names, *(f"{table}_id_seq" for table in sql.PARTITIONED)]
    cursor.execute(_GRANTS, {"oids": relations})
    granted = {(table, kinds.get(who, who), right, column) for table, who, right, column in cursor.fetchall()}
    allowed = {(table, kind, "SELECT", None) for table in sql.PARTITIONED for kind in ("app", "platform")} | {
        (sql.REQUESTS, kind, "INSERT", column)
        for kind in ("app", "signin", "platform")
        for column in sql.RECORDED
    }
    said = [
        f"{table}: {who} may {right}" + (f" ({column})" if column else "")
        for table, who, right, column in sorted(granted - allowed, key=str)
    ]
    return said + [
        f"{table}: {who} may not {right}" for table, who, right, _ in sorted(allowed - granted, key=str)
    ]


def policies(cursor: CursorWrapper, names: list[str]) -> set[tuple[str, str]]:
    """Table and name of every policy on these tables."""
    cursor.execute(_POLICIES, [names])
    return set(cursor.fetchall())


def _policies(cursor: CursorWrapper, names: list[str]) -> list[str]:
    have = policies(cursor, names)
    wanted = {(table, "owner_all") for table in names}
    wanted |= {(table, "tenant_isolation") for table in sql.PARTITIONED} | {(sql.REQUESTS, "signin_all")}
    return [f"{t} has a policy {p} too many" for t, p in sorted(have - wanted)] + [
        f"{t} lacks the policy {p}" for t, p in sorted(wanted - have)
    ]
