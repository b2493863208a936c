"""Whole amounts are written without their zeros, in every language; cents are never dropped."""

import re
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from apps.catalog.shown import OptionShown, Price, ProductShown, UnitShown
from apps.kernel.money import Money

CODES = ("USD", "EUR", "GBP", "INR", "JPY", "KWD")


@pytest.mark.parametrize(
    ("language", "minor", "currency", "said"),
    [
        ("en", 18500, "USD", "$185"),
        ("en", 4250, "USD", "$42.50"),
        ("en", 4205, "USD", "$42.05"),
        ("en", 120000000, "INR", "₹1,200,000"),
        ("en", 1850, "JPY", "¥1,850"),
        ("en", 185000, "KWD", "KWD185"),
        ("en", 185010, "KWD", "KWD185.010"),
        ("fr", 18500, "EUR", "185 €"),
        ("fr", 123456700, "EUR", "1 234 567 €"),
        ("fr", 18550, "EUR", "185,50 €"),
        ("es", 1250000, "EUR", "12.500 €"),
        ("es", 1250099, "EUR", "12.500,99 €"),
        ("en", 0, "USD", "free"),
    ],
)
def test_whole_amounts_have_no_decimals(language: str, minor: int, currency: str, said: str) -> None:
    with translation.override(language):
        assert re.sub(r"\s", " ", Price(Money(minor, currency), "person").short) == said


@given(
    minor=st.integers(1, 10**12),
    currency=st.sampled_from(CODES),
    language=st.sampled_from(("en", "es", "fr")),
)
def test_no_digit_but_zeros_is_left_out(minor: int, currency: str, language: str) -> None:
    price = Price(Money(minor, currency), "person")
    with translation.override(language):
        short, full = (re.sub(r"\D", "", text) for text in (price.short, price.text))
    assert short == full if not price.is_whole else full == short + "0" * (len(full) - len(short))


@pytest.mark.parametrize(("second", "whole"), [(4000, True), (4050, False)])
def test_a_table_has_decimals_everywhere_or_nowhere(second: int, whole: bool) -> None:
    units = [
        UnitShown(number, "", "", Price(Money(minor, "USD"), "person"), None, None)
        for number, minor in enumerate((9000, second))
    ]
    option = OptionShown(1, "", "", None, None, None, units)
    none: dict[str, Any] = dict.fromkeys(("slug", "name", "kind", "summary", "level", "difficulty"), "")
    product = ProductShown(
        id=1, category=None, duration=None, languages=(), tags=(), from_price=None, cover=None,
        options=(option,), **none,
    )  # fmt: skip
    assert product.is_whole is whole
