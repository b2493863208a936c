"""Prices that staff give by hand. Percent taxes follow; the reason stands on each line."""

from collections.abc import Sequence
from dataclasses import replace

from apps.catalog.pricing import taxes
from apps.catalog.pricing.priced import Adjustment, PricedLine
from apps.catalog.pricing.rounding import shares
from apps.catalog.types import Reason


def take_off(lines: Sequence[PricedLine], off: int, label: str) -> list[PricedLine]:
    """So much less in all, before taxes that come on top, spread over the lines; never more than they come to."""
    nets = [line.net for line in lines]
    parts = shares(min(max(off, 0), sum(nets)), nets, _names(lines))
    return [
        taxes.counted(_changed(line, -part, label)) if part else line
        for line, part in zip(lines, parts, strict=True)
    ]


def to_total(lines: Sequence[PricedLine], total: int, label: str) -> list[PricedLine]:
    """The same lines at this total (0 or more), taxes included, spread as they were; the first bears it all if they
    were free.
    """
    totals = [line.total for line in lines]
    if not sum(totals):
        totals = [1, *[0] * (len(lines) - 1)]
    parts = shares(total, totals, _names(lines))
    return [_at(line, part, label) for line, part in zip(lines, parts, strict=True)]


def _at(line: PricedLine, total: int, label: str) -> PricedLine:
    if total == line.total:
        return line
    line = _with_fixed(line, total)
    rest = total - sum(tax.amount for tax in line.taxes if tax.percent is None)
    on_top = [tax for tax in line.taxes if tax.percent is not None and not tax.included]
    net, each = taxes.split(rest, on_top)
    line = _changed(line, net - line.net, label)
    if not on_top:
        return taxes.counted(line)
    amounts = iter(each)
    return replace(
        line, taxes=tuple(replace(t, amount=next(amounts)) if t in on_top else t for t in line.taxes)
    )


def _with_fixed(line: PricedLine, total: int) -> PricedLine:
    """Amounts by night and unit stay, as long as the total holds them."""
    fixed = [tax.amount for tax in line.taxes if tax.percent is None]
    kept = iter(shares(min(total, sum(fixed)), fixed))
    return replace(
        line, taxes=tuple(t if t.percent is not None else replace(t, amount=next(kept)) for t in line.taxes)
    )


def _changed(line: PricedLine, by: int, label: str) -> PricedLine:
    return replace(line, adjustments=(*line.adjustments, Adjustment(Reason.MANUAL, label, by)))


def _names(lines: Sequence[PricedLine]) -> list[tuple[str, int]]:
    return [(line.item, line.unit or 0) for line in lines]
