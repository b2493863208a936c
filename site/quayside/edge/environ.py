"""The WSGI environment of a request, made by a2wsgi and put right where WSGI and HTTP are stricter."""

from typing import IO, Any, cast
from urllib.parse import unquote_to_bytes

from a2wsgi.asgi_typing import HTTPScope
from a2wsgi.wsgi import Body, build_environ

from quayside.edge.types import Scope


def environ_of(scope: Scope, body: IO[bytes], size: int) -> dict[str, Any]:
    """The environment for one request whose body has been read."""
    environ = cast("dict[str, Any]", build_environ(cast("HTTPScope", _clean(scope)), cast("Body", body)))
    environ["asgi.scope"] = scope
    raw_path = scope.get("raw_path")
    if raw_path and b"%" in raw_path:
        # uvicorn's decoded path has lost bytes that are not UTF-8; WSGI wants the bytes as they came.
        environ["PATH_INFO"] = unquote_to_bytes(raw_path).decode("latin-1")
    if size:
        environ["CONTENT_LENGTH"] = str(size)
    environ["wsgi.input_terminated"] = True
    return environ


def _clean(scope: Scope) -> Scope:
    """The scope without what would be ambiguous as WSGI; the same object when nothing is."""
    headers = scope["headers"]
    cookies = sum(name == b"cookie" for name, _ in headers)
    # X_Forwarded_For and X-Forwarded-For become the same name: only the hyphen is what proxies set and strip.
    if cookies > 1 or any(b"_" in name for name, _ in headers):
        return {**scope, "headers": _without_ambiguity(headers)}
    return scope


def _without_ambiguity(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    cookies = [value for name, value in headers if name == b"cookie"]
    rest = [(name, value) for name, value in headers if name != b"cookie" and b"_" not in name]
    return [*rest, (b"cookie", b"; ".join(cookies))] if cookies else rest
