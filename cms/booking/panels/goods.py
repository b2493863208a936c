"""Goods from the shelf: which, how many."""

from typing import Any

from cms.booking.day_prices import DayPrices, rules_of
from cms.booking.panels.parties import party
from cms.booking.panels.totals import total
from cms.booking.panels.types import Around, Pick, option_named


def panel(around: Around) -> dict[str, Any]:
    """The versions, and how many of the one chosen. One query."""
    product = around.product
    options = [option for option in product.options if option.units]
    chosen = option_named(product, around.asked.option)
    if chosen is None:
        return {}
    rules = rules_of(around.product, at=around.at, today=around.asked.today)
    prices = DayPrices(rules, product=product.id, at=around.at, today=around.asked.today)
    picks = [
        Pick(one.name, around.link(around.asked.query(option=one.key)), is_chosen=one is chosen)
        for one in options
    ]
    return {
        "options": picks if len(picks) > 1 else [],
        "hidden": {"option": str(chosen.id)},
        "party": party(chosen, prices, None, people=1, left=None, given=around.given),
        "total": total(around, chosen, prices),
        "is_ready": True,
    }
