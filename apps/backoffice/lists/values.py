"""Values of filters as text, for addresses and saved views. What is written reads back as the same value."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.backoffice.attributes import Attribute, formats, parsing
from apps.backoffice.types import Kind, Operator

LONGEST: Final = 200
MOST: Final = 200
WITHOUT_VALUE: Final = (Operator.EMPTY, Operator.FILLED)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
# Days outside of it cannot be moved between zones.
_YEARS: Final = range(2, 9998)
_DIGITS: Final = 36
_BIGGEST: Final = 2**63
_UNREADABLE: Final = re.compile("[\x00\ud800-\udfff]")


def is_clean(text: str) -> bool:
    """Whether a database can hold the text."""
    return _UNREADABLE.search(text) is None


def write(attribute: Attribute, value: Any) -> str:
    """A value as text. A related record is written as its key."""
    if hasattr(value, "pk"):
        return str(value.pk)
    if isinstance(value, bool):
        return "true" if value else "false"
    if attribute.kind is Kind.MONEY and isinstance(value, int):
        return str(formats.minor_to_decimal(value, attribute.currency))
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(attribute.plain(value))


def read(attribute: Attribute, text: str) -> Any:
    """The value a text means. Raises ValueError with a sentence for people."""
    if len(text) > LONGEST or not is_clean(text):
        raise ValueError(_("That is too long or holds unreadable signs."))
    try:
        value = _read(attribute, text)
    except (OverflowError, ArithmeticError) as error:
        raise ValueError(_("“%(value)s” is out of range.") % {"value": text}) from error
    if not _in_range(value):
        raise ValueError(_("“%(value)s” is out of range.") % {"value": text})
    return value


def _in_range(value: Any) -> bool:
    if isinstance(value, date):
        return value.year in _YEARS
    if isinstance(value, Decimal):
        # Looked at before it is written out: 1e999999999 would be a gigabyte of digits.
        return abs(value.adjusted()) < _DIGITS and len(f"{value:f}") <= _DIGITS
    return not isinstance(value, int) or abs(value) < _BIGGEST


def _read(attribute: Attribute, text: str) -> Any:
    if attribute.kind is Kind.MOMENT and _DAY.match(text):
        return parsing.day(text)
    if attribute.kind is Kind.REFERENCE:
        return parsing.whole_number(text)
    if attribute.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.EMAIL, Kind.PHONE, Kind.URL):
        return _told(attribute, text)
    value = attribute.parse(text)
    if isinstance(value, list | tuple):  # several choices: a filter names them one by one
        if len(value) != 1:
            raise ValueError(_("“%(value)s” is not one value.") % {"value": text})
        return value[0]
    return value


def _told(attribute: Attribute, text: str) -> Any:
    """A number that is written in another way is found all the same; a part of an address is no address."""
    try:
        return attribute.parse(text)
    except ValueError:
        if attribute.kind is Kind.PHONE:
            raise
        return text


def split(text: str) -> list[str]:
    """Texts between commas; `\\,` is a comma that belongs to a text."""
    parts, taken = [""], False
    for sign in text:
        if taken:
            parts[-1], taken = parts[-1] + sign, False
        elif sign == "\\":
            taken = True
        elif sign == ",":
            parts.append("")
        else:
            parts[-1] += sign
    if taken:  # a backslash that nothing follows is one
        parts[-1] += "\\"
    return parts


def join(texts: Sequence[str]) -> str:
    """The reverse of `split`."""
    return ",".join(re.sub(r"([\\,])", r"\\\1", text) for text in texts)
