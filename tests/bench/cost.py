"""CPU time of a process and everything it started, from the kernel's own books."""

import os
from pathlib import Path

from quayside.demo import processes

TICK = 1.0 / os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """User and system time that the process and its living descendants have used."""
    return sum(_of(member) for member in processes.family(pid))


def ran_seconds(pid: int) -> float:
    """Time that the main thread of a process has run, to the nanosecond."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def _of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) * TICK
