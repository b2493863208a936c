"""Coming from the platform's host with a ticket instead of a password."""

from typing import Final
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from apps.accounts import door, handover
from apps.accounts.errors import LinkIsOver
from apps.tenancy import addresses, facts

COOKIE: Final = "arrival"


@never_cache
def enter(request: HttpRequest) -> HttpResponseBase:
    """Leave a mark in this browser and go to the platform's host for a ticket."""
    following = _safe(request, request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(following or settings.LOGIN_REDIRECT_URL)
    state = handover.new_state()
    query = urlencode({"to": facts.current().slug, "host": request.get_host(), "state": state})
    response = redirect(addresses.platform(f"/businesses/enter/?{query}"))
    response.set_signed_cookie(
        COOKIE,
        f"{state} {following}",
        max_age=handover.STATE_SECONDS,
        path="/accounts/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@never_cache
@door.open_page
def arrive(request: HttpRequest) -> HttpResponseBase:
    """Sign in with the ticket. Without the mark it is somebody else's, or none."""
    mark = request.get_signed_cookie(COOKIE, default="", max_age=handover.STATE_SECONDS)
    state, _space, following = str(mark).partition(" ")
    if not state:
        raise LinkIsOver
    user = handover.redeem(request.GET.get("token", ""), state=state)
    get_adapter(request).login(request, user)
    record_authentication(request, user, method="handover")
    response = redirect(_safe(request, following) or settings.LOGIN_REDIRECT_URL)
    response.delete_cookie(COOKIE, path="/accounts/")
    return response


def _safe(request: HttpRequest, url: str) -> str:
    here = {request.get_host()}
    return url if url_has_allowed_host_and_scheme(url, here, require_https=request.is_secure()) else ""
