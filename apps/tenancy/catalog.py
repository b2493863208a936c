"""What the database itself says about tenancy, read from its catalog: nothing may be forgotten.

Run by `manage.py check --database default` and by the tests; each finding is a sentence for an operator.
"""

from collections.abc import Callable
from typing import cast

from django.apps import apps
from django.conf import settings
from django.db.backends.utils import CursorWrapper

from apps.kernel.registry import Registry
from apps.tenancy import tables
from apps.tenancy.models import GlobalModel, TenantModel

Audit = Callable[[CursorWrapper], list[str]]

# Higher apps add what they know.
AUDITS: Registry[Audit] = Registry("catalog audit")

ROLES = "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = ANY(%s)"

RELATIONS = """
SELECT c.relname, c.relkind::text, c.relrowsecurity, c.relforcerowsecurity, c.relispartition,
  EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id'
          AND NOT a.attisdropped) AS has_tenant,
  (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d JOIN pg_attribute a
     ON a.attrelid = d.adrelid AND a.attnum = d.adnum WHERE d.adrelid = c.oid AND a.attname = 'tenant_id'),
  has_table_privilege(%(app)s, c.oid, 'SELECT,INSERT,UPDATE,DELETE')
    OR has_any_column_privilege(%(app)s, c.oid, 'SELECT,INSERT,UPDATE') AS granted,
  has_table_privilege(%(signin)s, c.oid, 'SELECT,INSERT,UPDATE,DELETE')
    OR has_any_column_privilege(%(signin)s, c.oid, 'SELECT,INSERT,UPDATE') AS signin,
  has_table_privilege(%(app)s, c.oid, 'TRUNCATE') OR has_table_privilege(%(platform)s, c.oid, 'TRUNCATE')
    OR has_table_privilege(%(signin)s, c.oid, 'TRUNCATE') AS truncates,
  pg_get_userbyid(c.relowner), coalesce(c.reloptions::text, '')
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.objid = c.oid AND x.deptype = 'e')
ORDER BY c.relname
"""

POLICIES = """
SELECT c.relname, p.polname, p.polpermissive, p.polcmd::text,
  pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid),
  ARRAY(SELECT CASE r WHEN 0 THEN 'public' ELSE pg_get_userbyid(r)::text END FROM unnest(p.polroles) r)
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = 'public'::regnamespace
"""

LOOSE_REFERENCES = """
SELECT c.conname, c.conrelid::regclass::text FROM pg_constraint c
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attname = 'tenant_id'
JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attname = 'tenant_id'
WHERE c.contype = 'f' AND NOT a.attnum = ANY (c.conkey)
"""

LOOSE_KEYS = """
SELECT i.indexrelid::regclass::text, t.relname,
  (SELECT array_agg(a.attname::text) FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum = ANY (i.indkey))
FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
WHERE t.relname = ANY(%s) AND NOT i.indisprimary AND i.indkey[0] <> a.attnum
"""

DEFINERS = """
SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
  AND NOT coalesce(p.proconfig::text LIKE '%%search_path%%', false)
  AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.objid = p.oid AND x.deptype = 'e')
"""

# What is in neither a table nor under row security, no policy looks at.
DATABASE = """
SELECT r.name, has_database_privilege(r.name, current_database(), 'TEMP'),
  has_database_privilege(r.name, current_database(), 'CREATE') OR has_schema_privilege(r.name, 'public', 'CREATE')
FROM unnest(%s::text[]) AS r(name) WHERE EXISTS (SELECT FROM pg_roles WHERE rolname = r.name)
"""


def audit(cursor: CursorWrapper) -> list[str]:
    """Everything that is not as it must be; empty when the walls stand."""
    found = [
        *_roles(cursor),
        *_database(cursor),
        *_relations(cursor),
        *_references(cursor),
        *_keys(cursor),
        *_definers(cursor),
    ]
    for more in AUDITS:
        found += more(cursor)
    return found


def _roles(cursor: CursorWrapper) -> list[str]:
    names = settings.DATABASE_ROLES
    cursor.execute(ROLES, [list(names.values())])
    rows = {name: flags for name, *flags in cursor.fetchall()}
    found = [f"role {name} does not exist" for name in names.values() if name not in rows]
    for name, (superuser, bypass, creates) in rows.items():
        if superuser or bypass or creates:
            found.append(f"role {name} is a superuser, bypasses row security or makes roles")
    if len(set(names.values())) < len(names):
        found.append("two of the four database roles are the same")
    return found


def _database(cursor: CursorWrapper) -> list[str]:
    cursor.execute(DATABASE, [[name for kind, name in settings.DATABASE_ROLES.items() if kind != "owner"]])
    found = []
    for role, temporary, creates in cursor.fetchall():
        found += [f"role {role} may make temporary tables"] * temporary
        found += [f"role {role} may make tables or schemas"] * creates
    return found


def _relations(cursor: CursorWrapper) -> list[str]:
    cursor.execute(POLICIES)
    policies: dict[str, list[tuple[object, ...]]] = {}
    for table, *policy in cursor.fetchall():
        policies.setdefault(table, []).append(tuple(policy))
    cursor.execute(RELATIONS, settings.DATABASE_ROLES)
    found = []
    for row in cursor.fetchall():
        found += _relation(row, policies.get(row[0], []))
    return found


def _relation(row: tuple[object, ...], policies: list[tuple[object, ...]]) -> list[str]:
    (
        name,
        kind,
        secured,
        forced,
        partition,
        has_tenant,
        default,
        granted,
        signin,
        truncates,
        owner,
        options,
    ) = row
    found = []
    if owner != settings.DATABASE_ROLES["owner"]:
        found.append(f"{name} belongs to {owner}, not to the owner role")
    if truncates:
        found.append(f"{name} may be truncated, which no row security stops")
    if kind in {"v", "m", "f"}:
        if granted and "security_invoker=true" not in str(options):
            found.append(f"{name} shows all rows of all businesses: views need security_invoker")
        return found
    if str(name) in open_tables():
        return found
    if partition:
        return found + ([f"partition {name} can be read around its table"] if granted or signin else [])
    if not (secured and forced):
        found.append(f"{name} has no forced row security")
    if has_tenant and "app.tenant_id" not in str(default):
        found.append(f"{name}.tenant_id has no default from the bound tenant")
    return found + _policies(str(name), policies)


def _policies(table: str, policies: list[tuple[object, ...]]) -> list[str]:
    names = {policy[0] for policy in policies}
    found = []
    if not {"tenant_isolation", "owner_all"} <= names:
        found.append(f"{table} lacks the policy tenant_isolation or owner_all")
    return found + [
        f"policy {policy[0]} of {table} {said}" for policy in policies for said in _policy(policy)
    ]


def _policy(policy: tuple[object, ...]) -> list[str]:
    name, permissive, _command, using, check, granted_to = policy
    roles = settings.DATABASE_ROLES
    if name == "tenant_isolation":
        differs = check is not None and using != check
        return ["reads and writes by different rules"] * differs + ["lets everybody in"] * (using == "true")
    if name == "owner_all":
        others = {*cast("list[str]", granted_to)} != {roles["owner"], roles["platform"]}
        return ["is for others than the owner and the platform"] * others
    if name == "signin_all":
        return ["is for others than the sign-in role"] * (granted_to != [roles["signin"]])
    return ["is one more way in: permissive policies add up"] * bool(permissive)


def _references(cursor: CursorWrapper) -> list[str]:
    cursor.execute(LOOSE_REFERENCES)
    return [f"key {name} of {table} can point into another business" for name, table in cursor.fetchall()]


def _keys(cursor: CursorWrapper) -> list[str]:
    models = {model._meta.db_table: model for model in apps.get_models() if issubclass(model, TenantModel)}
    cursor.execute(LOOSE_KEYS, [list(models)])
    found = []
    for index, table, columns in cursor.fetchall():
        model = models[table]
        across = {f.column for f in model._meta.local_fields if f.name in model.across_tenants}
        if columns[0] in across:
            continue
        found.append(f"index {index} of {table} does not begin with tenant_id")
    return found


def _definers(cursor: CursorWrapper) -> list[str]:
    cursor.execute(DEFINERS)
    return [f"function {name} runs as its owner without a fixed search_path" for (name,) in cursor.fetchall()]


def open_tables() -> set[str]:
    """Tables without row security, on purpose: they hold nothing of any business."""
    declared = {
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, GlobalModel) and not model.visible
    }
    return declared | set(tables.GLOBAL)
