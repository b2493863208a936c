"""What a person sees while the demo starts and runs."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

WIDTH = 46


@contextmanager
def step(label: str) -> Iterator[None]:
    """One line: what is being done, and the seconds it took."""
    print(f"  {label} ".ljust(WIDTH, "."), end=" ", flush=True)
    started = time.monotonic()
    try:
        yield
    except BaseException:
        print("failed", flush=True)
        raise
    print(f"{time.monotonic() - started:5.1f} s", flush=True)


def note(text: str) -> None:
    """Something that happened while running, with the time of day."""
    print(f"{time.strftime('%H:%M:%S')}  {text}", file=sys.stderr, flush=True)
