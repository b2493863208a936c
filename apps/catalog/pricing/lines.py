"""The price of one line before codes and taxes."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from apps.catalog.pricing import periods
from apps.catalog.pricing.baskets import BasketItem
from apps.catalog.pricing.priced import Adjustment, PricedLine
from apps.catalog.pricing.rounding import half_up
from apps.catalog.pricing.rules import EarlyBirdRule, GroupRule, Move, Rules, SeasonRule, UnitRule
from apps.catalog.types import Reason

R = TypeVar("R", GroupRule, EarlyBirdRule)


class Running:
    """An exact amount that rules change one after another; what each did is told in whole minor units.

    The amount is rounded half up each time it is told, never what it goes on with, so that the changes told add up to
    the end amount rounded once. It never falls below zero.
    """

    def __init__(self, amount: int) -> None:
        self.exact = Decimal(amount)
        self.told = amount

    def change(self, by: Decimal) -> int:
        """By how much the rounded amount has changed."""
        self.exact = max(self.exact + by, Decimal(0))
        before, self.told = self.told, half_up(self.exact)
        return self.told - before


def line(unit: UnitRule, quantity: int, item: BasketItem, rules: Rules, ahead: int | None) -> PricedLine:
    """`quantity` of a unit: its price, in season, for a group, for early birds `ahead` days before."""
    option = rules.options[unit.option]
    often = periods.count(unit.per, item)
    running = Running(unit.price * quantity * often)
    done = _seasons(unit, quantity, item, rules, often, running)
    group = _largest([one for one in rules.group_rates if one.people <= item.people], option.product)
    if group is not None:
        done.append(_applied(Reason.GROUP, group.name, group.move, running, quantity * often))
    early = None
    if ahead is not None:
        early = _largest([one for one in rules.early_birds if one.days <= ahead], option.product)
    if early is not None:
        done.append(_applied(Reason.EARLY_BIRD, early.name, early.move, running, quantity * often))
    return PricedLine(
        item=item.key,
        unit=unit.id,
        description=_description(rules, unit),
        quantity=quantity,
        periods=often,
        unit_price=unit.price,
        currency=rules.currency,
        per=unit.per,
        adjustments=tuple(one for one in done if one.amount),
    )


def season_of(rules: Rules, product: int, option: int, day: date) -> SeasonRule | None:
    """The one that wins on a day."""
    fitting = [one for one in rules.seasons if one.fits(product=product, option=option, day=day)]
    return max(fitting, key=lambda one: one.rank(day), default=None)


def moved(price: int, move: Move) -> int:
    """One unit's price after one rule alone."""
    running = Running(price)
    running.change(_by(move, running.exact, 1))
    return running.told


def _seasons(
    unit: UnitRule, quantity: int, item: BasketItem, rules: Rules, often: int, running: Running
) -> list[Adjustment]:
    """Each night or day has the season of its own day."""
    days = periods.days(unit.per, item, often)
    if not days or not rules.seasons:
        return []
    product = rules.options[unit.option].product
    winning = Counter(season_of(rules, product, unit.option, day) for day in days)
    each = often // len(days) if len(days) == 1 else 1
    return [
        _season(season, unit, quantity, count * each, often, running)
        for season, count in winning.items()
        if season is not None
    ]


def _season(
    season: SeasonRule, unit: UnitRule, quantity: int, count: int, often: int, running: Running
) -> Adjustment:
    base = Decimal(unit.price * quantity * count)
    by = _by(season.move, base, quantity * count)
    name = season.name if count == often else f"{season.name} ({count}/{often})"
    return Adjustment(Reason.SEASON, name, running.change(max(by, -base)), season.move.percent)


def _by(move: Move, base: Decimal, units: int) -> Decimal:
    return base * move.percent / 100 if move.percent is not None else Decimal((move.amount or 0) * units)


def _applied(reason: Reason, label: str, move: Move, running: Running, units: int) -> Adjustment:
    return Adjustment(reason, label, running.change(_by(move, running.exact, units)), move.percent)


def _largest(fitting: Sequence[R], product: int) -> R | None:
    mine = [one for one in fitting if one.product in (None, product)]
    return max(mine, key=lambda one: (_threshold(one), one.product is not None, one.id), default=None)


def _threshold(rule: GroupRule | EarlyBirdRule) -> int:
    return rule.people if isinstance(rule, GroupRule) else rule.days


def _description(rules: Rules, unit: UnitRule) -> str:
    option = rules.options[unit.option]
    product = rules.products[option.product]
    parts = dict.fromkeys((product.name, option.name, unit.name))
    return ", ".join(parts)[:300]
