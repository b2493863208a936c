"""Reads a request's body before a thread is given to it: a slow upload costs a connection, never a thread."""

import asyncio
import io
import tempfile
from collections.abc import Iterable
from typing import IO, Final

from quayside.edge.types import BodyRefused, ClientGone, Limits, Receive

TOO_LARGE: Final = "The upload is larger than this installation accepts."
TOO_SLOW: Final = "The upload stopped coming."
BAD_LENGTH: Final = "The length of the request is not a number."


def announced(headers: Iterable[tuple[bytes, bytes]]) -> int | None:
    """Bytes the client says it sends; 0 when it sends none, None when it does not say how many."""
    chunked = False
    for name, value in headers:
        if name == b"content-length":
            if not value.isdigit():
                raise BodyRefused(400, BAD_LENGTH)
            return int(value)
        chunked = chunked or name == b"transfer-encoding"
    return None if chunked else 0


async def read_body(length: int | None, receive: Receive, limits: Limits) -> tuple[IO[bytes], int]:
    """The whole body, rewound, and its size. Large ones lie in a file that close() deletes.

    Raises ClientGone when the upload is given up and BodyRefused when it is too large or stalls.
    """
    if length is not None and length > limits.body:
        raise BodyRefused(413, TOO_LARGE)
    parts: list[bytes] = []
    size = 0
    file: IO[bytes] | None = None
    complete = False
    try:
        more = True
        while more:
            part, more = await _part(receive, limits.patience)
            size += len(part)
            if size > limits.body:
                raise BodyRefused(413, TOO_LARGE)
            parts.append(part)
            if size > limits.memory or file is not None:
                file = file or tempfile.TemporaryFile()  # noqa: SIM115  closed by who gets it
                await asyncio.to_thread(file.writelines, parts)
                parts = []
        complete = True
    finally:
        if file is not None and not complete:
            file.close()
    if file is None:
        return io.BytesIO(b"".join(parts)), size
    file.seek(0)
    return file, size


async def _part(receive: Receive, patience: float) -> tuple[bytes, bool]:
    try:
        async with asyncio.timeout(patience):
            message = await receive()
    except TimeoutError:
        raise BodyRefused(408, TOO_SLOW) from None
    if message["type"] == "http.disconnect":
        raise ClientGone("the upload was given up")
    return message.get("body", b""), message.get("more_body", False)
