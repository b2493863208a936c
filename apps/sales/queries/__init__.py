"""Reads of sales."""

from apps.sales.queries.baskets import of_items, price_of_change, rules_for
from apps.sales.queries.bills import bill
from apps.sales.queries.languages import language_of
from apps.sales.queries.orders import cart, order_by_token, quote_state

__all__ = [
    "bill",
    "cart",
    "language_of",
    "of_items",
    "order_by_token",
    "price_of_change",
    "quote_state",
    "rules_for",
]
