"""Waiting for what happens by itself, with a deadline."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def wait_for(condition: Callable[[], T], *, seconds: float = 10.0) -> T:
    """Poll until the condition holds and give what it gave; fails the test at the deadline."""
    pause = threading.Event()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := condition():
            return value
        pause.wait(0.01)
    raise AssertionError(f"not within {seconds} s")
