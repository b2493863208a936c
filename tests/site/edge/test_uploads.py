"""A request's body is complete before a thread sees it."""

import http.client
import socket
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from quayside.edge.bridge import Bridge
from quayside.edge.types import Limits
from tests.polling import wait_for
from tests.site.edge.client import Address, fetch

Serve = Callable[[Any], Address]


class Counts:
    """Answers with the size of the body; remembers what it was called with."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.bodies: list[Any] = []

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.calls.append(environ)
        self.bodies.append(environ["wsgi.input"])
        body = environ["wsgi.input"].read()
        start("200 OK", [])
        return [f"{len(body)} {environ.get('CONTENT_LENGTH', '')} {body[:3]!r}".encode()]


def begin_upload(address: Address, *, size: int, sent: bytes) -> socket.socket:
    connection = socket.create_connection(address, timeout=10)
    head = f"POST / HTTP/1.1\r\nHost: test\r\nContent-Length: {size}\r\n\r\n"
    connection.sendall(head.encode() + sent)
    return connection


@pytest.mark.parametrize("size", [1, 100_000, 1_048_576, 1_048_577, 9_000_000])
def test_bodies_of_any_size_arrive_and_are_let_go(serve: Serve, size: int) -> None:
    app = Counts()
    answer = fetch(serve(Bridge(app, threads=1)), method="POST", body=b"abc" * size, timeout=20)
    assert answer.body == f"{size * 3} {size * 3} b'abc'".encode()
    wait_for(lambda: app.bodies[0].closed)


def test_a_chunked_body_gets_its_length(serve: Serve) -> None:
    address = serve(Bridge(Counts(), threads=1))
    connection = http.client.HTTPConnection(*address, timeout=10)
    connection.request("POST", "/", iter([b"abc", b"def"]), encode_chunked=True)
    assert connection.getresponse().read() == b"6 6 b'abc'"
    connection.close()


def test_slow_uploads_hold_no_thread(serve: Serve) -> None:
    app = Counts()
    address = serve(Bridge(app, threads=1))
    slow = [begin_upload(address, size=2_000_000, sent=b"x" * 1_500_000) for _ in range(4)]
    assert fetch(address).status == 200
    assert len(app.calls) == 1
    for connection in slow:
        connection.sendall(b"x" * 500_000)
        assert b"2000000 2000000" in connection.recv(1000)
        connection.close()


def test_an_aborted_upload_never_reaches_the_application(serve: Serve) -> None:
    app = Counts()
    address = serve(Bridge(app, threads=1))
    begin_upload(address, size=2_000_000, sent=b"x" * 1_500_000).close()
    begin_upload(address, size=10, sent=b"x").close()
    assert fetch(address).status == 200
    assert [call["REQUEST_METHOD"] for call in app.calls] == ["GET"]


def test_an_upload_that_stalls_is_told_so(serve: Serve) -> None:
    app = Counts()
    address = serve(Bridge(app, threads=1, limits=Limits(patience=0.2)))
    with begin_upload(address, size=10, sent=b"x") as connection:
        assert connection.recv(1000).startswith(b"HTTP/1.1 408 ")
    assert not app.calls


def test_a_body_beyond_the_limit_is_refused_before_it_is_read(serve: Serve) -> None:
    app = Counts()
    address = serve(Bridge(app, threads=1, limits=Limits(body=1000)))
    with begin_upload(address, size=1001, sent=b"") as connection:
        answer = connection.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"connection: close" in answer
    assert not app.calls


def test_a_chunked_body_beyond_the_limit_is_refused(serve: Serve) -> None:
    app = Counts()
    address = serve(Bridge(app, threads=1, limits=Limits(body=1000, memory=500)))
    with socket.create_connection(address, timeout=10) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n")
        connection.sendall(b"400\r\n" + b"x" * 1024 + b"\r\n")
        assert connection.recv(1000).startswith(b"HTTP/1.1 413 ")
    assert not app.calls


def test_headers_with_underscores_are_dropped_and_cookies_joined(serve: Serve) -> None:
    app = Counts()
    address = serve(Bridge(app, threads=1))
    with socket.create_connection(address, timeout=10) as connection:
        connection.sendall(
            b"GET /%ff?q=%C3%A9 HTTP/1.1\r\nHost: t\r\nX_Forwarded_For: 6.6.6.6\r\n"
            b"Cookie: a=1\r\nCookie: b=2\r\n\r\n"
        )
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")
    environ = app.calls[0]
    assert "HTTP_X_FORWARDED_FOR" not in environ
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["PATH_INFO"] == "/\xff"
    assert environ["QUERY_STRING"] == "q=%C3%A9"
