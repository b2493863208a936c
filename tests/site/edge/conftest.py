"""A real uvicorn in a thread, and clients made of sockets."""

import asyncio
import socket
import threading
from collections.abc import Callable, Generator
from typing import Any

import pytest
import uvicorn

from tests.polling import wait_for
from tests.site.edge.client import Address


@pytest.fixture
def serve() -> Generator[Callable[[Any], Address]]:
    """Start an ASGI application on a free port of the loopback interface; stopped after the test."""
    running: list[tuple[uvicorn.Server, threading.Thread, socket.socket]] = []

    def start(app: Any) -> Address:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="critical", access_log=False, timeout_graceful_shutdown=1)
        )
        loop = uvicorn.Config(app).get_loop_factory()
        thread = threading.Thread(target=_run, args=(server, listener, loop))
        thread.start()
        running.append((server, thread, listener))
        wait_for(lambda: server.started)
        return Address(*listener.getsockname())

    yield start
    for server, thread, listener in running:
        server.should_exit = True
        thread.join(10)
        listener.close()
        assert not thread.is_alive()


def _run(server: uvicorn.Server, listener: socket.socket, loop_factory: Any) -> None:
    with asyncio.Runner(loop_factory=loop_factory) as runner:
        runner.run(server.serve(sockets=[listener]))
