"""Values of the owner's fields by kind: checked, as JSON (`dump`), back as Python values (`load`), from text (`read`).

`dump` and `read` raise ValueError with a sentence for people. `load` never raises: what a field held under another kind
is read as the kind it has now, and is nothing where that cannot be.
"""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Final, Protocol

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from apps.backoffice.attributes import amounts, formats, parsing
from apps.backoffice.types import Kind

TEXT_LETTERS: Final = 200
LONG_TEXT_LETTERS: Final = 10_000
URL_LETTERS: Final = 500
# A float, in which JSON and the side table hold numbers, has fifteen digits.
DIGITS: Final = 15
DECIMALS: Final = 6
_URL: Final = URLValidator(schemes=["http", "https"])
_EMAIL: Final = EmailValidator()
_LOCAL_PHONE: Final = re.compile(r"[0-9 ()/.\-]{3,30}\Z")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Described(Protocol):
    """What of a field decides about its values."""

    kind: Kind
    currency: str
    choices: Sequence[tuple[str, str | Promise]]


def dump(field: Described, value: Any) -> Any:
    """The value as JSON, None for nothing. Text is read first where the kind is no text."""
    if value is None or value in ("", [], ()):
        return None
    if isinstance(value, str) and field.kind not in TEXTS:
        value = read(field, value)
        if value is None:
            return None
    return _WRITERS[field.kind](field, value)


def load(field: Described, stored: Any) -> Any:
    """The Python value of what is stored."""
    if stored is None:
        return None
    try:
        return _LOADERS[field.kind](field, stored)
    except (ValueError, TypeError, ArithmeticError, KeyError):
        return None


def read(field: Described, text: str) -> Any:
    """The Python value that a cell of a file or a form means; None for an empty one."""
    cleaned = text.strip()
    return _READERS[field.kind](field, cleaned) if cleaned else None


# -- writing -------------------------------------------------------------------------------------------------------


def _wrong(sentence: str, value: Any) -> ValueError:
    return ValueError(sentence % {"value": value})


def _clean(text: Any, most: int) -> str:
    cleaned = str(text).strip()
    if _CONTROL.search(cleaned):
        raise ValueError(_("There are characters in it that are no text."))
    if len(cleaned) > most:
        said = _("Use at most %(most)s characters; there are %(count)s.")
        raise ValueError(said % {"most": most, "count": len(cleaned)})
    return cleaned


def _line(field: Described, value: Any) -> str | None:
    return _clean(re.sub(r"[\r\n\t]+", " ", str(value)), TEXT_LETTERS) or None


def _long(field: Described, value: Any) -> str | None:
    return _clean(str(value).replace("\r\n", "\n"), LONG_TEXT_LETTERS) or None


def _email(field: Described, value: Any) -> str:
    return _valid(_EMAIL, _clean(value, 254))


def _url(field: Described, value: Any) -> str:
    cleaned = _clean(value, URL_LETTERS)
    return _valid(_URL, cleaned if "://" in cleaned else f"https://{cleaned}")


def _valid(validator: Callable[[str], None], text: str) -> str:
    try:
        validator(text)
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from error
    return text


def _phone(field: Described, value: Any) -> str:
    cleaned = _clean(value, 30)
    if cleaned.startswith(("+", "00")):
        try:
            number = phonenumbers.parse("+" + cleaned.lstrip("+0") if cleaned.startswith("00") else cleaned)
        except phonenumbers.NumberParseException:
            number = None
        if number is not None and phonenumbers.is_possible_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    elif _LOCAL_PHONE.match(cleaned) and any(letter.isdigit() for letter in cleaned):
        return cleaned
    raise ValueError(
        _("“%(value)s” is not a phone number. Write it like +44 20 7946 0958.") % {"value": cleaned}
    )


def _number(field: Described, value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise _wrong(_("“%(value)s” is not a number."), value)
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise _wrong(_("“%(value)s” is not a number."), value)
    number = number.normalize()
    _sign, digits, exponent = number.as_tuple()
    if abs(number) >= 10**DIGITS or len(digits) > DIGITS or -int(exponent) > DECIMALS:
        said = _("“%(value)s” is too long: at most %(digits)s digits, %(decimals)s of them decimals.")
        raise ValueError(said % {"value": value, "digits": DIGITS, "decimals": DECIMALS})
    return int(number) if number == number.to_integral_value() else float(number)


def _money(field: Described, value: Any) -> int:
    minor = _number(field, value)
    if not isinstance(minor, int):
        raise _wrong(_("“%(value)s” is not an amount."), value)
    return minor


def _date(field: Described, value: Any) -> str:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise _wrong(_("“%(value)s” is not a date. Write it like 2026-11-21."), value)
    return value.isoformat()


def _moment(field: Described, value: Any) -> str:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise _wrong(_("“%(value)s” is not a date and time. Write it like 2026-11-21 14:30."), value)
    try:
        return value.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    except OverflowError as error:
        raise ValueError(_("“%(value)s” is too far away.") % {"value": value}) from error


def _time(field: Described, value: Any) -> str:
    if not isinstance(value, time):
        raise _wrong(_("“%(value)s” is not a time. Write it like 14:30."), value)
    return value.replace(microsecond=0, tzinfo=None).isoformat()


def _choice(field: Described, value: Any) -> str:
    if isinstance(value, str):
        wanted = value.strip().casefold()
        for known, label in field.choices:
            if wanted in (known.casefold(), str(label).casefold()):
                return known
    said = _("“%(value)s” is none of: %(known)s.")
    raise ValueError(
        said % {"value": value, "known": ", ".join(str(label) for _value, label in field.choices)}
    )


def _choices(field: Described, value: Any) -> list[str] | None:
    if not isinstance(value, list | tuple | set | frozenset):
        value = [value]
    chosen = {_choice(field, one) for one in value}
    # In the order of the choices, so that equal answers are equal.
    return [known for known, _label in field.choices if known in chosen] or None


def _yes_no(field: Described, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _wrong(_("“%(value)s” is neither yes nor no."), value)
    return value


_WRITERS: Final[dict[Kind, Callable[[Described, Any], Any]]] = {
    Kind.TEXT: _line,
    Kind.LONG_TEXT: _long,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.MOMENT: _moment,
    Kind.TIME: _time,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.YES_NO: _yes_no,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.URL: _url,
}
# Kinds whose values are text, so that text is not read but taken.
TEXTS: Final = frozenset(
    {Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE, Kind.CHOICES, Kind.EMAIL, Kind.PHONE, Kind.URL}
)

# -- reading text --------------------------------------------------------------------------------------------------


def _read_money(field: Described, text: str) -> int:
    """ "12.50", "€ 12.50", "12.50 EUR" in major units."""
    return amounts.read(text, field.currency)


def _read_choices(field: Described, text: str) -> list[str]:
    try:
        return [_choice(field, text)]
    except ValueError:
        parts = [part.strip() for part in text.replace(",", ";").split(";") if part.strip()]
        return _choices(field, parts) or []


_READERS: Final[dict[Kind, Callable[[Described, str], Any]]] = {
    Kind.TEXT: _line,
    Kind.LONG_TEXT: _long,
    Kind.NUMBER: lambda field, text: _exact(_number(field, parsing.number(text))),
    Kind.MONEY: _read_money,
    Kind.DATE: lambda field, text: parsing.day(text),
    Kind.MOMENT: lambda field, text: parsing.moment(text),
    Kind.TIME: lambda field, text: parsing.clock_time(text),
    Kind.CHOICE: _choice,
    Kind.CHOICES: _read_choices,
    Kind.YES_NO: lambda field, text: parsing.yes_no(text),
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.URL: _url,
}

# -- loading -------------------------------------------------------------------------------------------------------


def _exact(number: float) -> int | Decimal:
    return number if isinstance(number, int) else Decimal(repr(number))


def _as_text(stored: Any) -> str:
    """What a value of another kind reads as."""
    if isinstance(stored, bool):
        return _("Yes") if stored else _("No")
    if isinstance(stored, list):
        return "; ".join(_as_text(one) for one in stored)
    return format(Decimal(repr(stored)), "f") if isinstance(stored, float) else str(stored)


def _load_text(field: Described, stored: Any) -> str | None:
    return stored if isinstance(stored, str) else _as_text(stored) or None


def _load_number(field: Described, stored: Any) -> int | Decimal | None:
    if isinstance(stored, bool | list):
        return int(stored) if isinstance(stored, bool) else None
    return _exact(stored if isinstance(stored, int | float) else _number(field, parsing.number(stored)))


def _load_money(field: Described, stored: Any) -> int:
    return (
        stored
        if isinstance(stored, int) and not isinstance(stored, bool)
        else _read_money(field, _as_text(stored))
    )


def _load_moment(field: Described, stored: Any) -> datetime:
    return datetime.fromisoformat(stored) if stored.endswith("Z") else parsing.moment(stored)


def _load_choices(field: Described, stored: Any) -> list[str]:
    return [str(one) for one in stored] if isinstance(stored, list) else [_as_text(stored)]


def _load_yes_no(field: Described, stored: Any) -> bool:
    return stored if isinstance(stored, bool) else parsing.yes_no(_as_text(stored))


_LOADERS: Final[dict[Kind, Callable[[Described, Any], Any]]] = {
    Kind.TEXT: _load_text,
    Kind.LONG_TEXT: _load_text,
    Kind.NUMBER: _load_number,
    Kind.MONEY: _load_money,
    Kind.DATE: lambda field, stored: parsing.day(stored),
    Kind.MOMENT: _load_moment,
    Kind.TIME: lambda field, stored: parsing.clock_time(stored),
    Kind.CHOICE: _load_text,
    Kind.CHOICES: _load_choices,
    Kind.YES_NO: _load_yes_no,
    Kind.EMAIL: _load_text,
    Kind.PHONE: _load_text,
    Kind.URL: _load_text,
}


def is_currency(code: str) -> bool:
    """Whether ISO 4217 knows the code."""
    return bool(re.fullmatch(r"[A-Z]{3}", code)) and code in _currencies()


def _currencies() -> frozenset[str]:
    return frozenset(formats.babel_locale().currencies)


def convert(old: Described, new: Described, stored: Any) -> Any:
    """A stored value of one kind as a stored value of another. Raises ValueError where it cannot be."""
    if old.kind is Kind.MONEY and isinstance(stored, int):
        stored = formats.minor_to_decimal(stored, old.currency)
        return dump(new, stored) if new.kind is Kind.NUMBER else dump(new, str(stored))
    if old.kind is Kind.MOMENT and new.kind in (Kind.DATE, Kind.TIME):
        moment = parsing.moment(str(stored)).astimezone(timezone.get_current_timezone())
        return dump(new, moment.date() if new.kind is Kind.DATE else moment.time())
    if old.kind in (Kind.CHOICE, Kind.CHOICES) and new.kind not in (Kind.CHOICE, Kind.CHOICES):
        labels = {value: str(label) for value, label in old.choices}
        parts = stored if isinstance(stored, list) else [stored]
        return dump(new, "; ".join(labels.get(str(one), str(one)) for one in parts))
    if isinstance(stored, list) and new.kind is Kind.CHOICES:
        return dump(new, stored)
    if new.kind is Kind.NUMBER and isinstance(stored, int | float):
        return dump(new, stored)
    return dump(new, _as_text(stored))
