"""How a line comes to its total, in words that customers and staff read."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.backoffice.attributes import formats
from apps.catalog.types import Per, Reason


class Line(Protocol):
    """What is told: a line that was priced, or one that stands on an order. Amounts are in minor units."""

    @property
    def quantity(self) -> int: ...
    @property
    def periods(self) -> int: ...
    @property
    def unit_price(self) -> int: ...
    @property
    def currency(self) -> str: ...
    @property
    def per(self) -> str: ...
    @property
    def adjustments(self) -> Iterable[Any]: ...
    @property
    def taxes(self) -> Iterable[Any]: ...


def of_line(line: Line) -> list[str]:
    """How many at which price; what each rule did; which taxes there are. In the active language."""
    said = [counted(line)]
    said += [changed(one, line.currency) for one in line.adjustments]
    said += [taxed(one, line.currency) for one in line.taxes if one.amount]
    return said


def counted(line: Line) -> str:
    """ "2 × 3 nights × €120.00"."""
    price = formats.money(line.unit_price, line.currency)
    parts = [str(line.quantity)]
    if line.periods > 1:
        parts.append(_periods(line.per, line.periods))
    return " × ".join((*parts, price))


def changed(one: Any, currency: str) -> str:
    """ "Summer: +20 % (+€48.00)"."""
    amount = signed(one.amount, currency)
    label = _("Code %(code)s") % {"code": one.label} if one.reason == Reason.CODE else one.label
    if one.percent is None:
        return _("%(label)s: %(amount)s") % {"label": label, "amount": amount}
    percent = f"{'+' if one.percent > 0 else ''}{_number(one.percent)}"
    return _("%(label)s: %(percent)s %% (%(amount)s)") % {
        "label": label,
        "percent": percent,
        "amount": amount,
    }


def taxed(one: Any, currency: str) -> str:
    """ "VAT 20 %: €40.00, in the price"."""
    values = {"name": one.name, "amount": formats.money(one.amount, currency)}
    if one.included:
        return _("%(name)s: %(amount)s, in the price") % values
    return _("%(name)s: %(amount)s on top") % values


def signed(amount: int, currency: str) -> str:
    """An amount with its sign before it."""
    return ("+" if amount > 0 else "") + formats.money(amount, currency)


def _number(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def _periods(per: str, count: int) -> str:
    if per == Per.NIGHT:
        return ngettext("%(count)d night", "%(count)d nights", count) % {"count": count}
    if per == Per.DAY:
        return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
    if per == Per.WEEK:
        return ngettext("%(count)d week", "%(count)d weeks", count) % {"count": count}
    if per == Per.MONTH:
        return ngettext("%(count)d month", "%(count)d months", count) % {"count": count}
    if per == Per.HOUR:
        return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}
    return str(count)
