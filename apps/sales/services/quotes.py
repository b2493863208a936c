"""Quotes: prices that hold until a day."""

from datetime import datetime

from apps.accounts.models import Member
from apps.customers.models import Customer
from apps.events import services as events
from apps.sales.errors import EmptyCart, NotACart, NotAQuote, ValidInThePast
from apps.sales.events import QuoteDeclined, QuoteMade
from apps.sales.models import Order, OrderItem
from apps.sales.services import carts
from apps.sales.services.placing import free_reference, place
from apps.sales.types import OrderStatus
from apps.tenancy import context

_QUOTABLE = frozenset({OrderStatus.CART, OrderStatus.QUOTE, OrderStatus.ABANDONED})


def make_quote(
    *, order: Order, customer: Customer, valid_until: datetime, by: Member | None, at: datetime
) -> Order:
    """Offer a cart's content at today's prices until a moment; a quote that is one already is renewed. Locks the order.

    Raises NotACart, EmptyCart, ValidInThePast.
    """
    if valid_until <= at:
        raise ValidInThePast
    with context.atomic():
        carts.locked(order, allowed=_QUOTABLE, refusal=NotACart)
        carts.reprice(order=order, at=at)
        if not OrderItem.objects.filter(order=order, removed=False).exclude(lines=None).exists():
            raise EmptyCart
        _set(
            order,
            status=OrderStatus.QUOTE,
            reference=order.reference or free_reference(at=at),
            customer_id=customer.pk,
            valid_until=valid_until,
            quoted_at=at,
            viewed_at=None,
            declined_at=None,
        )
        events.record(QuoteMade(order.pk, str(order.reference), customer.pk), at=at)
    return order


def accept_quote(*, order: Order, at: datetime, by: Member | None = None) -> Order:
    """Place a quote at its prices; capacity is the caller's. Raises NotAQuote, QuoteExpired and what `place` does."""
    if order.status != OrderStatus.QUOTE or order.customer is None:
        raise NotAQuote
    return place(order=order, customer=order.customer, at=at, by=by)


def decline_quote(*, order: Order, at: datetime) -> Order:
    """The customer does not want it. Locks the order. Raises NotAQuote."""
    with context.atomic():
        carts.locked(order, allowed=frozenset({OrderStatus.QUOTE}), refusal=NotAQuote)
        _set(order, status=OrderStatus.CANCELLED, declined_at=at, cancelled_at=at)
        events.record(QuoteDeclined(order.pk), at=at)
    return order


def quote_seen(*, order: Order, at: datetime) -> None:
    """Remember when the customer first looked at it. One statement."""
    rows = Order.objects.filter(pk=order.pk, status=OrderStatus.QUOTE, viewed_at=None)
    if rows.update(viewed_at=at):
        order.viewed_at = at


def _set(order: Order, **values: object) -> None:
    Order.objects.filter(pk=order.pk).update(**values)
    for name, value in values.items():
        setattr(order, name, value)
