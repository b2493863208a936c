"""Bytes on their way from a thread to the event loop. The thread never waits for the client."""

import asyncio
import os
import tempfile
import threading
from collections import deque
from typing import IO

from quayside.edge.outlet import PIECE
from quayside.edge.types import ClientGone


class SpoolFull(OSError):
    """The response outgrew what may wait for its client."""


class Spool:
    """First in, first out: in memory up to a limit, then in an unnamed file until the reader caught up.

    One thread writes, the loop reads; the file is closed by whichever of them ends last.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, *, memory: int, limit: int) -> None:
        self._loop = loop
        self._memory = memory
        self._limit = limit
        self._lock = threading.Lock()
        self._pieces: deque[bytes] = deque()
        self._held = 0
        self._file: IO[bytes] | None = None
        self._written = 0
        self._read = 0
        self._waiting: asyncio.Future[None] | None = None
        self._gone = False
        self._finished = False
        self._failure: BaseException | None = None

    def write(self, chunk: bytes) -> None:
        """Called in the thread. Raises ClientGone when nobody reads, SpoolFull beyond the limit."""
        with self._lock:
            if self._gone:
                raise ClientGone("the client left")
            caught_up = self._written == self._read
            if caught_up and self._held + len(chunk) <= self._memory:
                self._pieces.append(chunk)
                self._held += len(chunk)
                self._wake()
                return
            if caught_up:
                self._rewind()
        self._append(chunk)

    def finish(self, failure: BaseException | None = None) -> None:
        """Called in the thread when it writes no more."""
        with self._lock:
            self._finished = True
            self._failure = failure
            self._close_when_unused()
            self._wake()

    async def take(self) -> bytes:
        """Up to one piece; see `Source`."""
        while True:
            with self._lock:
                if self._gone:
                    raise ClientGone("the client left")
                piece = self._next()
                if piece:
                    return piece
                if self._finished:
                    self._close_when_unused()
                    if self._failure is not None:
                        raise self._failure
                    return b""
                self._waiting = self._loop.create_future()
            await self._waiting

    def abandon(self) -> None:
        """Called in the loop: the thread stops at its next write."""
        with self._lock:
            self._gone = True
            self._pieces.clear()
            self._close_when_unused()
            if self._waiting is not None and not self._waiting.done():
                self._waiting.set_result(None)

    def _append(self, chunk: bytes) -> None:
        # Outside the lock: a disk that stalls may hold this thread but never the loop.
        if self._written + len(chunk) > self._limit:
            raise SpoolFull(f"a response of more than {self._limit} bytes waits for its client")
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed by who ends last
        view = memoryview(chunk)
        offset = self._written
        while view:
            done = os.pwrite(self._file.fileno(), view, offset)
            offset += done
            view = view[done:]
        with self._lock:
            self._written = offset
            self._wake()

    def _rewind(self) -> None:
        if self._file is not None and self._written:
            os.ftruncate(self._file.fileno(), 0)
        self._written = self._read = 0

    def _next(self) -> bytes:
        if self._pieces:
            piece = self._pieces.popleft()
            while self._pieces and len(piece) + len(self._pieces[0]) <= PIECE:
                piece += self._pieces.popleft()
            if len(piece) > PIECE:
                self._pieces.appendleft(piece[PIECE:])
                piece = piece[:PIECE]
            self._held -= len(piece)
            return piece
        if self._file is None or self._read == self._written:
            return b""
        # These bytes were written a moment ago: they come from the page cache, cheaper than another thread.
        piece = os.pread(self._file.fileno(), min(PIECE, self._written - self._read), self._read)
        self._read += len(piece)
        return piece

    def _wake(self) -> None:
        if self._waiting is None:
            return
        waiting, self._waiting = self._waiting, None
        self._loop.call_soon_threadsafe(_resolve, waiting)

    def _close_when_unused(self) -> None:
        # The thread uses the file until it finished, the loop until it gave up or took everything.
        if self._file is not None and self._finished and (self._gone or self._read == self._written):
            self._file.close()
            self._file = None


def _resolve(waiting: "asyncio.Future[None]") -> None:
    if not waiting.done():
        waiting.set_result(None)
