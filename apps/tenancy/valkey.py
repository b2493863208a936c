"""Connections to Valkey for what is not Django's cache, and the breaker all optional uses of it share."""

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
