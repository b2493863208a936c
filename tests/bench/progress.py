"""What the benchmark is doing, on standard error: the table alone goes to standard output."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def step(what: str) -> Iterator[None]:
    """Say what is begun, and how long it took."""
    started = time.monotonic()
    sys.stderr.write(f"  {what} …")
    sys.stderr.flush()
    yield
    sys.stderr.write(f" {time.monotonic() - started:.1f} s\n")
