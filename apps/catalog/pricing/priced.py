"""What things cost, as the price function answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from apps.catalog.pricing import sentences
from apps.catalog.pricing.rules import CodeRule, DepositRule
from apps.catalog.types import Reason
from apps.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What one rule did to a line: `amount` in minor units for the whole line, below zero when it is cheaper."""

    reason: str
    label: str
    amount: int
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Tax:
    """One tax of a line. `included` says that it is in the price and not added to it."""

    name: str
    amount: int
    percent: Decimal | None = None
    included: bool = False


@dataclass(frozen=True, slots=True)
class PricedLine:
    """So many of a unit. `subtotal` is their price in its season; `discount` what other rules take off it.

    `total` is `subtotal` less `discount`, with `tax` but for `tax_included`.
    """

    item: str
    unit: int | None
    description: str
    quantity: int
    periods: int
    unit_price: int
    currency: str
    per: str = ""
    adjustments: tuple[Adjustment, ...] = ()
    taxes: tuple[Tax, ...] = ()

    @property
    def subtotal(self) -> int:
        """Before discounts."""
        return self.unit_price * self.quantity * self.periods + sum(
            one.amount for one in self.adjustments if one.reason == Reason.SEASON
        )

    @property
    def discount(self) -> int:
        """What is taken off, above zero when it is cheaper."""
        return -sum(one.amount for one in self.adjustments if one.reason != Reason.SEASON)

    @property
    def net(self) -> int:
        """What the percent taxes are counted on; it holds those that are included."""
        return self.unit_price * self.quantity * self.periods + sum(one.amount for one in self.adjustments)

    @property
    def tax(self) -> int:
        """All taxes."""
        return sum(one.amount for one in self.taxes)

    @property
    def tax_included(self) -> int:
        """Those of them that the price holds already."""
        return sum(one.amount for one in self.taxes if one.included)

    @property
    def total(self) -> int:
        """What it comes to."""
        return self.net + sum(one.amount for one in self.taxes if not one.included)

    @property
    def explanation(self) -> list[str]:
        """How it comes to that, in the active language."""
        return sentences.of_line(self)


@dataclass(frozen=True, slots=True)
class PricedItem:
    """What one chosen thing comes to, and when. `due_at` is when what is beyond the deposit must be paid by."""

    key: str
    lines: tuple[PricedLine, ...]
    rule: DepositRule
    deposit: int
    due_at: datetime | None

    @property
    def total(self) -> int:
        """Of all its lines."""
        return sum(line.total for line in self.lines)


@dataclass(frozen=True, slots=True)
class Priced:
    """What a basket comes to. `problem` says why its code takes nothing off."""

    currency: str
    items: tuple[PricedItem, ...]
    code: CodeRule | None = None
    problem: Refusal | None = None

    @property
    def lines(self) -> list[PricedLine]:
        """Of all items, in order."""
        return [line for item in self.items for line in item.lines]

    @property
    def subtotal(self) -> int:
        """Before discounts."""
        return sum(line.subtotal for line in self.lines)

    @property
    def discount(self) -> int:
        """What is taken off."""
        return sum(line.discount for line in self.lines)

    @property
    def tax(self) -> int:
        """All taxes, those in the price too."""
        return sum(line.tax for line in self.lines)

    @property
    def total(self) -> int:
        """The sum of the lines."""
        return sum(line.total for line in self.lines)

    @property
    def deposit(self) -> int:
        """What is asked for at once."""
        return sum(item.deposit for item in self.items)

    @property
    def balance_due_at(self) -> datetime | None:
        """When the first balance is due; None: when it is over."""
        return min((item.due_at for item in self.items if item.due_at is not None), default=None)

    @property
    def taxes(self) -> Mapping[tuple[str, bool], int]:
        """Amounts by name of the tax and whether it is included."""
        return taxes_by_name(self.lines)

    @property
    def explanation(self) -> list[str]:
        """All of it, in the active language."""
        return [sentence for line in self.lines for sentence in (line.description, *line.explanation)]


def taxes_by_name(lines: Iterable[PricedLine]) -> Mapping[tuple[str, bool], int]:
    """Sums of the lines' taxes."""
    found: dict[tuple[str, bool], int] = {}
    for line in lines:
        for tax in line.taxes:
            found[tax.name, tax.included] = found.get((tax.name, tax.included), 0) + tax.amount
    return found
