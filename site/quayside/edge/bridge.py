"""Django's WSGI handler inside an ASGI server: a2wsgi, with threads that never wait for a client.

A thread gets a request whose body has arrived and hands over bytes as it makes them. Whatever the client does
afterwards, reading slowly, not at all, or leaving, happens in the event loop.
"""

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import IO, Any, Final

from a2wsgi.wsgi import WSGIMiddleware, WSGIResponder
from django.db import close_old_connections

from quayside.edge.answers import answer
from quayside.edge.environ import environ_of
from quayside.edge.intake import announced, read_body
from quayside.edge.outlet import PIECE, Outlet
from quayside.edge.spool import Spool
from quayside.edge.types import (
    BodyRefused,
    ClientGone,
    Limits,
    Message,
    Receive,
    Scope,
    Send,
    Source,
)

HANG_UP: Final = (b"connection", b"close")
TOO_LATE: Final = b"This takes too long at the moment. Please try again in a minute."


class FileBody:
    """A file Django hands over: the loop reads it, so a download holds neither thread nor spool."""

    def __init__(self, file: Any, block_size: int = PIECE) -> None:
        self.file = file
        self._first = b""
        self._gone = False

    def begin(self) -> bytes | None:
        """Read in the thread; the whole content when it is small, else None and `take` goes on."""
        while len(self._first) < 2 * PIECE:
            part = self.file.read(PIECE)
            if not part:
                return self._first
            self._first += part
        return None

    async def take(self) -> bytes:
        """See `Source`."""
        if self._first:
            piece, self._first = self._first[:PIECE], self._first[PIECE:]
            return piece
        piece = b"" if self._gone else bytes(await asyncio.to_thread(self.file.read, PIECE))
        if self._gone:
            raise ClientGone("the client left")
        return piece

    def abandon(self) -> None:
        """See `Source`; the file stays open for a read that is under way."""
        self._gone = True

    def close(self) -> None:
        """Close the file in the calling thread."""
        self.file.close()


class Bridge(WSGIMiddleware):
    """ASGI application for a WSGI one, with a fixed number of threads."""

    def __init__(self, app: Any, *, threads: int, limits: Limits | None = None) -> None:
        super().__init__(app, workers=threads)
        self.limits = limits or Limits()
        self._threads = threads
        self._stuck = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
        elif self._stuck >= self._threads:
            # Nobody could begin with it in time; better to hear that now than half a minute later.
            await answer(send, 503, TOO_LATE, headers=[(b"retry-after", b"30"), HANG_UP])
        else:
            await Exchange(self.app, self.executor, self.limits, self._overdue)(scope, receive, send)

    def _overdue(self, job: "Future[None]") -> None:
        """Count a thread that does not come back, until it does."""
        self._stuck += 1
        loop = asyncio.get_running_loop()
        job.add_done_callback(lambda _: _tell(loop, self._back))

    def _back(self) -> None:
        self._stuck -= 1

    def close(self) -> None:
        """Take no more requests; running ones end by themselves."""
        self.executor.shutdown(wait=False, cancel_futures=True)


class Exchange(WSGIResponder):
    """One request and its response."""

    def __init__(
        self,
        app: Any,
        executor: ThreadPoolExecutor,
        limits: Limits,
        overdue: Callable[["Future[None]"], None],
    ) -> None:
        # Not super().__init__: its queue between thread and loop is what this class replaces.
        self.app = app
        self.executor = executor
        self.limits = limits
        self.overdue = overdue
        self.loop = asyncio.get_running_loop()
        self.response_started = False
        self.exc_info = None
        self.start: Message = {}
        self.whole: bytes | None = None
        self.source: Source | None = None
        self.spool: Spool | None = None
        self.failure: BaseException | None = None
        self.late = False
        self.ready: asyncio.Future[None] = self.loop.create_future()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        outlet = Outlet(send, patience=self.limits.patience)
        try:
            await self._exchange(scope, receive, send, outlet)
        except BodyRefused as refusal:
            await answer(send, refusal.status, refusal.sentence.encode(), headers=[HANG_UP])
        except ClientGone:
            outlet.hang_up()

    async def _exchange(self, scope: Scope, receive: Receive, send: Send, outlet: Outlet) -> None:
        length = announced(scope["headers"])
        body, size = (_NO_BODY, 0) if length == 0 else await read_body(length, receive, self.limits)
        environ = environ_of(scope, body, size)
        environ["wsgi.file_wrapper"] = FileBody
        job = self.executor.submit(contextvars.copy_context().run, self._work, environ, body)
        timer = self.loop.call_later(self.limits.answer, self._give_up, job, body)
        try:
            await self.ready
        except asyncio.CancelledError:
            self._leave()
            raise
        finally:
            timer.cancel()
        if self.late:
            await answer(send, 503, TOO_LATE, headers=[(b"retry-after", b"30")])
        elif self.whole is not None:
            await outlet.send(self.start)
            await outlet.send_all(self.whole)
        elif self.source is not None:
            await self._stream(self.source, scope, receive, outlet)
        elif self.failure is not None:
            raise self.failure

    async def _stream(self, source: Source, scope: Scope, receive: Receive, outlet: Outlet) -> None:
        watch = self.loop.create_task(_watch(receive, source))
        try:
            await outlet.send(self.start)
            if scope["method"] != "HEAD":
                while piece := await source.take():
                    await outlet.send_piece(piece)
            await outlet.end()
        finally:
            watch.cancel()
            source.abandon()
            if isinstance(source, FileBody):
                self.loop.run_in_executor(None, source.close)  # it may be a remote file

    def _give_up(self, job: "Future[None]", body: IO[bytes]) -> None:
        """Overdue: what waits for a thread is not started any more, what runs is not listened to."""
        if job.cancel():
            body.close()
        else:
            self.overdue(job)
        self._leave()
        self._done()

    def _leave(self) -> None:
        self.late = True
        if self.source is not None:
            self.source.abandon()

    def _done(self) -> None:
        if not self.ready.done():
            self.ready.set_result(None)

    # Everything below runs in the thread.

    def _work(self, environ: dict[str, Any], body: IO[bytes]) -> None:
        try:
            with suppress(ClientGone):
                self._run(environ)
        except BaseException as error:  # noqa: BLE001  raised again in the loop
            self.failure = error
        finally:
            body.close()
            if self.spool is not None:
                self.spool.finish(self.failure)
            else:
                _tell(self.loop, self._done)

    def _run(self, environ: dict[str, Any]) -> None:
        iterable: Any = self.app(environ, self.start_response)
        handed_over = False
        try:
            if isinstance(iterable, FileBody):
                handed_over = self._hand_over(iterable, head=environ["REQUEST_METHOD"] == "HEAD")
            elif getattr(iterable, "streaming", True) is False:
                self.whole = b"".join(iterable)
            elif environ["REQUEST_METHOD"] == "HEAD":
                self.whole = b""
            else:
                for chunk in iterable:
                    if chunk:
                        self._write(chunk)
                if self.spool is None:
                    self.whole = b""
        finally:
            if handed_over:
                # The response closes in another thread; this one's connections go back to their pool now.
                close_old_connections()
            else:
                getattr(iterable, "close", _nothing)()

    def _hand_over(self, body: FileBody, *, head: bool) -> bool:
        self.whole = b"" if head else body.begin()
        if self.whole is None:
            self.source = body
        return self.whole is None

    def send(self, message: Any) -> None:
        """Called by a2wsgi's start_response and by the `write` it returns."""
        if message["type"] == "http.response.start":
            self.start = message
        else:
            self._write(message["body"])

    def _write(self, chunk: bytes) -> None:
        if self.spool is None:
            self.spool = Spool(self.loop, memory=self.limits.memory, limit=self.limits.spool)
            self.source = self.spool
            _tell(self.loop, self._done)
        if self.late:
            self.spool.abandon()
        self.spool.write(chunk)


def _tell(loop: asyncio.AbstractEventLoop, what: Callable[[], None]) -> None:
    """Called in a thread."""
    with suppress(RuntimeError):  # the loop has ended: the process is on its way out
        loop.call_soon_threadsafe(what)


async def _watch(receive: Receive, source: Source) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    source.abandon()


def _nothing() -> None:
    pass


class _NoBody:
    """The body of a request without one; shared by all of them."""

    def read(self, size: int = -1) -> bytes:
        return b""

    def readline(self, size: int = -1) -> bytes:
        return b""

    def readlines(self, hint: int = -1) -> list[bytes]:
        return []

    def __iter__(self) -> Any:
        return iter(())

    def close(self) -> None:
        return None


_NO_BODY: Any = _NoBody()
