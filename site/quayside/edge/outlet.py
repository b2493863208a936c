"""Sending at the client's pace, and hanging up on one that takes nothing."""

import asyncio
import fcntl
import socket
import struct
import termios
from typing import Any, Final

from quayside.edge.types import ClientGone, Message, Send

PIECE: Final = 64 * 1024
_DROP: Final = struct.pack("ii", 1, 0)


class Outlet:
    """One response's way to the client."""

    __slots__ = ("_patience", "_send", "_transport")

    def __init__(self, send: Send, *, patience: float) -> None:
        self._send = send
        self._patience = patience
        # ASGI has no word for hanging up. Closing politely would wait for a reader who never comes, so the
        # connection itself is needed; under another server than uvicorn its own limits have to do.
        self._transport: Any = getattr(getattr(send, "__self__", None), "transport", None)

    async def send(self, message: Message) -> None:
        """Send once the client took what came before; raises ClientGone when it takes nothing any more."""
        if self._transport is not None and not self._transport.get_write_buffer_size():
            await self._send(message)
            return
        sending = asyncio.ensure_future(self._send(message))
        try:
            left = self._unsent()
            while not (await asyncio.wait({sending}, timeout=self._patience))[0]:
                now = self._unsent()
                if now >= left:
                    self.hang_up()
                    raise ClientGone("the client takes nothing")
                left = now
            sending.result()
        finally:
            sending.cancel()

    async def send_all(self, body: bytes) -> None:
        """Send a whole body and the end of the response."""
        if len(body) <= PIECE:
            await self.send({"type": "http.response.body", "body": body})
            return
        for start in range(0, len(body), PIECE):
            await self.send_piece(body[start : start + PIECE])
        await self.end()

    async def send_piece(self, piece: bytes) -> None:
        """Send a part of the body."""
        await self.send({"type": "http.response.body", "body": piece, "more_body": True})

    async def end(self) -> None:
        """End the response; waits until the client has taken nearly all of it."""
        await self.send({"type": "http.response.body", "body": b"", "more_body": False})

    def hang_up(self) -> None:
        """Close the connection at once; what was not sent is thrown away, in the kernel too."""
        if self._transport is None:
            return
        connection = self._transport.get_extra_info("socket")
        if connection is not None and not self._transport.is_closing():
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _DROP)
        self._transport.abort()

    def _unsent(self) -> int:
        """Bytes the client has not acknowledged: the server's buffer and the kernel's."""
        if self._transport is None or self._transport.is_closing():
            return 0
        waiting = int(self._transport.get_write_buffer_size())
        connection = self._transport.get_extra_info("socket")
        try:
            queue = fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, b"\0\0\0\0")
        except (OSError, AttributeError):
            return waiting
        return waiting + int(struct.unpack("i", queue)[0])
