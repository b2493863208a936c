"""How fees are taxed: like what they are about. See docs/decisions/0011-taxes-of-fees.md."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from apps.catalog.pricing import PricedLine, Rules, Tax
from apps.catalog.pricing import taxes as pricing_taxes
from apps.catalog.pricing.rules import ProductRule
from apps.catalog.types import TaxKind
from apps.sales.models import LineTax, Order, OrderItem, OrderLine
from apps.sales.queries.baskets import rules_for
from apps.sales.services import lines
from apps.sales.types import LineKind


def rates_about(order: Order, item: OrderItem | None, *, at: datetime) -> tuple[Tax, ...]:
    """The percent taxes of a fee about an item, else about the whole order. Two queries; without an item five at most.

    About an order whose things are taxed in different ways, or that has none, it is taxed as what names no tax class.
    """
    if item is not None:
        return lines.rates_of(_sales(lines.live(order, item)))
    each = _by_item(_sales(lines.live(order)))
    if len(each) == 1:
        return next(iter(each))
    numbers = OrderItem.objects.filter(order=order).values_list("option", flat=True)
    return _standard(rules_for(order, set(numbers), at=at), order, at=at)


def are_kept_taxed(item: OrderItem, *, at: datetime) -> bool:
    """Whether what is kept of the item's price is taxed where it was sold. One query."""
    rules = rules_for(item.order, [item.option_id], at=at)
    product = rules.products.get(item.product_id)
    return product is None or rules.place(item.location_id, product).taxes_kept


def untaxed(priced: Sequence[PricedLine]) -> list[PricedLine]:
    """Lines without any tax."""
    return [replace(line, taxes=()) for line in priced]


def _sales(rows: Sequence[OrderLine]) -> list[OrderLine]:
    return [row for row in rows if row.kind == LineKind.SALE]


def _by_item(rows: Sequence[OrderLine]) -> set[tuple[Tax, ...]]:
    """The ways in which items are taxed: one query."""
    found: dict[int | None, dict[Tax, None]] = {row.item_id: {} for row in rows}
    taxes = LineTax.objects.filter(line__in=rows).exclude(percent=None).order_by("pk")
    for item, name, percent, included in taxes.values_list("line__item", "name", "percent", "included"):
        found[item][Tax(name, 0, percent, included)] = None
    return {tuple(rates) for rates in found.values()}


def _standard(rules: Rules, order: Order, *, at: datetime) -> tuple[Tax, ...]:
    anything = ProductRule(0, "", location=order.location_id)
    place = rules.place(order.location_id, anything)
    day = at.astimezone(place.zone).date()
    return tuple(
        Tax(one.name, 0, one.percent, place.prices_include_tax)
        for one in pricing_taxes.of(rules, anything, place, day)
        if one.kind == TaxKind.PERCENT and one.percent is not None
    )
