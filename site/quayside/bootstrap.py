"""From a bare Python to the locked environment: standard library only.

`enter` returns when this process already runs with what the lock file names; otherwise it makes `.venv`,
installs into it and replaces this process by the same command inside it. `QUAYSIDE_VENV` names another place
for it, `QUAYSIDE_NO_VENV=1` says that the running interpreter has everything (as in a container image).
"""

import errno
import hashlib
import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

RUN_LOCK = "requirements.lock"
TEST_LOCK = "requirements-test.lock"
NEEDS_TEST_LOCK = frozenset({"test", "lint", "bench"})
NEEDS_NOTHING = frozenset({"lock"})
STAMP = ".quayside-stamp"
WITH_TESTS = "with-tests"
ENTERED = "QUAYSIDE_ENTERED"
FULL = (errno.ENOSPC, errno.EDQUOT)


class CannotStart(Exception):
    """The command cannot run here; the text is the sentence for the person who typed it."""


def enter(root: str, argv: list[str]) -> None:
    """Return inside the locked environment, or continue there by exec. Raises CannotStart."""
    command = argv[0] if argv else ""
    if command in NEEDS_NOTHING or os.environ.get("QUAYSIDE_NO_VENV") == "1":
        return
    folder = Path(root)
    venv = Path(os.environ.get("QUAYSIDE_VENV") or folder / ".venv").absolute()
    needs_tests = command in NEEDS_TEST_LOCK
    inside = os.path.realpath(sys.prefix) == os.path.realpath(venv)
    if is_current(folder, venv, needs_tests=needs_tests):
        if not inside:
            os.environ[ENTERED] = "1"
            _continue_with(python_of(venv), folder, argv)
        os.environ.pop(ENTERED, None)
        return
    if inside:
        if os.environ.pop(ENTERED, None):
            raise CannotStart(f"{venv} does not work with this Python; delete it and start again.")
        # The environment cannot rebuild itself: the interpreter it was made from does.
        _continue_with(Path(getattr(sys, "_base_executable", sys.executable)), folder, argv)
    _install_under_lock(folder, venv, needs_tests=needs_tests)
    os.environ[ENTERED] = "1"
    _continue_with(python_of(venv), folder, argv)


def python_of(venv: Path) -> Path:
    """The environment's interpreter."""
    return venv / "bin" / "python"


def is_current(folder: Path, venv: Path, *, needs_tests: bool) -> bool:
    """Whether the environment holds exactly what the lock file names; the test lock includes the other."""
    try:
        tag, digest = (venv / STAMP).read_text().split()[:2]
    except (OSError, ValueError):
        return False
    if not python_of(venv).exists():
        return False
    if os.path.realpath(sys.prefix) == os.path.realpath(venv) and tag != cache_tag():
        return False  # the system's Python was upgraded under the environment
    locks = (TEST_LOCK,) if needs_tests else (RUN_LOCK, TEST_LOCK)
    return digest in {digest_of(folder / name, tag, venv) for name in locks}


def cache_tag() -> str:
    """Which Python an environment fits: implementation and minor version."""
    return sys.implementation.cache_tag or "python"


def digest_of(lock: Path, tag: str, venv: Path) -> str:
    """What the stamp of an environment at `venv` says when `lock` is installed for the Python `tag`."""
    try:
        content = lock.read_bytes()
    except OSError as error:
        raise CannotStart(f"{lock} cannot be read: {error.strerror}.") from error
    return hashlib.sha256(content + tag.encode() + os.fsencode(venv)).hexdigest()


def _continue_with(python: Path, folder: Path, argv: list[str]) -> None:
    sys.stdout.flush()
    os.execv(python, [str(python), str(folder / "manage.py"), *argv])  # noqa: S606


def _install_under_lock(folder: Path, venv: Path, *, needs_tests: bool) -> None:
    _require_tools()
    try:
        venv.mkdir(parents=True, exist_ok=True)
        _require_ours(venv)
        with _only_one(venv):
            if not is_current(folder, venv, needs_tests=needs_tests):
                _install(folder, venv, needs_tests=needs_tests)
    except OSError as error:
        raise CannotStart(_why_not(error, venv)) from error


def _require_tools() -> None:
    if fcntl is None:
        raise CannotStart("Quayside runs on Linux and macOS; on Windows use WSL.")
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise CannotStart(
            f"Python's {missing[0]} module is missing; on Debian and Ubuntu: "
            f"apt install python{version}-venv."
        )


def _require_ours(venv: Path) -> None:
    """Refuse a folder that holds something else: making the environment anew empties it."""
    names = {entry.name for entry in venv.iterdir()}
    if names and not names & {"pyvenv.cfg", ".lock"}:
        raise CannotStart(f"{venv} is no Python environment and is not empty; name another place.")


def _why_not(error: OSError, venv: Path) -> str:
    if error.errno in FULL:
        return f"The disk is full; {venv} needs about 600 MB."
    return (
        f"{venv} cannot be written ({error.strerror}); make its folder writable "
        "or name another place in QUAYSIDE_VENV."
    )


@contextmanager
def _only_one(venv: Path) -> Iterator[None]:
    """Hold the installation lock, waiting for another start that installs."""
    with (venv / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another start is installing the requirements; waiting for it.", flush=True)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _install(folder: Path, venv: Path, *, needs_tests: bool) -> None:
    from quayside import installer

    # Who has run the tests here will do so again: a newer run lock must not take the tools away.
    needs_tests = needs_tests or WITH_TESTS in _stamped(venv)
    lock = folder / (TEST_LOCK if needs_tests else RUN_LOCK)
    # A finished environment needs the differences. Without a stamp, nobody knows how far the last try got.
    if _stamped(venv)[:1] != [cache_tag()]:
        _empty(venv)
        installer.make(venv)
    (venv / STAMP).unlink(missing_ok=True)
    installer.install(venv, python_of(venv), lock)
    # Last, so that an installation that was broken off is done again.
    unfinished = venv / (STAMP + ".new")
    words = [cache_tag(), digest_of(lock, cache_tag(), venv), *([WITH_TESTS] if needs_tests else [])]
    unfinished.write_text(" ".join(words) + "\n")
    unfinished.replace(venv / STAMP)


def _stamped(venv: Path) -> list[str]:
    """The stamp's words: which Python, which lock, and whether with the tools for tests."""
    if not python_of(venv).exists() or not (venv / STAMP).exists():
        return []
    return (venv / STAMP).read_text().split()


def _empty(venv: Path) -> None:
    """Remove everything but the lock that is being held."""
    for entry in venv.iterdir():
        if entry.name == ".lock":
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
