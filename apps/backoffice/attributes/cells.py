"""Values as HTML of lists and detail pages. Everything is escaped; nothing here queries."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from apps.backoffice.attributes import formats
from apps.backoffice.types import Kind
from apps.kernel import clock

_SHOWN: Final = 60
# Of what happened lately people ask how long ago it is; of all else, and of what is to come, when it is.
_LATELY: Final = timedelta(hours=12)
NOTHING: Final = escape("")


def cell(kind: Kind, value: Any, text: str) -> SafeString:
    """A value of this kind, whose text for people is known."""
    if not text:
        return NOTHING
    writer = _WRITERS.get(kind)
    return writer(value, text) if writer else escape(text)


def _moment(value: Any, text: str) -> SafeString:
    if not isinstance(value, datetime):
        return escape(text)
    shown = _ago(value) if timedelta() <= clock.now() - value < _LATELY else text
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), text, shown)


def _ago(value: datetime) -> str:
    """How long ago the instant is, in its largest unit."""
    if clock.now() - value < timedelta(minutes=1):
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(value, depth=1)}


def _day(value: Any, text: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), formats.day(value))


def _state(value: Any, text: str) -> SafeString:
    return format_html('<span class="state" data-state="{}">{}</span>', value, text)


def _tags(value: Any, text: str) -> SafeString:
    return format_html_join(" ", '<span class="tag">{}</span>', ((one,) for one in text.split(", ")))


def _yes_no(value: Any, text: str) -> SafeString:
    return format_html('<span class="state {}">{}</span>', "on" if value else "off", text)


def _email(value: Any, text: str) -> SafeString:
    return format_html('<a href="mailto:{0}">{0}</a>', text)


def _phone(value: Any, text: str) -> SafeString:
    return format_html('<a href="tel:{}" class="nowrap">{}</a>', value, text)


def _url(value: Any, text: str) -> SafeString:
    if not str(value).startswith(("https://", "http://")):
        return escape(text)
    shown = text.split("://", 1)[-1]
    short = shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
    return format_html('<a href="{}" rel="noopener noreferrer nofollow" target="_blank">{}</a>', value, short)


def _long(value: Any, text: str) -> SafeString:
    return format_html('<div class="prose">{}</div>', text)


_WRITERS: Final[dict[Kind, Callable[[Any, str], SafeString]]] = {
    Kind.MOMENT: _moment,
    Kind.DATE: _day,
    Kind.CHOICE: _state,
    Kind.CHOICES: _tags,
    Kind.YES_NO: _yes_no,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.URL: _url,
    Kind.LONG_TEXT: _long,
}
