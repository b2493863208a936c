"""Where visitors answer, and change their minds."""

from datetime import timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from apps.kernel import clock
from apps.tenancy import consent
from apps.tenancy.pages import public_page
from cms.consent import choice
from cms.same_site import is_from_here

KEPT: Final = timedelta(days=180)


# Pages with this form are kept for everybody, so it carries no token; the origin of the request is checked instead.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@public_page(queries=("done=1",))
def answer(request: HttpRequest) -> HttpResponse:
    """The question with what is answered so far; a form sets the cookie and leads back to where it stood."""
    if request.method != "POST":
        return render(request, "site/consent/page.html", {"answered": choice.of(request)})
    said = consent.CHOICES.get(request.POST.get("choice", ""))
    if said is None or not is_from_here(request):
        shown = {"answered": choice.of(request), "error": _("Please choose one of the two.")}
        return render(request, "site/consent/page.html", shown, status=400)
    response = redirect(_back(request))
    response.status_code = 303
    response.set_cookie(
        consent.COOKIE,
        consent.written(said, clock.now().date()),
        max_age=KEPT,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    if target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return target
    language = getattr(request, "site_language", None)
    return f"{language.prefix if language else ''}{reverse('site_consent')}?done=1"
