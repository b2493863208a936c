"""What was chosen, as rows that are priced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from apps.catalog.errors import NothingChosen, NotSoldNow, NotSoldThen, OtherCurrency, TooMany
from apps.catalog.pricing import Priced, PricedItem, PricedLine, Rules, price, to_total
from apps.catalog.types import Status
from apps.kernel.errors import NotFound, Refusal
from apps.kernel.money import Money
from apps.sales.errors import AmountWrong, ReasonMissing
from apps.sales.models import Order, OrderItem
from apps.sales.queries.baskets import key, of_items
from apps.sales.queries.languages import language_of
from apps.sales.services import totals
from apps.sales.types import Chosen, Source

DEAREST: Final = 10**12
MOST_PEOPLE: Final = 10_000
# Where customers themselves order what they see; staff may sell what is not shown yet.
PUBLIC: Final = frozenset({Source.WEBSITE, Source.PARTNER, Source.OTA})
_UNSOLD: Final = (NotSoldNow, NotSoldThen, NothingChosen, OtherCurrency, TooMany, NotFound)


@dataclass(frozen=True, slots=True)
class Sold:
    """An item with the lines it comes to; none when it is no longer sold."""

    item: OrderItem
    lines: Sequence[PricedLine]

    @property
    def total(self) -> int:
        """Of its lines."""
        return sum(line.total for line in self.lines)


def made(order: Order, chosen: Chosen, rules: Rules, position: int) -> OrderItem:
    """An unsaved item. Raises NotFound, TooMany, NothingChosen, ReasonMissing, AmountWrong."""
    option = rules.options.get(chosen.option)
    if option is None:
        raise NotFound
    item = OrderItem(
        order=order,
        product_id=option.product,
        option_id=option.id,
        departure_id=chosen.departure,
        pool_id=chosen.pool,
        hold_id=chosen.hold,
        location_id=chosen.location,
        starts_at=chosen.starts_at,
        ends_at=chosen.ends_at,
        periods=chosen.periods,
        answers=dict(chosen.answers),
        by_hand=chosen.by_hand,
        by_hand_reason=chosen.by_hand_reason.strip()[:300],
        currency=order.currency,
        position=position,
    )
    check_by_hand(chosen.by_hand, chosen.by_hand_reason, order.currency)
    set_quantities(item, chosen.quantities, rules, chosen.people)
    return item


def set_quantities(
    item: OrderItem, quantities: Mapping[int, int], rules: Rules, people: int | None = None
) -> None:
    """How many of what, for how many: as many as the units take places unless said. Raises TooMany, NotFound."""
    found = {}
    for number, count in quantities.items():
        unit = rules.units.get(int(number))
        if unit is None or unit.option != item.option_id:
            raise NotFound
        most = min(unit.most or MOST_PEOPLE, MOST_PEOPLE)
        if not 0 <= count <= most:
            raise TooMany(name=unit.name, most=most)
        if count:
            found[unit.id] = count
    item.quantities = {str(number): count for number, count in found.items()}
    places = sum(rules.units[number].seats * count for number, count in found.items())
    item.people = min(max(places if people is None else people, 1), MOST_PEOPLE)


def check_by_hand(amount: int | None, reason: str, currency: str) -> None:
    """Raise ReasonMissing or AmountWrong for a price by hand that has no reason or is none."""
    if amount is None:
        return
    if not 0 <= amount <= DEAREST:
        raise AmountWrong(least=Money(0, currency), most=Money(DEAREST, currency))
    if not reason.strip():
        raise ReasonMissing


def priced(
    order: Order,
    items: Sequence[OrderItem],
    rules: Rules,
    *,
    at: datetime,
    code: str = "",
    needed: OrderItem | None = None,
) -> list[Sold]:
    """The lines of each item, its deposit put on it. What is no longer sold has none; were it `needed`, this raises."""
    sold = [item for item in items if _shown(order, item, rules)]
    if needed is not None and needed not in sold:
        raise NotSoldNow(name=_name(needed, rules))
    try:
        done = price(of_items(order, sold, rules, code=code), rules, at=at)
    except _UNSOLD:
        if needed is not None and (refusal := why_not_sold(order, needed, rules, at)):
            raise refusal from None
        sold = [item for item in sold if why_not_sold(order, item, rules, at) is None]
        done = price(of_items(order, sold, rules, code=code), rules, at=at)
    return _all_finished(items, done, at)


def all_priced(
    order: Order, items: Sequence[OrderItem], rules: Rules, *, at: datetime, code: str = ""
) -> list[Sold]:
    """The same of items that are all needed and a code that must count: raises what is wrong with any of them."""
    for item in items:
        if not _shown(order, item, rules):
            raise NotSoldNow(name=_name(item, rules))
    done = price(of_items(order, items, rules, code=code), rules, at=at)
    if done.problem is not None:
        raise done.problem
    return _all_finished(items, done, at)


def why_not_sold(order: Order, item: OrderItem, rules: Rules, at: datetime) -> Refusal | None:
    """Why it cannot be had, None when it can."""
    if not _shown(order, item, rules):
        return NotSoldNow(name=_name(item, rules))
    try:
        price(of_items(order, [item], rules), rules, at=at)
    except _UNSOLD as refusal:
        return refusal
    return None


def _shown(order: Order, item: OrderItem, rules: Rules) -> bool:
    product, option = rules.products.get(item.product_id), rules.options.get(item.option_id)
    shown = (Status.ACTIVE,) if order.source in PUBLIC else (Status.ACTIVE, Status.DRAFT)
    return product is not None and option is not None and option.active and product.status in shown


def _name(item: OrderItem, rules: Rules) -> str:
    product = rules.products.get(item.product_id)
    return product.name if product is not None else ""


def _all_finished(items: Sequence[OrderItem], done: Priced, at: datetime) -> list[Sold]:
    found = {one.key: one for one in done.items}
    return [_finished(item, found.get(key(item)), at) for item in items]


def _finished(item: OrderItem, found: PricedItem | None, at: datetime) -> Sold:
    if found is None:
        item.deposit, item.balance_due_at = 0, None
        return Sold(item, ())
    lines: Sequence[PricedLine] = found.lines
    item.deposit_rule, item.balance_due_at = totals.remembered(found.rule), found.due_at
    item.deposit = found.deposit
    if item.by_hand is not None:
        lines = to_total(lines, item.by_hand, by_hand_label(item.order, item.by_hand_reason))
        item.deposit = totals.deposit_of(item, item.by_hand, at=at)
    return Sold(item, lines)


def by_hand_label(order: Order, reason: str) -> str:
    """How a price by hand is told on the bill, to customers too."""
    with in_language(order):
        return (_("By hand: %(reason)s") % {"reason": reason.strip()})[:200]


def in_language(order: Order) -> override:
    """What is written on an order is in the customer's language, else in the business's."""
    return override(language_of(order))


def columns(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """What is given of an item's own columns, by attribute."""
    renamed = {"hold": "hold_id", "departure": "departure_id", "pool": "pool_id", "location": "location_id"}
    return {renamed.get(name, name): value for name, value in chosen.items()}
