"""Short answers given without Django."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from quayside.edge.types import Send

Headers = Iterable[tuple[bytes, bytes]]
TEXT: Final = b"text/plain; charset=utf-8"
NO_STORE: Final = (b"cache-control", b"no-store")


async def answer(
    send: Send, status: int, body: bytes, *, kind: bytes = TEXT, headers: Headers = (), head: bool = False
) -> None:
    """Send a complete response; `head` leaves the body out and keeps its length."""
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", kind),
                (b"content-length", b"%d" % len(body)),
                (b"x-content-type-options", b"nosniff"),
                NO_STORE,
                *headers,
            ],
        }
    )
    await send({"type": "http.response.body", "body": b"" if head else body})


async def answer_json(send: Send, status: int, value: Mapping[str, Any], *, head: bool = False) -> None:
    """Send a value as JSON."""
    body = json.dumps(value, separators=(",", ":")).encode()
    await answer(send, status, body, kind=b"application/json", head=head)
