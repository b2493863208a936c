"""A process of ours: how to start it, whether it answers, how to stop it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quayside.bootstrap import CannotStart
from quayside.demo import leash, processes

LEASH = Path(leash.__file__)
TAIL_LINES = 15


@dataclass(frozen=True, slots=True)
class Program:
    """What to run.

    `answers(since)` raises or returns False while the process started then does not do its work. `silence` is
    how many seconds it may not answer before it counts as frozen, `grace` how many it gets to stop,
    `orphaned` is the signal it gets when we die ourselves.
    """

    name: str
    command: Sequence[str]
    log: Path
    answers: Callable[[float], bool]
    environment: Mapping[str, str] | None = None
    folder: Path | None = None
    user: int | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    orphaned: signal.Signals = signal.SIGKILL
    start_within: float = 30.0
    silence: float = 8.0
    grace: float = 5.0
    keep_open: Sequence[int] = field(default=())


def start(program: Program) -> subprocess.Popen[bytes]:
    """Start it in a session of its own, tied to the calling thread's life: call from the main thread."""
    with program.log.open("ab") as sink:
        return subprocess.Popen(
            on_leash(program.command, how=program.orphaned, user=program.user, folder=program.folder),
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=program.environment,
            start_new_session=True,
            pass_fds=tuple(program.keep_open),
        )


def on_leash(
    command: Sequence[str],
    *,
    how: signal.Signals = signal.SIGKILL,
    user: int | None = None,
    folder: Path | None = None,
) -> list[str]:
    """The same command so that it ends when this process does."""
    words = [sys.executable, "-I", "-S", str(LEASH)]
    words += ["--parent", str(os.getpid()), "--signal", str(int(how))]
    if user is not None:
        words += ["--user", str(user)]
    if folder is not None:
        words += ["--folder", str(folder)]
    return [*words, "--", *map(str, command)]


def wait_until_it_answers(program: Program, process: subprocess.Popen[bytes]) -> None:
    """Block until it does its work. Raises CannotStart with the end of its log."""
    since = time.time()
    deadline = time.monotonic() + program.start_within
    while not is_answering(program, since):
        if process.poll() is not None:
            raise CannotStart(f"{program.name} ended while starting.{tail(program.log)}")
        if time.monotonic() > deadline:
            raise CannotStart(
                f"{program.name} did not answer within {program.start_within:.0f} s.{tail(program.log)}"
            )
        time.sleep(0.05)


def is_answering(program: Program, since: float) -> bool:
    """Ask the process that was started at `since` (Unix time) once."""
    try:
        return program.answers(since)
    except Exception:  # noqa: BLE001  whatever the probe's library raises, the answer is no
        return False


def stop(program: Program, process: subprocess.Popen[bytes]) -> None:
    """Ask it to stop, and end it with everything it started when it does not within its grace."""
    members = processes.family(process.pid)
    if process.poll() is None:
        process.send_signal(program.stop_signal)
        try:
            process.wait(program.grace)
        except subprocess.TimeoutExpired:
            members = processes.family(process.pid)
    end(process, members)


def end(process: subprocess.Popen[bytes], members: Sequence[int] = ()) -> None:
    """Kill it and what it started, and wait until it is gone."""
    if process.poll() is None:
        processes.kill(members or processes.family(process.pid))
        process.wait()


def tail(log: Path) -> str:
    """The end of a log for an error message."""
    try:
        lines = log.read_text(errors="replace").splitlines()[-TAIL_LINES:]
    except OSError:
        return ""
    return "".join(f"\n  {line}" for line in (*lines, f"(all of it: {log})"))
