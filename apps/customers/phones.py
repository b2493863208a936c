"""Phone numbers as people write them and as they are stored: E.164, +5016001234. Pure."""

import re
from functools import lru_cache
from typing import Final

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

E164: Final = r"^\+[1-9][0-9]{6,14}$"
_LONGEST: Final = 40
_FILLING: Final = re.compile(r"[\s()./\-\u2010-\u2015\u00a0]+")


def normalise(text: str, *, region: str) -> str:
    """The number as +<country><number>. Without a country code it is meant in `region` (two letters, or "").

    Raises ValueError with a sentence for people.
    """
    number = _parsed(text, region) if len(text) <= _LONGEST else None
    if number is None or number.extension or not phonenumbers.is_valid_number(number):
        raise ValueError(
            _("“%(value)s” is not a phone number. Write it with the country code, like +501 600 1234.")
            % {"value": text[:_LONGEST]}
        )
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def compact(text: str) -> str:
    """A number with a country code without spaces and the like; what has no country code stays as it is."""
    bare = _FILLING.sub("", _international(text))
    return bare if re.fullmatch(r"\+[0-9]+", bare) else text


def _international(text: str) -> str:
    stripped = text.strip()
    return f"+{stripped[2:]}" if stripped.startswith("00") else stripped


@lru_cache(maxsize=4096)
def readable(number: str) -> str:
    """+501 600-1234: a stored number for people."""
    parsed = _parsed(number, "")
    if parsed is None:
        return number
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def _parsed(text: str, region: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(_international(text), region or None)
    except phonenumbers.NumberParseException:
        return None


def validate_phone(value: str) -> None:
    """Raise ValidationError unless the value is a number in E.164 that can exist."""
    if not re.fullmatch(E164, value):
        raise ValidationError(_("Write the phone number with its country code."), code="phone")
    try:
        normalise(value, region="")
    except ValueError as error:
        raise ValidationError(str(error), code="phone") from error
