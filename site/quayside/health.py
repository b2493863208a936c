"""`/livez` and `/healthz`: whether this process runs, and whether what it needs answers.

Each part is asked at once with its own deadline and never through the threads that serve requests, so the
report is true while those are stuck. A frozen server is a silent one.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import psycopg
import redis
import redis.asyncio
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from quayside import heartbeat

SECONDS: Final = 1.0
# Anybody may ask; nobody makes the servers be asked more often than this.
FRESH_SECONDS: Final = 1.0

Part = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Needs:
    """Where to ask: psycopg's connection parameters and Valkey's URL."""

    database: Mapping[str, Any]
    redis_url: str


class Health:
    """The state of the installation as this process sees it."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs
        self._valkey = redis.asyncio.Redis.from_url(
            needs.redis_url,
            socket_timeout=SECONDS,
            socket_connect_timeout=SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        self._asking: asyncio.Task[dict[str, Any]] | None = None
        self._asked_at = 0.0

    async def report(self) -> tuple[int, dict[str, Any]]:
        """HTTP status and what to say; at most a second old."""
        fresh = time.monotonic() - self._asked_at < FRESH_SECONDS
        if self._asking is None or (self._asking.done() and not fresh):
            self._asking = asyncio.create_task(self._ask())
            self._asked_at = time.monotonic()
        value = await asyncio.shield(self._asking)
        return (200 if value["status"] == "ok" else 503), value

    async def close(self) -> None:
        """Let go of the connections."""
        await self._valkey.aclose()

    async def worker_silence(self) -> float | None:
        """Seconds since the worker's last sign of life; None when nobody knows."""
        try:
            return await self._worker_age()
        except (redis.RedisError, OSError, ValueError):
            return None

    async def length(self, queue: str) -> float | None:
        """Entries of a sorted set; None when nobody knows."""
        try:
            return float(await self._valkey.zcard(queue))
        except (redis.RedisError, OSError):
            return None

    async def _ask(self) -> dict[str, Any]:
        parts = await asyncio.gather(_part(self._database), _part(self._cache), _part(self._worker))
        value = dict(zip(("database", "cache", "worker"), parts, strict=True))
        healthy = all(part["ok"] for part in parts)
        return {"status": "ok" if healthy else "unavailable", **value}

    async def _database(self) -> Part:
        connection = await psycopg.AsyncConnection.connect(
            **self._needs.database, autocommit=True, connect_timeout=2
        )
        try:
            await connection.execute("SELECT 1")
        finally:
            # Not the polite close: it would wait for a server that is frozen.
            connection.pgconn.finish()
        return {"ok": True}

    async def _cache(self) -> Part:
        await self._valkey.ping()
        return {"ok": True}

    async def _worker(self) -> Part:
        age = await self._worker_age()
        if age is None:
            return {"ok": False}
        return {"ok": age < heartbeat.TOO_OLD, "age_s": round(age, 1)}

    async def _worker_age(self) -> float | None:
        written = await self._valkey.get(heartbeat.KEY)
        return None if written is None else heartbeat.age(float(written))


async def _part(ask: Callable[[], Awaitable[Part]]) -> Part:
    """Ask one part; a failure says its kind and nothing of addresses or names."""
    started = time.perf_counter()
    asking = asyncio.ensure_future(ask())
    await asyncio.wait({asking}, timeout=SECONDS)
    ms = round((time.perf_counter() - started) * 1000, 1)
    if not asking.done():
        # Not waited for: cancelling a statement on a frozen server takes as long as the server is frozen.
        asking.cancel()
        return {"ok": False, "error": "timeout", "ms": ms}
    try:
        part = asking.result()
    except (TimeoutError, redis.TimeoutError):
        part = {"ok": False, "error": "timeout"}
    except (psycopg.Error, redis.RedisError, OSError, ValueError):
        part = {"ok": False, "error": "unreachable"}
    return {**part, "ms": ms}
