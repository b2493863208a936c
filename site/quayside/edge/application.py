"""Which part answers a request, and what is opened before the first and closed after the last one."""

import asyncio
import logging
from typing import Any, Final

from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

from apps.tenancy import pages as stored_pages
from apps.tenancy import valkey
from quayside import metrics, pages
from quayside.edge import chores, warmup
from quayside.edge.bridge import Bridge
from quayside.edge.desk import PATHS, Desk
from quayside.edge.types import Limits, Receive, Scope, Send

log = logging.getLogger(__name__)

# Paths under these are streams: their views are async, and they may stay open for hours.
STREAMS: Final = ("/live/",)
SAMPLE_SECONDS: Final = 5.0


class Application:
    """One per web process. Make it in the process that serves: it takes a slot for its figures."""

    def __init__(self) -> None:
        handler = WSGIHandler()
        chores.drop()
        self.bridge = Bridge(
            handler, threads=settings.WEB_THREADS, limits=Limits(body=settings.UPLOAD_MAX_BYTES)
        )
        self.streams: Any = ASGIHandler()
        self.kept = pages.KeptPages(
            url=settings.REDIS_URL,
            breaker=valkey.BREAKER,
            cookies=stored_pages.bypassing_cookies(),
            secure_header=_secure_header(),
        )
        self.figures = metrics.begin()
        self.desk = Desk(self.figures)
        self._warm_up = warmup.WarmUp(handler)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        else:
            await self.bridge(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if path in PATHS:
            await self.desk.answer(path, scope, send)
        elif path.startswith(STREAMS):
            await self.streams(scope, receive, send)
        elif (found := await self.kept.find(scope)) is not None:
            await pages.answer(*found, send, head=scope["method"] == "HEAD")
            self.figures.page(hit=True)
        else:
            await self.bridge(scope, receive, send)
            self.kept.learn(scope)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        await self._warm_up.run()
        sampling = asyncio.create_task(self._sample())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        sampling.cancel()
        self.kept.close()
        self.bridge.close()
        await self.desk.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _sample(self) -> None:
        while True:
            self.figures.pools(_pool_stats())
            await asyncio.sleep(SAMPLE_SECONDS)


def _pool_stats() -> dict[str, dict[str, int]]:
    # Django keeps pools per alias on the class; asking the connection would open the pool.
    pools = next((getattr(each, "_connection_pools", {}) for each in connections.all()), {})
    return {alias: pool.get_stats() for alias, pool in list(pools.items())}


def _secure_header() -> tuple[bytes, bytes] | None:
    """What Django takes as the proxy's word that the visitor came by https."""
    header: tuple[str, str] | None = getattr(settings, "SECURE_PROXY_SSL_HEADER", None)
    if header is None:
        return None
    name, value = header
    return name.removeprefix("HTTP_").replace("_", "-").lower().encode(), value.encode()
