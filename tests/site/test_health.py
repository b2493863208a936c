"""The health report tells the truth about servers that refuse and servers that say nothing."""

import asyncio
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings

from quayside import heartbeat
from quayside.edge.desk import needs
from quayside.health import Health, Needs
from tests.valkey import OwnValkey, own_valkey


@pytest.fixture
def server(tmp_path: Path) -> Iterator[OwnValkey]:
    with own_valkey(tmp_path) as running:
        beat(running, ago=1)
        yield running


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Takes connections and never says a word, like a frozen server."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield int(listener.getsockname()[1])


def beat(server: OwnValkey, *, ago: float) -> None:
    with redis.Redis.from_url(server.url) as client:
        client.set(heartbeat.KEY, str(time.time() - ago))


def report(server: OwnValkey, **database: Any) -> tuple[int, dict[str, Any]]:
    async def ask() -> tuple[int, dict[str, Any]]:
        health = Health(Needs({**needs().database, **database}, server.url))
        try:
            return await health.report()
        finally:
            await health.close()

    return asyncio.run(ask())


def test_all_is_well(server: OwnValkey, django_db_setup: None) -> None:
    status, said = report(server)
    assert (status, said["status"]) == (200, "ok")
    assert [said[part]["ok"] for part in ("database", "cache", "worker")] == [True] * 3
    assert said["worker"]["age_s"] >= 1
    assert all(said[part]["ms"] >= 0 for part in ("database", "cache", "worker"))


def test_a_database_that_refuses(server: OwnValkey) -> None:
    status, said = report(server, port=1)
    assert status == 503
    assert (said["database"]["ok"], said["database"]["error"]) == (False, "unreachable")
    assert said["cache"]["ok"]


def test_a_database_that_says_nothing(server: OwnValkey, silent_port: int) -> None:
    status, said = report(server, port=silent_port)
    assert status == 503
    assert (said["database"]["ok"], said["database"]["error"]) == (False, "timeout")
    assert said["cache"]["ok"]


def test_a_wrong_password_is_not_told(server: OwnValkey) -> None:
    status, said = report(server, password="something else")
    assert status == 503
    assert set(said["database"]) == {"ok", "error", "ms"}
    assert settings.DATABASES["default"]["USER"] not in str(said)


def test_a_frozen_valkey(server: OwnValkey) -> None:
    server.freeze()
    status, said = report(server)
    server.thaw()
    assert status == 503
    assert said["cache"]["error"] == said["worker"]["error"] == "timeout"


def test_a_dead_valkey(server: OwnValkey) -> None:
    server.kill()
    status, said = report(server)
    assert status == 503
    assert said["cache"]["error"] == said["worker"]["error"] == "unreachable"


@pytest.mark.parametrize("ago", [16, None])
def test_a_worker_that_gives_no_sign(server: OwnValkey, ago: float | None) -> None:
    with redis.Redis.from_url(server.url) as client:
        client.delete(heartbeat.KEY)
    if ago is not None:
        beat(server, ago=ago)
    status, said = report(server)
    assert status == 503
    assert not said["worker"]["ok"]
    assert said["cache"]["ok"]


def test_many_who_ask_at_once_ask_the_servers_once(server: OwnValkey) -> None:
    async def ask() -> list[Any]:
        health = Health(Needs({**needs().database, "port": 1}, server.url))
        try:
            return [said for _, said in await asyncio.gather(*(health.report() for _ in range(50)))]
        finally:
            await health.close()

    said = asyncio.run(ask())
    assert all(each is said[0] for each in said)
