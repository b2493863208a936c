"""The bill: an order as one plain value, the same for pages, papers and the API."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from apps.catalog.pricing import price, sentences
from apps.catalog.types import Reason
from apps.kernel.errors import Refusal
from apps.sales.models import LineAdjustment, LineTax, Order, OrderItem, OrderLine
from apps.sales.queries.baskets import of_items, rules_for
from apps.sales.types import Bill, BillItem, BillLine, BillTax, LineKind, OrderStatus


def bill(order: Order, *, at: datetime | None = None) -> Bill:
    """Everything an order says of money, explained in the active language. Five queries; one more for a code.

    With `at` a cart also says why its code takes nothing off.
    """
    items = list(OrderItem.objects.filter(order=order).select_related("product", "option").defer("custom"))
    lines = _lines(order)
    live = [line for line in lines if line.live]
    adjustments = [one for line in live for one in line.adjustments]
    code = order.code.code if order.code_id else ""
    code_off = -sum(one.amount for one in adjustments if one.reason == Reason.CODE)
    return Bill(
        order=order.pk,
        token=str(order.token),
        reference=order.reference,
        status=order.status,
        currency=order.currency,
        items=[
            _item(item, [line for line in live if line.item == item.pk]) for item in items if not item.removed
        ],
        lines=lines,
        fees=[line for line in live if line.kind != LineKind.SALE],
        taxes=_taxes(live),
        code=code,
        code_off=code_off,
        subtotal=order.subtotal,
        discount=order.discount,
        tax=order.tax,
        total=order.total,
        deposit=order.deposit,
        paid=order.paid,
        due=max(order.total - order.paid, 0),
        due_now=max(min(order.deposit, order.total) - order.paid, 0),
        refund_due=order.refund_due,
        balance_due_at=order.balance_due_at,
        valid_until=order.valid_until,
        code_problem=_problem(order, [item for item in items if not item.removed], at),
    )


def _lines(order: Order) -> list[BillLine]:
    rows = list(OrderLine.objects.filter(order=order).defer("custom"))
    adjustments: defaultdict[int, list[Any]] = defaultdict(list)
    taxes: defaultdict[int, list[Any]] = defaultdict(list)
    for one in LineAdjustment.objects.filter(line__order=order).defer("custom"):
        adjustments[one.line_id].append(one)
    for tax in LineTax.objects.filter(line__order=order).defer("custom"):
        taxes[tax.line_id].append(tax)
    reversed_ = {row.reverses_id for row in rows}
    return [
        _line(
            row, adjustments[row.pk], taxes[row.pk], live=row.pk not in reversed_ and row.reverses_id is None
        )
        for row in rows
    ]


def _line(row: OrderLine, adjustments: Sequence[Any], taxes: Sequence[Any], *, live: bool) -> BillLine:
    made = BillLine(
        id=row.pk,
        kind=row.kind,
        description=row.description,
        quantity=row.quantity,
        periods=row.periods,
        per=row.per,
        unit_price=row.unit_price,
        subtotal=row.subtotal,
        discount=row.discount,
        tax=row.tax,
        tax_included=row.tax_included,
        total=row.total,
        currency=row.currency,
        adjustments=adjustments,
        taxes=taxes,
        explanation=[],
        item=row.item_id,
        live=live,
    )
    return replace(made, explanation=sentences.of_line(made))


def _item(item: OrderItem, lines: Sequence[BillLine]) -> BillItem:
    return BillItem(
        id=item.pk,
        product=item.product_id,
        option=item.option_id,
        name=f"{item.product.name}, {item.option.name}",
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        location=item.location_id,
        people=item.people,
        lines=lines,
        total=sum(line.total for line in lines),
        deposit=item.deposit,
        sold=bool(lines),
    )


def _taxes(lines: Sequence[BillLine]) -> list[BillTax]:
    found: dict[tuple[str, bool, Any], int] = {}
    for line in lines:
        for tax in line.taxes:
            key = (tax.name, tax.included, tax.percent)
            found[key] = found.get(key, 0) + tax.amount
    return [BillTax(name, amount, included, percent) for (name, included, percent), amount in found.items()]


def _problem(order: Order, items: Sequence[OrderItem], at: datetime | None) -> str:
    if at is None or not order.code_id or order.status not in (OrderStatus.CART, OrderStatus.QUOTE):
        return ""
    rules = rules_for(order, [item.option_id for item in items], at=at, code=order.code.code)
    try:
        problem = price(of_items(order, items, rules, code=order.code.code), rules, at=at).problem
    except Refusal:
        return ""  # something is no longer sold, which its item says
    return str(problem) if problem is not None else ""
