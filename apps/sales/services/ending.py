"""How orders end, and carts that nobody came back to."""

from datetime import datetime, timedelta
from typing import Final

from apps.accounts.models import Member
from apps.catalog.services import unspend_code
from apps.events import services as events
from apps.sales.events import OrderCancelled, OrderCompleted
from apps.sales.models import LineAdjustment, LineTax, Order, OrderItem, OrderLine
from apps.sales.services import carts, lines, totals
from apps.sales.services.placing import code_counts, not_allowed
from apps.sales.types import TRANSITIONS, LineKind, OrderStatus
from apps.tenancy import context

GIVEN_UP_AFTER: Final = timedelta(hours=24)
KEPT_FOR: Final = timedelta(days=90)
_ANY: Final = frozenset(OrderStatus)
_BATCH: Final = 500


def complete_order(*, order: Order, at: datetime, by: Member | None = None) -> Order:
    """All of it has taken place. Locks the order. Raises OrderStatusNotAllowed."""
    with context.atomic():
        carts.locked(order, allowed=_ANY)
        _move(order, OrderStatus.COMPLETED, completed_at=at)
        events.record(OrderCompleted(order.pk), at=at)
    return order


def cancel_order(*, order: Order, at: datetime, by: Member | None = None) -> Order:
    """End a placed order: what is still live on it but fees is reversed, and its code can be used again.

    Fees that were kept stay. Bookings and capacity are the caller's. Locks the order, then its code.
    Raises OrderStatusNotAllowed.
    """
    with context.atomic():
        carts.locked(order, allowed=_ANY)
        if OrderStatus.CANCELLED not in TRANSITIONS[order.status]:
            raise not_allowed(order, OrderStatus.CANCELLED)
        standing = [row for row in lines.live(order) if row.kind == LineKind.SALE]
        if standing:
            lines.reverse(order, standing)
        OrderItem.objects.filter(order=order, removed=False).update(removed=True)
        _move(order, OrderStatus.CANCELLED, cancelled_at=at)
        if order.code_id is not None and order.customer_id is not None and code_counts(order):
            unspend_code(code=order.code_id, customer=order.customer_id, at=at)
        totals.recount(order)
        events.record(OrderCancelled(order.pk), at=at)
    return order


def abandon_carts(*, at: datetime) -> int:
    """Mark carts that nobody touched for a day as given up; they come back by being changed. One statement."""
    rows = Order.objects.filter(status=OrderStatus.CART, touched_at__lte=at - GIVEN_UP_AFTER)
    return rows.update(status=OrderStatus.ABANDONED)


def delete_abandoned(*, at: datetime) -> int:
    """Delete carts given up ninety days ago, some hundreds at a time; answers how many."""
    gone = 0
    while True:
        with context.atomic():
            old = Order.objects.filter(
                status=OrderStatus.ABANDONED, reference=None, touched_at__lte=at - KEPT_FOR
            )
            numbers = list(
                old.select_for_update(of=("self",), skip_locked=True)
                .order_by("pk")
                .values_list("pk", flat=True)[:_BATCH]
            )
            if not numbers:
                return gone
            for model, path in ((LineAdjustment, "line__order"), (LineTax, "line__order")):
                model._default_manager.filter(**{f"{path}__in": numbers}).delete()
            OrderLine.objects.filter(order__in=numbers).delete()
            OrderItem.objects.filter(order__in=numbers).delete()
            gone += Order.objects.filter(pk__in=numbers).delete()[0]


def _move(order: Order, status: OrderStatus, **moments: datetime) -> None:
    if status not in TRANSITIONS[order.status]:
        raise not_allowed(order, status)
    Order.objects.filter(pk=order.pk).update(status=status, **moments)
    for name, value in {"status": status, **moments}.items():
        setattr(order, name, value)
