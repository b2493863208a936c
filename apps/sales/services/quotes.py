"""Quotes: prices that hold until a day."""

from datetime import datetime

from apps.accounts.models import Member
from apps.customers.models import Customer
from apps.events import services as events
from apps.sales.errors import EmptyCart, NotACart, NotAQuote, QuoteExpired, QuoteOver, ValidInThePast
from apps.sales.events import QuoteDeclined, QuoteMade, QuoteWithdrawn
from apps.sales.models import Order, OrderItem
from apps.sales.queries import quote_state
from apps.sales.services import carts
from apps.sales.services.placing import free_reference, place
from apps.sales.types import OrderStatus, QuoteState
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
        _tell(order, at=at)
    return order


def extend_quote(*, order: Order, valid_until: datetime, by: Member | None, at: datetime) -> Order:
    """Let a quote hold longer (or shorter) at its prices; one that had run out holds again. It is sent once more.

    What is held of capacity is the caller's. Locks the order. Raises ValidInThePast, QuoteOver, NotAQuote.
    """
    if valid_until <= at:
        raise ValidInThePast
    with context.atomic():
        _standing(order, at=at)
        _set(order, valid_until=valid_until)
        _tell(order, at=at)
    return order


def send_quote_again(*, order: Order, by: Member | None, at: datetime) -> Order:
    """Send an open quote once more. Locks the order. Raises QuoteExpired, QuoteOver, NotAQuote."""
    with context.atomic():
        if _standing(order, at=at) == QuoteState.EXPIRED:
            raise QuoteExpired
        _tell(order, at=at)
    return order


def withdraw_quote(*, order: Order, by: Member | None, at: datetime) -> Order:
    """Offer it no longer; its capacity is the caller's to give back. Locks the order. Raises QuoteOver, NotAQuote."""
    with context.atomic():
        _standing(order, at=at)
        _set(order, status=OrderStatus.CANCELLED, cancelled_at=at)
        events.record(QuoteWithdrawn(order.pk), at=at)
    return order


def accept_quote(*, order: Order, at: datetime, by: Member | None = None) -> Order:
    """Place a quote at its prices; capacity is the caller's. Raises NotAQuote, QuoteExpired and what `place` does."""
    if order.status != OrderStatus.QUOTE or order.customer is None:
        raise NotAQuote
    return place(order=order, customer=order.customer, at=at, by=by)


def decline_quote(*, order: Order, at: datetime) -> Order:
    """The customer does not want it. Locks the order. Raises QuoteOver, NotAQuote."""
    with context.atomic():
        _standing(order, at=at)
        _set(order, status=OrderStatus.CANCELLED, declined_at=at, cancelled_at=at)
        events.record(QuoteDeclined(order.pk), at=at)
    return order


def quote_seen(*, order: Order, at: datetime) -> None:
    """Remember when the customer first looked at it. One statement."""
    rows = Order.objects.filter(pk=order.pk, status=OrderStatus.QUOTE, viewed_at=None)
    if rows.update(viewed_at=at):
        order.viewed_at = at


def _standing(order: Order, *, at: datetime) -> QuoteState:
    """Lock a quote that is neither accepted nor given up; answers whether it has run out."""
    carts.locked(order, allowed=frozenset(OrderStatus))
    state = quote_state(order, at=at)
    if state is None:
        raise NotAQuote
    if state not in (QuoteState.OPEN, QuoteState.EXPIRED):
        raise QuoteOver(state=state.label)
    return state


def _tell(order: Order, *, at: datetime) -> None:
    made = QuoteMade(order.pk, str(order.reference), order.customer_id or 0, sent=at.isoformat())
    events.record(made, at=at)


def _set(order: Order, **values: object) -> None:
    Order.objects.filter(pk=order.pk).update(**values)
    for name, value in values.items():
        setattr(order, name, value)
