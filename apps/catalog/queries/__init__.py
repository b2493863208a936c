"""Reads of the catalogue, as public pages and higher apps need them: plain values, in one language."""

from apps.catalog.queries.cards import cards, cards_of, categories
from apps.catalog.queries.day_prices import day_prices, prices_on
from apps.catalog.queries.extras import extras_of
from apps.catalog.queries.missing import incomplete
from apps.catalog.queries.one import product
from apps.catalog.queries.options import price_lists
from apps.catalog.queries.prices import from_prices
from apps.catalog.queries.rules import rules

__all__ = [
    "cards",
    "cards_of",
    "categories",
    "day_prices",
    "extras_of",
    "from_prices",
    "incomplete",
    "price_lists",
    "prices_on",
    "product",
    "rules",
]
