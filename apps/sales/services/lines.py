"""Lines as rows: written from what was priced, read back, reversed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from apps.catalog.pricing import Adjustment, PricedLine, Tax, within
from apps.sales.models import LineAdjustment, LineTax, Order, OrderItem, OrderLine
from apps.sales.types import LineKind
from apps.tenancy import db, inserting

# What a cart has is made anew, not corrected: nobody has agreed to anything yet.
_FORGET: Final = """
    WITH old AS (
        SELECT l.id FROM sales_orderline l
        WHERE l.order_id = %(order)s AND l.kind = 'sale' AND l.item_id = ANY (%(items)s)
    ), adjustments AS (
        DELETE FROM sales_lineadjustment WHERE line_id IN (SELECT id FROM old)
    ), taxes AS (
        DELETE FROM sales_linetax WHERE line_id IN (SELECT id FROM old)
    )
    DELETE FROM sales_orderline WHERE id IN (SELECT id FROM old)
"""


def forget(order: Order, items: Iterable[OrderItem]) -> None:
    """Delete the sale lines of a cart's items. One statement."""
    db.execute(_FORGET, order=order.pk, items=[item.pk for item in items])


def write(
    order: Order, priced: Sequence[tuple[OrderItem | None, Sequence[PricedLine]]], kind: str = LineKind.SALE
) -> int:
    """Add lines with their adjustments and taxes; answers how many. One statement, whatever their number."""
    told = [(item, line) for item, lines in priced for line in lines]
    rows = [row_of(order, line, item=item, kind=kind) for item, line in told]
    return insert(order, rows, [line for _item, line in told])


def insert(order: Order, rows: Sequence[OrderLine], told: Sequence[PricedLine]) -> int:
    """Save unsaved lines with what `told` says of each. One statement, whatever their number."""
    inserting.insert(rows, *said_of(order, rows, told))
    return len(rows)


def said_of(
    order: Order, rows: Sequence[OrderLine], told: Sequence[PricedLine]
) -> tuple[list[LineAdjustment], list[LineTax]]:
    """The adjustments and taxes of lines as unsaved rows."""
    pairs = list(zip(rows, told, strict=True))
    adjustments = [
        LineAdjustment(
            line=row,
            reason=one.reason,
            label=one.label[:200],
            percent=one.percent,
            amount=one.amount,
            currency=order.currency,
            position=position,
        )
        for row, line in pairs
        for position, one in enumerate(line.adjustments)
    ]
    taxes = [
        LineTax(
            line=row,
            name=tax.name,
            percent=tax.percent,
            amount=tax.amount,
            included=tax.included,
            currency=order.currency,
        )
        for row, line in pairs
        for tax in line.taxes
    ]
    return adjustments, taxes


def live(order: Order, item: OrderItem | None = None) -> list[OrderLine]:
    """Lines that are neither reversed nor reversals, of one item or of the whole order. One query."""
    rows = OrderLine.objects.filter(order=order, reversed_by=None).exclude(kind=LineKind.REVERSAL)
    if item is not None:
        rows = rows.filter(item=item)
    return list(rows.order_by("pk"))


def as_priced(rows: Sequence[OrderLine]) -> list[PricedLine]:
    """Lines as they were priced, to be priced by hand. Two queries."""
    adjustments: defaultdict[int, list[Adjustment]] = defaultdict(list)
    taxes: defaultdict[int, list[Tax]] = defaultdict(list)
    for one in LineAdjustment.objects.filter(line__in=rows):
        adjustments[one.line_id].append(Adjustment(one.reason, one.label, one.amount, one.percent))
    for tax in LineTax.objects.filter(line__in=rows):
        taxes[tax.line_id].append(Tax(tax.name, tax.amount, tax.percent, tax.included))
    return [
        PricedLine(
            item=str(row.item_id),
            unit=row.unit_id,
            description=row.description,
            quantity=row.quantity,
            periods=row.periods,
            unit_price=row.unit_price,
            currency=row.currency,
            per=row.per,
            adjustments=tuple(adjustments[row.pk]),
            taxes=tuple(taxes[row.pk]),
        )
        for row in rows
    ]


def reverse(order: Order, rows: Sequence[OrderLine]) -> None:
    """Add to each line one that undoes it, tax by tax. Three statements, whatever their number."""
    undone = [_undone(line) for line in as_priced(rows)]
    made = [
        row_of(order, line, item_id=row.item_id, kind=LineKind.REVERSAL, reverses=row)
        for row, line in zip(rows, undone, strict=True)
    ]
    insert(order, made, undone)


def _undone(line: PricedLine) -> PricedLine:
    return PricedLine(
        item=line.item,
        unit=line.unit,
        description=line.description,
        quantity=-line.quantity,
        periods=line.periods,
        unit_price=line.unit_price,
        currency=line.currency,
        per=line.per,
        adjustments=tuple(Adjustment(a.reason, a.label, -a.amount, a.percent) for a in line.adjustments),
        taxes=tuple(Tax(t.name, -t.amount, t.percent, t.included) for t in line.taxes),
    )


def row_of(order: Order, line: PricedLine, **columns: Any) -> OrderLine:
    """The line as an unsaved row."""
    return OrderLine(
        order=order,
        unit_id=line.unit,
        description=line.description,
        quantity=line.quantity,
        periods=line.periods,
        per=line.per,
        unit_price=line.unit_price,
        subtotal=line.subtotal,
        discount=line.discount,
        tax=line.tax,
        tax_included=line.tax_included,
        total=line.total,
        currency=order.currency,
        **columns,
    )


def of_fee(label: str, amount: int, currency: str, rates: Sequence[Tax] = ()) -> PricedLine:
    """A fee as one line that comes to the amount, with these percent taxes in it."""
    return within(
        PricedLine(
            item="",
            unit=None,
            description=label[:300],
            quantity=1,
            periods=1,
            unit_price=amount,
            currency=currency,
            taxes=tuple(rates),
        )
    )


def rates_of(rows: Iterable[OrderLine]) -> tuple[Tax, ...]:
    """The percent taxes that stand on lines, each once, for what is charged about them. One query.

    What is raised for nights or pieces is left out: nobody stays a fee's night.
    """
    found = LineTax.objects.filter(line__in=list(rows)).exclude(percent=None).order_by("pk")
    return tuple(
        dict.fromkeys(
            Tax(name, 0, percent, included)
            for name, percent, included in found.values_list("name", "percent", "included")
        )
    )
