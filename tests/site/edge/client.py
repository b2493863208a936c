"""Ordinary clients, and some that misbehave on purpose."""

import http.client
import socket
from collections.abc import Mapping
from typing import NamedTuple


class Address(NamedTuple):
    """Where a test's server listens."""

    host: str
    port: int


class Answer(NamedTuple):
    """A whole response."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


def fetch(
    address: Address,
    path: str = "/",
    *,
    method: str = "GET",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    timeout: float = 10.0,
) -> Answer:
    """One ordinary request."""
    connection = http.client.HTTPConnection(*address, timeout=timeout)
    try:
        connection.request(method, path, body, dict(headers or {}))
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


def ask(address: Address, path: str = "/") -> socket.socket:
    """Send a request and read nothing: the caller decides what happens to the connection."""
    connection = socket.socket()
    # A small window, so that a response soon meets a client that takes no more.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
    connection.settimeout(10)
    connection.connect(address)
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: test\r\n\r\n".encode())
    return connection
