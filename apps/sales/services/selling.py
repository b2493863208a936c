"""Selling at once what is known as a whole: a booking by staff, a program, or one page."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from apps.accounts.models import Member
from apps.catalog.models import PromotionalCode
from apps.catalog.pricing import Rules
from apps.catalog.services import spend_code
from apps.catalog.services.codes import written
from apps.customers.models import Customer
from apps.kernel import references
from apps.sales.errors import EmptyCart
from apps.sales.models import Order, OrderItem
from apps.sales.queries.baskets import rules_for
from apps.sales.services import carts, items, lines
from apps.sales.services.placing import PREFIX
from apps.sales.types import Chosen, LineKind, OrderStatus, PaymentPlan, Source
from apps.tenancy import context, inserting


def sell(
    *,
    chosen: Sequence[Chosen],
    customer: Customer,
    at: datetime,
    by: Member | None = None,
    source: str = Source.WEBSITE,
    language: str = "",
    contact: Mapping[str, Any] | None = None,
    requests: str = "",
    notes: str = "",
    payment_plan: str = PaymentPlan.AT_DESK,
    code: str = "",
    location: int | None = None,
    attribution: Mapping[str, str] | None = None,
    key: UUID | None = None,
) -> Order:
    """A placed order of all this, as cart, pricing and placing would make it, in two statements whatever the basket.

    Whoever calls records that it `was_placed`. `order.sold` are its items in the order of `chosen`. Raises what
    `put_item`, `apply_code` and `place` do, which also ends a transaction around it; IntegrityError by
    "order_request_key" when the key has an order. Locks a code.
    """
    if not chosen:
        raise EmptyCart
    order = carts.blank(
        language=language or customer.language,
        source=source,
        at=at,
        attribution=attribution,
        customer=customer,
        contact=dict(contact or {}),
        requests=requests,
        notes=notes,
        payment_plan=PaymentPlan(payment_plan),
        checkout_started_at=at,
        checkout_completed_at=at,
        placed_at=at,
        priced_at=at,
        status=OrderStatus.PLACED,
        request_key=key,
    )
    with context.atomic(savepoint=False):
        text = written(code)
        rules = rules_for(order, {one.option for one in chosen}, at=at, code=text)
        made = [items.made(order, one, rules, position) for position, one in enumerate(chosen)]
        sold = _priced(order, made, rules, text, at)
        order.location_id = location or next((i.location_id for i in made if i.location_id), None)
        # Drawn and not asked for: whoever calls draws again in the one case of millions that it is taken.
        order.reference = references.draw(PREFIX, at=at)
        if order.code_id is not None:
            spend_code(code=order.code_id, customer=customer.pk, at=at)
        told = [line for one in sold for line in one.lines]
        rows = [
            lines.row_of(order, line, item=one.item, kind=LineKind.SALE) for one in sold for line in one.lines
        ]
        inserting.insert([order], made, rows, *lines.said_of(order, rows, told))
    order.sold = made  # type: ignore[attr-defined]
    return order


def _priced(
    order: Order, made: Sequence[OrderItem], rules: Rules, code: str, at: datetime
) -> Sequence[items.Sold]:
    sold = items.all_priced(order, made, rules, at=at, code=code)
    if code and rules.code is not None:
        order.code = PromotionalCode(pk=rules.code.id, code=rules.code.code)
    told = [line for one in sold for line in one.lines]
    order.subtotal = sum(line.subtotal for line in told)
    order.discount = sum(line.discount for line in told)
    order.tax = sum(line.tax for line in told)
    order.total = sum(line.total for line in told)
    order.deposit = min(sum(item.deposit for item in made), order.total)
    order.balance_due_at = min((i.balance_due_at for i in made if i.balance_due_at), default=None)
    return sold
