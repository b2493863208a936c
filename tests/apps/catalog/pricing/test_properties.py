"""What holds of every price, whatever is bought under whatever rules."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from apps.catalog.pricing import Basket, PricedLine, Rules, price, take_off, to_total, within
from apps.catalog.pricing.rounding import shares
from apps.catalog.types import Reason
from tests.apps.catalog.pricing.shop import AT, bought

Bought = tuple[Basket, Rules]


def _adds_up(lines: Sequence[PricedLine]) -> None:
    for line in lines:
        assert line.total == line.subtotal - line.discount + line.tax - line.tax_included
        full = line.unit_price * line.quantity * line.periods
        assert line.net == full + sum(one.amount for one in line.adjustments)
        assert 0 <= line.net <= line.total
        assert 0 <= line.tax_included <= line.net
        assert all(tax.amount >= 0 for tax in line.taxes)


@given(bought())
def test_a_total_is_the_sum_of_its_lines_and_nothing_is_below_zero(buying: Bought) -> None:
    done = price(*buying, at=AT)
    _adds_up(done.lines)
    assert done.total == sum(line.total for line in done.lines) == sum(item.total for item in done.items)
    assert done.total == done.subtotal - done.discount + done.tax - sum(
        line.tax_included for line in done.lines
    )
    assert sum(done.taxes.values()) == done.tax
    assert 0 <= done.deposit <= done.total


@given(bought(), st.randoms())
def test_in_which_order_things_are_chosen_changes_nothing(buying: Bought, random: Random) -> None:
    basket, rules = buying
    items = list(basket.items)
    random.shuffle(items)
    shuffled = [replace(one, quantities=dict(reversed(list(one.quantities.items())))) for one in items]
    one = price(basket, rules, at=AT)
    other = price(replace(basket, items=tuple(shuffled)), rules, at=AT)
    assert {item.key: item for item in one.items} == {item.key: item for item in other.items}


@given(bought())
def test_a_code_takes_off_what_it_says_and_never_more_than_there_is(buying: Bought) -> None:
    basket, rules = buying
    done = price(replace(basket, code="SUMMER"), rules, at=AT)
    off = -sum(a.amount for line in done.lines for a in line.adjustments if a.reason == Reason.CODE)
    if done.problem is not None or rules.code is None:
        assert off == 0
        return
    bare = price(replace(basket, code=""), rules, at=AT)
    meant = sum(
        line.net
        for line in bare.lines
        if rules.code.for_(
            rules.options[rules.units[line.unit or 0].option].product, rules.units[line.unit or 0].option
        )
    )
    if rules.code.amount is not None:
        assert off == min(rules.code.amount, meant)
    elif rules.code.percent is not None:
        assert abs(off - meant * rules.code.percent / 100) * 2 <= 1


@given(bought(), st.integers(0, 10**7))
def test_a_price_by_hand_is_the_price_to_the_last_cent(buying: Bought, total: int) -> None:
    lines = price(*buying, at=AT).items[0].lines
    done = to_total(lines, total, "By hand")
    assert sum(line.total for line in done) == total
    _adds_up(done)


@given(bought(), st.integers(0, 10**7))
def test_a_fee_comes_to_its_amount_with_the_taxes_of_what_it_is_about(buying: Bought, amount: int) -> None:
    line = price(*buying, at=AT).items[0].lines[0]
    rates = tuple(replace(tax, amount=0) for tax in line.taxes if tax.percent is not None)
    fee = within(PricedLine("", None, "Fee", 1, 1, amount, line.currency, taxes=rates))
    assert fee.total == amount
    _adds_up([fee])
    assert [(tax.name, tax.percent, tax.included) for tax in fee.taxes] == [
        (tax.name, tax.percent, tax.included) for tax in rates
    ]
    whole: Decimal = sum((tax.percent for tax in rates if tax.percent is not None), Decimal(0))
    exact = amount * whole / (100 + whole)
    assert abs(fee.tax - exact) <= 1


@given(bought(), st.integers(0, 10**7))
def test_a_discount_by_hand_takes_off_what_it_says(buying: Bought, off: int) -> None:
    lines = price(*buying, at=AT).items[0].lines
    done = take_off(lines, off, "By hand")
    before = sum(line.net for line in lines)
    assert sum(line.net for line in done) == before - min(off, before)
    _adds_up(done)


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
def test_shares_add_up_and_are_within_one_of_their_part(whole: int, weights: list[int]) -> None:
    found = shares(whole, weights)
    if not sum(weights):
        assert found == [0] * len(weights)
        return
    assert sum(found) == whole
    assert all(
        abs(one * sum(weights) - whole * weight) < sum(weights)
        for one, weight in zip(found, weights, strict=True)
    )
    if whole <= sum(weights):
        assert all(one <= weight for one, weight in zip(found, weights, strict=True))
