"""What a promotional code takes off a basket."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from apps.catalog.errors import (
    CodeEnded,
    CodeNeedsMore,
    CodeNotForThis,
    CodeNotYet,
    CodeUnknown,
    CodeUsedByYou,
    CodeUsedUp,
)
from apps.catalog.pricing.priced import Adjustment, PricedLine
from apps.catalog.pricing.rounding import part, shares
from apps.catalog.pricing.rules import CodeRule, Rules
from apps.catalog.types import Reason
from apps.kernel.errors import Refusal
from apps.kernel.money import Money


def apply(
    code: CodeRule | None, lines: Sequence[PricedLine], rules: Rules, *, at: datetime
) -> tuple[list[PricedLine], Refusal | None]:
    """The lines with what the code takes off each, or as they were and why not."""
    problem = why_not(code, at=at)
    if code is None or problem is not None:
        return list(lines), problem
    basket = sum(line.net for line in lines)
    meant = [line.net if _meant(code, line, rules) else 0 for line in lines]
    if not code.agreed and basket < code.minimum:
        return list(lines), CodeNeedsMore(code=code.code, minimum=Money(code.minimum, rules.currency))
    if lines and not any(_meant(code, line, rules) for line in lines):
        return list(lines), CodeNotForThis(code=code.code)
    whole = sum(meant)
    off = part(whole, code.percent) if code.percent is not None else min(code.amount or 0, whole)
    names = [(line.item, line.unit or 0) for line in lines]
    return [
        _cheaper(line, code, share) if share else line
        for line, share in zip(lines, shares(off, meant, names), strict=True)
    ], None


def why_not(code: CodeRule | None, *, at: datetime) -> Refusal | None:
    """Why a code counts for nobody now, None when it does. Limits are held by whoever spends it; this foretells."""
    if code is None or not code.active:
        return CodeUnknown()
    if code.agreed:
        return None
    if code.valid_from is not None and at < code.valid_from:
        return CodeNotYet(code=code.code)
    if code.valid_until is not None and at >= code.valid_until:
        return CodeEnded(code=code.code)
    if code.most_uses is not None and code.uses >= code.most_uses:
        return CodeUsedUp(code=code.code)
    if code.most_each is not None and code.used_by_customer >= code.most_each:
        return CodeUsedByYou(code=code.code)
    return None


def _meant(code: CodeRule, line: PricedLine, rules: Rules) -> bool:
    unit = rules.units[line.unit or 0]
    return code.for_(rules.options[unit.option].product, unit.option)


def _cheaper(line: PricedLine, code: CodeRule, off: int) -> PricedLine:
    percent = None if code.percent is None else -code.percent
    return replace(line, adjustments=(*line.adjustments, Adjustment(Reason.CODE, code.code, -off, percent)))
