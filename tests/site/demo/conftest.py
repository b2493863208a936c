import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from quayside.demo.children import Program

# Writes the time to a file ten times a second: alive and not frozen as long as the file changes.
PULSE = """
import pathlib, subprocess, sys, time
pulse = pathlib.Path(sys.argv[1])
if "with-child" in sys.argv:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    pulse.with_suffix(".child").write_text(str(child.pid))
while True:
    pulse.write_text(str(time.time()))
    time.sleep(0.1)
"""


@pytest.fixture
def eventually() -> Callable[..., None]:
    """Wait until something holds, at most so many seconds."""

    def wait(holds: Callable[[], bool], within: float = 15) -> None:
        deadline = time.monotonic() + within
        while not holds():
            assert time.monotonic() < deadline, "it did not happen in time"
            time.sleep(0.05)

    return wait


@pytest.fixture
def pulse(tmp_path: Path) -> Callable[..., Program]:
    """A program whose answer is a file that it keeps fresh."""

    def make(*words: str) -> Program:
        file = tmp_path / "pulse"

        def answers(since: float) -> bool:
            written = float(file.read_text() or 0)
            return written > since and time.time() - written < 0.6

        return Program(
            name="Pulse",
            command=[sys.executable, "-c", PULSE, str(file), *words],
            log=tmp_path / "pulse.log",
            answers=answers,
            silence=1.5,
        )

    return make
