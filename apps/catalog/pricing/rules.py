"""The rules by which something is priced, as plain values; `apps.catalog.queries.rules` loads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from apps.catalog.types import DepositKind, Kind, Per, TaxKind
from apps.catalog.yearly import begun, covers


@dataclass(frozen=True, slots=True)
class Move:
    """By how much a rule changes the price of one unit: by percent, or by an amount; below zero is cheaper."""

    percent: Decimal | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class UnitRule:
    """Who or what is priced. `valid_from` and `valid_until` are days on which it takes place, both included."""

    id: int
    option: int
    name: str
    price: int
    currency: str
    per: str = Per.PERSON
    seats: int = 1
    most: int | None = None
    age_min: int | None = None
    age_max: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    active: bool = True
    position: int = 0

    def valid_on(self, day: date) -> bool:
        """Whether it is sold for that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class OptionRule:
    """A version of a product."""

    id: int
    product: int
    name: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class DepositRule:
    """What is asked for at once. `days` before it begins the rest is due; None: when it is over."""

    kind: str = DepositKind.NONE
    percent: Decimal | None = None
    amount: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class ProductRule:
    """A product. `tax_class` None is the one for products that name none."""

    id: int
    name: str
    kind: str = Kind.DEPARTURE
    status: str = "active"
    tax_class: int | None = None
    location: int | None = None
    deposit: DepositRule = field(default_factory=DepositRule)


@dataclass(frozen=True, slots=True)
class Place:
    """A location: its clock, whether its prices hold the percent taxes already, and whether what is kept of a price is
    taxed when somebody cancels or does not come.
    """

    id: int
    zone: ZoneInfo
    prices_include_tax: bool = True
    taxes_kept: bool = True


@dataclass(frozen=True, slots=True)
class SeasonRule:
    """Other prices on some days. Of several that fit the highest priority wins; then the one for the option, the one
    for the product, the one for all; then the one that began last; then the newest.
    """

    id: int
    name: str
    move: Move
    first_day: date
    last_day: date
    product: int | None = None
    option: int | None = None
    weekdays: frozenset[int] = frozenset()
    priority: int = 0
    yearly: bool = False

    def rank(self, day: date) -> tuple[int, bool, bool, date, int]:
        """The largest wins on a day that it is on."""
        return (
            self.priority,
            self.option is not None,
            self.product is not None,
            begun(day, self.first_day, yearly=self.yearly),
            self.id,
        )

    def on(self, day: date) -> bool:
        """Whether the day is one of its days."""
        return covers(day, self.first_day, self.last_day, yearly=self.yearly) and (
            not self.weekdays or day.weekday() in self.weekdays
        )

    def fits(self, *, product: int, option: int, day: date) -> bool:
        """Whether it is about this option on this day."""
        return self.product in (None, product) and self.option in (None, option) and self.on(day)


@dataclass(frozen=True, slots=True)
class GroupRule:
    """Other prices from so many people. The largest number that fits counts; of equal ones the product's own."""

    id: int
    name: str
    move: Move
    people: int
    product: int | None = None


@dataclass(frozen=True, slots=True)
class EarlyBirdRule:
    """Other prices from so many days ahead. The most days that fit count; of equal ones the product's own."""

    id: int
    name: str
    move: Move
    days: int
    product: int | None = None


@dataclass(frozen=True, slots=True)
class TaxRule:
    """One tax of a class, at one location or at all."""

    name: str
    kind: str = TaxKind.PERCENT
    percent: Decimal | None = None
    amount: int | None = None
    tax_class: int | None = None
    location: int | None = None
    age_min: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    def valid_on(self, day: date) -> bool:
        """Whether it is raised on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class CodeRule:
    """A promotional code. `targets` are pairs of product and option, None for all options; without any it is for all.

    `agreed` is for a code that was spent already: its limits are not asked again.
    """

    id: int
    code: str
    percent: Decimal | None = None
    amount: int | None = None
    currency: str = ""
    minimum: int = 0
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    targets: frozenset[tuple[int, int | None]] = frozenset()
    active: bool = True
    uses: int = 0
    most_uses: int | None = None
    used_by_customer: int = 0
    most_each: int | None = None
    agreed: bool = False

    def for_(self, product: int, option: int) -> bool:
        """Whether it makes this option cheaper."""
        return not self.targets or (product, None) in self.targets or (product, option) in self.targets


@dataclass(frozen=True, slots=True)
class Rules:
    """All that pricing some products needs. Amounts of rules are in `currency`; others have been left out."""

    currency: str
    units: Mapping[int, UnitRule]
    options: Mapping[int, OptionRule]
    products: Mapping[int, ProductRule]
    places: Mapping[int, Place]
    first_place: int
    standard_tax_class: int | None = None
    seasons: Sequence[SeasonRule] = ()
    group_rates: Sequence[GroupRule] = ()
    early_birds: Sequence[EarlyBirdRule] = ()
    taxes: Sequence[TaxRule] = ()
    # None with a code asked for: there is no such code.
    code: CodeRule | None = None

    def place(self, location: int | None, product: ProductRule) -> Place:
        """Whose clock and taxes count: what the item says, else the product's, else the first."""
        for number in (location, product.location):
            if number is not None and number in self.places:
                return self.places[number]
        return self.places[self.first_place]
