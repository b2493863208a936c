"""What things cost: one pure function for the cart, the quote, the bill and the API.

Unit price valid on the day → season → group → early bird → code, then taxes and the deposit. Amounts are integers of
minor units. Each line is rounded once, half up; what is spread over lines is spread by largest remainder.
"""

from apps.catalog.pricing.baskets import Basket, BasketItem
from apps.catalog.pricing.by_hand import take_off, to_total
from apps.catalog.pricing.offer import price
from apps.catalog.pricing.priced import Adjustment, Priced, PricedItem, PricedLine, Tax
from apps.catalog.pricing.rules import (
    CodeRule,
    DepositRule,
    EarlyBirdRule,
    GroupRule,
    Move,
    OptionRule,
    Place,
    ProductRule,
    Rules,
    SeasonRule,
    TaxRule,
    UnitRule,
)
from apps.catalog.pricing.taxes import within

__all__ = [
    "Adjustment",
    "Basket",
    "BasketItem",
    "CodeRule",
    "DepositRule",
    "EarlyBirdRule",
    "GroupRule",
    "Move",
    "OptionRule",
    "Place",
    "Priced",
    "PricedItem",
    "PricedLine",
    "ProductRule",
    "Rules",
    "SeasonRule",
    "Tax",
    "TaxRule",
    "UnitRule",
    "price",
    "take_off",
    "to_total",
    "within",
]
