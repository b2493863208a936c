"""Binds the business a host belongs to, for the request and for a body that is streamed after it."""

from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction, sync_to_async
from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase

from apps.tenancy import context, facts
from apps.tenancy.context import Bound
from apps.tenancy.hosts import normalise_host


class TenantMiddleware:
    """Unknown hosts get a plain 404; the platform's host gets its own URLs and the sign-in role."""

    sync_capable = async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Any:
        if self.is_async:
            return self._acall(request)
        bound = bind(request)
        if bound is None:
            return unknown_host()
        with context.enter(bound):
            response = carried(self.get_response(request), bound)
        if response.streaming and getattr(response, "is_async", False):
            connections.close_all()
        return response

    async def _acall(self, request: HttpRequest) -> HttpResponseBase:
        bound = await sync_to_async(bind)(request)
        if bound is None:
            return unknown_host()
        with context.enter(bound):
            response = carried(await self.get_response(request), bound)
        if response.streaming:
            # A stream may stay open for hours; what its view asked the database must not hold a connection that long.
            await sync_to_async(connections.close_all)()
        return response


def bind(request: HttpRequest) -> Bound | None:
    """Find out whom the request is for, and leave `request.business` (None on the platform's host)."""
    host = normalise_host(request.META.get("HTTP_HOST", ""))
    request_id = getattr(request, "request_id", "")
    request.business = None  # type: ignore[attr-defined]
    if host == settings.PLATFORM_HOST:
        request.urlconf = settings.PLATFORM_URLCONF
        return Bound(alias="signin", request=request_id)
    tenant = facts.of_host(host) if host else None
    if tenant is None:
        return None
    request.business = tenant  # type: ignore[attr-defined]
    return Bound(tenant=tenant.id, request=request_id)


def unknown_host() -> HttpResponse:
    """Nobody lives here: no layout, no hint at who else does."""
    return HttpResponseNotFound(
        "There is nothing at this address.\n", content_type="text/plain; charset=utf-8"
    )


def carried(response: HttpResponseBase, bound: Bound) -> HttpResponseBase:
    """Let a streamed body see the binding that its middleware has already left."""
    # A file stays a file: the server sends it without a thread, and reading it needs no binding.
    if response.streaming and getattr(response, "file_to_stream", None) is None:
        stream: Any = response
        within = _async_within if stream.is_async else _within
        stream.streaming_content = within(stream.streaming_content, bound)
    return response


def _within(chunks: Iterable[bytes], bound: Bound) -> Iterator[bytes]:
    iterator = iter(chunks)
    try:
        while True:
            with context.enter(bound):
                try:
                    chunk = next(iterator)
                except StopIteration:
                    return
            yield chunk
    finally:
        close = getattr(iterator, "close", None)
        if close is not None:
            with context.enter(bound):
                close()


async def _async_within(chunks: AsyncIterable[bytes], bound: Bound) -> AsyncIterator[bytes]:
    iterator = aiter(chunks)
    try:
        while True:
            with context.enter(bound):
                try:
                    chunk = await anext(iterator)
                except StopAsyncIteration:
                    return
            yield chunk
    finally:
        close = getattr(iterator, "aclose", None)
        if close is not None:
            with context.enter(bound):
                await close()
