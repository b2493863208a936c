"""Finds and ends processes: descendants of one, and those that carry a mark in their command line."""

import os
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Process:
    """One line of the process table; `command` holds the arguments or the title the program gave itself."""

    pid: int
    parent: int
    state: str
    command: str


def table() -> list[Process]:
    """All processes that can be seen, the dead ones (zombies) left out."""
    found = _from_proc() if (PROC / "self" / "stat").exists() else _from_ps()
    return [process for process in found if process.state not in "ZX"]


def _from_proc() -> Iterator[Process]:
    for entry in PROC.iterdir():
        if not entry.name.isdigit():
            continue
        try:
            # The name in parentheses may itself hold spaces and parentheses.
            state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # it ended meanwhile
        yield Process(int(entry.name), int(parent), state, command)


def _from_ps() -> Iterator[Process]:
    listing = subprocess.run(
        ["/bin/ps", "-A", "-ww", "-o", "pid=,ppid=,state=,command="],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    for line in listing.stdout.splitlines():
        pid, parent, state, *command = line.split(None, 3)
        yield Process(int(pid), int(parent), state[:1], command[0] if command else "")


def is_frozen(pid: int) -> bool:
    """Whether somebody stopped the process without ending it."""
    return any(process.pid == pid and process.state in "Tt" for process in table())


def family(pid: int) -> list[int]:
    """The process and everything it started, itself first."""
    children: dict[int, list[int]] = {}
    for process in table():
        children.setdefault(process.parent, []).append(process.pid)
    found = [pid]
    for member in found:
        found.extend(children.get(member, ()))
    return found


def marked(mark: str) -> list[int]:
    """Processes whose command line holds the mark, this one left out."""
    return [p.pid for p in table() if mark in p.command and p.pid != os.getpid()]


def kill(pids: Iterable[int]) -> None:
    """End them at once, frozen ones too."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def clear_away(mark: str, *, patience: float) -> int:
    """Wait up to `patience` seconds for leftovers of an earlier run, then end them; returns how many."""
    deadline = time.monotonic() + patience
    while marked(mark) and time.monotonic() < deadline:
        time.sleep(0.1)
    left = marked(mark)
    kill(left)
    while marked(mark):
        time.sleep(0.05)
    return len(left)
