"""The search of a site."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from cms import languages
from cms.search import queries

PER_PAGE = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found in the language of the address; an empty page with the form when nothing is asked."""
    text = queries.cleaned(request.GET.get("q", ""))
    language = getattr(request, "site_language", None) or languages.default()
    shown: dict[str, object] = {"text": text, "is_short": 0 < len(text) < queries.SHORTEST}
    if language is not None and len(text) >= queries.SHORTEST:
        part = Paginator(queries.found(text, language), PER_PAGE).get_page(request.GET.get("page"))
        shown.update(results=part, cards=queries.cards(list(part), language))
    response = render(request, "site/search/page.html", shown)
    patch_cache_control(response, private=True, max_age=60)
    return response
