"""What the process says about itself, on any host and without Django: `/livez`, `/healthz`, `/metrics`."""

import asyncio
import hmac
from typing import Final

from django.conf import settings
from huey.contrib.djhuey import HUEY

from quayside import metrics
from quayside.edge.answers import TEXT, answer, answer_json
from quayside.edge.types import Scope, Send
from quayside.health import Health, Needs

PATHS: Final = frozenset({"/livez", "/healthz", "/metrics"})
NOTHING_HERE: Final = b"There is nothing at this address.\n"


class Desk:
    """Answers the paths of `PATHS`."""

    def __init__(self, figures: metrics.Figures) -> None:
        self._figures = figures
        self._health = Health(needs())

    async def answer(self, path: str, scope: Scope, send: Send) -> None:
        """Answer one request for one of the paths."""
        head = scope["method"] == "HEAD"
        if scope["method"] not in ("GET", "HEAD"):
            await answer(send, 405, b"Only GET and HEAD.\n", headers=[(b"allow", b"GET, HEAD")])
        elif path == "/livez":
            await answer(send, 200, b"ok\n", head=head)
        elif path == "/healthz":
            status, report = await self._health.report()
            await answer_json(send, status, report, head=head)
        else:
            await self._metrics(scope, send, head=head)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._health.close()

    async def _metrics(self, scope: Scope, send: Send, *, head: bool) -> None:
        if not settings.METRICS_TOKEN:
            await answer(send, 404, NOTHING_HERE, head=head)
            return
        given = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
        if not hmac.compare_digest(given, f"Bearer {settings.METRICS_TOKEN}".encode()):
            challenge = [(b"www-authenticate", b"Bearer")]
            await answer(send, 401, b"The token is wrong or missing.\n", headers=challenge, head=head)
            return
        waiting, age = await asyncio.gather(
            self._health.length(HUEY.storage.queue_key), self._health.worker_silence()
        )
        more = [
            metrics.gauge("quayside_queue_length", "Tasks that wait for the worker", waiting),
            metrics.gauge("quayside_worker_heartbeat_age_seconds", "Since its last sign", age),
        ]
        text = await asyncio.to_thread(self._figures.text, more=more)
        await answer(send, 200, text, kind=TEXT.replace(b"plain;", b"plain; version=0.0.4;"), head=head)


def needs() -> Needs:
    """Where the installation's servers are, from the settings."""
    database = settings.DATABASES["default"]
    options = {
        name: value
        for name, value in database.get("OPTIONS", {}).items()
        if name not in ("pool", "connect_timeout")
    }
    return Needs(
        database={
            "host": database["HOST"],
            "port": database["PORT"],
            "dbname": database["NAME"],
            "user": database["USER"],
            "password": database["PASSWORD"],
            **options,
        },
        redis_url=settings.REDIS_URL,
    )
