"""Stops asking a server that does not answer, so that its silence is paid for once and not by everybody."""

import threading
import time
from collections.abc import Callable
from typing import Final
from weakref import WeakSet

_all: Final[WeakSet["Breaker"]] = WeakSet()


def reset() -> None:
    """Close every breaker of the process, as if nothing had failed yet."""
    for breaker in list(_all):
        breaker.succeeded()


class Breaker:
    """Closed until a failure, then open for `pause` seconds, then one caller tries and the others stay away.

    Safe to share between threads and event loops of a process.
    """

    def __init__(self, *, pause: float = 1.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._pause = pause
        self._clock = clock
        self._lock = threading.Lock()
        self._closed = True
        self._next_try = 0.0
        _all.add(self)

    @property
    def is_closed(self) -> bool:
        """Whether the last attempt succeeded, or none was made."""
        return self._closed

    def allows(self) -> bool:
        """Whether the caller may ask now; who gets True reports `succeeded` or `failed`."""
        if self._closed:
            return True
        with self._lock:
            now = self._clock()
            if now >= self._next_try:
                # Who tries may never report back, as a cancelled request: the next try is due all the same.
                self._next_try = now + self._pause
                return True
            return False

    def succeeded(self) -> None:
        """The server answered."""
        if not self._closed:
            with self._lock:
                self._closed = True

    def failed(self) -> None:
        """The server did not answer; nobody asks for the length of the pause."""
        with self._lock:
            self._closed = False
            self._next_try = self._clock() + self._pause
