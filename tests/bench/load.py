"""A load generator that costs little: keep-alive connections, each asking again as soon as it was answered."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Final, cast

import uvloop

_END_OF_HEAD: Final = b"\r\n\r\n"
_LENGTH: Final = b"content-length:"


@dataclass(slots=True)
class Heard:
    """What came back: seconds of every answer, how long all of it took, and how many answers bore the mark."""

    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0
    marked: int = 0

    @property
    def count(self) -> int:
        """How many answers."""
        return len(self.latencies)

    def quantile(self, share: float) -> float:
        """Latency that `share` of the answers stayed below, in seconds."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class UnexpectedAnswer(Exception):
    """Something else than a complete 200."""


class _Client(asyncio.Protocol):
    def __init__(self, request: bytes, requests: int, heard: Heard, mark: bytes) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._request = request
        self._left = requests
        self._heard = heard
        self._mark = mark
        self._buffer = b""
        self._asked = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._buffer = self._buffer + data if self._buffer else data
        head_end = self._buffer.find(_END_OF_HEAD)
        if head_end < 0:
            return
        head = self._buffer[:head_end]
        at = head.lower().find(_LENGTH)
        if not head.startswith(b"HTTP/1.1 200 ") or at < 0:
            self._fail(head[:500])
            return
        length = int(head[at + len(_LENGTH) :].split(b"\r\n", 1)[0])
        if len(self._buffer) < head_end + len(_END_OF_HEAD) + length:
            return
        self._heard.latencies.append(time.perf_counter() - self._asked)
        self._heard.marked += bool(self._mark) and self._mark in head.lower()
        self._buffer = b""
        self._left -= 1
        if self._left:
            self._ask()
        else:
            self._transport.close()
            self.done.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(UnexpectedAnswer(f"the server hung up: {exc}"))

    def _ask(self) -> None:
        self._asked = time.perf_counter()
        self._transport.write(self._request)

    def _fail(self, said: bytes) -> None:
        self.done.set_exception(UnexpectedAnswer(said.decode(errors="replace")))
        self._transport.abort()


def ask(
    port: int, host: str, path: str, *, clients: int, requests: int, limit: float = 120.0, mark: str = ""
) -> Heard:
    """Let the clients make that many requests together and wait for all answers.

    Answers with the header `mark` are counted. Raises UnexpectedAnswer for anything but a 200 with a known length,
    TimeoutError after `limit` seconds.
    """
    head = (
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nAccept-Encoding: gzip\r\n"
        "User-Agent: quayside-bench\r\n\r\n"
    )
    return uvloop.run(
        _ask_all(
            port, clients, limit, request=head.encode(), each=max(1, requests // clients), mark=mark.encode()
        )
    )


async def _ask_all(port: int, clients: int, limit: float, *, request: bytes, each: int, mark: bytes) -> Heard:
    heard = Heard()
    loop = asyncio.get_running_loop()
    started = time.perf_counter()
    async with asyncio.timeout(limit):
        made = [
            await loop.create_connection(lambda: _Client(request, each, heard, mark), "127.0.0.1", port)
            for _ in range(clients)
        ]
        await asyncio.gather(*(client.done for _, client in made))
    heard.seconds = time.perf_counter() - started
    return heard
