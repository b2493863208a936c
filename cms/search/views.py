"""The search of a site."""

from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from apps.audit.origin import client_address
from apps.tenancy import limits
from cms import languages
from cms.search import queries

PER_PAGE: Final = 10
# Of one address in a minute: nobody reads faster, and every search asks the whole site.
EACH: Final = (30, 60)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found in the language of the address; an empty page with the form when nothing is asked."""
    text = queries.cleaned(request.GET.get("q", ""))
    language = getattr(request, "site_language", None) or languages.default()
    shown: dict[str, object] = {"text": text, "is_short": 0 < len(text) < queries.SHORTEST}
    status = HTTPStatus.OK
    if language is not None and len(text) >= queries.SHORTEST:
        address = client_address(request, proxies=settings.TRUSTED_PROXIES)
        if limits.is_over(f"search:{address}", *EACH):
            shown["is_too_fast"], status = True, HTTPStatus.TOO_MANY_REQUESTS
        else:
            part = Paginator(queries.found(text, language), PER_PAGE).get_page(request.GET.get("page"))
            shown.update(results=part, cards=queries.cards(list(part), language))
    response = render(request, "site/search/page.html", shown, status=status)
    patch_cache_control(response, private=True, max_age=60 if status == HTTPStatus.OK else 0)
    return response
