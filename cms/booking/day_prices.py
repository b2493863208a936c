"""What something costs on a day, asked of the one price function. Nothing is computed here."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils.translation import get_language

from apps.backoffice.attributes import formats
from apps.catalog import queries as catalog
from apps.catalog.pricing import Basket, BasketItem, Rules, price
from apps.catalog.shown import OptionShown, ProductShown, UnitShown
from apps.catalog.types import Per
from apps.kernel.errors import Refusal
from apps.tenancy import parts

_KEY: Final = "one"


class DayPrices:
    """Prices of a product's options by day. Days that the same rules fit are priced once."""

    def __init__(self, rules: Rules, *, product: int, at: datetime, today: date) -> None:
        self._rules, self._product, self._at, self._today = rules, product, at, today
        self._known: dict[Any, int | None] = {}

    def unit(self, option: int, unit: UnitShown, day: date | None) -> int | None:
        """What one of the unit costs on the day, in minor units, with taxes; None where it is not sold then."""
        if day is None:
            return self._priced(option, unit, day)
        key = (unit.id, self._like(day, unit.id))
        if key not in self._known:
            self._known[key] = self._priced(option, unit, day)
        return self._known[key]

    def lowest(self, options: Iterable[OptionShown], day: date) -> int | None:
        """The lowest price above zero of these options on the day; zero where all is free, None without any."""
        found = [self.unit(option.id, unit, day) for option in options for unit in option.units]
        priced = [one for one in found if one is not None]
        return min([one for one in priced if one] or priced, default=None)

    def whole(self, item: BasketItem) -> tuple[str, list[str]]:
        """What an item comes to, as people write it, and how. Raises what pricing refuses."""
        priced = price(Basket(self._rules.currency, (item,)), self._rules, at=self._at)
        return self.text(priced.total, short=False), priced.explanation

    def text(self, minor: int | None, *, short: bool = True) -> str:
        """The amount as people write it; "" for none."""
        return "" if minor is None else formats.money(minor, self._rules.currency, short=short)

    def _like(self, day: date, unit: int) -> Any:
        """What days have in common that cost the same."""
        rules = self._rules
        seasons = tuple(one.id for one in rules.seasons if one.on(day))
        ahead = (day - self._today).days
        early = max((one.days for one in rules.early_birds if one.days <= ahead), default=0)
        known = rules.units.get(unit)
        return seasons, early, known is None or known.valid_on(day)

    def _priced(self, option: int, unit: UnitShown, day: date | None) -> int | None:
        nights = unit.price.per == Per.NIGHT
        item = BasketItem(
            key=_KEY,
            product=self._product,
            option=option,
            quantities={unit.id: 1},
            people=max(unit.seats, 1),
            starts_on=day,
            ends_on=day + timedelta(days=1) if day is not None and nights else day,
        )
        return total(self._rules, [item], at=self._at)


def rules_of(product: ProductShown, *, at: datetime, today: date) -> Rules:
    """The rules by which the product's options are priced: one query, or a part that pages share."""
    name = f"cms.booking.rules {product.id} {get_language()} {today}"
    return parts.part(
        name, lambda: catalog.rules([option.id for option in product.options if option.units], at=at)
    )


def total(rules: Rules, items: Sequence[BasketItem], *, at: datetime) -> int | None:
    """What the items come to together, in minor units, with taxes; None where any of it is not sold."""
    try:
        return price(Basket(rules.currency, tuple(items)), rules, at=at).total
    except Refusal:
        return None
