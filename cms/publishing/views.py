"""Drafts by link."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from apps.kernel import clock
from apps.kernel.errors import NotFound
from cms.blocks.choosers import remember
from cms.publishing import preview


@require_safe
def show(request: HttpRequest, token: str) -> HttpResponseBase:
    """The draft that the link is about, as on its day."""
    try:
        wanted = preview.opened(token, at=clock.now())
        page = preview.page_of(wanted)
    except NotFound as error:
        raise Http404 from error
    request.is_preview = True  # type: ignore[attr-defined]
    request.site_page = page  # type: ignore[attr-defined]
    request.shown_at = wanted.shown_at  # type: ignore[attr-defined]
    if getattr(page, "body", None) is not None:
        remember([page.body])
    response: HttpResponseBase = page.serve(request)
    if hasattr(response, "render"):
        response.render()
    response.headers["X-Robots-Tag"] = "noindex"
    add_never_cache_headers(response)
    return response
