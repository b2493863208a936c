"""`manage.py test`: pytest on a PostgreSQL and a Valkey of its own, which go when it ends."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from quayside.demo import binaries, browser, children, memory, postgres, processes, secrets, servers
from quayside.demo.environment import for_commands
from quayside.demo.places import ROOT

PREFIX = "quayside-test-"
BROWSER_TESTS = ROOT / "tests" / "browser"
# In the environment when somebody brings servers for several runs.
GIVEN = "TEST_SUPERUSER_URL"
INSTALL_LOG = "chromium-install.log"


def main(argv: Sequence[str]) -> int:
    """Run pytest with these arguments (all tests without any) and return its exit code."""
    if list(argv[:1]) in (["-h"], ["--help"]):
        print(f"{__doc__}\n\nusage: manage.py test [pytest arguments]")
        return 0
    sweep()
    arguments = [_absolute(argument) for argument in argv]
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        with _given_servers() if GIVEN in os.environ else own_servers() as variables:
            chromium, left_out = _browser(arguments)
            code = _pytest([*left_out, *_spread(arguments), *arguments], {**variables, **chromium})
    except _Asked:
        return 143
    if left_out:
        print("Left out: the browser tests, since there is no Chromium on this machine.")
    return code


@contextmanager
def own_servers(*, careless: bool = True) -> Iterator[dict[str, str]]:
    """A PostgreSQL and a Valkey in a temporary folder, and what leads there. For the main thread.

    `careless` ones do not wait for the disk, and stand in memory where there is room.
    """
    where = memory.folder() if careless else None
    with ExitStack() as undo:
        temporary = TemporaryDirectory(
            prefix=f"{PREFIX}{os.getpid()}-", dir=where, ignore_cleanup_errors=True
        )
        folder = Path(undo.enter_context(temporary))
        place = binaries.prepare(folder.resolve(), folder.name)
        undo.callback(shutil.rmtree, place.folder, ignore_errors=True)
        pair = servers.programs(
            place,
            secrets=secrets.fresh(),
            log=lambda server: folder / f"{server}.log",
            careless=careless,
        )
        for program in (pair.postgres, pair.valkey):
            process = children.start(program)
            undo.callback(children.stop, program, process)
            children.wait_until_it_answers(program, process)
        pair.prepare_database()
        yield _variables(folder.resolve(), pair)


@contextmanager
def _given_servers() -> Iterator[dict[str, str]]:
    """Those the environment leads to already."""
    yield {name: value for name, value in os.environ.items() if name.startswith("DATABASE_URL_")}


def _variables(folder: Path, pair: servers.Servers) -> dict[str, str]:
    return {
        **pair.environment(),
        # Clones the template database for each worker.
        GIVEN: postgres.url(pair.postgres_port, postgres.SUPERUSER, pair.secrets["superuser"], "postgres"),
        "PUBLIC_URL": "http://localhost:8000",
        "EMAIL_URL": "memory:",
        "EMAIL_FROM": "Quayside <no-reply@quayside.example>",
        "STORAGE_URL": f"file://{folder / 'files'}",
        "TRUSTED_PROXIES": "0",
        "DEMO": "0",
        "DATA_DIR": str(folder),
    }


def _pytest(arguments: Sequence[str], variables: Mapping[str, str]) -> int:
    process = subprocess.Popen(
        children.on_leash([sys.executable, "-m", "pytest", *arguments]),
        cwd=ROOT,
        env=for_commands(variables),
    )
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # The terminal sent it to pytest too, which wants to print what it has.
            try:
                return process.wait(20)
            except (subprocess.TimeoutExpired, KeyboardInterrupt):
                children.end(process)
        except _Asked:
            children.end(process)
            raise


class _Asked(BaseException):
    """Somebody wants us to end."""


def _interrupt(_number: int, _frame: object) -> None:
    raise _Asked


def _spread(arguments: Sequence[str]) -> list[str]:
    """Over all cores, unless told otherwise or a debugger wants the terminal."""
    if any(a.startswith(("-n", "--numprocesses", "--pdb", "--collect-only")) for a in arguments):
        return []
    # One more than there are cores, because tests wait for browsers and servers. Whoever is done takes from the others:
    # a module stays with one process, which starts its server once.
    return ["-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal"]


def _absolute(argument: str) -> str:
    """Paths are meant from where the person stands; pytest runs in the project's folder."""
    path = argument.partition("::")[0]
    if argument.startswith("-") or not Path(path).exists():
        return argument
    return str(Path.cwd() / argument)


def _browser(arguments: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """What leads the browser tests to Chromium, or the argument that leaves them out."""
    paths = [Path(a.partition("::")[0]) for a in arguments if not a.startswith("-")]
    chosen = [path for path in paths if path.exists()]
    wanted = not chosen or any(
        path.is_relative_to(BROWSER_TESTS) or BROWSER_TESTS.is_relative_to(path.resolve()) for path in chosen
    )
    if not (wanted and BROWSER_TESTS.exists()):
        return {}, []
    found = browser.find_or_install(Path(gettempdir()) / INSTALL_LOG)
    if found is None:
        return {}, [f"--ignore={BROWSER_TESTS}"]
    return {browser.VARIABLE: found}, []


def sweep() -> None:
    """Remove what killed runs of ours left."""
    for folder in (left for place in _places() for left in place.glob(f"{PREFIX}*")):
        pid = folder.name.removeprefix(PREFIX).partition("-")[0]
        if not pid.isdigit() or folder.stat().st_uid != os.geteuid() or _is_alive(int(pid)):
            continue
        processes.clear_away(folder.name, patience=2)
        shutil.rmtree(folder, ignore_errors=True)
        if os.geteuid() == 0:
            shutil.rmtree(binaries.SYSTEM_STATE / folder.name, ignore_errors=True)


def _places() -> set[Path]:
    return {Path(gettempdir()), memory.SHARED}


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
