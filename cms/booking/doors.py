"""What all booking pages have in common: nobody keeps them, and forms come from our own pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from apps.audit.origin import client_address
from apps.tenancy import limits
from apps.tenancy.errors import Busy
from apps.tenancy.trying import again
from cms.booking.errors import TooFast
from cms.same_site import is_from_here

View = Callable[..., HttpResponseBase]
# Of one address in ten minutes, and of all of a business together in an hour.
Limit = tuple[str, int, int]
ADDING: Final[Limit] = ("add", 60, 600)
LOOKING: Final[Limit] = ("look", 240, 600)
PLACING: Final[Limit] = ("place", 20, 600)
CODES: Final[Limit] = ("code", 15, 600)
WAITING: Final[Limit] = ("wait", 10, 600)
LINKS: Final[Limit] = ("link", 60, 600)


def page(*, post: bool = False) -> Callable[[View], View]:
    """A page of one visitor: read, and with `post` written, too.

    Its forms carry no token, since some stand on pages that are kept for everybody; where they were sent from is
    looked at instead, and the cookie of a basket goes along from our own pages only.
    """
    methods = ["GET", "HEAD", "POST"] if post else ["GET", "HEAD"]

    def decorate(view: View) -> View:
        @csrf_exempt
        @require_http_methods(methods)
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and not is_from_here(request):
                response = stopped(request, _("Please send this form from our own page."), status=403)
            else:
                response = _answered(view, request, args, kwargs)
            add_never_cache_headers(response)
            return response

        return wrapped

    return decorate


def _answered(view: View, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponseBase:
    """A form is answered once more where the database broke it off: every view reads anew what it is about."""

    def answer() -> HttpResponseBase:
        return view(request, *args, **kwargs)

    try:
        return again(answer) if request.method == "POST" else answer()
    except Busy as refusal:
        sentence = _(
            "Others are booking the same at this moment. Nothing was done: please go back and try again."
        )
        return stopped(request, sentence, status=refusal.status)
    except TooFast as refusal:
        return stopped(request, str(refusal), status=refusal.status)


def stopped(request: HttpRequest, sentence: str, *, status: int) -> HttpResponseBase:
    """A page that says why it does not go on, and where to begin again."""
    return render(request, "site/booking/stopped.html", {"sentence": sentence}, status=status)


def not_too_fast(request: HttpRequest, limit: Limit) -> None:
    """Count this one. Raises TooFast for an address that does it faster than people do."""
    name, most, seconds = limit
    address = client_address(request, proxies=settings.TRUSTED_PROXIES)
    if limits.is_over(f"booking:{name}:{address}", most, seconds):
        raise TooFast
