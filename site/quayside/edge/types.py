"""Words of the ASGI protocol, the limits of a request, and how an exchange may end early."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, Protocol

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds.

    `memory` is what a request or a response may keep in memory before it goes to a temporary file, `body` the
    largest request, `spool` the most that may wait for a slow client. A client has `patience` to take or send
    anything; Django has `answer` to begin its response.
    """

    memory: int = 1024 * 1024
    body: int = 100 * 1024 * 1024
    spool: int = 1024 * 1024 * 1024
    patience: float = 60.0
    answer: float = 30.0


class ClientGone(ConnectionError):
    """Nobody is left to read the response or to finish the request."""


class BodyRefused(Exception):
    """The request is answered without reading the rest of it."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status = status
        self.sentence = sentence
        super().__init__(sentence)


class Source(Protocol):
    """Where the event loop takes a response's bytes from."""

    async def take(self) -> bytes:
        """The next piece; empty at the end. Raises ClientGone after `abandon`, or what broke the source."""

    def abandon(self) -> None:
        """Stop: nobody reads on. May be called more than once."""
