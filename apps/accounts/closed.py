"""What a closed business still answers. The reasons stand in docs/decisions."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.tenancy.types import Status, TenantFacts

# Signing in and out, one's own account, taking the data out, and what pages are drawn with.
ALLOWED: Final = ("/accounts/", "/home/export/", "/static/")
EXACT: Final = ("/home/", "/robots.txt")
STAFF: Final = ("/home/", "/cms/", "/admin/", "/media/", "/documents/")
RETRY_AFTER: Final = 24 * 3600


def answer(request: HttpRequest, business: TenantFacts) -> HttpResponse | None:
    """The notice for this request, None when the request may go on."""
    path = request.path
    if path in EXACT or path.startswith(ALLOWED):
        return None
    if path.startswith(STAFF):
        return render(request, "home/closed.html", status=403)
    gone = business.status == Status.CANCELLED
    response = render(request, "public/closed.html", {"gone": gone}, status=410 if gone else 503)
    if not gone:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response
