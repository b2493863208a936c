"""Which command goes where: our launchers, or Django's own commands."""

import errno
import importlib
import os
import sys
from collections.abc import Callable, Sequence

from quayside.bootstrap import CannotStart

SETTINGS = "quayside.settings"
# These read code and files only, so they run where no server is.
OFFLINE_SETTINGS = "quayside.offline"
OFFLINE = (("pack", "check"), ("public_texts",))

# What the machine lacks, as against what we did wrong.
OF_THE_PLACE = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT)

# Imported when asked for: `lock` runs before any requirement is installed.
LAUNCHERS = {
    "demo": ("quayside.demo.demo", "the whole system with its own PostgreSQL and Valkey"),
    "test": ("quayside.demo.testing", "all tests, on servers of their own"),
    "bench": ("tests.bench.command", "what the ground costs, beside bare Django"),
    "lint": ("quayside.lint", "everything that is checked by reading the code"),
    "serve": ("quayside.serve", "the web server alone"),
    "art": ("quayside.art.command", "the sample businesses' pictures anew"),
    "lock": ("quayside.requirements", "both lock files anew from pyproject.toml"),
}


def main(argv: Sequence[str]) -> int:
    """Run one command; returns its exit code, 2 with one sentence when it cannot start."""
    offline = any(tuple(argv[: len(words)]) == words for words in OFFLINE)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", OFFLINE_SETTINGS if offline else SETTINGS)
    command = argv[0] if argv else "help"
    try:
        if command in LAUNCHERS:
            return _launcher(command)(argv[1:])
        if list(argv[:2]) in ([], ["help"], ["--help"], ["-h"]):
            _list_launchers()
        _django(argv)
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 2
    except OSError as error:
        if command not in LAUNCHERS or error.errno not in OF_THE_PLACE:
            raise
        print(f"{error.filename or 'A file'} cannot be used: {error.strerror}.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def _launcher(command: str) -> Callable[[Sequence[str]], int]:
    module, _about = LAUNCHERS[command]
    run: Callable[[Sequence[str]], int] = importlib.import_module(module).main
    return run


def _list_launchers() -> None:
    print("Quayside's own commands (each knows --help):")
    for name, (_module, about) in LAUNCHERS.items():
        print(f"  {name:8}{about}")
    print("  worker  background work\n")


def _django(argv: Sequence[str]) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["manage.py", *argv])
