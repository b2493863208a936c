"""Connections to Valkey for what is not Django's cache, and the breaker all optional uses of it share."""

import os
import threading
from functools import cache
from typing import Any, Final

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from apps.kernel.breaker import Breaker

# One for the process: a page that already paid for a silent Valkey does not pay again at the next use.
BREAKER: Final = Breaker(pause=1.0)
# Sessions and rate limits have their own: they wait longer, and a page's short patience must not close them.
STRICT_BREAKER: Final = Breaker(pause=1.0)

QUICK_SECONDS: Final = 0.025
PATIENT_SECONDS: Final = 0.5
FAILURES: Final = (redis.ConnectionError, redis.TimeoutError, OSError)


def options(seconds: float) -> dict[str, Any]:
    """How to connect: both waits limited, no retries that would wait again."""
    return {
        "socket_timeout": seconds,
        "socket_connect_timeout": seconds,
        "retry": Retry(NoBackoff(), 0),
        "health_check_interval": 0,
    }


@cache
def client(seconds: float = QUICK_SECONDS) -> "redis.Redis":
    """The process's client for short commands; raises what is in `FAILURES`."""
    return redis.Redis.from_url(settings.REDIS_URL, **options(seconds))


class Teller:
    """Tells Valkey something on a connection that answers nothing: a write of a few microseconds and no waiting.

    Most of a short command's time is the general client's bookkeeping and the wait for an "OK" that nobody reads.
    What Valkey refuses, or had not read when it died, is lost without a word: for what a page survives, only.
    Safe to share between threads; a process that was forked opens its own connection.
    """

    def __init__(self, seconds: float = QUICK_SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._connection: Any = None
        self._process = 0

    def tell(self, *words: bytes) -> None:
        """Send one command. Raises what is in `FAILURES` when nobody takes it."""
        message = b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%b\r\n" % (len(word), word) for word in words)
        with self._lock:
            try:
                self._open().send_packed_command([message], check_health=False)
            except FAILURES:
                self._connection = None
                raise

    def _open(self) -> Any:
        standing, self._connection = self._connection, None
        if standing is None or self._process != os.getpid() or _has_left(standing):
            if standing is not None:
                standing.disconnect()
            standing = _connected(self._seconds)
            self._process = os.getpid()
        self._connection = standing
        return standing


def _connected(seconds: float) -> Any:
    connection: Any = client(seconds).connection_pool.make_connection()
    connection.connect()
    connection.send_packed_command(connection.pack_command("CLIENT", "REPLY", "OFF"), check_health=False)
    return connection


def _has_left(connection: Any) -> bool:
    """Whether the other side closed, which a write alone would not notice: nothing else is ever there to be read."""
    try:
        return bool(connection.can_read(0))
    except FAILURES:
        return True


@cache
def teller() -> Teller:
    """The process's own."""
    return Teller()
