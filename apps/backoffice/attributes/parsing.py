"""Cells of files as values: the one parser of numbers, days, times and answers, for columns and owners' fields alike.

Every function raises ValueError with a sentence for people, except `record_number`.
"""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from dateutil import parser as dates
from django.utils import timezone
from django.utils.translation import gettext as _

YES = frozenset({"1", "y", "yes", "true", "x", "on", "ja", "si", "sí", "oui"})
NO = frozenset({"0", "n", "no", "false", "off", "-", "nein", "non"})
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_LONGEST = 40
_BIGINT_DIGITS = 18


def yes_no(text: str) -> bool:
    """Yes, no, true, false, x, 1, 0."""
    word = text.strip().lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise ValueError(_("“%(value)s” is neither yes nor no.") % {"value": text})


def number(text: str) -> Decimal:
    """1234.5, 1,234.5, 1.234,5, 1 234,5. A single comma before exactly three digits is a thousands separator."""
    cleaned = re.sub(r"[\s\u00a0\u202f'\u2019]", "", text)
    if "," in cleaned and "." in cleaned:
        last = max(cleaned.rfind(","), cleaned.rfind("."))
        cleaned = re.sub(r"[.,]", "", cleaned[:last]) + "." + cleaned[last + 1 :]
    elif cleaned.count(",") > 1 or re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", cleaned):
        cleaned = cleaned.replace(",", "")
    else:
        cleaned = cleaned.replace(",", ".")
    try:
        value = Decimal(cleaned) if len(cleaned) <= _LONGEST else None
    except InvalidOperation:
        value = None
    # 1e999999999 is short to write and a gigabyte once somebody makes an integer of it.
    if value is None or not value.is_finite() or abs(value.adjusted()) > _LONGEST:
        raise ValueError(_("“%(value)s” is not a number.") % {"value": text})
    return value


def record_number(text: str) -> int | None:
    """The number of a record as pages write it, None for anything else: plain digits that fit the database."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _BIGINT_DIGITS else None


def whole_number(text: str) -> int:
    """A number without decimals."""
    value = number(text)
    if value != value.to_integral_value() or abs(value) >= 2**63:
        raise ValueError(_("“%(value)s” is not a whole number.") % {"value": text})
    return int(value)


def day(text: str, *, day_first: bool = True) -> date:
    """2026-11-21, or 21/11/2026, 21.11.2026, 21 Nov 2026; `day_first` decides what 3/4/2026 is."""
    cleaned = text.strip()
    try:
        if _ISO.match(cleaned[:10]) and len(cleaned) <= _LONGEST:
            return date.fromisoformat(cleaned[:10])
        return _dated(cleaned, day_first=day_first).date()
    except (ValueError, OverflowError) as error:
        sentence = _("“%(value)s” is not a date. Write it like 2026-11-21.")
        raise ValueError(sentence % {"value": text}) from error


def moment(text: str, *, day_first: bool = True, zone: ZoneInfo | None = None) -> datetime:
    """A date and time as an instant in UTC. Without an offset it is meant in `zone`, else in the active one."""
    try:
        value = _dated(text.strip(), day_first=day_first)
        if value.tzinfo is None:
            value = value.replace(tzinfo=zone or timezone.get_current_timezone())
        # The first and the last day there is have no instant in every zone.
        return value.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        sentence = _("“%(value)s” is not a date and time. Write it like 2026-11-21 14:30.")
        raise ValueError(sentence % {"value": text}) from error


def clock_time(text: str) -> time:
    """14:30 or 2:30 pm."""
    try:
        return _read(text.strip(), day_first=True).time().replace(microsecond=0)
    except (ValueError, OverflowError) as error:
        raise ValueError(_("“%(value)s” is not a time. Write it like 14:30.") % {"value": text}) from error


def _dated(text: str, *, day_first: bool) -> datetime:
    value = _read(text, day_first=day_first)
    if value.year == 1:  # "5" or "14:30" says no year
        raise ValueError
    return value


def _read(text: str, *, day_first: bool) -> datetime:
    if not text or len(text) > _LONGEST:
        raise ValueError
    if re.match(r"\d{4}-\d{2}-\d{2}", text):
        return datetime.fromisoformat(text)
    return dates.parse(text, dayfirst=day_first, default=datetime(1, 1, 1))  # noqa: DTZ001  the zone is added by the caller
