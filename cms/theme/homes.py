"""The home page of the bound business, to look at a theme with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from cms import languages
from cms.blocks.choosers import remember
from cms.pages import HomePage


def home_page(request: HttpRequest) -> HttpResponse:
    """The published home page in the site's own language, else a page of examples."""
    language = languages.default()
    if language is None or not language.live:
        return render(request, "site/sample.html")
    home = HomePage.objects.select_related("picture").get(pk=language.home_id)
    request.site_language, request.site_page = language, home  # type: ignore[attr-defined]
    remember([home.body])
    with translation.override(languages.to_activate(language)):
        response: HttpResponse = home.serve(request)
        response.render()  # type: ignore[attr-defined]
    return response
