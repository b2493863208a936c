"""From how much products are sold on certain days, as calendars and lists by day show it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from apps.catalog.models import Option
from apps.catalog.pricing.lowest import lowest
from apps.catalog.queries.rules import rules
from apps.catalog.shown import Price
from apps.kernel.money import Money


def day_prices(product: int, days: Iterable[date], *, at: datetime) -> dict[date, Price]:
    """The lowest price of a product on each of the days it is sold for. Two queries, however many days."""
    options = Option.objects.filter(product=product, active=True).values_list("pk", flat=True)
    known = rules(options, at=at)
    found = {day: lowest(known, product, day) for day in days}
    return {
        day: Price(Money(one[0], known.currency), one[1]) for day, one in found.items() if one is not None
    }


def prices_on(products: Sequence[int], day: date, *, at: datetime) -> dict[int, Price]:
    """The lowest price of each of the products on a day. Two queries, however many products."""
    options = Option.objects.filter(product__in=list(products), active=True).values_list("pk", flat=True)
    known = rules(options, at=at)
    found = {product: lowest(known, product, day) for product in products}
    return {
        product: Price(Money(one[0], known.currency), one[1])
        for product, one in found.items()
        if one is not None
    }
