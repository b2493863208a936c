"""Long lists in parts, each with an address of its own: `?page=2`."""

from typing import Any

from django.core.paginator import Page, Paginator

from apps.tenancy.pages import keep_query

FIRST = 1


def part(request: Any, rows: Any, size: int) -> Page[Any]:
    """The part that the address asks for, else the nearest; it is noted for `shown`."""
    found: Page[Any] = Paginator(rows, size).get_page(request.GET.get("page"))
    request.site_part = found.number
    keep_query(request, f"page={found.number}")
    return found


def shown(request: Any) -> int:
    """Which part of its list a page shows; the first where there are no parts."""
    number: int = getattr(request, "site_part", FIRST)
    return number
