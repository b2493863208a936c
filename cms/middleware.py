"""The language of public pages: the address's, whoever asks."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from apps.tenancy import pages
from cms import languages

# Pages for people who are signed in speak the person's language.
OFFICE: Final = (
    *(
        "/accounts/",
        "/admin/",
        "/api/",
        "/cms/",
        "/documents/",
        "/files/",
        "/home/",
        "/live/",
        "/media/",
        "/static/",
    ),
    # What pages load says nothing in a language; a preview below /site/ does.
    *("/pictures/", "/site/icon/", "/site/share/", "/site/theme."),
    *("/livez", "/healthz", "/metrics"),
)


class SiteLanguageMiddleware:
    """Activates the language of the address and takes its prefix off the path: /fr/search/ is /search/ in French.

    Leaves `request.site_language`. Below a prefix there are public pages only.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if getattr(request, "business", None) is None or path.startswith(OFFICE):
            return self.get_response(request)
        pages.share_parts(request)
        language, rest = languages.split(path)
        if language is None:
            return self.get_response(request)
        request.site_language = language  # type: ignore[attr-defined]
        if not rest.startswith(OFFICE):
            request.path_info = rest
        code = languages.to_activate(language)
        with translation.override(code):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response
