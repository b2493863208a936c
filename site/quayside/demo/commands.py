"""Management commands run to their end as processes of their own."""

import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from quayside.bootstrap import CannotStart
from quayside.demo import children
from quayside.demo.places import MANAGE, ROOT


def begin(arguments: Sequence[str], *, environment: Mapping[str, str], log: Path) -> Callable[[], None]:
    """Start `manage.py arguments`; the result waits for its end and raises CannotStart when it failed."""
    with log.open("ab") as sink:
        sink.write(f"--- {time.strftime('%Y-%m-%d %H:%M:%S')} {' '.join(arguments)}\n".encode())
        sink.flush()
        process = subprocess.Popen(
            children.on_leash([sys.executable, str(MANAGE), *arguments]),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
        )

    def wait() -> None:
        try:
            failed = process.wait()
        except BaseException:
            children.end(process)
            raise
        if failed:
            raise CannotStart(f"manage.py {arguments[0]} failed.{children.tail(log)}")

    return wait


def run(arguments: Sequence[str], *, environment: Mapping[str, str], log: Path) -> None:
    """Start and wait."""
    begin(arguments, environment=environment, log=log)()
