"""Addresses that say what the current request can see, in each way in which a request can be answered."""

import asyncio
from collections.abc import AsyncIterator, Iterator

from asgiref.sync import sync_to_async
from django.db import connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

from apps.tenancy.models import TaxProfile

CHUNKS = 5


def seen() -> str:
    """The businesses of all visible rows, one number per row."""
    rows = TaxProfile.objects.values_list("tenant_id", flat=True).order_by("id")
    return ",".join(map(str, rows))


def sync_view(request: HttpRequest) -> HttpResponse:
    """An ordinary page."""
    return HttpResponse(seen())


def sync_stream(request: HttpRequest) -> StreamingHttpResponse:
    """A body that is read after the middleware has been left."""

    def chunks() -> Iterator[str]:
        for _ in range(CHUNKS):
            yield f"{seen()};"

    return StreamingHttpResponse(chunks())


async def async_view(request: HttpRequest) -> HttpResponse:
    """A page of an async view."""
    rows = TaxProfile.objects.order_by("id")
    return HttpResponse(",".join([str(row.tenant_id) async for row in rows]))


async def async_stream(request: HttpRequest) -> StreamingHttpResponse:
    """A stream of an async view that asks the database between its chunks."""

    async def chunks() -> AsyncIterator[str]:
        for _ in range(CHUNKS):
            yield f"{await sync_to_async(seen)()};"
        await sync_to_async(connections.close_all)()

    return StreamingHttpResponse(chunks())


held: list[asyncio.Event] = []


async def held_stream(request: HttpRequest) -> StreamingHttpResponse:
    """A stream whose view asked the database before it began, and that then stays open."""
    rows = await TaxProfile.objects.acount()
    release = asyncio.Event()

    async def chunks() -> AsyncIterator[str]:
        yield f"{rows};"
        held.append(release)
        await release.wait()

    return StreamingHttpResponse(chunks())


urlpatterns = [
    path("live/held/", held_stream),
    path("probe/", sync_view),
    path("probe/stream/", sync_stream),
    path("live/probe/", async_view),
    path("live/stream/", async_stream),
]
