"""Who acts, in which language, and whether the business is open."""

from collections.abc import Callable
from typing import Any, Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.translation import get_supported_language_variant

from apps.accounts import closed, signin
from apps.kernel import clock
from apps.tenancy import context

OFFICE: Final = frozenset(code for code, _name in settings.OFFICE_LANGUAGES)
GetResponse = Callable[[HttpRequest], HttpResponseBase]


def has_session(request: HttpRequest) -> bool:
    """Whether the browser claims a session. Public pages without one cost no look-up."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


class ActorMiddleware:
    """Binds the signed-in person, so that what the request writes carries their name."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user: Any = request.user if has_session(request) else None
        if user is None or not user.is_authenticated:
            return self.get_response(request)
        with context.use_actor(user.pk):
            signin.seen(request, ip=get_adapter().get_client_ip(request), at=clock.now())
            return self.get_response(request)


class LocaleMiddleware:
    """The person's language, else the business's, else the browser's; the zone likewise."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language, zone = _language(request), _zone(request)
        with translation.override(language), timezone.override(zone):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def _language(request: HttpRequest) -> str:
    """One in which the back office has texts; public pages go by their address instead (cms.middleware)."""
    business = getattr(request, "business", None)
    user: Any = request.user if has_session(request) else None
    for wish in (getattr(user, "locale", ""), business.locale if business else ""):
        if wish:
            try:
                code = get_supported_language_variant(wish)
            except LookupError:
                continue
            if code in OFFICE:
                return code
    code = translation.get_language_from_request(request)
    return code if code in OFFICE else settings.LANGUAGE_CODE


def _zone(request: HttpRequest) -> str:
    business = getattr(request, "business", None)
    user: Any = request.user if has_session(request) else None
    return getattr(user, "time_zone", "") or (business.time_zone if business else settings.TIME_ZONE)


class ClosedMiddleware:
    """A suspended or cancelled business shows a notice; its staff may sign in and take their data out."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        business = getattr(request, "business", None)
        if business is None or business.is_open:
            return self.get_response(request)
        answer: HttpResponse | None = closed.answer(request, business)
        return answer or self.get_response(request)
