"""Words for what pages tell: weekdays and hours."""

from datetime import time

from django import template
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from apps.tenancy import region
from apps.tenancy.opening import Days, Span

register = template.Library()


@register.filter
def weekdays(days: Days) -> str:
    """ "Monday" or "Monday – Friday"."""
    if days.first == days.last:
        return str(WEEKDAYS[days.first])
    return f"{WEEKDAYS[days.first]} – {WEEKDAYS[days.last]}"


@register.filter
def weekdays_short(days: Days) -> str:
    """ "Mon" or "Mon – Fri", where there is little room."""
    if days.first == days.last:
        return str(WEEKDAYS_ABBR[days.first])
    return f"{WEEKDAYS_ABBR[days.first]} – {WEEKDAYS_ABBR[days.last]}"


@register.filter
def hours(span: Span) -> str:
    """ "8:30 – 17:00", as times are written in the language of the page."""
    opens, closes = span
    if opens == closes == time(0):
        return _("open all day")
    return f"{_clock(opens)} – {_clock(closes)}"


def _clock(at: time) -> str:
    return region.spoken_time(at) if region.is_known() else str(time_format(at, "TIME_FORMAT"))
