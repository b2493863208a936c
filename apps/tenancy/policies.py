"""The SQL that makes the database itself keep businesses apart. Pure text; who runs it stands elsewhere.

Three kinds of table: a *tenant* table has a tenant_id; a *people* table is visible where its person is a member; a
*global* table is the installation's own. The grant always comes last, so a table that was not finished is not readable.
"""

from collections.abc import Mapping

from django.conf import settings

TENANT = "NULLIF(current_setting('app.tenant_id', true), '')::bigint"
ALL = "SELECT, INSERT, UPDATE, DELETE"


def role(kind: str) -> str:
    """Quoted database role of "owner", "app", "signin" or "platform"."""
    return quoted(settings.DATABASE_ROLES[kind])


def quoted(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def membership(column: str, *, active: bool = False) -> str:
    """Condition: the person in `column` is, or without `active` was, a member of the bound tenant.

    Former members stay visible, since the team page and the audit log name them; sign-in asks for an active one.
    """
    condition = f"m.user_id = {column} AND m.tenant_id = {TENANT}{' AND m.active' if active else ''}"
    return f"EXISTS (SELECT 1 FROM accounts_member m WHERE {condition})"


def _forced(table: str, condition: str, *, to: str = "") -> list[str]:
    t = quoted(table)
    return [
        f"ALTER TABLE {t} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {t} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY tenant_isolation ON {t}{to} USING ({condition}) WITH CHECK ({condition})",
        # Without this a forced policy makes the owner's data migrations update nothing and say so to nobody.
        f"CREATE POLICY owner_all ON {t} TO {role('owner')}, {role('platform')} "
        "USING (true) WITH CHECK (true)",
    ]


def _signin(table: str, rights: str) -> list[str]:
    if not rights:
        return []
    t = quoted(table)
    return [
        f"CREATE POLICY signin_all ON {t} TO {role('signin')} USING (true) WITH CHECK (true)",
        f"GRANT {rights} ON {t} TO {role('signin')}",
    ]


def tenant_table(table: str, *, app: str = ALL, signin: str = "") -> list[str]:
    """Row security, default and grants of a table that has a tenant_id."""
    t = quoted(table)
    return [
        *_forced(table, f"tenant_id = {TENANT}"),
        f"ALTER TABLE {t} ALTER COLUMN tenant_id SET DEFAULT {TENANT}",
        *_signin(table, signin),
        f"GRANT {ALL} ON {t} TO {role('platform')}",
        *([f"GRANT {app} ON {t} TO {role('app')}"] if app else []),
    ]


def visible_table(table: str, condition: str, *, grants: Mapping[str, str]) -> list[str]:
    """Row security of a table without tenant_id whose rows the app role sees when `condition` holds."""
    t = quoted(table)
    statements = _forced(table, condition, to=f" TO {role('app')}")
    statements += _signin(table, grants.get("signin", ""))
    return statements + [
        f"GRANT {rights} ON {t} TO {role(kind)}"
        for kind, rights in grants.items()
        if rights and kind != "signin"
    ]


def global_table(table: str, *, grants: Mapping[str, str]) -> list[str]:
    """Grants of a table that belongs to the installation and holds nothing of any business."""
    return [f"GRANT {rights} ON {quoted(table)} TO {role(kind)}" for kind, rights in grants.items() if rights]


def withdrawn(table: str) -> list[str]:
    """Undo all of the above, for reversing a migration."""
    t = quoted(table)
    return [
        *(f"REVOKE ALL ON {t} FROM {role(kind)}" for kind in ("app", "signin", "platform")),
        *(f"DROP POLICY IF EXISTS {name} ON {t}" for name in ("tenant_isolation", "owner_all", "signin_all")),
    ]
