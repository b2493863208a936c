"""Logs: one line per event, with request, business and person, without secrets and personal data.

Everything goes through the standard library's logging, so third-party lines get the same treatment as ours.
"""

import json
import logging
import os
import sys
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final, TextIO

import structlog
from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from structlog.typing import EventDict, WrappedLogger

from apps.tenancy import context
from quayside import masking, metrics

HEADER: Final = "X-Request-ID"
# Made by us from numbers and checked texts; everything else is masked.
SAFE: Final = frozenset({"timestamp", "level", "logger", "request", "tenant", "member", "route"})
_STANDARD: Final = frozenset(logging.makeLogRecord({}).__dict__) | {
    "message", "asctime", "request", "response", "status_code", "server_time", "color_message",
}  # fmt: skip
_request_id: ContextVar[str] = ContextVar("quayside_request_id", default="")


def configuration(*, format: str, level: int | str) -> dict[str, Any]:  # noqa: A002
    """Django's LOGGING for `json` or `text`; also makes structlog's own loggers end there."""
    structlog.configure(
        processors=[structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    access.as_text = format == "text"
    access.enabled = (
        logging.getLevelName(level) <= logging.INFO if isinstance(level, str) else level <= logging.INFO
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "events": {"()": "quayside.logs.events", "format": format},
        },
        "handlers": {
            "events": {"class": "logging.StreamHandler", "formatter": "events"},
        },
        "root": {"handlers": ["events"], "level": level},
        "loggers": {
            # Refusals are in the access line; what remains are our own mistakes.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": ["events"], "level": "WARNING", "propagate": False},
            "uvicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
            "uvicorn.error": {"level": "WARNING"},
        },
    }


def events(format: str) -> structlog.stdlib.ProcessorFormatter:  # noqa: A002
    """The formatter for everything but access lines."""
    processors: list[Any] = [
        _level_and_name,
        _extra,
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        _binding,
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        _masked,
        _rendered_text if format == "text" else _rendered_json,
    ]
    return structlog.stdlib.ProcessorFormatter(processors=processors, pass_foreign_args=True)


class AccessLog:
    """One line for every request. It holds nothing to mask, so it does not go the way of other events."""

    def __init__(self) -> None:
        self.enabled = False
        self.as_text = False
        self.stream: TextIO | None = None

    def write(self, line: dict[str, Any]) -> None:
        """Write the line at once, to standard error unless `stream` says otherwise."""
        timestamp = datetime.now(UTC).isoformat(timespec="milliseconds")
        if self.as_text:
            who = "".join(f" {name}={line[name]}" for name in ("tenant", "member") if name in line)
            text = (
                f"{timestamp[11:23]} {line['method']:<5} {line['status']} {line['ms']:8.1f} ms "
                f"{line['route']}{who} request={line['request']}"
            )
        else:
            start = {"timestamp": timestamp, "level": "info", "logger": "access", "event": "request"}
            text = json.dumps({**start, **line})
        # One write: lines of several threads and processes never mix.
        (self.stream or sys.stderr).write(text + "\n")


access: Final = AccessLog()


class RequestMiddleware:
    """Gives the request its id, and writes one line and one measurement when its response begins."""

    sync_capable = async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Any:
        if self.is_async:
            return self._acall(request)
        started, token = _begin(request)
        try:
            response = self.get_response(request)
        finally:
            _request_id.reset(token)
        return _ended(request, response, started)

    async def _acall(self, request: HttpRequest) -> HttpResponseBase:
        started, token = _begin(request)
        try:
            response = await self.get_response(request)
        finally:
            _request_id.reset(token)
        return _ended(request, response, started)


def _begin(request: HttpRequest) -> tuple[float, Any]:
    given = request.META.get("HTTP_X_REQUEST_ID", "")
    request.request_id = given if context.is_request_id(given) else os.urandom(16).hex()  # type: ignore[attr-defined]
    return time.perf_counter(), _request_id.set(request.request_id)  # type: ignore[attr-defined]


def _ended(request: HttpRequest, response: HttpResponseBase, started: float) -> HttpResponseBase:
    seconds = time.perf_counter() - started
    request_id: str = request.request_id  # type: ignore[attr-defined]
    response.headers[HEADER] = request_id
    if "quayside.warm_up" in request.META:
        return response
    match = request.resolver_match
    route = match.view_name if match is not None else "unmatched"
    method = request.method or ""
    metrics.observe(route, method, response.status_code, seconds)
    if access.enabled:
        line: dict[str, Any] = {
            "method": method if method in metrics.METHODS else "OTHER",
            "route": route,
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
            "request": request_id,
        }
        business = getattr(request, "business", None)
        if business is not None:
            line["tenant"] = business.id
        user = getattr(request, "_cached_user", None)
        if user is not None and user.pk is not None:
            line["member"] = user.pk
        access.write(line)
    return response


def _level_and_name(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """structlog's own events come without what the standard library's records bring."""
    record: logging.LogRecord = event["_record"]
    event.setdefault("level", record.levelname.lower())
    event.setdefault("logger", record.name)
    event.setdefault("timestamp", _clock(record))
    return event


def _extra(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    record: logging.LogRecord = event["_record"]
    for key, value in record.__dict__.items():
        if key not in _STANDARD and not key.startswith("_"):
            event.setdefault(key, value)
    request = getattr(record, "request", None)
    match = getattr(request, "resolver_match", None)
    if match is not None:
        event["route"] = match.view_name
    arguments = event.pop("positional_args", None)
    if record.name == "django.request" and isinstance(arguments, tuple) and arguments:
        event["event"] = str(arguments[0])  # without the path, which may hold a link's secret
    return event


def _binding(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    bound = context.current()
    request = bound.request or _request_id.get()
    if request:
        event["request"] = request
    if bound.tenant is not None:
        event["tenant"] = bound.tenant
    if bound.actor is not None:
        event["member"] = bound.actor
    return event


def _masked(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    return {
        masking.mask_text(str(key)): value if key in SAFE else masking.mask_named(key, value)
        for key, value in event.items()
    }


def _rendered_json(logger: WrappedLogger, name: str, event: EventDict) -> str:
    return json.dumps(event, default=str)


def _rendered_text(logger: WrappedLogger, name: str, event: EventDict) -> str:
    head = (
        f"{event.pop('timestamp')[11:23]} {event.pop('level'):<8} {event.pop('logger')}: {event.pop('event')}"
    )
    exception = event.pop("exception", None)
    facts = "".join(f" {key}={value}" for key, value in event.items())
    return head + facts + (f"\n{exception}" if exception else "")


def _clock(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
