"""Roles and database on a server of our own, made as its superuser before Django can connect."""

import psycopg

from apps.tenancy import role_sql
from quayside.demo import postgres

DATABASE = "quayside"
NAMES = {role: f"quayside_{role}" for role in role_sql.ROLES}


def prepare(*, port: int, superuser_password: str, passwords: dict[str, str]) -> None:
    """Make the roles with these passwords, the database and its extensions, or put them right."""
    with _connect(port, superuser_password, "template1") as connection:
        _run(connection, role_sql.roles_sql(names=NAMES, passwords=passwords))
        # Databases made from template1, as tests do, have them too.
        _run(connection, role_sql.extension_sql())
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone()
    # Afterwards, since nobody may be connected to the template.
    with _connect(port, superuser_password, "postgres") as connection:
        if known is None:
            _run(connection, [role_sql.create_database_sql(names=NAMES, database=DATABASE)])
    with _connect(port, superuser_password, DATABASE) as connection:
        _run(connection, role_sql.database_sql(names=NAMES, database=DATABASE))


def urls(*, port: int, passwords: dict[str, str]) -> dict[str, str]:
    """The address of the database for each role, as environment variables."""
    return {
        f"DATABASE_URL_{role.upper()}": postgres.url(port, NAMES[role], passwords[role], DATABASE)
        for role in role_sql.ROLES
    }


def _connect(port: int, password: str, database: str) -> psycopg.Connection[tuple[object, ...]]:
    address = postgres.url(port, postgres.SUPERUSER, password, database)
    return psycopg.connect(address, autocommit=True, connect_timeout=5)


def _run(connection: psycopg.Connection[tuple[object, ...]], statements: list[str]) -> None:
    for statement in statements:
        connection.execute(statement.encode())
