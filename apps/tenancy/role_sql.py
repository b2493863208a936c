"""The SQL that makes the four database roles and the database: text for psql and the demo's own server."""

from collections.abc import Mapping
from typing import Final

ROLES: Final = ("owner", "app", "signin", "platform")
EXTENSIONS: Final = ("btree_gist", "btree_gin", "pg_trgm", "citext", "unaccent")
# Bypassing row security is nobody's right, not even the owner's.
_RIGHTS: Final = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"

# No row security covers large objects, so nobody makes any. Managed servers do not let this be changed.
LARGE_OBJECTS: Final = """DO $$ BEGIN
    REVOKE EXECUTE ON FUNCTION pg_catalog.lo_creat(integer), pg_catalog.lo_create(oid),
        pg_catalog.lo_from_bytea(oid, bytea) FROM PUBLIC;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'large objects stay allowed: only a superuser can change that';
END $$;"""


def role_sql(*, names: Mapping[str, str], passwords: Mapping[str, str] | None, database: str) -> list[str]:
    """The whole script for psql as a superuser: roles, database, extensions. Roles that exist are put right.

    `names` and `passwords` are keyed by ROLES. Without passwords the script asks for them.
    """
    create = literal(create_database_sql(names=names, database=database))
    return [
        *roles_sql(names=names, passwords=passwords),
        f"SELECT {create} WHERE NOT EXISTS"  # noqa: S608  quoted by literal()
        f" (SELECT 1 FROM pg_database WHERE datname = {literal(database)}) \\gexec",
        f"\\connect {identifier(database)}",
        *database_sql(names=names, database=database),
        # Last, since each reads what it asks for from wherever the script comes from.
        *([] if passwords else [f"\\password {identifier(names[role])}" for role in ROLES]),
    ]


def roles_sql(*, names: Mapping[str, str], passwords: Mapping[str, str] | None) -> list[str]:
    """Makes the roles or puts them right; runs in any database."""
    statements = []
    for role in ROLES:
        name = names[role]
        secret = f" PASSWORD {literal(passwords[role])}" if passwords else ""
        statements += [
            f"DO $$ BEGIN CREATE ROLE {identifier(name)}; EXCEPTION WHEN duplicate_object THEN NULL; END $$;",
            f"ALTER ROLE {identifier(name)} WITH {_RIGHTS}{secret};",
        ]
        if role != "owner":
            # Statements of all businesses come in under one role; whoever has it must not read the others' in the
            # server's list of activity.
            statements.append(f"ALTER ROLE {identifier(name)} SET track_activities = off;")
    return statements


def create_database_sql(*, names: Mapping[str, str], database: str) -> str:
    """One statement, outside any transaction."""
    return f"CREATE DATABASE {identifier(database)} OWNER {identifier(names['owner'])}"


def database_sql(*, names: Mapping[str, str], database: str) -> list[str]:
    """Runs inside the database: only these roles connect, and what only a superuser can add is there."""
    return [*access_sql(names=names, database=database), LARGE_OBJECTS, *extension_sql()]


def access_sql(*, names: Mapping[str, str], database: str) -> list[str]:
    """Runs in any database of the server: nobody but these roles connects, and none makes temporary tables."""
    others = ", ".join(identifier(names[role]) for role in ROLES)
    return [
        f"REVOKE ALL ON DATABASE {identifier(database)} FROM PUBLIC;",
        f"GRANT CONNECT ON DATABASE {identifier(database)} TO {others};",
    ]


def extension_sql() -> list[str]:
    """In the database, and in template1 where test databases are to be made."""
    return [f"CREATE EXTENSION IF NOT EXISTS {name};" for name in EXTENSIONS]


def identifier(name: str) -> str:
    """A name, quoted for SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text, quoted for SQL."""
    return "'" + text.replace("'", "''") + "'"
