"""Waiting for what happens by itself, with a deadline."""

import threading
import time
from collections.abc import Callable


def wait_for(condition: Callable[[], object], *, seconds: float = 10.0) -> None:
    """Poll until the condition holds; fails the test at the deadline."""
    pause = threading.Event()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        pause.wait(0.01)
    raise AssertionError(f"not within {seconds} s")
