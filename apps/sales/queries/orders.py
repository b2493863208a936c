"""Orders by what customers have of them."""

import uuid
from datetime import datetime

from apps.sales.models import Order
from apps.sales.types import OrderStatus, QuoteState


def order_by_token(token: uuid.UUID | str) -> Order | None:
    """The order of a token in whatever state, None when there is none. One query."""
    try:
        wanted = token if isinstance(token, uuid.UUID) else uuid.UUID(str(token))
    except ValueError:
        return None
    return Order.objects.filter(token=wanted).select_related("customer").first()


def cart(token: uuid.UUID | str) -> Order | None:
    """The same, as long as it is a cart; one that was given up comes back by being changed."""
    order = order_by_token(token)
    return order if order is not None and order.status in (OrderStatus.CART, OrderStatus.ABANDONED) else None


def quote_state(order: Order, *, at: datetime) -> QuoteState | None:
    """Where an order that was quoted stands; None for one that never was."""
    if order.quoted_at is None:
        return None
    if order.placed_at is not None:
        return QuoteState.ACCEPTED
    if order.declined_at is not None:
        return QuoteState.DECLINED
    if order.status != OrderStatus.QUOTE:
        return QuoteState.WITHDRAWN
    over = order.valid_until is not None and order.valid_until <= at
    return QuoteState.EXPIRED if over else QuoteState.OPEN
