"""Old addresses lead to where their pages are now. Wagtail writes them by itself when a page moves."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from cms.middleware import OFFICE


class SiteRedirectMiddleware(RedirectMiddleware):
    """Looks for a redirect where a visitor of a business's site would read that nothing is there."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The redirect, if there is one for this address; else the response."""
        if getattr(request, "business", None) is None or request.path.startswith(OFFICE):
            return response
        found: HttpResponseBase = super().process_response(request, response)
        return found
