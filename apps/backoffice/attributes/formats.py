"""Values as text: for people in their language and zone, for files so that they read back."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Protocol

from babel import Locale
from babel.numbers import format_currency, get_currency_precision, get_currency_symbol
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from apps.backoffice.types import Kind
from apps.tenancy import region


class Described(Protocol):
    """What of an attribute decides how its values are written."""

    kind: Kind
    currency: str
    choices: Sequence[tuple[str, str | Promise]]


# The part of a locale's pattern that writes the decimals.
_DECIMALS: Final = re.compile(r"\.[0#]+")
# Four digits stay together, since they may be a year.
YEARS: Final = 9999


def text(attribute: Described, value: Any) -> str:
    """The value for people; "" for nothing."""
    if value is None or value in ("", [], ()):
        return ""
    if attribute.choices and attribute.kind in (Kind.CHOICE, Kind.CHOICES):
        known = labels(attribute)
        if attribute.kind is Kind.CHOICES:
            return ", ".join(known.get(str(one), str(one)) for one in value)
        return known.get(str(value), str(value))
    if attribute.kind is Kind.MONEY:
        return money(int(value), currency_of(attribute, value))
    writer = _WRITERS.get(type(value))
    return writer(value) if writer else str(value)


def labels(attribute: Described) -> dict[str, str]:
    """Labels by stored value."""
    return {str(value): str(label) for value, label in attribute.choices}


def plain(attribute: Described, value: Any) -> Any:
    """The value for files."""
    if value is None or isinstance(value, bool | int | float):
        if attribute.kind is Kind.MONEY and value is not None:
            return float(minor_to_decimal(int(value), currency_of(attribute, value)))
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "; ".join(str(one) for one in value)
    return str(value)


def currency_of(attribute: Described, value: Any) -> str:
    """What a value of a MONEY is counted in: its own currency, else the attribute's."""
    return getattr(value, "currency", "") or attribute.currency


def money(minor: int, currency: str, *, short: bool = False) -> str:
    """An amount in minor units, written for the active language; `short` leaves decimals out that are all zero."""
    if not currency:
        return str(minor)
    return _money(minor, currency, babel_locale(), short and is_whole(minor, currency))


def is_whole(minor: int, currency: str) -> bool:
    """Whether the amount has no decimals but zeros."""
    precision: int = get_currency_precision(currency)
    return not minor % 10**precision


@lru_cache(maxsize=4096)
def _money(minor: int, currency: str, locale: Locale, whole: bool) -> str:  # noqa: FBT001  a key of the memory
    # Lists of products say the same few prices over and over.
    amount = minor_to_decimal(minor, currency)
    locale = _plainer(locale, currency)
    if not whole:
        return str(format_currency(amount, currency, locale=locale))
    pattern = _DECIMALS.sub("", locale.currency_formats["standard"].pattern)
    return str(format_currency(amount, currency, pattern, locale, currency_digits=False))


def _plainer(locale: Locale, currency: str) -> Locale:
    """The language alone where the region's sign is longer, as US$ for the dollars that a business asks for."""
    language = Locale(locale.language)
    here, anywhere = (get_currency_symbol(currency, one) for one in (locale, language))
    return locale if len(here) <= len(anywhere) else language


def minor_to_decimal(minor: int, currency: str) -> Decimal:
    """1999 USD is 19.99; ISO 4217 says how many decimals a currency has."""
    return Decimal(minor).scaleb(-get_currency_precision(currency)) if currency else Decimal(minor)


def decimal_to_minor(amount: Decimal, currency: str) -> int:
    """19.99 USD is 1999. Raises ValueError for more decimals than the currency has."""
    minor = amount.scaleb(get_currency_precision(currency)) if currency else amount
    if minor != minor.to_integral_value():
        raise ValueError(
            _("“%(amount)s” has more decimals than %(currency)s.") % {"amount": amount, "currency": currency}
        )
    return int(minor)


def babel_locale() -> Locale:
    """Babel's name of the active language, and of the business's country where the language is its own."""
    return region.locale()


def moment(value: datetime, zone: tzinfo | None = None) -> str:
    """An instant in the viewer's zone, or in another one: Sat 14 Mar 2026, 08:30."""
    return region.dated(timezone.localtime(value, zone), region.DAY_AND_TIME)


def day(value: date) -> str:
    """Sat 14 Mar 2026."""
    return region.dated(value, "D j M Y")


_WRITERS: dict[type, Callable[[Any], str]] = {
    bool: lambda value: _("Yes") if value else _("No"),
    int: lambda value: formats.number_format(value, use_l10n=True, force_grouping=abs(value) > YEARS),
    float: lambda value: formats.number_format(value, use_l10n=True),
    Decimal: lambda value: formats.number_format(value.normalize() if value else value, use_l10n=True),
    datetime: moment,
    date: day,
    time: region.clock,
    list: lambda value: ", ".join(str(one) for one in value),
    tuple: lambda value: ", ".join(str(one) for one in value),
}
