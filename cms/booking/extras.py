"""What goes well with what is in a basket, as the owner has tied it."""

from apps.catalog import queries as catalog
from cms.booking.lists import cards
from cms.booking.things import Basket
from cms.offers import Card

MOST = 3


def of(basket: Basket, prefix: str) -> list[Card]:
    """Products that were tied to those in the basket and are not in it: up to three. Two queries, one without any."""
    inside = list(basket.names)
    found = [number for number in catalog.extras_of(inside) if number not in basket.names]
    if not found:
        return []
    return cards(catalog.cards_of(found[:MOST]), prefix=prefix)
