"""Shows the pages of the tree, in the language of the address."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from wagtail import hooks, views

from apps.tenancy.pages import public_page
from cms import moment
from cms.blocks.choosers import remember
from cms.contact import views as contact
from cms.pages import ContactPage, HomePage
from cms.publishing import windows


# A form on a page that is kept for everybody carries no token; `cms.contact` looks at where it was sent from.
@csrf_exempt
@public_page()
def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """A published page; before a business has any, the notice that they are being made."""
    language = getattr(request, "site_language", None)
    if language is None or not language.live:
        if path == "" and not request.path.strip("/"):
            return render(request, "public/home.html")
        raise Http404
    home = HomePage.objects.select_related("picture").get(pk=language.home_id)
    parts = [part for part in path.split("/") if part]
    route = home.route(request, parts)
    page = route[0]
    # What Wagtail would find out by itself, with more questions.
    request._wagtail_route_for_request = route  # type: ignore[attr-defined]
    request.site_page = page  # type: ignore[attr-defined]
    body = getattr(page, "body", None)
    if body is not None:
        remember([body])
        windows.limit(request, body, at=moment.of(request))
    response: HttpResponseBase
    response = _guarded(_posted, request, route) if request.method == "POST" else views.serve(request, path)
    # A page drawn later would be in another language.
    if hasattr(response, "render"):
        response.render()
    return response


def _guarded(answer: Callable[..., HttpResponseBase], request: HttpRequest, route: Any) -> HttpResponseBase:
    """The answer behind what Wagtail's own serving asks before it shows a page: whether this visitor may see it."""
    page, arguments, named = route
    for around in reversed(hooks.get_hooks("on_serve_page")):
        answer = around(answer)
    return answer(page, request, arguments, named)


def _posted(page: Any, request: HttpRequest, _arguments: Any, _named: Any) -> HttpResponseBase:
    if isinstance(page, ContactPage):
        return contact.send(request, page)
    return HttpResponseNotAllowed(["GET", "HEAD"])
