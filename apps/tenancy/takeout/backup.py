"""The whole installation on another disk, every day: database, files, and a manifest to check them by."""

import fcntl
import hashlib
import json
import os
import re
import shutil
import tarfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.core.files.storage import default_storage
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from apps.tenancy import context, owner
from apps.tenancy.takeout import files, pg_tools
from apps.tenancy.takeout.errors import BackupFailed
from apps.tenancy.takeout.exporting import migrations

FORMAT: Final = 1
NAME: Final = re.compile(r"quayside-\d{8}T\d{6}Z\Z")
DATABASE: Final = "database.dump"
FILES: Final = "files.tar"
MANIFEST: Final = "manifest.json"
TABLES: Final = """
SELECT c.relname::text FROM pg_class c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND c.relnamespace = 'public'::regnamespace ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup, and the older ones that went for it."""

    path: Path
    rows: int
    files: int
    removed: tuple[Path, ...]


def make(folder: Path, *, at: datetime, keep: int) -> Backup:
    """Write a new backup into `folder` and keep the `keep` newest. Readable by the caller's user alone.

    The dump and the manifest's counts show one instant; files are read after it, so each file that a row of
    the dump
    names is there. Unfinished ones are removed. Raises BackupFailed and OwnerRoleMissing.
    """
    if keep < 1:
        raise BackupFailed(why="at least one backup has to be kept.")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(folder):
            path = folder / f"quayside-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
            if path.exists():
                raise BackupFailed(why=f"{path} exists already.")
            with _unfinished(folder / f".{path.name}.new") as new:
                rows, count = _write(new, at=at)
                new.rename(path)
            return Backup(path, rows, count, tuple(_rotate(folder, keep)))
    except OSError as error:
        raise BackupFailed(why=f"{error.filename or folder}: {error.strerror or error}.") from error


@contextmanager
def _alone(folder: Path) -> Generator[None]:
    handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupFailed(why=f"another one is being written to {folder}.") from None
        for left in folder.glob(".quayside-*.new"):
            shutil.rmtree(left)
        yield
    finally:
        os.close(handle)


@contextmanager
def _unfinished(path: Path) -> Generator[Path]:
    path.mkdir(mode=0o700)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _write(folder: Path, *, at: datetime) -> tuple[int, int]:
    with owner.as_default(), transaction.atomic(durable=True), connections["default"].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version_num')::int / 10000")
        snapshot, server = cursor.fetchone()
        counts = row_counts(cursor)
        program = pg_tools.find("pg_dump", server=server)
        arguments = [
            *("--format=custom", "--no-owner", "--no-comments", "--enable-row-security"),
            *(f"--snapshot={snapshot}", f"--file={folder / DATABASE}"),
        ]
        pg_tools.run(program, arguments, database=connections["default"].settings_dict)
        applied = migrations(connections["default"])
    count = _write_files(folder / FILES)
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "postgresql": server,
        "migrations": applied,
        "rows": counts,
        "files": count,
        "sha256": {name: _sha256(folder / name) for name in (DATABASE, FILES)},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n")
    for entry in folder.iterdir():
        entry.chmod(0o600)
    return sum(counts.values()), count


def row_counts(cursor: CursorWrapper) -> dict[str, int]:
    """Rows of every table as the connection's role sees them; for the owner that is all."""
    cursor.execute(TABLES)
    names = [name for (name,) in cursor.fetchall()]
    counts = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {}, count(*) FROM {}").format(sql.Literal(name), sql.Identifier(name))
        for name in names
    )
    cursor.execute(counts)
    return dict(cursor.fetchall())


def _write_files(path: Path) -> int:
    count = 0
    # Files are packed already, and a plain tar can be read from any place in it.
    with tarfile.open(path, "w") as tar, context.use_platform():
        for name in files.walk_all():
            try:
                content = default_storage.open(name)
            except FileNotFoundError:
                continue  # deleted since it was listed
            with content:
                entry = tarfile.TarInfo(name)
                entry.size, entry.mode = content.size, 0o600
                tar.addfile(entry, content)
            count += 1
    return count


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _rotate(folder: Path, keep: int) -> list[Path]:
    made = sorted(path for path in folder.iterdir() if NAME.match(path.name))
    old = made[:-keep]
    for path in old:
        shutil.rmtree(path)
    return old
