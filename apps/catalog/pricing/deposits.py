"""What is asked for at once, and when the rest is due."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from apps.catalog.pricing.baskets import BasketItem
from apps.catalog.pricing.rounding import part
from apps.catalog.pricing.rules import DepositRule, Place
from apps.catalog.types import DepositKind


def due_at(rule: DepositRule, item: BasketItem, place: Place) -> datetime | None:
    """When what is beyond the deposit must be paid by: so many days before it begins. None: when it is over."""
    if rule.days is None or rule.kind == DepositKind.FULL:
        return None
    begins = item.starts_at
    if begins is None and item.starts_on is not None:
        begins = datetime.combine(item.starts_on, time(), place.zone)
    return None if begins is None else begins - timedelta(days=rule.days)


def amount(rule: DepositRule, total: int, due: datetime | None, *, at: datetime) -> int:
    """What is asked for at once, never more than the total. All of it once the balance would be due already."""
    if total <= 0:
        return 0
    if rule.kind == DepositKind.FULL or (rule.kind != DepositKind.NONE and due is not None and due <= at):
        return total
    if rule.kind == DepositKind.PERCENT:
        return min(part(total, rule.percent or Decimal(0)), total)
    return min(rule.amount or 0, total) if rule.kind == DepositKind.FIXED else 0
