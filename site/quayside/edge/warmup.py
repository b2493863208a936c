"""Pays for imports, URL tables and templates before the first visitor does."""

import asyncio
import gc
import io
import logging
import sys
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import get_resolver

log = logging.getLogger(__name__)

PATHS: Final = ("/", "/accounts/login/")
# A server that is away must not keep the process from starting: it says so itself from then on.
SECONDS: Final = 15.0


class WarmUp:
    """Asks the application itself for a few pages."""

    def __init__(self, wsgi: Any) -> None:
        self._wsgi = wsgi

    async def run(self) -> None:
        """Return when all pages were made or the time is over."""
        work = asyncio.create_task(asyncio.to_thread(self._all))
        await asyncio.wait({work}, timeout=SECONDS)
        if not work.done():
            log.warning("not warm after %d s: a server does not answer", SECONDS)
        elif work.exception() is not None:
            log.warning("not warm: %s", work.exception())
        # What is loaded now stays; without this every full collection walks all of it while nobody is served.
        gc.collect()
        gc.freeze()

    def _all(self) -> None:
        for urlconf in (settings.ROOT_URLCONF, settings.PLATFORM_URLCONF):
            get_resolver(urlconf)._populate()
        for path in PATHS:
            self._ask(path)

    def _ask(self, path: str) -> None:
        response = self._wsgi(_environ(path), _ignore)
        try:
            for _ in response:
                pass
        finally:
            response.close()


def _environ(path: str) -> dict[str, Any]:
    url = urlsplit(settings.PUBLIC_URL)
    port = str(url.port or (443 if url.scheme == "https" else 80))
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_NAME": url.hostname or "localhost",
        "SERVER_PORT": port,
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": url.netloc,
        "HTTP_X_FORWARDED_PROTO": url.scheme,
        "HTTP_ACCEPT": "text/html",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "quayside.warm_up": True,
    }


def _ignore(*_: Any) -> None:
    return None
