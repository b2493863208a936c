"""Leaves one row for every request that wrote, so that the log can say from where."""

import logging
from collections.abc import Callable
from typing import Any, Final

from asgiref.sync import iscoroutinefunction, markcoroutinefunction, sync_to_async
from django.conf import settings
from django.db import Error
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import LazyObject

from apps.audit import services
from apps.audit.origin import client_address, route, user_agent
from apps.tenancy import context

log: Final = logging.getLogger("quayside.audit")


class RequestRecordMiddleware:
    """Stands inside the tenant's binding and around everything that may write. A streamed body does not."""

    sync_capable = async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Any:
        if self.is_async:
            return self._acall(request)
        response = self.get_response(request)
        if context.current().wrote:
            record(request)
        return response

    async def _acall(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = await self.get_response(request)
        if context.current().wrote:
            await sync_to_async(record)(request)
        return response


def record(request: HttpRequest) -> None:
    """Write the row. What was asked for is done by now, so a failure is ours to log and not theirs to see."""
    try:
        services.record_request(
            actor=actor_of(request),
            ip=client_address(request, proxies=settings.TRUSTED_PROXIES),
            user_agent=user_agent(request),
            method=(request.method or "")[:16],
            route=route(request),
        )
    except Error:
        log.exception("a writing request could not be recorded")


def actor_of(request: HttpRequest) -> int | None:
    """The signed-in person's id. Asks nobody: when the request did not need to know, neither do we."""
    user: Any = getattr(request, "user", None)
    if user is None or (isinstance(user, LazyObject) and not hasattr(request, "_cached_user")):
        return None
    return user.pk if user.is_authenticated else None
