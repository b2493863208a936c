"""What things cost, one rule after another."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from apps.catalog.errors import (
    CodeEnded,
    CodeNeedsMore,
    CodeNotForThis,
    CodeNotYet,
    CodeUnknown,
    CodeUsedByYou,
    CodeUsedUp,
    NotSoldThen,
    OtherCurrency,
)
from apps.catalog.pricing import (
    Basket,
    BasketItem,
    CodeRule,
    DepositRule,
    EarlyBirdRule,
    GroupRule,
    Move,
    ProductRule,
    SeasonRule,
    TaxRule,
    price,
)
from apps.catalog.types import DepositKind, Per, TaxKind
from tests.apps.catalog.pricing.shop import AT, DAY, basket, percent, rules, with_units

SUMMER = SeasonRule(1, "Summer", percent("20"), date(2026, 7, 1), date(2026, 8, 31))
VAT = TaxRule("VAT 20 %", percent=Decimal(20), tax_class=1)
NIGHT_TAX = TaxRule("City tax", kind=TaxKind.PERSON_NIGHT, amount=250, tax_class=1, age_min=12)


def test_rules_follow_each_other_and_each_says_what_it_did() -> None:
    shop = rules(
        seasons=[SUMMER],
        group_rates=[GroupRule(1, "Group of 2", percent("-10"), 2)],
        early_birds=[EarlyBirdRule(1, "Early bird", percent("-5"), 30)],
        code=CodeRule(1, "SUMMER", percent=Decimal(10)),
    )
    (line,) = price(basket(code="SUMMER"), shop, at=AT).lines
    assert [(one.label, one.amount) for one in line.adjustments] == [
        ("Summer", 4_000),
        ("Group of 2", -2_400),
        ("Early bird", -1_080),
        ("SUMMER", -2_052),
    ]
    assert (line.subtotal, line.discount, line.total) == (24_000, 5_532, 18_468)


def test_what_rules_did_is_said_in_words() -> None:
    shop = rules(seasons=[SUMMER], taxes=[VAT], code=CodeRule(1, "SAVE", amount=500))
    (line,) = price(basket(code="SAVE"), shop, at=AT).lines
    assert [text.replace("\xa0", " ") for text in line.explanation] == [
        "2 × €100.00",
        "Summer: +20 % (+€40.00)",
        "Code SAVE: -€5.00",
        "VAT 20 %: €39.17, in the price",
    ]


def test_the_highest_priority_wins_then_the_closest_then_the_latest() -> None:
    whole_year = replace(SUMMER, id=2, name="Year", first_day=date(2026, 1, 1), last_day=date(2026, 12, 31))
    named = [
        (whole_year, SUMMER, "Summer"),
        (replace(whole_year, priority=1), SUMMER, "Year"),
        (replace(whole_year, product=1), SUMMER, "Year"),
        (replace(whole_year, product=1), replace(SUMMER, product=1, option=1), "Summer"),
        (replace(whole_year, weekdays=frozenset({0})), replace(SUMMER, product=2), None),
    ]
    for one, other, winner in named:
        for seasons in ([one, other], [other, one]):
            (line,) = price(basket(), rules(seasons=seasons), at=AT).lines
            assert next((a.label for a in line.adjustments), None) == winner


def test_each_night_has_the_season_of_its_own_day() -> None:
    night = basket(quantities={2: 1}, starts_on=date(2026, 6, 29), ends_on=date(2026, 7, 2))
    (line,) = price(night, rules(seasons=[SUMMER]), at=AT).lines
    assert (line.quantity, line.periods, line.unit_price) == (1, 3, 5_000)
    assert [(a.label, a.amount) for a in line.adjustments] == [("Summer (1/3)", 1_000)]


@pytest.mark.parametrize(
    ("per", "minutes", "nights", "periods"),
    [
        (Per.PERSON, 3_000, 2, 1),
        (Per.NIGHT, None, 3, 3),
        (Per.DAY, 24 * 60, 1, 1),
        (Per.DAY, 24 * 60 + 1, 1, 2),
        (Per.DAY, 90, 0, 1),
        (Per.WEEK, 8 * 24 * 60, 8, 2),
        (Per.HOUR, 61, 0, 2),
        (Per.MONTH, None, 0, 1),
    ],
)
def test_periods_that_have_begun_are_paid(per: str, minutes: int | None, nights: int, periods: int) -> None:
    shop = with_units(rules(), per=per)
    chosen = basket(minutes=minutes, ends_on=DAY + timedelta(days=nights))
    (line,) = price(chosen, shop, at=AT).lines
    assert line.periods == periods


def test_a_fixed_change_counts_for_each_unit_and_never_below_nothing() -> None:
    shop = rules(group_rates=[GroupRule(1, "Group", Move(amount=-2_500), 2)])
    assert price(basket(), shop, at=AT).total == 15_000
    shop = rules(group_rates=[GroupRule(1, "Group", Move(amount=-25_000), 2)])
    assert price(basket(), shop, at=AT).total == 0


def test_the_largest_group_and_the_earliest_bird_that_fit_count() -> None:
    groups = [GroupRule(n, f"Group {n}", percent(f"-{n}"), n) for n in (2, 5, 9)]
    birds = [EarlyBirdRule(n, f"Bird {n}", percent(f"-{n}"), n) for n in (10, 30, 90)]
    (line,) = price(basket(people=6), rules(group_rates=groups, early_birds=birds), at=AT).lines
    assert [one.label for one in line.adjustments] == ["Group 5", "Bird 30"]
    own = GroupRule(9, "Own", percent("-1"), 5, product=1)
    (line,) = price(basket(people=6), rules(group_rates=[*groups, own]), at=AT).lines
    assert [one.label for one in line.adjustments] == ["Own"]


@pytest.mark.parametrize(("currency", "amount", "vat"), [("EUR", 999, 167), ("JPY", 999, 167), ("KWD", 1, 0)])
def test_taxes_in_the_price_are_read_out_of_it(currency: str, amount: int, vat: int) -> None:
    shop = rules(currency, price=amount, taxes=[VAT])
    (line,) = price(basket(currency, quantities={1: 1}), shop, at=AT).lines
    assert (line.total, line.tax, line.tax_included) == (amount, vat, vat)


def test_taxes_on_top_are_added_and_rounded_once() -> None:
    shop = rules(price=333, included=False, taxes=[VAT, TaxRule("Levy", percent=Decimal("2.5"), tax_class=1)])
    (line,) = price(basket(quantities={1: 1}), shop, at=AT).lines
    assert [tax.amount for tax in line.taxes] == [67, 8]
    assert line.total == 333 + 67 + 8


def test_a_tax_by_person_and_night_is_paid_by_who_is_old_enough() -> None:
    stay = basket(quantities={2: 1}, people=3, ages=(40, 11), ends_on=DAY + timedelta(days=2))
    done = price(stay, rules(taxes=[NIGHT_TAX]), at=AT)
    assert done.taxes == {("City tax", False): 2 * 2 * 250}
    assert done.total == 2 * 5_000 + 1_000


def test_a_tax_counts_in_its_days_place_and_class() -> None:
    other = [
        replace(VAT, tax_class=2),
        replace(VAT, location=2),
        replace(VAT, valid_from=DAY + timedelta(days=1)),
        replace(VAT, valid_until=DAY - timedelta(days=1)),
    ]
    assert price(basket(), rules(taxes=other), at=AT).tax == 0
    unclassed = {1: ProductRule(1, "Reef trip")}
    assert price(basket(), rules(taxes=[VAT], products=unclassed, standard_tax_class=1), at=AT).tax == 3_333


def test_a_unit_is_sold_for_its_days_and_in_its_currency() -> None:
    with pytest.raises(NotSoldThen):
        price(basket(), with_units(rules(), valid_until=DAY - timedelta(days=1)), at=AT)
    with pytest.raises(OtherCurrency):
        price(basket(), with_units(rules(), currency="USD"), at=AT)


@pytest.mark.parametrize(
    ("rule", "deposit", "due"),
    [
        (DepositRule(), 0, None),
        (DepositRule(DepositKind.FULL, days=7), 20_000, None),
        (DepositRule(DepositKind.PERCENT, percent=Decimal("33.33")), 6_666, None),
        (DepositRule(DepositKind.PERCENT, percent=Decimal(50), days=7), 10_000, date(2026, 7, 3)),
        (DepositRule(DepositKind.FIXED, amount=5_000, days=7), 5_000, date(2026, 7, 3)),
        (DepositRule(DepositKind.FIXED, amount=50_000), 20_000, None),
        # The balance would be due already.
        (DepositRule(DepositKind.PERCENT, percent=Decimal(50), days=60), 20_000, date(2026, 5, 11)),
    ],
)
def test_a_deposit_is_asked_for_as_the_product_says(
    rule: DepositRule, deposit: int, due: date | None
) -> None:
    done = price(basket(), rules(products={1: ProductRule(1, "Reef trip", deposit=rule)}), at=AT)
    assert done.deposit == deposit
    assert (done.balance_due_at.date() if done.balance_due_at else None) == due


CODE = CodeRule(1, "SAVE", percent=Decimal(10))


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (None, CodeUnknown),
        (replace(CODE, active=False), CodeUnknown),
        (replace(CODE, valid_from=AT + timedelta(seconds=1)), CodeNotYet),
        (replace(CODE, valid_until=AT), CodeEnded),
        (replace(CODE, uses=3, most_uses=3), CodeUsedUp),
        (replace(CODE, used_by_customer=1, most_each=1), CodeUsedByYou),
        (replace(CODE, minimum=20_001), CodeNeedsMore),
        (replace(CODE, targets=frozenset({(2, None)})), CodeNotForThis),
        (CODE, type(None)),
    ],
)
def test_a_code_that_does_not_fit_takes_nothing_off_and_says_why(
    code: CodeRule | None, problem: type[object]
) -> None:
    done = price(basket(code="SAVE"), rules(code=code), at=AT)
    assert isinstance(done.problem, problem)
    assert done.discount == (2_000 if code is CODE else 0)
    assert "%(" not in str(done.problem)


def test_a_percentage_over_several_lines_is_exact() -> None:
    items = tuple(
        BasketItem(key=key, product=1, option=1, quantities={1: 1}, starts_on=DAY) for key in ("a", "b", "c")
    )
    done = price(Basket("EUR", items, code="SAVE"), rules(price=333, code=CODE), at=AT)
    assert [line.discount for line in done.lines] == [34, 33, 33]
    assert done.discount == 100
