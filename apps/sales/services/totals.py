"""An order's totals are those of its lines: the one place that counts them."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from apps.catalog.pricing import DepositRule
from apps.catalog.pricing.deposits import amount
from apps.catalog.types import DepositKind
from apps.sales.models import Order, OrderItem
from apps.tenancy import db

_RECOUNT: Final = """
    UPDATE sales_order o SET
        subtotal = s.subtotal, discount = s.discount, tax = s.tax, total = s.total,
        deposit = LEAST(i.deposit, GREATEST(s.total, 0)), balance_due_at = i.due,
        refund_due = GREATEST(o.paid - s.total, 0), version = o.version + 1,
        touched_at = COALESCE(%(touched_at)s::timestamptz, o.touched_at),
        priced_at = COALESCE(%(priced_at)s::timestamptz, o.priced_at),
        status = CASE WHEN %(touched_at)s::timestamptz IS NOT NULL AND o.status = 'abandoned' THEN 'cart'
            ELSE o.status END
    FROM (
        SELECT COALESCE(sum(subtotal), 0) AS subtotal, COALESCE(sum(discount), 0) AS discount,
            COALESCE(sum(tax), 0) AS tax, COALESCE(sum(total), 0) AS total
        FROM sales_orderline WHERE order_id = %(order)s
    ) s, (
        SELECT COALESCE(sum(deposit), 0) AS deposit, min(balance_due_at) AS due
        FROM sales_orderitem WHERE order_id = %(order)s AND NOT removed
    ) i
    WHERE o.id = %(order)s
    RETURNING o.subtotal, o.discount, o.tax, o.total, o.deposit, o.balance_due_at, o.refund_due, o.version,
        o.touched_at, o.priced_at, o.status
"""


def recount(order: Order, *, touched_at: datetime | None = None, priced_at: datetime | None = None) -> Order:
    """Make the order's totals those of its lines and its deposit that of its items. One statement; locks the order.

    With `touched_at` somebody shops, which brings back a cart that was given up.
    """
    row = db.fetch_one(_RECOUNT, order=order.pk, touched_at=touched_at, priced_at=priced_at)
    for name, value in (row or {}).items():
        setattr(order, name, value)
    return order


def remembered(rule: DepositRule) -> dict[str, Any]:
    """A deposit rule as an item keeps it."""
    kept = asdict(rule)
    return {**kept, "percent": None if rule.percent is None else str(rule.percent)}


def deposit_of(item: OrderItem, total: int, *, at: datetime) -> int:
    """The deposit of an item that has come to another total."""
    kept = item.deposit_rule or {}
    percent = kept.get("percent")
    rule = DepositRule(
        kept.get("kind", DepositKind.NONE),
        None if percent is None else Decimal(percent),
        kept.get("amount"),
        kept.get("days"),
    )
    return amount(rule, total, item.balance_due_at, at=at)
