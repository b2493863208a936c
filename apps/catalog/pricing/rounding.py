"""Rounding, in one place: half up, and shares that add up."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any


def half_up(amount: Decimal) -> int:
    """The nearest integer; halves go away from zero."""
    return int(amount.to_integral_value(rounding=ROUND_HALF_UP))


def part(amount: int, percent: Decimal) -> int:
    """So many percent of an amount."""
    return half_up(amount * percent / 100)


def shares(whole: int, weights: Sequence[int], names: Sequence[Any] | None = None) -> list[int]:
    """`whole` in proportion to the weights, to the last minor unit. All zero without weight.

    Largest remainders get what is left, of equal ones the heavier, then the first by `names`, so that the order in
    which they are given changes nothing. Shares of a whole not above the weights' sum are never above their weights.
    """
    weight = sum(weights)
    if not weight:
        return [0] * len(weights)
    named = names or range(len(weights))
    found = [whole * one // weight for one in weights]
    left = whole - sum(found)
    order = sorted(range(len(weights)), key=lambda n: (-(whole * weights[n] % weight), -weights[n], named[n]))
    for n in order[:left]:
        found[n] += 1
    return found
