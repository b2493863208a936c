"""What stands on an order, as the price function wants it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from apps.catalog import pricing, queries
from apps.catalog.pricing import Basket, BasketItem, CodeRule, Priced, Rules
from apps.catalog.types import Reason
from apps.sales.models import LineAdjustment, Order, OrderItem, OrderLine
from apps.sales.queries.languages import language_of
from apps.sales.types import LineKind


def rules_for(order: Order, options: Iterable[int], *, at: datetime, code: str = "") -> Rules:
    """The rules for an order's options and its code, in its language. One query."""
    return queries.rules(
        set(options), at=at, code=code, customer=order.customer_id, language=language_of(order)
    )


def of_items(order: Order, items: Iterable[OrderItem], rules: Rules, *, code: str = "") -> Basket:
    """The basket of these items; an item's key is its number, or its position as long as it has none."""
    return Basket(
        order.currency,
        tuple(of_item(item, rules) for item in items),
        code=code,
        customer=order.customer_id,
    )


def of_item(item: OrderItem, rules: Rules) -> BasketItem:
    """One item: days and minutes are read off its location's clock."""
    place = rules.place(item.location_id, rules.products[item.product_id])
    begins = item.starts_at and item.starts_at.astimezone(place.zone)
    ends = item.ends_at and item.ends_at.astimezone(place.zone)
    minutes = None
    if begins and ends:
        # By the clock on the wall, so that a day is a day when clocks change.
        minutes = int((ends.replace(tzinfo=None) - begins.replace(tzinfo=None)).total_seconds()) // 60
    return BasketItem(
        key=key(item),
        product=item.product_id,
        option=item.option_id,
        quantities={int(unit): count for unit, count in item.quantities.items()},
        people=item.people,
        ages=_ages(item.answers),
        starts_on=begins.date() if begins else None,
        ends_on=ends.date() if ends else None,
        minutes=minutes,
        periods=item.periods,
        location=item.location_id,
        starts_at=item.starts_at,
    )


def key(item: OrderItem) -> str:
    """By which the price function tells items apart."""
    return str(item.pk) if item.pk else f"new-{item.position}"


def price_of_change(item: OrderItem, *, at: datetime, **changes: Any) -> Priced:
    """What the item of a placed order would come to with other columns, such as `quantities` or `starts_at`.

    By the prices of now; early birds count from when the order was placed, and its code goes on counting. Three queries
    at most. Raises what pricing refuses.
    """
    changed = changed_item(item, changes)
    order = item.order
    code = _agreed(item)
    options = [changed.option_id]
    rules = rules_for(order, options, at=at)
    rules = replace(rules, code=code)
    basket = replace(
        of_items(order, [changed], rules, code=code.code if code else ""), booked_at=order.placed_at
    )
    return pricing.price(basket, rules, at=at)


def changed_item(item: OrderItem, changes: Mapping[str, Any]) -> OrderItem:
    """A copy that is not saved, with other columns."""
    copy = OrderItem(**{f.attname: getattr(item, f.attname) for f in OrderItem._meta.concrete_fields})
    for name, value in changes.items():
        field = OrderItem._meta.get_field(name)
        setattr(copy, getattr(field, "attname", name), value)
    return copy


def _agreed(item: OrderItem) -> CodeRule | None:
    """The order's code as it counts for this item by now: its percentage, or the share that the item had of it."""
    order = item.order
    if order.code_id is None:
        return None
    code = order.code
    given = LineAdjustment.objects.filter(
        line__in=OrderLine.objects.filter(item=item, reversed_by=None).exclude(kind=LineKind.REVERSAL),
        reason=Reason.CODE,
    )
    share = -sum(given.values_list("amount", flat=True))
    if not share:
        return None
    amount = share if code.percent is None else None
    return CodeRule(code.pk, code.code, code.percent, amount, code.currency, agreed=True)


def _ages(answers: Mapping[str, Any]) -> tuple[int | None, ...]:
    people = answers.get("participants") or ()
    return tuple(
        age if isinstance(person, Mapping) and isinstance(age := person.get("age"), int) else None
        for person in people
    )
