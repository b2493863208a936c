"""Reads from Valkey inside the event loop: one connection, many questions under way, each with its deadline.

A page answered from Valkey costs a fraction of what a general client's bookkeeping alone costs.
"""

import asyncio
import ssl
from collections import deque
from typing import Any, Final

from redis.connection import SSLConnection, parse_url

_END: Final = b"\r\n"
# At the deadline the network is looked at once more: the loop itself may have been too busy before.
_LAST_LOOK: Final = 0.002


class ValkeyError(ConnectionError):
    """Valkey refused, left, or said something that is no answer."""


class Lookup:
    """Connects when first asked, and again after the connection is lost."""

    def __init__(self, url: str, *, seconds: float) -> None:
        self._options: dict[str, Any] = parse_url(url)  # type: ignore[no-untyped-call]
        self._seconds = seconds
        self._connection: _Connection | None = None
        self._connecting: asyncio.Task[_Connection] | None = None

    async def hget(self, key: bytes, field: bytes) -> bytes | None:
        """The value of a hash's field. Raises ConnectionError or TimeoutError within the deadline."""
        return await self._ask(b"HGET", key, field)

    async def get(self, key: bytes) -> bytes | None:
        """The value of a key. Raises as `hget` does."""
        return await self._ask(b"GET", key)

    async def _ask(self, *words: bytes) -> bytes | None:
        connection = self._connection
        if connection is None or connection.lost:
            connection = await self._connect()
        return await connection.ask(_command(*words), self._seconds)

    def close(self) -> None:
        """Drop the connection."""
        if self._connection is not None:
            self._connection.abort()

    async def _connect(self) -> "_Connection":
        # Everybody who asks meanwhile waits for the same connection; one who gives up does not end it.
        if self._connecting is None or self._connecting.done():
            self._connecting = asyncio.create_task(self._open())
        async with asyncio.timeout(self._seconds):
            return await asyncio.shield(self._connecting)

    async def _open(self) -> "_Connection":
        loop = asyncio.get_running_loop()
        options = self._options
        async with asyncio.timeout(self._seconds):
            if "path" in options:
                _, connection = await loop.create_unix_connection(_Connection, options["path"])
            else:
                _, connection = await loop.create_connection(
                    _Connection,
                    options.get("host", "localhost"),
                    options.get("port", 6379),
                    ssl=_tls(options),
                )
            for command in _greeting(options):
                await connection.ask(command, self._seconds)
        self._connection = connection
        return connection


class _Connection(asyncio.Protocol):
    """Pipelines commands; answers come in the order of the questions."""

    def __init__(self) -> None:
        self.lost = False
        self._loop = asyncio.get_running_loop()
        self._transport: Any = None
        self._buffer = bytearray()
        self._asked: deque[asyncio.Future[bytes | None]] = deque()

    async def ask(self, command: bytes, seconds: float) -> bytes | None:
        if self.lost:
            raise ValkeyError("the connection was lost")
        answer: asyncio.Future[bytes | None] = self._loop.create_future()
        self._asked.append(answer)
        self._transport.write(command)
        deadline = self._loop.call_later(seconds, self._look_again, answer)
        try:
            return await answer
        finally:
            deadline.cancel()

    def abort(self) -> None:
        self.lost = True
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True
        for answer in self._asked:
            if not answer.done():
                answer.set_exception(ValkeyError("the connection was lost"))
        self._asked.clear()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while self._asked and self._take_answer():
            pass

    def _take_answer(self) -> bool:
        """Give one complete answer to who waits for it; False when it has not arrived as a whole."""
        buffer = self._buffer
        line_end = buffer.find(_END)
        if line_end < 0:
            return False
        kind, line = bytes(buffer[:1]), bytes(buffer[1:line_end])
        value: bytes | None = line
        end = line_end + 2
        if kind == b"$":
            size = int(line)
            value = None
            if size >= 0:
                end += size + 2
                if len(buffer) < end:
                    return False
                value = bytes(buffer[end - size - 2 : end - 2])
        del buffer[:end]
        answer = self._asked.popleft()
        if answer.done():
            return True
        if kind in (b"$", b"+", b":"):
            answer.set_result(value)
        else:
            answer.set_exception(ValkeyError(line.decode(errors="replace")))
        return True

    def _look_again(self, answer: "asyncio.Future[bytes | None]") -> None:
        self._loop.call_later(_LAST_LOOK, self._too_late, answer)

    def _too_late(self, answer: "asyncio.Future[bytes | None]") -> None:
        if not answer.done():
            answer.set_exception(TimeoutError("Valkey did not answer"))
            # Whatever comes later would be taken for the answer to another question.
            self.abort()


def _command(*words: bytes) -> bytes:
    parts = [b"*%d\r\n" % len(words)]
    parts += [b"$%d\r\n%b\r\n" % (len(word), word) for word in words]
    return b"".join(parts)


def _greeting(options: dict[str, Any]) -> list[bytes]:
    commands = []
    if options.get("password"):
        user = [options["username"].encode()] if options.get("username") else []
        commands.append(_command(b"AUTH", *user, options["password"].encode()))
    if options.get("db"):
        commands.append(_command(b"SELECT", str(options["db"]).encode()))
    return commands


def _tls(options: dict[str, Any]) -> ssl.SSLContext | None:
    if options.get("connection_class") is not SSLConnection:
        return None
    context = ssl.create_default_context(cafile=options.get("ssl_ca_certs"))
    if str(options.get("ssl_cert_reqs", "required")) == "none":
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
