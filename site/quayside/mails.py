"""The demo's outbox: every mail that it would have sent, as the mail backend wrote it to files. Elsewhere, 404."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import wraps
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

# What Django's file backend puts between mails.
_BETWEEN: Final = b"\n" + b"-" * 79 + b"\n"
MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail and its number, which counts from the oldest."""

    number: int
    message: EmailMessage

    @property
    def sent_at(self) -> Any:
        """When it was written; None where it does not say."""
        try:
            return parsedate_to_datetime(str(self.message["Date"]))
        except (TypeError, ValueError):
            return None

    @property
    def headers(self) -> dict[str, str]:
        """Who, to whom, about what."""
        wanted = ("From", "To", "Reply-To", "Subject")
        return {name: str(self.message[name]) for name in wanted if self.message[name]}

    @property
    def text(self) -> str:
        """Its plain words."""
        body = self.message.get_body(("plain",))
        return "" if body is None else str(body.get_content())

    @property
    def attachments(self) -> list[tuple[int, str]]:
        """Place and name of each."""
        return [(n, one.get_filename() or "?") for n, one in enumerate(self.message.iter_attachments())]


def _demo_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, **arguments: Any) -> HttpResponse:
        if not settings.DEMO or not getattr(settings, "EMAIL_FILE_PATH", ""):
            raise Http404
        response = view(request, **arguments)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return guarded


@require_safe
@_demo_only
def index(request: HttpRequest) -> HttpResponse:
    """The newest mails first."""
    return render(request, "platform/mails.html", {"mails": list(_mails())[: -MOST - 1 : -1], "most": MOST})


@require_safe
@_demo_only
def mail(request: HttpRequest, *, number: int) -> HttpResponse:
    """One mail with its attachments."""
    return render(request, "platform/mail.html", {"mail": _found(number)})


@require_safe
@_demo_only
def attachment(request: HttpRequest, *, number: int, place: int) -> HttpResponse:
    """An attachment, to be saved."""
    parts = list(_found(number).message.iter_attachments())
    if place >= len(parts):
        raise Http404
    name = parts[place].get_filename() or "attachment"
    response = HttpResponse(parts[place].get_payload(decode=True), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or ""
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _found(number: int) -> Mail:
    found = next((one for one in _mails() if one.number == number), None)
    if found is None:
        raise Http404
    return found


def _mails() -> Iterator[Mail]:
    """All, oldest first: names of files begin with the time."""
    number = 0
    for path in sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log")):
        for data in path.read_bytes().split(_BETWEEN):
            if data.strip():
                number += 1
                yield Mail(number, message_from_bytes(data, policy=policy.default))
