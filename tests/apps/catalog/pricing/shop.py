"""A made-up shop, and random baskets of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from apps.catalog.pricing import (
    Basket,
    BasketItem,
    CodeRule,
    DepositRule,
    EarlyBirdRule,
    GroupRule,
    Move,
    OptionRule,
    Place,
    ProductRule,
    Rules,
    SeasonRule,
    TaxRule,
    UnitRule,
)
from apps.catalog.types import DepositKind, Per, TaxKind

AT: Final = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY: Final = date(2026, 7, 10)
ZONE: Final = ZoneInfo("Europe/Athens")
CURRENCIES: Final = ("EUR", "JPY", "KWD")  # two, no, three decimals


def rules(currency: str = "EUR", *, price: int = 10_000, included: bool = True, **given: Any) -> Rules:
    """One product, one option, a unit 1 of `price` by person and a unit 2 of half of it by night."""
    return Rules(
        **{
            "currency": currency,
            "units": {
                1: UnitRule(1, 1, "Adult", price, currency),
                2: UnitRule(2, 1, "Bed", price // 2, currency, per=Per.NIGHT),
            },
            "options": {1: OptionRule(1, 1, "Morning")},
            "products": {1: ProductRule(1, "Reef trip", tax_class=1)},
            "places": {1: Place(1, ZONE, included)},
            "first_place": 1,
            **given,
        }
    )


def basket(currency: str = "EUR", **given: Any) -> Basket:
    """One item: two adults on the day, unless said."""
    code = given.pop("code", "")
    item = BasketItem(
        **{
            "key": "a",
            "product": 1,
            "option": 1,
            "quantities": {1: 2},
            "people": 2,
            "starts_on": DAY,
            **given,
        }
    )
    return Basket(currency, (item,), code=code)


percents = st.decimals(-100, 1000, places=2)
moves = st.one_of(
    st.builds(Move, percent=percents),
    st.builds(Move, amount=st.integers(-50_000, 50_000)),
)
products = st.sampled_from([None, 1, 2])
days = st.dates(DAY - timedelta(days=40), DAY + timedelta(days=40))


@st.composite
def seasons(draw: Any, number: int) -> SeasonRule:
    """A season around the day, of a product, an option or all."""
    first, last = sorted((draw(days), draw(days)))
    product = draw(products)
    return SeasonRule(
        number,
        f"Season {number}",
        draw(moves),
        first,
        last,
        product,
        None if product is None else draw(st.sampled_from([None, product])),
        draw(st.frozensets(st.integers(0, 6), max_size=3)),
        draw(st.integers(-1, 1)),
    )


@st.composite
def shops(draw: Any) -> Rules:
    """Two products with an option each and three units each, and whatever changes their prices."""
    currency = draw(st.sampled_from(CURRENCIES))
    pers = st.sampled_from(list(Per))
    units = {
        n: UnitRule(n, 1 + n % 2, f"Unit {n}", draw(st.integers(0, 200_000)), currency, per=draw(pers))
        for n in range(1, 7)
    }
    deposits = st.one_of(
        st.builds(DepositRule, kind=st.sampled_from([DepositKind.NONE, DepositKind.FULL])),
        st.builds(
            DepositRule,
            kind=st.just(DepositKind.PERCENT),
            percent=st.decimals(0, 100, places=2),
            days=st.none() | st.integers(0, 60),
        ),
        st.builds(
            DepositRule,
            kind=st.just(DepositKind.FIXED),
            amount=st.integers(1, 100_000),
            days=st.none() | st.integers(0, 60),
        ),
    )
    taxes = st.one_of(
        st.builds(
            TaxRule,
            name=st.just("VAT"),
            percent=st.decimals(0, 100, places=4),
            tax_class=st.sampled_from([1, 2]),
        ),
        st.builds(
            TaxRule,
            name=st.just("City tax"),
            kind=st.sampled_from([TaxKind.PERSON_NIGHT, TaxKind.UNIT]),
            amount=st.integers(0, 5_000),
            tax_class=st.sampled_from([1, 2]),
            age_min=st.none() | st.integers(0, 18),
        ),
    )
    code = st.one_of(
        st.none(),
        st.builds(
            CodeRule,
            id=st.just(1),
            code=st.just("SUMMER"),
            percent=st.decimals(0, 100, places=2),
            minimum=st.integers(0, 100_000),
            targets=st.sampled_from([frozenset(), frozenset({(1, None)}), frozenset({(2, 2)})]),
        ),
        st.builds(
            CodeRule,
            id=st.just(1),
            code=st.just("SUMMER"),
            amount=st.integers(1, 500_000),
            targets=st.sampled_from([frozenset(), frozenset({(1, None)})]),
        ),
    )
    return Rules(
        currency=currency,
        units=units,
        options={n: OptionRule(n, n, f"Option {n}") for n in (1, 2)},
        products={n: ProductRule(n, f"Product {n}", tax_class=n, deposit=draw(deposits)) for n in (1, 2)},
        places={n: Place(n, ZONE, draw(st.booleans())) for n in (1, 2)},
        first_place=1,
        seasons=[draw(seasons(number)) for number in range(draw(st.integers(0, 3)))],
        group_rates=draw(
            st.lists(
                st.builds(
                    GroupRule,
                    id=st.integers(1, 99),
                    name=st.just("Group"),
                    move=moves,
                    people=st.integers(2, 20),
                    product=products,
                ),
                max_size=2,
            )
        ),
        early_birds=draw(
            st.lists(
                st.builds(
                    EarlyBirdRule,
                    id=st.integers(1, 99),
                    name=st.just("Early"),
                    move=moves,
                    days=st.integers(1, 60),
                    product=products,
                ),
                max_size=2,
            )
        ),
        taxes=draw(st.lists(taxes, max_size=3)),
        code=draw(code),
    )


@st.composite
def bought(draw: Any) -> tuple[Basket, Rules]:
    """Up to four items of a shop, with its code."""
    shop = draw(shops())
    chosen = []
    for number in range(draw(st.integers(1, 4))):
        product = draw(st.sampled_from([1, 2]))
        mine = [one.id for one in shop.units.values() if one.option == product]
        starts = draw(days)
        nights = draw(st.integers(0, 5))
        dated = draw(st.booleans())
        chosen.append(
            BasketItem(
                key=f"item {number}",
                product=product,
                option=product,
                quantities=draw(st.dictionaries(st.sampled_from(mine), st.integers(1, 7), min_size=1)),
                people=draw(st.integers(1, 20)),
                ages=tuple(draw(st.lists(st.none() | st.integers(0, 90), max_size=4))),
                starts_on=starts if dated else None,
                ends_on=starts + timedelta(days=nights) if dated else None,
                minutes=draw(st.integers(0, 5_000)) if dated else None,
                location=draw(st.sampled_from([None, 1, 2])),
            )
        )
    code = "SUMMER" if draw(st.booleans()) else ""
    return Basket(shop.currency, tuple(chosen), code=code), shop


def with_units(found: Rules, **units: Any) -> Rules:
    """The shop with its first unit changed."""
    return replace(found, units={**found.units, 1: replace(found.units[1], **units)})


def percent(text: str) -> Move:
    """A change by so many percent."""
    return Move(percent=Decimal(text))
