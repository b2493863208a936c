"""Answers visitors nobody knows with the page kept in Valkey, before Django is entered."""

import time
from collections.abc import Iterable
from typing import Final

from apps.kernel.breaker import Breaker
from apps.tenancy import consent
from apps.tenancy.hosts import normalise_host
from apps.tenancy.pages import PUBLIC
from apps.tenancy.stored_page import StoredPage, entries, field
from quayside.edge.types import Scope, Send
from quayside.edge.valkey import Lookup

# Never kept, so not worth a question. Whatever is missing here costs a miss, nothing else.
NEVER_KEPT: Final = ("/accounts/", "/cms/", "/home/", "/admin/", "/static/", "/media/", "/live/")
SECONDS: Final = 0.02
ASKED: Final = "quayside.kept_page_asked"
# A page asked for all the time is asked of Valkey four times a second and process; so late may forgetting be.
RECENT_SECONDS: Final = 0.25
_MOST_RECENT: Final = 128
# So long nobody asks Valkey for an address whose view keeps nothing.
UNKEPT_SECONDS: Final = 10.0
_MOST_UNKEPT: Final = 4096
_SMALL: Final = 64 * 1024


class _Visitor:
    """What a request says about who asks and how."""

    __slots__ = ("consent", "host", "is_nobody", "known", "secure", "takes_gzip")

    def __init__(self, *, secure: bool) -> None:
        self.consent = consent.NOTHING_SAID
        self.host = ""
        self.is_nobody = True
        self.takes_gzip = False
        self.known = b""
        self.secure = secure


class KeptPages:
    """Reads kept pages. `cookies` are names whose bearer gets pages of their own."""

    def __init__(
        self,
        *,
        url: str,
        breaker: Breaker,
        cookies: Iterable[str],
        secure_header: tuple[bytes, bytes] | None = None,
        seconds: float = SECONDS,
        recent_seconds: float = RECENT_SECONDS,
    ) -> None:
        self._lookup = Lookup(url, seconds=seconds)
        self._breaker = breaker
        self._cookies = tuple(f"{name}=".encode() for name in cookies)
        self._secure_header = secure_header
        self._recent_seconds = recent_seconds
        self._recent: dict[tuple[str, bytes], tuple[float, StoredPage]] = {}
        self._unkept: dict[tuple[str, bytes], float] = {}

    async def find(self, scope: Scope) -> tuple[StoredPage, _Visitor] | None:
        """The page to answer with; None when Django has to make it."""
        if scope["method"] not in ("GET", "HEAD") or scope["path"].startswith(NEVER_KEPT):
            return None
        visitor = self._visitor(scope)
        if not visitor.host or not visitor.is_nobody:
            return None
        path = scope.get("raw_path") or scope["path"].encode()
        if self._unkept and self._unkept.get((visitor.host, path), 0.0) > time.monotonic():
            return None
        name = field(secure=visitor.secure, consent=visitor.consent, path=path, query=scope["query_string"])
        page = self._remembered(visitor.host, name) or await self._stored(visitor.host, name)
        if page is None or page.expires <= time.time():
            scope[ASKED] = visitor.host, path
            return None
        return page, visitor

    def learn(self, scope: Scope) -> None:
        """After Django answered: an address where no view said `@public_page` is not asked for again soon."""
        asked: tuple[str, bytes] | None = scope.get(ASKED)
        if asked is None or PUBLIC in scope:
            return
        if len(self._unkept) >= _MOST_UNKEPT:
            self._unkept.clear()
        self._unkept[asked] = time.monotonic() + UNKEPT_SECONDS

    def _remembered(self, host: str, name: bytes) -> StoredPage | None:
        until, page = self._recent.get((host, name), (0.0, None))
        return page if until > time.monotonic() else None

    async def _stored(self, host: str, name: bytes) -> StoredPage | None:
        if not self._breaker.allows():
            return None
        try:
            value = await self._lookup.hget(entries(host).encode(), name)
            page = None if value is None else StoredPage.load(value)
            if page is not None and page.while_key:
                # What is free changes by the second, so such a page is asked for each time.
                now = await self._lookup.get(page.while_key)
                page = page if (now or b"") == page.while_value else None
        except OSError:  # refused, lost or too late
            self._breaker.failed()
            return None
        self._breaker.succeeded()
        if page is not None and not page.while_key and len(page.plain) <= _SMALL:
            if len(self._recent) >= _MOST_RECENT:
                self._recent.clear()
            self._recent[host, name] = time.monotonic() + self._recent_seconds, page
        return page

    def close(self) -> None:
        """Let go of the connection."""
        self._lookup.close()

    def _visitor(self, scope: Scope) -> _Visitor:
        visitor = _Visitor(secure=scope.get("scheme") == "https")
        hosts = 0
        cookies = []
        for name, value in scope["headers"]:
            if name == b"host":
                hosts += 1
                visitor.host = normalise_host(value.decode("latin-1"))
            elif name == b"cookie":
                cookies.append(value)
            elif name == b"accept-encoding":
                visitor.takes_gzip = _takes_gzip(value)
            elif name == b"if-none-match":
                visitor.known = value
            elif name in (b"authorization", b"hx-request"):
                visitor.is_nobody = False
            elif self._secure_header is not None and name == self._secure_header[0]:
                visitor.secure = value.split(b",", 1)[0].strip() == self._secure_header[1]
        if cookies:
            self._read(visitor, b"; ".join(cookies))
        if hosts != 1:
            visitor.host = ""
        return visitor

    def _read(self, visitor: _Visitor, cookies: bytes) -> None:
        """What the cookies say: several headers are one, as the bridge to Django joins them."""
        if any(cookie in cookies for cookie in self._cookies):
            visitor.is_nobody = False
        visitor.consent = consent.of_header(cookies)


async def answer(page: StoredPage, visitor: _Visitor, send: Send, *, head: bool) -> int:
    """Send the page, or that it has not changed; returns the status."""
    headers = list(page.headers)
    if visitor.known and _is_known(page, visitor.known):
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return 304
    body = page.plain
    if visitor.takes_gzip and page.packed:
        body = page.packed
        headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-length", b"%d" % len(body)))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else body})
    return 200


def _is_known(page: StoredPage, known: bytes) -> bool:
    tags = {tag.strip().removeprefix(b"W/") for tag in known.split(b",")}
    current = next((value for name, value in page.headers if name == b"etag"), b"")
    return b"*" in tags or current.removeprefix(b"W/") in tags


def _takes_gzip(accepted: bytes) -> bool:
    for part in accepted.lower().split(b","):
        coding, _, weight = part.partition(b";")
        if coding.strip() in (b"gzip", b"*"):
            return weight.replace(b" ", b"") not in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000")
    return False
