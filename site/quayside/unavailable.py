"""What people read while the database or Valkey is away: one sentence, 503, and when to come back."""

import json
import logging
import sys
from collections.abc import Callable
from typing import Final

import redis
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views import defaults
from psycopg_pool import PoolTimeout

log = logging.getLogger(__name__)

AWAY: Final = (
    redis.ConnectionError,
    redis.TimeoutError,
    OperationalError,
    InterfaceError,
    PoolTimeout,
)
RETRY_AFTER: Final = "10"
PAGE: Final = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{title}</title></head>'
    "<body><main><h1>{title}</h1><p>{sentence}</p></main></body></html>"
)


class UnavailableMiddleware:
    """Answers for views. Failures in other middleware reach `server_error`, Django's handler of 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer when a server is away; leave other errors to Django."""
        return unavailable(request, exception) if isinstance(exception, AWAY) else None


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Django's `handler500`: 503 when a server is away, else the page for our own mistakes."""
    error = sys.exc_info()[1]
    if isinstance(error, AWAY):
        return unavailable(request, error)
    return defaults.server_error(request)


def unavailable(request: HttpRequest, error: BaseException) -> HttpResponse:
    """The 503 for an error of `AWAY`, logged here once."""
    log.error("not available: %s", type(error).__name__, extra={"reason": str(error)})
    sentence = _("This is not available right now. Please try again in a moment.")
    if _wants_json(request):
        body = json.dumps({"error": "unavailable", "message": sentence})
        response = HttpResponse(body, status=503, content_type="application/json")
    else:
        # No template: rendering one may need what is away.
        page = PAGE.format(title=escape(_("Not available")), sentence=escape(sentence))
        response = HttpResponse(page, status=503)
    response["Retry-After"] = RETRY_AFTER
    response["Cache-Control"] = "no-store"
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _wants_json(request: HttpRequest) -> bool:
    accepted = request.META.get("HTTP_ACCEPT", "")
    return "json" in accepted and "html" not in accepted
