"""Times in the editor are those of the person's clock, as everywhere else."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from wagtail.admin import auth, localization


def keep() -> None:
    """Wagtail would show and read all times in the server's zone, or one chosen for the editor alone."""
    auth.get_localized_response = _localized


def _localized(
    view: Callable[..., HttpResponseBase], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    zone = timezone.get_current_timezone()

    def on_own_clock(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with timezone.override(zone):
            response = view(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
            return response

    answer: HttpResponseBase = localization.get_localized_response(on_own_clock, request, *args, **kwargs)
    return answer
