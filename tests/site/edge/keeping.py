"""A site that keeps pages, and who visits it: for the tests of kept pages."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from apps.kernel.breaker import Breaker
from apps.tenancy import context, pages
from quayside import pages as reading
from quayside.edge.answers import answer
from quayside.edge.types import Receive, Scope, Send
from tests.site.edge.client import Address, Answer, fetch

Serve = Callable[[Any], Address]
CORAL = f"coral.{settings.PLATFORM_HOST}"
NORTHGATE = f"northgate.{settings.PLATFORM_HOST}"
TEXT = b"<p>Reef trip</p>" * 100


class Business:
    """Stands for what the tenancy middleware leaves on a request."""

    id = 1


def visit(
    path: str = "/trips/",
    *,
    host: str = f"{CORAL}:{settings.PUBLIC_PORT}",
    view: Callable[[HttpRequest], Any] = lambda request: HttpResponse(TEXT),
    queries: tuple[str, ...] = (),
    method: str = "GET",
    business: Any = Business,
    **more: Any,
) -> HttpResponse:
    """What Django does for a visitor: the view inside the middleware that keeps its page."""
    request = RequestFactory().generic(method, path, headers={"host": host}, **more)
    request.business = business  # type: ignore[attr-defined]
    view = pages.public_page(300, queries=queries)(view)
    # A binding of its own, as each request has: what one knows of the host is not the next one's.
    with context.enter(context.Bound()):
        response: HttpResponse = pages.PublicPageMiddleware(view)(request)  # type: ignore[assignment]
    return response


class Site:
    """An application that answers with kept pages and says "django" for everything else."""

    def __init__(self, url: str, breaker: Breaker | None = None, recent_seconds: float = 0.0) -> None:
        self.kept = reading.KeptPages(
            url=url,
            breaker=breaker or Breaker(),
            cookies=pages.bypassing_cookies(),
            secure_header=(b"x-forwarded-proto", b"https"),
            seconds=1.0,  # a busy machine is not a silent server
            recent_seconds=recent_seconds,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            self.kept.close()
            await send({"type": "lifespan.shutdown.complete"})
            return
        found = await self.kept.find(scope)
        if found is None:
            await answer(send, 200, b"django")
        else:
            await reading.answer(*found, send, head=scope["method"] == "HEAD")


def read(site: Address, path: str = "/trips/", *, host: str = CORAL, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return fetch(site, path, headers={"Host": host, **named})
