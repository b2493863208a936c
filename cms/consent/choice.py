"""What the visitor of a request has said, and what a page has that needs to be asked about."""

from collections.abc import Iterable
from typing import Any, Final

from django.http import HttpRequest

from apps.tenancy import consent

_MEMORY: Final = "site_optional"


def of(request: HttpRequest) -> str:
    """The answer, as the request's cookie has it."""
    return consent.of_header(request.META.get("HTTP_COOKIE", "").encode("latin-1", "replace"))


def allows_all(request: HttpRequest) -> bool:
    """Whether what is not necessary may be loaded."""
    return of(request) == consent.ALL


def optional(request: HttpRequest, *sources: str) -> bool:
    """Note that the page has something optional from these origins; answers whether it may be shown.

    Where it may, the page's security policy lets frames of these origins in; where nothing was said yet, the page asks.
    """
    wanted: set[str] = getattr(request, _MEMORY, set())
    wanted.update(sources)
    setattr(request, _MEMORY, wanted)
    if not allows_all(request):
        return False
    allowed: Any = getattr(request, "frame_sources", ())
    request.frame_sources = tuple(sorted({*allowed, *sources}))  # type: ignore[attr-defined]
    return True


def origins(request: HttpRequest) -> Iterable[str]:
    """What the page has asked for so far."""
    return sorted(getattr(request, _MEMORY, ()))


def is_to_ask(request: HttpRequest) -> bool:
    """Whether the page has something optional and the visitor has not answered."""
    return hasattr(request, _MEMORY) and of(request) == consent.NOTHING_SAID
