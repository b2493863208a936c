"""What a message was sent with, and how it looked."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from apps.accounts import door
from apps.backoffice.screens.registry import SCREENS
from apps.kernel.errors import NotFound
from apps.messaging.enclosing import enclose
from apps.messaging.errors import NoSuchAttachment
from apps.messaging.models import Message

VIEW: Final = "messaging.view_message"
# A mail carries its styles in itself. Nothing in it is fetched and nothing runs.
MAIL: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups"


@require_safe
@door.member_page(VIEW)
def attachment(request: HttpRequest, pk: int, place: int) -> HttpResponseBase:
    """A file that goes with a message, to be saved; drawn anew where it is made on the way."""
    message = _message(request, pk)
    enclosed = message.enclosed
    if place >= len(enclosed):
        raise NoSuchAttachment
    try:
        found = enclose(message, enclosed[place])
    except (OSError, KeyError, NotFound) as error:
        raise Http404 from error
    response = HttpResponse(found.content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = _disposition(found.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
@door.member_page(VIEW)
def html(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The message as a mail program shows it."""
    message = _message(request, pk)
    if not message.html:
        raise NotFound
    response = HttpResponse(message.html)
    response.headers["Content-Security-Policy"] = MAIL
    patch_cache_control(response, private=True, no_store=True)
    return response


def _message(request: HttpRequest, pk: int) -> Message:
    screen = SCREENS.get("messaging.message")
    found: Message | None = screen.rows(door.acting(request)).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def _disposition(name: str) -> str:
    header = content_disposition_header(as_attachment=True, filename=name)
    return header or "attachment"
