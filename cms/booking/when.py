"""Days and times as people write them, on the venue's clock."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.utils.translation import gettext as _

from apps.backoffice.attributes.formats import babel_locale
from apps.capacity.types import Leg
from apps.tenancy import region


def day_text(day: date) -> str:
    """ "Sat 14 March", with the year where it is another than this one's is left to headings."""
    return region.by_skeleton(day, "MMMEd")


def month_text(day: date) -> str:
    """ "March 2026"."""
    text = region.by_skeleton(day, "yMMMM")
    return text[:1].upper() + text[1:]


def time_text(moment: datetime, zone: ZoneInfo) -> str:
    """ "08:30", as the language writes times."""
    return region.spoken_time(moment.astimezone(zone))


def span_text(starts_at: datetime, ends_at: datetime | None, zone: ZoneInfo) -> str:
    """ "Sat 14 Mar, 08:30 – 12:30"; both days where it ends on another one."""
    begins = starts_at.astimezone(zone)
    said = _("%(day)s, %(time)s") % {"day": day_text(begins.date()), "time": time_text(starts_at, zone)}
    if ends_at is None:
        return said
    ends = ends_at.astimezone(zone)
    # What ends at midnight ends on the day before.
    if (ends - timedelta(microseconds=1)).date() == begins.date():
        return f"{said} – {time_text(ends_at, zone)}"
    end = _("%(day)s, %(time)s") % {"day": day_text(ends.date()), "time": time_text(ends_at, zone)}
    return f"{said} – {end}"


def days_text(first: date, last: date) -> str:
    """ "Fri 4 Dec – Mon 7 Dec"."""
    return f"{day_text(first)} – {day_text(last)}"


def change_of_rooms(legs: Sequence[Leg]) -> str:
    """The days on which a guest changes rooms; "" for none."""
    days = ", ".join(day_text(leg.first) for leg in legs[1:])
    return _("You change rooms on %(days)s.") % {"days": days} if days else ""


def zone_text(zone: ZoneInfo, place: str = "") -> str:
    """Whose clock times are on: "Belize City time"."""
    named = place or get_timezone_location(zone, locale=babel_locale(), return_city=True)
    return _("%(place)s time") % {"place": named}


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """Which day it is there."""
    return moment.astimezone(zone).date()
