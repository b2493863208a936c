"""From how much a product is sold on a day: one of its cheapest unit, in season, before what depends on the buyer."""

from datetime import date

from apps.catalog.pricing.lines import moved, season_of
from apps.catalog.pricing.rules import Rules, UnitRule


def lowest(rules: Rules, product: int, day: date) -> tuple[int, str] | None:
    """The price and what it is for; free units come last, None without any. Taxes that come on top are not in it."""
    sold = [
        (_on(rules, product, unit, day), unit.position, unit.id, unit.per)
        for unit in rules.units.values()
        if unit.active
        and unit.currency == rules.currency
        and rules.options[unit.option].product == product
        and rules.options[unit.option].active
        and unit.valid_on(day)
    ]
    if not sold:
        return None
    amount, _position, _id, per = min(sold, key=lambda one: (one[0] == 0, *one[:3]))
    return amount, per


def _on(rules: Rules, product: int, unit: UnitRule, day: date) -> int:
    season = season_of(rules, product, unit.option, day)
    return unit.price if season is None else moved(unit.price, season.move)
