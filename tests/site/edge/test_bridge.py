"""Threads never wait for clients; bytes arrive whole; nothing passes from one request to the next."""

import contextvars
import errno
import hashlib
import io
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from quayside.edge.bridge import Bridge
from quayside.edge.types import Limits
from tests.polling import wait_for
from tests.site.edge.client import Address, ask, fetch

CHUNK = bytes(range(256)) * 256
Serve = Callable[[Any], Address]


class Streams:
    """A WSGI application whose `/stream` writes `chunks` of 64 kB and remembers how its generators ended."""

    def __init__(self, chunks: int) -> None:
        self.chunks = chunks
        self.running = 0
        self.ended: list[int] = []
        self.lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/stream":
            start("200 OK", [("Content-Type", "text/plain")])
            return [b"hello"]
        start("200 OK", [("Content-Type", "application/octet-stream")])
        return self.produce()

    def produce(self) -> Iterator[bytes]:
        made = 0
        with self.lock:
            self.running += 1
        try:
            while made < self.chunks:
                made += 1
                yield CHUNK
        finally:
            with self.lock:
                self.running -= 1
                self.ended.append(made)


def test_clients_that_never_read_hold_no_thread(serve: Serve) -> None:
    app = Streams(chunks=320)
    address = serve(Bridge(app, threads=4))
    idle = [ask(address, "/stream") for _ in range(8)]
    try:
        wait_for(lambda: app.ended == [320] * 8)
        assert fetch(address, "/").body == b"hello"
    finally:
        for connection in idle:
            connection.close()


def test_an_aborted_download_stops_its_generator(serve: Serve) -> None:
    app = Streams(chunks=10_000_000)
    address = serve(Bridge(app, threads=4, limits=Limits(spool=2 * 1024**3)))
    connections = [ask(address, "/stream") for _ in range(8)]
    wait_for(lambda: app.running == 4)
    for connection in connections:
        connection.recv(100)
        connection.close()
    assert fetch(address, "/").body == b"hello"
    wait_for(lambda: len(app.ended) >= 4 and app.running == 0)
    assert all(made < 10_000_000 for made in app.ended)


def test_a_client_that_takes_nothing_is_hung_up_on(serve: Serve) -> None:
    bridge = Bridge(Streams(chunks=320), threads=2, limits=Limits(patience=0.3))
    ended = threading.Event()

    async def watched(scope: Any, receive: Any, send: Any) -> None:
        await bridge(scope, receive, send)
        ended.set()

    with ask(serve(watched), "/stream") as connection:
        assert ended.wait(20)
        wait_for(lambda: connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == errno.ECONNRESET)


def test_a_client_that_takes_a_little_is_not_hung_up_on(serve: Serve) -> None:
    pause = threading.Event()
    address = serve(Bridge(Streams(chunks=320), threads=2, limits=Limits(patience=0.5)))
    with ask(address, "/stream") as connection:
        taken = 0
        for _ in range(12):
            taken += len(connection.recv(100_000))
            pause.wait(0.15)
        while not taken > 320 * len(CHUNK):
            part = connection.recv(1_000_000)
            assert part
            taken += len(part)


def test_a_slow_reader_gets_every_byte(serve: Serve) -> None:
    app = Streams(chunks=320)
    address = serve(Bridge(app, threads=1, limits=Limits(memory=100_000)))
    with ask(address, "/stream") as connection:
        wait_for(lambda: app.ended == [320])
        response = connection.makefile("rb")
        while response.readline().strip():
            pass
        digest, size = hashlib.sha256(), 0
        while length := int(response.readline(), 16):
            digest.update(response.read(length))
            size += length
            response.readline()
    assert size == 320 * len(CHUNK) == 20 * 1024**2
    assert digest.hexdigest() == hashlib.sha256(CHUNK * 320).hexdigest()


def test_a_fast_reader_gets_every_byte(serve: Serve) -> None:
    address = serve(Bridge(Streams(chunks=320), threads=1, limits=Limits(memory=1000)))
    assert fetch(address, "/stream").body == CHUNK * 320


def test_chunks_arrive_while_the_generator_goes_on(serve: Serve) -> None:
    go_on = threading.Event()

    def app(environ: dict[str, Any], start: Any) -> Iterator[bytes]:
        start("200 OK", [("Content-Length", "6")])
        yield b"one"
        assert go_on.wait(10)
        yield b"two"

    address = serve(Bridge(app, threads=1))
    with ask(address) as connection:
        received = b""
        while not received.endswith(b"one"):
            received += connection.recv(1000)
        go_on.set()
        assert connection.recv(1000) == b"two"


def test_a_generator_that_breaks_breaks_the_response_off(serve: Serve) -> None:
    def app(environ: dict[str, Any], start: Any) -> Iterator[bytes]:
        start("200 OK", [("Content-Length", "6")])
        yield b"one"
        raise RuntimeError("broken on purpose")

    with ask(serve(Bridge(app, threads=1))) as connection:
        received = connection.makefile("rb").read()
    assert received.endswith(b"one")


def test_a_large_plain_response_arrives_whole(serve: Serve) -> None:
    class Plain(list[bytes]):
        streaming = False

    def app(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("Content-Length", str(len(CHUNK) * 50))])
        return Plain([CHUNK * 50])

    assert fetch(serve(Bridge(app, threads=1))).body == CHUNK * 50


@pytest.mark.parametrize("size", [0, 1, 65_536, 131_072, 131_073, 3_000_000])
def test_a_file_is_sent_whole_and_closed(serve: Serve, size: int) -> None:
    content = (CHUNK * (size // len(CHUNK) + 1))[:size]
    file = io.BytesIO(content)

    def app(environ: dict[str, Any], start: Any) -> Any:
        start("200 OK", [("Content-Length", str(size))])
        return environ["wsgi.file_wrapper"](file, 4096)

    assert fetch(serve(Bridge(app, threads=1))).body == content
    wait_for(lambda: file.closed)


def test_an_aborted_file_is_closed(serve: Serve) -> None:
    file = io.BytesIO(CHUNK * 1000)

    def app(environ: dict[str, Any], start: Any) -> Any:
        start("200 OK", [("Content-Length", str(len(CHUNK) * 1000))])
        return environ["wsgi.file_wrapper"](file, 4096)

    with ask(serve(Bridge(app, threads=1))) as connection:
        connection.recv(100)
    wait_for(lambda: file.closed)


def test_head_has_the_headers_and_runs_no_generator(serve: Serve) -> None:
    app = Streams(chunks=5)
    answer = fetch(serve(Bridge(app, threads=1)), "/stream", method="HEAD")
    assert (answer.status, answer.body, app.ended) == (200, b"", [])


def test_context_does_not_pass_from_one_request_of_a_thread_to_the_next(serve: Serve) -> None:
    variable: contextvars.ContextVar[str] = contextvars.ContextVar("variable", default="clean")

    def app(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        found = variable.get()
        variable.set("left behind")
        start("200 OK", [])
        return [f"{found} {threading.current_thread().name}".encode()]

    address = serve(Bridge(app, threads=1))
    answers = {fetch(address).body for _ in range(20)}
    assert answers == {b"clean WSGI_0"}


def test_a_request_that_gets_no_answer_in_time_is_told_so_and_never_run_later(serve: Serve) -> None:
    release, started = threading.Event(), []

    def app(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        started.append(environ["PATH_INFO"])
        if environ["PATH_INFO"] == "/stuck":
            release.wait(10)
        start("200 OK", [("Content-Length", "2")])
        return [b"ok"]

    address = serve(Bridge(app, threads=1, limits=Limits(answer=0.2)))
    with ask(address, "/stuck"):
        wait_for(lambda: started)
        answer = fetch(address, "/waiting")
        assert answer.status == 503
        assert answer.headers["Retry-After"] == "30"
        release.set()
        wait_for(lambda: fetch(address, "/after").status == 200)
    assert "/waiting" not in started


def test_while_all_threads_are_stuck_nobody_waits_for_one(serve: Serve) -> None:
    release = threading.Event()

    def app(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/stuck":
            release.wait(10)
        start("200 OK", [("Content-Length", "2")])
        return [b"ok"]

    bridge = Bridge(app, threads=2, limits=Limits(answer=0.2))
    address = serve(bridge)
    stuck = [ask(address, "/stuck") for _ in range(2)]
    wait_for(lambda: bridge._stuck == 2)
    bridge.limits = Limits(answer=1000)
    assert fetch(address, "/").status == 503
    release.set()
    wait_for(lambda: fetch(address, "/").status == 200)
    for connection in stuck:
        connection.close()
