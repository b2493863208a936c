"""Template databases, migrated once and then baked with two businesses in them, and quick clones of those."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.db import connections

from apps.tenancy import role_sql

ROOT = Path(__file__).resolve().parents[1]
# What migrations are made from; what follows them is brought up to date when the businesses are baked.
SCHEMA = (
    "**/migrations/*.py", "apps/tenancy/*.py", "apps/audit/*.py", "apps/*/models/*.py", "cms/roots.py", "cms/wiring.py",
    "requirements.lock",
)  # fmt: skip
CODE = ("apps/**/*.py", "apps/**/*.toml", "cms/**/*.py", "tests/bake.py", "tests/people.py")
LOCK = 4711


def superuser(database: str = "postgres") -> "psycopg.Connection[tuple[object, ...]]":
    """A connection that no part of Quayside has: it makes and drops databases."""
    url = urlsplit(os.environ["TEST_SUPERUSER_URL"])._replace(path=f"/{database}").geturl()
    return psycopg.connect(url, autocommit=True)


def fingerprint(*patterns: str) -> str:
    """Changes whenever a file of the patterns does."""
    digest = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            if ".venv" not in path.parts:
                digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def template() -> str:
    """Name of the baked database; makes it when this code has none yet. One worker bakes, the others wait."""
    schema = f"schema_{fingerprint(*SCHEMA)}"
    baked = f"baked_{fingerprint(*SCHEMA, *CODE)}"
    with superuser() as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if not _exists(connection, baked):
            if not _exists(connection, schema):
                _make(connection, schema, "-m", "django", "migrate", "-v0")
            _make(connection, baked, "-m", "tests.bake", source=schema)
        connection.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return baked


def _make(
    connection: "psycopg.Connection[tuple[object, ...]]", name: str, *command: str, source: str = "template1"
) -> None:
    """Under another name until it is whole."""
    raw = f"{name}_raw"
    connection.execute(f'DROP DATABASE IF EXISTS "{raw}" WITH (FORCE)')
    connection.execute(
        f'CREATE DATABASE "{raw}" TEMPLATE "{source}" STRATEGY=WAL_LOG OWNER "{settings.DATABASE_ROLES["owner"]}"'
    )
    with superuser(raw) as inside:
        inside.execute(role_sql.LARGE_OBJECTS)
    _allow(connection, raw)
    _run(raw, command)
    connection.execute(f'ALTER DATABASE "{raw}" RENAME TO "{name}"')


def _exists(connection: "psycopg.Connection[tuple[object, ...]]", name: str) -> bool:
    return bool(connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())


def _run(database: str, command: tuple[str, ...]) -> None:
    environment = dict(os.environ)
    for role in ("OWNER", "APP", "SIGNIN", "PLATFORM"):
        key = f"DATABASE_URL_{role}"
        environment[key] = urlsplit(environment[key])._replace(path=f"/{database}").geturl()
    environment["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(ROOT / "site")))
    run = subprocess.run(
        [sys.executable, *command], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise RuntimeError(f"making the test database failed:\n{run.stdout}\n{run.stderr}")


def clone(name: str, source: str) -> None:
    """Put a fresh copy of `source` in place of the database `name`."""
    close_connections()
    with superuser() as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(
            f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY=WAL_LOG '
            f'OWNER "{settings.DATABASE_ROLES["owner"]}"'
        )
        _allow(connection, name)


def _allow(connection: "psycopg.Connection[tuple[object, ...]]", database: str) -> None:
    """Who may connect is not copied with a database."""
    for statement in role_sql.access_sql(names=settings.DATABASE_ROLES, database=database):
        connection.execute(statement)


def drop(name: str) -> None:
    """Remove a database, whoever is connected."""
    close_connections()
    with superuser() as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def close_connections() -> None:
    """Close this thread's connections and every pool."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if getattr(connection, "pool", None):
            connection.close_pool()  # type: ignore[attr-defined]


def point_to(name: str) -> None:
    """Let every alias of this process use the database."""
    for alias in connections:
        connections[alias].settings_dict["NAME"] = name
        settings.DATABASES[alias]["NAME"] = name
