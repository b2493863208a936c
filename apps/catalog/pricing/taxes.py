"""Taxes of lines. Each is rounded once per line and stored with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from apps.catalog.pricing import periods
from apps.catalog.pricing.baskets import BasketItem
from apps.catalog.pricing.priced import PricedLine, Tax
from apps.catalog.pricing.rounding import half_up, part, shares
from apps.catalog.pricing.rules import Place, ProductRule, Rules, TaxRule
from apps.catalog.types import TaxKind

_NOBODY_SAID: Final = 10_000  # who does not say their age pays as everybody does


def apply(
    lines: Sequence[PricedLine], item: BasketItem, product: ProductRule, place: Place, rules: Rules, day: date
) -> list[PricedLine]:
    """The lines of an item with their taxes. What is paid by person and night stands on the first of them."""
    rates = of(rules, product, place, day)
    if not rates:
        return list(lines)
    percents = tuple(
        Tax(one.name, 0, one.percent or Decimal(0), place.prices_include_tax)
        for one in rates
        if one.kind == TaxKind.PERCENT
    )
    by_night = tuple(_by_night(rates, item))
    found = []
    for number, line in enumerate(lines):
        each = tuple(
            Tax(one.name, one.amount * line.quantity)
            for one in rates
            if one.kind == TaxKind.UNIT and one.amount
        )
        fixed = (*each, *by_night) if number == 0 else each
        found.append(counted(replace(line, taxes=(*percents, *fixed))))
    return found


def of(rules: Rules, product: ProductRule, place: Place, day: date) -> list[TaxRule]:
    """The rates of a product at a place on a day, in their order."""
    named = product.tax_class if product.tax_class is not None else rules.standard_tax_class
    if named is None:
        return []
    return [
        one
        for one in rules.taxes
        if one.tax_class == named and one.location in (None, place.id) and one.valid_on(day)
    ]


def counted(line: PricedLine) -> PricedLine:
    """The line with its percent taxes counted anew on what it comes to; amounts by night and unit stay.

    On top, each is its percentage of the price, rounded. In the price, they are rounded so that they add up to all that
    is in it, which is never more than the price.
    """
    rates = sum((tax.percent for tax in line.taxes if tax.included and tax.percent is not None), Decimal(0))
    exact, told, found = Decimal(0), 0, []
    for tax in line.taxes:
        if tax.percent is None:
            found.append(tax)
        elif tax.included:
            exact += line.net * tax.percent / (100 + rates)
            found.append(replace(tax, amount=half_up(exact) - told))
            told = half_up(exact)
        else:
            found.append(replace(tax, amount=part(line.net, tax.percent)))
    return replace(line, taxes=tuple(found))


def split(whole: int, on_top: Sequence[Tax]) -> tuple[int, list[int]]:
    """What of an amount that holds these percent taxes is the price, and what each of them; all of it adds up."""
    rate = sum((tax.percent or Decimal(0) for tax in on_top), Decimal(0))
    net = half_up(Decimal(whole) * 100 / (100 + rate))
    # What is left between a rounded price and the whole is tax.
    return net, shares(whole - net, [int((tax.percent or Decimal(0)) * 10_000) for tax in on_top])


def within(line: PricedLine) -> PricedLine:
    """A line of one thing whose price holds all its percent taxes, as a fee: those on top are taken out of the price.

    Its total stays what it was.
    """
    on_top = [tax for tax in line.taxes if tax.percent is not None and not tax.included]
    if not on_top:
        return counted(line)
    net, amounts = split(line.unit_price, on_top)
    told = counted(replace(line, unit_price=net))
    each = iter(amounts)
    return replace(
        told,
        taxes=tuple(
            replace(tax, amount=next(each)) if tax.percent is not None and not tax.included else tax
            for tax in told.taxes
        ),
    )


def _by_night(rates: Sequence[TaxRule], item: BasketItem) -> list[Tax]:
    nights = periods.nights(item)
    found = []
    for one in rates:
        if one.kind != TaxKind.PERSON_NIGHT or not one.amount:
            continue
        people = _paying(item, one.age_min)
        if people and nights:
            found.append(Tax(one.name, one.amount * people * nights))
    return found


def _paying(item: BasketItem, age_min: int | None) -> int:
    """Those old enough. Of whom no age is known pays."""
    ages = [_NOBODY_SAID if age is None else age for age in item.ages[: item.people]]
    ages += [_NOBODY_SAID] * (item.people - len(ages))
    return sum(1 for age in ages if age >= (age_min or 0))
