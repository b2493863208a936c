"""The theme's stylesheet, as visitors get it."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from cms.theme import queries
from cms.theme.stylesheet import stylesheet

YEAR: Final = 365 * 24 * 3600


@require_safe
def css(request: HttpRequest, version: int) -> HttpResponse:
    """The tokens. Under its own version it never changes; an older page's gets the current ones, not to be kept."""
    theme = queries.theme()
    response = HttpResponse(stylesheet(theme.choices), content_type="text/css; charset=utf-8")
    if version == theme.version:
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    else:
        patch_cache_control(response, no_cache=True)
    return response
