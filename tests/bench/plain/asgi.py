"""Django's WSGI handler in a2wsgi, and the little that uvicorn asks for besides."""

from typing import Any

import django
from a2wsgi import WSGIMiddleware

django.setup()

from django.conf import settings  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402

_bridge = WSGIMiddleware(WSGIHandler(), workers=settings.WEB_THREADS)


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Pages by WSGI; the start and the end of the process are answered here."""
    if scope["type"] != "lifespan":
        await _bridge(scope, receive, send)
        return
    for event in ("startup", "shutdown"):
        await receive()
        await send({"type": f"lifespan.{event}.complete"})
