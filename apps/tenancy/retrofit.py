"""Row-level security for the tables of libraries, without touching their models.

Django's INSERTs list their own columns, so a column default is enough to stamp every row with the bound tenant.
"""

from django.apps import apps
from django.db.backends.utils import CursorWrapper

from apps.tenancy import policies, tables
from apps.tenancy.models import GlobalModel, TenantModel
from apps.tenancy.policies import quoted, role


def declared() -> set[str]:
    """Tables whose migrations bring their own security."""
    return {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if issubclass(model, TenantModel | GlobalModel)
    }


def library_tables(cursor: CursorWrapper) -> list[str]:
    """Tables of installed apps that are neither declared nor kept by an app's own step."""
    known = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    known |= {"django_migrations", *tables.GLOBAL}
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    )
    present = {name for (name,) in cursor.fetchall()}
    return sorted((known & present) - declared())


def retrofit(cursor: CursorWrapper) -> None:
    """Give every library table its place; safe to run again, and after a library adds tables."""
    secured = _secured(cursor)
    _clear_leftovers(cursor, secured)
    for table in library_tables(cursor):
        if table in tables.GLOBAL:
            _run(cursor, _regranted(table))
        elif table not in secured:
            _run(cursor, _statements(table))
    _unique_per_tenant(cursor)
    _references(cursor)
    _sequences(cursor)


def _run(cursor: CursorWrapper, statements: list[str]) -> None:
    for statement in statements:
        cursor.execute(statement)


def _clear_leftovers(cursor: CursorWrapper, secured: set[str]) -> None:
    for table in tables.LEFTOVERS:
        if table not in secured:
            cursor.execute(f"DELETE FROM {quoted(table)}")
    # Pending key checks would forbid the ALTER TABLEs that follow.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _secured(cursor: CursorWrapper) -> set[str]:
    cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind IN ('r', 'p')")
    return {name for (name,) in cursor.fetchall()}


def _regranted(table: str) -> list[str]:
    revoked = [f"REVOKE ALL ON {quoted(table)} FROM {role(kind)}" for kind in ("app", "signin", "platform")]
    return revoked + policies.global_table(table, grants=tables.GLOBAL[table])


def _statements(table: str) -> list[str]:
    if table in tables.PEOPLE:
        column = tables.PEOPLE[table]
        if not column:  # Never used here: nobody gets a grant, so nobody can begin to.
            return policies.visible_table(table, "false", grants={})
        usual = "SELECT" if table in tables.READ_ONLY else policies.ALL
        rights = {"app": usual, "signin": usual, "platform": policies.ALL}
        condition = policies.membership(f"{table}.{column}", active=table in tables.OF_ACTIVE_MEMBERS)
        return policies.visible_table(table, condition, grants=rights)
    t = quoted(table)
    return [
        f"ALTER TABLE {t} ADD COLUMN tenant_id bigint NOT NULL DEFAULT {policies.TENANT}"
        " REFERENCES tenancy_tenant (id) DEFERRABLE INITIALLY DEFERRED",
        f"CREATE INDEX ON {t} (tenant_id)",
        *policies.tenant_table(table),
    ]


def _unique_per_tenant(cursor: CursorWrapper) -> None:
    for table, column in tables.UNIQUE_PER_TENANT:
        cursor.execute(
            """SELECT c.conname FROM pg_constraint c JOIN pg_attribute a
                 ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]
               WHERE c.contype = 'u' AND c.conrelid = to_regclass(%s) AND a.attname = %s""",
            [quoted(table), column],
        )
        for (name,) in cursor.fetchall():
            cursor.execute(
                f"ALTER TABLE {quoted(table)} DROP CONSTRAINT {quoted(name)}, "
                f"ADD CONSTRAINT {quoted(f'{table}_{column}_tenant_uniq')} "
                f"UNIQUE (tenant_id, {quoted(column)})"
            )


SINGLE_COLUMN_REFERENCES = """
SELECT c.conname, c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text, f.attname
FROM pg_constraint c
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = c.confkey[1]

WHERE c.contype = 'f' AND cardinality(c.conkey) = 1 AND c.conparentid = 0
  AND EXISTS (SELECT 1 FROM pg_attribute x WHERE x.attrelid = c.conrelid AND x.attname = 'tenant_id')
  AND EXISTS (SELECT 1 FROM pg_attribute x WHERE x.attrelid = c.confrelid AND x.attname = 'tenant_id')
"""


def _references(cursor: CursorWrapper) -> None:
    """Replace each single-column key between tenant tables by a composite one.

    Key checks bypass row security, so a single column would let a row point into another business.
    """
    cursor.execute(SINGLE_COLUMN_REFERENCES)
    for name, table, column, target, key in cursor.fetchall():
        cursor.execute(
            """SELECT 1 FROM pg_constraint c WHERE c.contype IN ('u', 'p') AND c.conrelid = %s::regclass
                 AND (SELECT array_agg(a.attname::text ORDER BY a.attname) FROM pg_attribute a
                      WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey))
                   = (SELECT array_agg(x ORDER BY x) FROM unnest(ARRAY['tenant_id', %s]) x)""",
            [target, key],
        )
        if cursor.fetchone() is None:
            cursor.execute(f"ALTER TABLE {target} ADD UNIQUE (tenant_id, {quoted(key)})")
        cursor.execute(
            f"ALTER TABLE {table} DROP CONSTRAINT {quoted(name)}, ADD CONSTRAINT {quoted(name)} "
            f"FOREIGN KEY (tenant_id, {quoted(column)}) REFERENCES {target} (tenant_id, {quoted(key)}) "
            "DEFERRABLE INITIALLY DEFERRED"
        )


def _sequences(cursor: CursorWrapper) -> None:
    """Rows may be numbered by those who may insert them; nobody but the owner may set a number.

    Under row security max(id) is the tenant's own, so a role that may call setval() would hand out others' ids.
    """
    for kind in ("app", "signin", "platform"):
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role(kind)}")
