"""Web and worker as programs to be kept running."""

import socket
import sys
from collections.abc import Mapping
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

import redis

from quayside import heartbeat
from quayside.demo.children import Program
from quayside.demo.places import MANAGE, ROOT
from quayside.demo.ports import LOOPBACK

OLDEST_SIGN = 6.0


def web(listening: socket.socket, *, environment: Mapping[str, str], log: Path) -> Program:
    """Uvicorn on our socket: while it is started anew, connections wait instead of being refused."""
    port: int = listening.getsockname()[1]
    return Program(
        name="Web",
        command=[sys.executable, str(MANAGE), "serve", "--fd", str(listening.fileno())],
        log=log,
        answers=lambda _since: status(port, "/livez") == HTTPStatus.OK,
        environment=environment,
        folder=ROOT,
        start_within=60.0,
        keep_open=(listening.fileno(),),
    )


def worker(*, redis_url: str, environment: Mapping[str, str], log: Path) -> Program:
    """Huey's consumer, known to live by its heartbeat."""
    client = redis.Redis.from_url(redis_url, protocol=2, socket_timeout=1, socket_connect_timeout=1)
    return Program(
        name="Worker",
        command=[sys.executable, str(MANAGE), "worker", "--patience", "3"],
        log=log,
        answers=lambda since: _is_beating(client, since),
        environment=environment,
        folder=ROOT,
        start_within=60.0,
        silence=6.0,
    )


def status(port: int, path: str, seconds: float = 3) -> int:
    """Ask our web server for a page and return how it answers. Raises OSError when it does not."""
    connection = HTTPConnection(LOOPBACK, port, timeout=seconds)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status
    finally:
        connection.close()


def _is_beating(client: redis.Redis, since: float) -> bool:
    try:
        written = heartbeat.last(client)
    except redis.RedisError:
        return True  # Valkey's trouble is not the worker's
    return written is not None and written > since and heartbeat.age(written) < OLDEST_SIGN
