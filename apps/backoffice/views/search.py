"""Searching over everything: a page, and what the palette asks while somebody types."""

from typing import Any, Final

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from apps.accounts import door
from apps.backoffice.queries.search import LONGEST_QUERY
from apps.backoffice.search import everywhere

ON_THE_PAGE: Final = 20
SUGGESTED: Final = 5


@require_safe
@door.member_page()
def page(request: HttpRequest) -> HttpResponseBase:
    """Pages and records that hold all words of `q`."""
    text = _asked(request)
    shown = {
        "text": text,
        "pages": _pages(request, text) if text else [],
        "groups": everywhere.records(door.acting(request), text, most=ON_THE_PAGE),
    }
    return render(request, "office/search.html", shown)


@require_safe
@never_cache
@door.member_page()
def suggest(request: HttpRequest) -> HttpResponseBase:
    """The same in short, as JSON; all pages and no record without a word."""
    text = _asked(request)
    groups = everywhere.records(door.acting(request), text, most=SUGGESTED)
    return JsonResponse(
        {
            "pages": [
                {"title": one.label, "url": one.url, "icon": one.icon} for one in _pages(request, text)
            ],
            "groups": [
                {
                    "label": group.label,
                    "icon": group.icon,
                    "url": group.url,
                    "more": group.more,
                    "records": [
                        {"title": one.title, "detail": one.detail, "url": one.url} for one in group.records
                    ],
                }
                for group in groups
            ],
        }
    )


def _asked(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]


def _pages(request: HttpRequest, text: str) -> list[Any]:
    user, business = door.person(request), getattr(request, "business", None)
    return everywhere.pages(user, door.acting(request), text, open_=business is None or business.is_open)
