"""Placing: a cart or quote becomes something agreed."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef

from apps.accounts.models import Member
from apps.catalog.services import spend_code
from apps.customers.models import Customer
from apps.events import services as events
from apps.kernel import references
from apps.kernel.money import Money
from apps.sales.errors import EmptyCart, NoLongerSold, OrderStatusNotAllowed, PriceChanged, QuoteExpired
from apps.sales.events import OrderPlaced
from apps.sales.models import LineAdjustment, Order, OrderItem, OrderLine
from apps.sales.services import carts
from apps.sales.types import OrderStatus, Reason
from apps.tenancy import context, db

PREFIX: Final = "OR"
# How long prices that were shown hold.
OFFER: Final = timedelta(minutes=30)
_DRAWN: Final = 4
_PLACEABLE: Final = frozenset(
    # Who comes back to a cart that was given up takes it up by placing it.
    {
        *(OrderStatus.CART, OrderStatus.ABANDONED, OrderStatus.QUOTE),
        *(OrderStatus.PLACED, OrderStatus.COMPLETED),
    }
)
# The first of the numbers drawn that nobody has.
_FREE: Final = """
    SELECT drawn.reference FROM unnest(%(drawn)s::text[]) WITH ORDINALITY AS drawn (reference, nth)
    WHERE NOT EXISTS (SELECT 1 FROM sales_order o WHERE o.reference = drawn.reference)
    ORDER BY nth LIMIT 1
"""


def place(*, order: Order, customer: Customer, at: datetime, by: Member | None = None) -> Order:
    """Agree on what a cart or quote says: its reference is drawn, its code used up. Placed already, it stays as it is.

    Locks the order, then its code. Raises EmptyCart, NoLongerSold, QuoteExpired, OrderStatusNotAllowed, what
    `spend_code` does, and PriceChanged when a cart's prices are older than half an hour and others by now: the caller
    lets everything go, prices the cart anew and shows it. A quote keeps its prices as long as it is valid.
    """
    with context.atomic():
        carts.locked(order, allowed=frozenset(OrderStatus))
        if order.status not in _PLACEABLE:
            raise not_allowed(order, OrderStatus.PLACED)
        if order.status in (OrderStatus.PLACED, OrderStatus.COMPLETED):
            return order
        _check(order, at)
        order.customer = customer
        if order.code_id is not None and code_counts(order):
            spend_code(code=order.code_id, customer=customer.pk, at=at)
        _agree(order, customer, at)
    return order


def free_reference(*, at: datetime, drawn: list[str] | None = None) -> str:
    """A number that no order has. One statement; two who draw the same at once are told apart by the constraint."""
    while True:
        numbers = drawn or [references.draw(PREFIX, at=at) for _ in range(_DRAWN)]
        row = db.fetch_one(_FREE, drawn=numbers)
        if row is not None:
            return str(row["reference"])
        drawn = None


def not_allowed(order: Order, wanted: OrderStatus) -> OrderStatusNotAllowed:
    """The refusal for an order that cannot become that."""
    return OrderStatusNotAllowed(before=OrderStatus(order.status).label, after=wanted.label)


def _check(order: Order, at: datetime) -> None:
    if order.status == OrderStatus.QUOTE:
        if order.valid_until is not None and order.valid_until <= at:
            raise QuoteExpired
    elif order.priced_at is None or order.priced_at + OFFER < at:
        before = order.total
        carts.reprice(order=order, at=at)
        if order.total != before:
            raise PriceChanged(before=Money(before, order.currency), after=Money(order.total, order.currency))
    rows = OrderItem.objects.filter(order=order, removed=False).order_by("position", "pk")
    priced = Exists(OrderLine.objects.filter(item=OuterRef("pk")))
    standing = list(rows.values_list("location_id", "product__name", priced))
    if not standing:
        raise EmptyCart
    for location, name, sold in standing:
        if not sold:
            raise NoLongerSold(name=name)
        order.location_id = order.location_id or location


def code_counts(order: Order) -> bool:
    """Whether the order's code takes or has taken something off it; only then it is used up."""
    return LineAdjustment.objects.filter(line__order=order, reason=Reason.CODE).exists()


def _agree(order: Order, customer: Customer, at: datetime) -> None:
    values: dict[str, Any] = {
        "status": OrderStatus.PLACED,
        "reference": order.reference or free_reference(at=at),
        "customer_id": customer.pk,
        "location_id": order.location_id,
        "placed_at": at,
        "touched_at": at,
        "checkout_completed_at": at,
        "version": order.version + 1,
    }
    Order.objects.filter(pk=order.pk).update(**values)
    for name, value in values.items():
        setattr(order, name, value)
    events.record(was_placed(order), at=at)


def was_placed(order: Order) -> OrderPlaced:
    """The fact that it was placed."""
    return OrderPlaced(
        order.pk, str(order.reference), order.customer_id or 0, order.total, order.currency, order.source
    )
