"""What happens to an order's lines once it is placed: they are reversed, and others are added."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.catalog.pricing import to_total
from apps.catalog.pricing.rounding import part, shares
from apps.events import services as events
from apps.kernel.errors import NotFound
from apps.kernel.money import Money
from apps.sales.errors import AlreadyReversed, AmountWrong, NotPlaced, ReasonMissing
from apps.sales.events import OrderChanged
from apps.sales.models import Order, OrderItem, OrderLine
from apps.sales.queries.baskets import changed_item, price_of_change, rules_for
from apps.sales.services import carts, fees, items, lines, totals
from apps.sales.types import LineKind, OrderStatus
from apps.tenancy import context

_UNFINISHED: Final = frozenset({OrderStatus.CART, OrderStatus.QUOTE})
_AGREED: Final = frozenset({OrderStatus.PLACED, OrderStatus.COMPLETED})
_ANY: Final = _UNFINISHED | _AGREED


def change_lines(
    *, item: OrderItem, at: datetime, by: Member | None = None, reason: str = "", **changes: Any
) -> OrderItem:
    """Change what was agreed of a placed order's item: its lines are reversed and priced anew, now, as
    `queries.price_of_change` says. `changes` are as for `change_item`. A price by hand no longer holds.

    Locks the order. Raises NotPlaced, AlreadyReversed and what pricing refuses.
    """
    with context.atomic():
        order = carts.locked(item.order, allowed=_AGREED, refusal=NotPlaced)
        rows = _live(order, item)
        given = items.columns(changes)
        option = given.pop("option", item.option_id)
        changed = changed_item(item, {"option": option})
        rules = rules_for(order, [option], at=at)
        carts.rewrite(changed, option, given, rules)
        columns = {f.attname: getattr(changed, f.attname) for f in OrderItem._meta.concrete_fields}
        (done,) = price_of_change(item, at=at, **columns).items
        lines.reverse(order, rows)
        lines.write(order, [(changed, done.lines)])
        for name, value in columns.items():
            setattr(item, name, value)
        item.deposit, item.balance_due_at = done.deposit, done.due_at
        item.deposit_rule = totals.remembered(done.rule)
        item.save()
        _recount(order, "change_lines", at)
    return item


def reverse_item(
    *,
    item: OrderItem,
    at: datetime,
    by: Member | None = None,
    keep: int = 0,
    label: str = "",
) -> Order:
    """Take an item off a placed order: its lines are reversed, and `keep` (0 or more) stands as a fee of that name,
    taxed as the business has it. Locks the order. Raises NotPlaced, AlreadyReversed, AmountWrong.
    """
    with context.atomic():
        order = carts.locked(item.order, allowed=_AGREED, refusal=NotPlaced)
        if keep < 0:
            raise AmountWrong(least=Money(0, order.currency), most=Money(items.DEAREST, order.currency))
        rows = _live(order, item)
        lines.reverse(order, rows)
        if keep:
            with items.in_language(order):
                name = label or _("Cancellation fee")
            rates = lines.rates_of(rows)
            if rates and not fees.are_kept_taxed(item, at=at):
                rates = ()
            lines.write(order, [(item, [lines.of_fee(name, keep, order.currency, rates)])], LineKind.FEE)
        item.removed, item.deposit, item.balance_due_at = True, 0, None
        item.save(update_fields=["removed", "deposit", "balance_due_at"])
        return _recount(order, "reverse_item", at)


def add_fee(
    *,
    order: Order,
    label: str,
    amount: int,
    at: datetime,
    by: Member | None = None,
    item: OrderItem | None = None,
    kept: bool = False,
) -> OrderLine:
    """Add a fee (above zero, taxes in it) to an order that is not over, taxed like what it is about. Locks the order.

    `kept` says that it is what is kept of the price of `item`, which not every country taxes.
    Raises NotPlaced, AmountWrong, and ReasonMissing without a label.
    """
    with context.atomic():
        carts.locked(order, allowed=_ANY, refusal=NotPlaced)
        if not label.strip():
            raise ReasonMissing
        if not 0 < amount <= items.DEAREST:
            raise AmountWrong(least=Money(1, order.currency), most=Money(items.DEAREST, order.currency))
        rates = fees.rates_about(order, item, at=at)
        if kept and item is not None and not fees.are_kept_taxed(item, at=at):
            rates = ()
        fee = lines.of_fee(label.strip(), amount, order.currency, rates)
        row = lines.row_of(order, fee, item=item, kind=LineKind.FEE)
        lines.insert(order, [row], [fee])
        _recount(order, "add_fee", at)
    return row


def override_price(
    *, item: OrderItem, total: int, reason: str, by: Member | None, at: datetime, kept: bool = False
) -> OrderItem:
    """Give an item another price by hand, taxes in it. On a placed order its lines are reversed and made anew.

    `kept` says that it is what is kept of the price, which not every country taxes, and which `undo_kept` undoes.

    Locks the order. Raises ReasonMissing, AmountWrong, NotPlaced, AlreadyReversed.
    """
    items.check_by_hand(total, reason or "", item.currency)
    if total is None:
        raise AmountWrong(least=Money(0, item.currency), most=Money(items.DEAREST, item.currency))
    with context.atomic():
        order = carts.locked(item.order, allowed=_ANY, refusal=NotPlaced)
        former = _former(order, item) if kept else None
        _override(order, item, total, reason, at, taxed=not kept or fees.are_kept_taxed(item, at=at))
        if kept:
            item.former = former
            item.save(update_fields=["former"])
        _recount(order, "by_hand", at)
    return item


def undo_kept(*, item: OrderItem, by: Member | None, at: datetime) -> bool:
    """Put back the lines, the deposit and the price by hand that stood before a part of the price was kept.

    Whatever was priced since is reversed. False when nothing of the kind was done. Locks the order. Raises NotPlaced,
    AlreadyReversed.
    """
    with context.atomic():
        order = carts.locked(item.order, allowed=_AGREED, refusal=NotPlaced)
        rows = _live(order, item)
        before = item.former
        if before is None:
            return False
        lines.reverse(order, rows)
        stood = OrderLine.objects.filter(item=item, pk__in=before["lines"]).order_by("pk")
        lines.write(order, [(item, lines.as_priced(list(stood)))])
        item.by_hand, item.by_hand_reason = before["by_hand"], before["by_hand_reason"]
        item.deposit, item.former = before["deposit"], None
        item.save(update_fields=["by_hand", "by_hand_reason", "deposit", "former"])
        _recount(order, "undo_kept", at)
    return True


def _former(order: Order, item: OrderItem) -> dict[str, Any]:
    """What stands of the item now, as `undo_kept` puts it back."""
    return {
        "lines": [row.pk for row in _live(order, item)],
        "by_hand": item.by_hand,
        "by_hand_reason": item.by_hand_reason,
        "deposit": item.deposit,
    }


def discount_by_hand(
    *,
    order: Order,
    reason: str,
    by: Member | None,
    at: datetime,
    amount: int | None = None,
    percent: Decimal | None = None,
) -> Order:
    """Take an amount or a percentage off all items, spread as they cost, taxes in it. Locks the order.

    Raises ReasonMissing, AmountWrong, NotPlaced, AlreadyReversed.
    """
    if not reason.strip():
        raise ReasonMissing
    with context.atomic():
        carts.locked(order, allowed=_ANY, refusal=NotPlaced)
        standing = list(OrderItem.objects.filter(order=order, removed=False).order_by("position", "pk"))
        costs = [sum(row.total for row in lines.live(order, item) if _is_price(row)) for item in standing]
        whole = sum(costs)
        off = amount if amount is not None else part(whole, Decimal(percent or 0))
        if not 0 < off <= whole:
            raise AmountWrong(least=Money(1, order.currency), most=Money(whole, order.currency))
        for item, cost, less in zip(standing, costs, shares(off, costs), strict=True):
            if less:
                _override(order, item, cost - less, reason, at)
        return _recount(order, "by_hand", at)


def _recount(order: Order, what: str, at: datetime) -> Order:
    before, unfinished = order.total, order.status in _UNFINISHED
    totals.recount(order, touched_at=at if unfinished else None)
    if not unfinished:
        events.record(OrderChanged(order.pk, what, before, order.total), at=at)
    return order


def _override(
    order: Order, item: OrderItem, total: int, reason: str, at: datetime, *, taxed: bool = True
) -> None:
    rows = _live(order, item)
    told = lines.as_priced(rows)
    done = to_total(told if taxed else fees.untaxed(told), total, items.by_hand_label(order, reason))
    if order.status in _UNFINISHED:
        lines.forget(order, [item])
    else:
        lines.reverse(order, rows)
    lines.write(order, [(item, done)])
    item.by_hand, item.by_hand_reason = total, reason.strip()[:300]
    item.deposit = totals.deposit_of(item, total, at=at)
    item.save(update_fields=["by_hand", "by_hand_reason", "deposit"])


def _live(order: Order, item: OrderItem) -> list[OrderLine]:
    """The item's price lines, which must be there. Brings the item up to date."""
    standing = OrderItem.objects.filter(pk=item.pk, order=order).first()
    if standing is None:
        raise NotFound
    for field in OrderItem._meta.concrete_fields:
        setattr(item, field.attname, getattr(standing, field.attname))
    rows = [row for row in lines.live(order, item) if _is_price(row)]
    if not rows or item.removed:
        raise AlreadyReversed
    return rows


def _is_price(row: OrderLine) -> bool:
    return row.kind == LineKind.SALE
