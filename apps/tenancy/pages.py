"""Public pages kept for visitors nobody knows: stored here, read by the server before Django is entered.

A page is stored when its view says `@public_page` and nothing about the response belongs to one visitor.
What changes a business's pages calls `forget`; until then a page is at most `seconds` old.
"""

import gzip
import logging
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from http import HTTPStatus
from typing import Any, Final, TypeGuard
from urllib.parse import quote, unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from apps.tenancy import commits, consent, parts, valkey
from apps.tenancy.hosts import normalise_host
from apps.tenancy.stored_page import StoredPage, entries, etag_of, field, forgotten

log = logging.getLogger(__name__)

# Left in the server's scope by a view whose page may be kept.
PUBLIC: Final = "quayside.public_page"
MOST_PAGES: Final = 500
LARGEST: Final = 256 * 1024
LONGEST_PATH: Final = 1024
_MARK_SECONDS: Final = 24 * 3600
_PRIVATE: Final = re.compile(r"\b(?:private|no-store|no-cache|max-age=0)\b")
_VARY: Final = frozenset({"", "accept-encoding", "cookie", "hx-request"})
_OWN: Final = frozenset(
    {"connection", "content-length", "date", "server", "server-timing", "set-cookie", "x-request-id"}
)

# A page rendered from before the change is not stored: its ticket is older than the mark, and right after a
# change nothing is, since processes may know facts that are seconds old.
_STORE: Final = """
local mark = redis.call('GET', KEYS[2]) or ''
if mark ~= ARGV[1] then return 0 end
if mark ~= '' then
  local now = redis.call('TIME')
  if now[1] * 1000 + now[2] / 1000 < tonumber(string.match(mark, '^%d+')) + ARGV[2] * 1000 then return 0 end
end
if redis.call('HEXISTS', KEYS[1], ARGV[3]) == 0 and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[5]) then
  redis.call('HDEL', KEYS[1], redis.call('HRANDFIELD', KEYS[1]))
end
redis.call('HSET', KEYS[1], ARGV[3], ARGV[4])
if redis.call('TTL', KEYS[1]) < tonumber(ARGV[6]) then redis.call('EXPIRE', KEYS[1], ARGV[6]) end
return 1
"""
_FORGET: Final = """
local now = redis.call('TIME')
local mark = string.format('%d.%d', now[1] * 1000 + math.floor(now[2] / 1000), now[2])
redis.call('SET', KEYS[2], mark, 'EX', ARGV[1])
return redis.call('DEL', KEYS[1])
"""

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Ticket:
    """Permission to store what is about to be rendered; `mark` is the last forgetting known before."""

    host: str
    mark: bytes
    seconds: int
    queries: frozenset[str]
    while_key: str = ""
    while_value: str = ""


def public_page(seconds: int = 300, *, queries: Sequence[str] = ()) -> Callable[[View], View]:
    """Let the view's page be kept for visitors nobody knows.

    `queries` are the whole query strings, like "done=1", that make a page of its own; the view may allow more with
    `keep_query`. A page asked for with any other is not stored: whoever counts upwards would push out all the others.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            scope = request.META.get("asgi.scope")
            if scope is not None:
                scope[PUBLIC] = True
            share_parts(request)
            begun = parts.begun()
            if begun is not None and _is_asked_plainly(request, begun[0]):
                ticket = Ticket(*begun, seconds, frozenset(queries))
                request.page_ticket = ticket  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


class PublicPageMiddleware:
    """Stores the finished page; stands outside of everything that adds headers to it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        ticket = getattr(request, "page_ticket", None)
        if ticket is not None and _is_for_everybody(response, request, ticket):
            _store(request, response, ticket)
        return response


def share_parts(request: HttpRequest) -> None:
    """Let the page that is being made share parts with others, if it is for everybody. Asks Valkey once a request."""
    if parts.begun() is None:
        host = _host_for_everybody(request)
        mark = _mark(host) if host else None
        if mark is not None:
            parts.begin(host, mark)


def forget(*hosts: str) -> None:
    """Drop all kept pages of these hosts once the current transaction commits, at once without one.

    While Valkey is silent nothing can be dropped: pages then stay for the rest of their seconds.
    """
    names = [name for name in map(normalise_host, hosts) if name]
    if names:
        commits.after(_forget, names)


def keep_for(request: HttpRequest, seconds: int) -> None:
    """Let the page that is being made be kept no longer than this, if it is kept at all."""
    ticket: Ticket | None = getattr(request, "page_ticket", None)
    if ticket is not None and seconds < ticket.seconds:
        request.page_ticket = replace(ticket, seconds=seconds)  # type: ignore[attr-defined]


def keep_while(request: HttpRequest, key: str, value: str) -> None:
    """Let the page that is being made be kept only as long as this key of Valkey has this value, "" meaning none.

    Read the value before anything that the page shows: then a page from before a change is never shown after it.
    """
    ticket: Ticket | None = getattr(request, "page_ticket", None)
    if ticket is not None and key:
        request.page_ticket = replace(ticket, while_key=key, while_value=value)  # type: ignore[attr-defined]


def keep_query(request: HttpRequest, query: str) -> None:
    """Let the page that is being made be kept under this query string, too: there is such a page."""
    ticket: Ticket | None = getattr(request, "page_ticket", None)
    if ticket is not None:
        request.page_ticket = replace(ticket, queries=ticket.queries | {query})  # type: ignore[attr-defined]


def bypassing_cookies() -> tuple[str, ...]:
    """Cookies whose bearer is somebody in particular and gets pages made for them."""
    # Not the CSRF cookie: pages with a token are never stored, and it outlives signing out by a year.
    return (
        settings.SESSION_COOKIE_NAME,
        "messages",
        settings.LANGUAGE_COOKIE_NAME,
        settings.CART_COOKIE_NAME,
    )


def _forget(hosts: Sequence[str]) -> None:
    try:
        connection = valkey.client(valkey.PATIENT_SECONDS)
        for host in hosts:
            connection.eval(_FORGET, 2, entries(host), forgotten(host), str(_MARK_SECONDS))
    except valkey.FAILURES as error:
        log.warning("kept pages of %s could not be forgotten: %s", ", ".join(hosts), error)


def _host_for_everybody(request: HttpRequest) -> str:
    """The normalised host, empty when this request's page may belong to one visitor."""
    if request.method != "GET" or "HTTP_AUTHORIZATION" in request.META:
        return ""
    # The platform speaks the visitor's language; a business speaks its own to whom it does not know.
    if getattr(request, "business", None) is None:
        return ""
    if any(name in request.COOKIES for name in bypassing_cookies()):
        return ""
    return normalise_host(request.META.get("HTTP_HOST", ""))


def _is_asked_plainly(request: HttpRequest, host: str) -> bool:
    """A page may repeat the port it was asked by: one visitor's odd address must not reach the others."""
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
    return str(request.META.get("HTTP_HOST", "")).lower() == host + port


def _mark(host: str) -> bytes | None:
    """The last forgetting of the host's pages, None while Valkey is silent."""
    if not valkey.BREAKER.allows():
        return None
    try:
        mark = valkey.client().get(forgotten(host))
    except valkey.FAILURES:
        valkey.BREAKER.failed()
        return None
    valkey.BREAKER.succeeded()
    return mark if isinstance(mark, bytes) else b""


def _is_for_everybody(
    response: HttpResponseBase, request: HttpRequest, ticket: Ticket
) -> TypeGuard[HttpResponse]:
    vary = {part.strip().lower() for part in response.get("Vary", "").split(",")}
    return (
        isinstance(response, HttpResponse)
        and response.status_code == HTTPStatus.OK
        and not response.cookies
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
        and not response.has_header("Content-Encoding")
        and not _PRIVATE.search(response.get("Cache-Control", ""))
        and "'nonce-" not in response.get("Content-Security-Policy", "")
        and vary <= _VARY
        and "HTTP_HX_REQUEST" not in request.META
        and len(response.content) <= LARGEST
        and _is_plain(_path(request))
        and request.META.get("QUERY_STRING", "") in {"", *ticket.queries}
    )


def _store(request: HttpRequest, response: HttpResponse, ticket: Ticket) -> None:
    response["ETag"] = etag_of(response.content)
    response["Cache-Control"] = "no-cache"  # browsers ask every time and mostly hear "not modified"
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    name = field(
        secure=request.is_secure(),
        consent=consent.of_header(request.META.get("HTTP_COOKIE", "").encode("latin-1", "replace")),
        path=_path(request),
        query=_query(request),
    )
    if len(name) > LONGEST_PATH or not valkey.BREAKER.allows():
        return
    packed = gzip.compress(response.content, 6, mtime=0)
    page = StoredPage(
        expires=time.time() + ticket.seconds,
        headers=_headers(response),
        plain=response.content,
        packed=packed if len(packed) < len(response.content) else b"",
        while_key=ticket.while_key.encode(),
        while_value=ticket.while_value.encode(),
    )
    keys = entries(ticket.host), forgotten(ticket.host)
    numbers = MOST_PAGES, ticket.seconds
    try:
        valkey.client().eval(
            _STORE,
            2,
            *keys,
            ticket.mark,
            parts.HOLD_SECONDS,
            name,
            page.dump(),
            *numbers,
        )
    except valkey.FAILURES:
        valkey.BREAKER.failed()
    else:
        valkey.BREAKER.succeeded()


def _headers(response: HttpResponse) -> list[tuple[bytes, bytes]]:
    return [
        (name.lower().encode("latin-1"), value.encode("latin-1"))
        for name, value in response.items()
        if name.lower() not in _OWN
    ]


def _path(request: HttpRequest) -> bytes:
    scope = request.META.get("asgi.scope")
    if scope is not None and scope.get("raw_path"):
        return bytes(scope["raw_path"])
    return quote(request.path).encode()


def _is_plain(path: bytes) -> bool:
    """Whether it is written as browsers write it, of the many ways to write the same letters."""
    return quote(unquote_to_bytes(path)).encode() == path


def _query(request: HttpRequest) -> bytes:
    return str(request.META.get("QUERY_STRING", "")).encode("latin-1")
