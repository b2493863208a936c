"""Carts: opened, filled, priced."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from apps.catalog.errors import CodeUnknown
from apps.catalog.models import PromotionalCode
from apps.catalog.pricing import Rules, price
from apps.catalog.services.codes import written
from apps.kernel.errors import NotFound, Refusal
from apps.sales.errors import NoSuchCart, NotACart
from apps.sales.models import Order, OrderItem
from apps.sales.queries.baskets import of_items, rules_for
from apps.sales.services import items, lines, totals
from apps.sales.types import Chosen, OrderStatus, PaymentPlan, Source
from apps.tenancy import context, facts

# Where somebody came from: which columns, and how much of each is kept.
_ATTRIBUTION: Final = {
    "device": 8,
    "browser": 60,
    "referrer": 300,
    **dict.fromkeys(("utm_source", "utm_medium", "utm_campaign"), 120),
}
_OPEN: Final = frozenset({OrderStatus.CART, OrderStatus.QUOTE, OrderStatus.ABANDONED})
_DEPOSIT: Final = ("deposit_rule", "deposit", "balance_due_at")


def open_cart(
    *, language: str, source: str = Source.WEBSITE, at: datetime, attribution: Mapping[str, str] | None = None
) -> Order:
    """An empty cart in the business's currency. One statement."""
    order = blank(language=language, source=source, at=at, attribution=attribution)
    order.save(force_insert=True)
    return order


def blank(
    *, language: str, source: str, at: datetime, attribution: Mapping[str, str] | None = None, **columns: Any
) -> Order:
    """An unsaved cart."""
    told = attribution or {}
    return Order(
        language=language[:2].lower(),
        source=source,
        currency=facts.current().currency,
        created_at=at,
        touched_at=at,
        **{name: _storable(told.get(name) or "", most) for name, most in _ATTRIBUTION.items()},
        **columns,
    )


def _storable(said: str, most: int) -> str:
    """What somebody else wrote into an address or a header, as far as it is text; PostgreSQL has no NUL."""
    return "".join(char for char in str(said) if char.isprintable()).strip()[:most]


def put_item(
    *,
    order: Order,
    option: int,
    quantities: Mapping[int, int],
    at: datetime,
    hold: int | None = None,
    departure: int | None = None,
    pool: int | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    location: int | None = None,
    people: int | None = None,
    answers: Mapping[str, Any] | None = None,
    periods: int | None = None,
    by_hand: int | None = None,
    by_hand_reason: str = "",
) -> OrderItem:
    """Put something into a cart or quote and price it. Locks the order. What is taken of capacity is the caller's.

    Raises NotACart, NothingChosen, TooMany, NotSoldNow, NotSoldThen, NotFound, ReasonMissing, AmountWrong.
    """
    chosen = Chosen(
        option=option,
        quantities=quantities,
        hold=hold,
        departure=departure,
        pool=pool,
        starts_at=starts_at,
        ends_at=ends_at,
        location=location,
        people=people,
        answers=answers or {},
        periods=periods,
        by_hand=by_hand,
        by_hand_reason=by_hand_reason,
    )
    with context.atomic():
        locked(order)
        standing = _items(order)
        rules = rules_for(order, {option, *(one.option_id for one in standing)}, at=at, code=_code(order))
        item = items.made(order, chosen, rules, max((one.position for one in standing), default=-1) + 1)
        sold = items.priced(order, [*standing, item], rules, at=at, code=_code(order), needed=item)
        item.save(force_insert=True)
        _store(order, sold, only=item, new=item, at=at)
    return item


def change_item(*, item: OrderItem, at: datetime, **changes: Any) -> OrderItem:
    """Change what is named of a cart's item: `quantities`, `people`, `answers`, `periods`, `option`, `hold`,
    `departure`, `pool`, `starts_at`, `ends_at`, `location`, and price it anew; a price by hand no longer holds.

    Locks the order. Raises what `put_item` does.
    """
    order = item.order
    with context.atomic():
        locked(order)
        standing = _items(order)
        mine = next((one for one in standing if one.pk == item.pk), None)
        if mine is None:
            raise NotFound
        given = items.columns(changes)
        option = given.pop("option", mine.option_id)
        rules = rules_for(order, {option, *(one.option_id for one in standing)}, at=at, code=_code(order))
        rewrite(mine, option, given, rules)
        sold = items.priced(order, standing, rules, at=at, code=_code(order), needed=mine)
        mine.save()
        _store(order, sold, only=mine, at=at)
    for field in OrderItem._meta.concrete_fields:
        setattr(item, field.attname, getattr(mine, field.attname))
    return item


def set_time(*, items: Sequence[int], starts_at: datetime, ends_at: datetime | None) -> None:
    """Say when items take place by now, as when their departure was moved. Prices stay. One statement."""
    OrderItem.objects.filter(pk__in=items).update(starts_at=starts_at, ends_at=ends_at)


def remove_item(*, item: OrderItem, at: datetime) -> Order:
    """Take something out of a cart or quote. Locks the order. Its hold is the caller's to release. Raises NotACart."""
    with context.atomic():
        order = locked(item.order)
        lines.forget(order, [item])
        OrderItem.objects.filter(pk=item.pk).delete()
        return _reprice(order, at)


def reprice(*, order: Order, at: datetime) -> Order:
    """Make a cart's lines what they cost now. What is no longer sold has no line. Locks the order. Raises NotACart."""
    with context.atomic():
        locked(order)
        return _reprice(order, at)


def apply_code(*, order: Order, code: str, at: datetime) -> Order:
    """Put a promotional code on a cart or quote; it is used up by placing. Locks the order.

    Raises NotACart and, with nothing changed, what is wrong with the code: CodeUnknown, CodeNotYet, CodeEnded,
    CodeUsedUp, CodeUsedByYou, CodeNeedsMore, CodeNotForThis.
    """
    with context.atomic():
        locked(order)
        text = written(code)
        standing = _items(order)
        rules = rules_for(order, {one.option_id for one in standing}, at=at, code=text)
        if rules.code is None:
            raise CodeUnknown
        sellable = [one for one in standing if items.why_not_sold(order, one, rules, at) is None]
        problem = price(of_items(order, sellable, rules, code=text), rules, at=at).problem
        if problem is not None:
            raise problem
        order.code = PromotionalCode(pk=rules.code.id, code=rules.code.code)
        Order.objects.filter(pk=order.pk).update(code_id=rules.code.id)
        _store(order, items.priced(order, standing, rules, at=at, code=text), at=at)
    return order


def drop_code(*, order: Order, at: datetime) -> Order:
    """Take the code off a cart or quote. Locks the order. Raises NotACart."""
    with context.atomic():
        locked(order)
        order.code = None
        Order.objects.filter(pk=order.pk).update(code=None)
        return _reprice(order, at)


def set_contact(
    *,
    order: Order,
    contact: Mapping[str, Any],
    requests: str = "",
    payment_plan: str = PaymentPlan.AT_DESK,
    at: datetime,
) -> Order:
    """Remember who orders, as they wrote it, and how they mean to pay. One statement. Raises NotACart."""
    values = {
        "contact": dict(contact),
        "requests": requests,
        "payment_plan": PaymentPlan(payment_plan),
        "touched_at": at,
        "checkout_started_at": order.checkout_started_at or at,
    }
    if not Order.objects.filter(pk=order.pk, status__in=_OPEN).update(**values):
        raise NotACart
    for name, value in values.items():
        setattr(order, name, value)
    return order


def locked(
    order: Order, *, allowed: frozenset[OrderStatus] = _OPEN, refusal: type[Refusal] = NotACart
) -> Order:
    """Lock an order's row and make the record what it is by now. Raises NoSuchCart, and `refusal` in other states."""
    row = Order.objects.select_for_update(of=("self",)).select_related("code").filter(pk=order.pk).first()
    if row is None:
        raise NoSuchCart
    for field in Order._meta.concrete_fields:
        setattr(order, field.attname, getattr(row, field.attname))
    if row.code_id is not None:
        order.code = row.code
    if order.status not in allowed:
        raise refusal
    return order


def _reprice(order: Order, at: datetime) -> Order:
    standing = _items(order)
    rules = rules_for(order, {one.option_id for one in standing}, at=at, code=_code(order))
    _store(order, items.priced(order, standing, rules, at=at, code=_code(order)), at=at)
    return order


def _store(
    order: Order,
    sold: Sequence[items.Sold],
    *,
    at: datetime,
    only: OrderItem | None = None,
    new: OrderItem | None = None,
) -> None:
    """Write lines and deposits: of one item where nothing is shared between items, else of all. A new one has none."""
    if only is not None and order.code_id is None:
        sold = [one for one in sold if one.item is only]
    if standing := [one.item for one in sold if one.item is not new]:
        lines.forget(order, standing)
        OrderItem.objects.bulk_update(standing, _DEPOSIT)
    lines.write(order, [(one.item, one.lines) for one in sold])
    all_priced = only is None or order.code_id is not None or order.priced_at is None
    totals.recount(order, touched_at=at, priced_at=at if all_priced else None)


def rewrite(item: OrderItem, option: int, given: dict[str, Any], rules: Rules) -> None:
    """Put other values on an item, whose price by hand no longer holds. Raises NotFound, TooMany."""
    found = rules.options.get(option)
    if found is None:
        raise NotFound
    quantities = given.pop("quantities", None)
    people = given.pop("people", None)
    if option != item.option_id and quantities is None:
        quantities = {}
    item.option_id, item.product_id = option, found.product
    for name, value in given.items():
        setattr(item, name, value)
    if quantities is not None:
        items.set_quantities(item, quantities, rules, people)
    elif people is not None:
        item.people = max(people, 1)
    item.by_hand, item.by_hand_reason = None, ""


def _items(order: Order) -> list[OrderItem]:
    return list(OrderItem.objects.filter(order=order, removed=False).order_by("position", "pk"))


def _code(order: Order) -> str:
    return order.code.code if order.code_id is not None and order.code is not None else ""
