"""What comes again every year does so without end, over the turn of the year and in leap years; and its name is said in
the language of whoever reads it.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from apps.accounts.models import User
from apps.backoffice.errors import Invalid
from apps.catalog import cancelling, queries, services
from apps.catalog.models import (
    CancellationPolicy,
    EarlyBird,
    GroupRate,
    NameTranslation,
    Product,
    Season,
    StayRule,
)
from apps.catalog.pricing import Basket, BasketItem, price
from apps.catalog.yearly import begun, covers
from apps.tenancy import context
from apps.tenancy.models import Tenant
from apps.tenancy.packs import moments
from tests.apps.catalog.conftest import option_of, rows, unit_of
from tests.conftest import NOW

TURN = (date(2025, 12, 20), date(2026, 1, 5))
days = st.dates(date(2020, 1, 1), date(2060, 12, 31))


def on(day: date, first: date, last: date) -> bool:
    return covers(day, first, last, yearly=True)


@pytest.mark.parametrize("year", [2026, 2027, 2028, 2035, 2099])
def test_a_season_over_the_turn_of_the_year_comes_each_year(year: int) -> None:
    inside = [date(year, 12, 20), date(year, 12, 31), date(year + 1, 1, 1), date(year + 1, 1, 5)]
    outside = [date(year, 12, 19), date(year + 1, 1, 6), date(year, 7, 1)]
    assert all(on(day, *TURN) for day in inside)
    assert not any(on(day, *TURN) for day in outside)
    assert {begun(day, TURN[0], yearly=True) for day in inside} == {date(year, 12, 20)}


def test_the_29th_of_february_is_there_when_there_is_one() -> None:
    until = (date(2024, 2, 1), date(2024, 2, 29))
    assert on(date(2028, 2, 29), *until)
    assert on(date(2027, 2, 28), *until)
    assert not on(date(2027, 3, 1), *until)
    since = (date(2024, 2, 29), date(2024, 3, 15))
    assert not on(date(2027, 2, 28), *since)
    assert on(date(2027, 3, 1), *since)
    assert on(date(2028, 2, 29), *since)
    assert begun(date(2027, 3, 2), since[0], yearly=True) == date(2027, 3, 1)
    around = (date(2026, 2, 20), date(2026, 3, 10))
    assert on(date(2028, 2, 29), *around)


def test_what_lasts_a_whole_year_is_always() -> None:
    assert all(
        on(date(2030, 1, 1) + timedelta(days=number), date(2026, 3, 1), date(2027, 2, 28))
        for number in range(800)
    )


@given(first=days, length=st.integers(0, 364), day=days, years=st.integers(1, 30))
def test_each_year_is_like_the_first(first: date, length: int, day: date, years: int) -> None:
    last = first + timedelta(days=length)
    if day < first:
        assert not on(day, first, last)
        return
    assert covers(day, first, last) <= on(day, first, last) or day > last
    if (day.month, day.day) != (2, 29):
        assert on(day, first, last) == on(day.replace(year=day.year + years), first, last)
    if on(day, first, last):
        assert first <= begun(day, first, yearly=True) <= day


def priced(option: Any, unit: Any, day: date, **known: Any) -> int:
    rules = queries.rules([option.pk], at=NOW, **known)
    item = BasketItem("a", option.product_id, option.pk, {unit.pk: 1}, starts_on=day)
    return price(Basket("USD", (item,)), rules, at=NOW).subtotal


def test_prices_of_a_yearly_season_never_end(product_with: Callable[..., Product]) -> None:
    option = option_of(product_with())
    unit = unit_of(option, 10_000)
    season = Season.objects.create(
        name="Turn of the year", first_day=TURN[0], last_day=TURN[1], yearly=True, percent=50
    )
    for year in (2026, 2031, 2047):
        assert priced(option, unit, date(year, 12, 31)) == 15_000
        assert priced(option, unit, date(year, 1, 6)) == 10_000
    Season.objects.filter(pk=season.pk).update(yearly=False)
    assert priced(option, unit, date(2031, 12, 31)) == 10_000


def test_of_two_that_fit_the_one_that_began_last_counts(product_with: Callable[..., Product]) -> None:
    option = option_of(product_with())
    unit = unit_of(option, 10_000)
    span = {"yearly": True, "first_day": date(2026, 6, 1), "last_day": date(2026, 9, 30)}
    Season.objects.create(name="Summer", percent=10, **span)
    span |= {"first_day": date(2020, 8, 1), "last_day": date(2020, 8, 31)}
    Season.objects.create(name="August", percent=30, **span)
    assert priced(option, unit, date(2030, 8, 15)) == 13_000
    assert priced(option, unit, date(2030, 9, 15)) == 11_000


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2026, 1, 1), date(2027, 1, 2)), (date(2026, 3, 1), None), (None, date(2026, 3, 1))],
)
def test_what_comes_again_has_both_days_less_than_a_year_apart(
    in_coral: Tenant, first: date | None, last: date | None
) -> None:
    rule = StayRule(first_day=first, last_day=last, yearly=True, nights_min=2)
    with pytest.raises(Invalid) as wrong:
        services.create_term(
            record=rule,
            values={"first_day": first, "last_day": last, "yearly": True, "nights_min": 2},
            by=None,
            at=NOW,
        )
    assert "every year needs both days" in str(wrong.value.by_key)
    assert not StayRule.objects.exists()


@pytest.mark.parametrize(
    ("said", "span"),
    [
        (("06-15", "09-15"), (date(2026, 6, 15), date(2026, 9, 15))),
        (("12-20", "01-05"), (date(2025, 12, 20), date(2026, 1, 5))),
        (("02-01", "02-29"), (date(2024, 2, 1), date(2024, 2, 29))),
        (("02-29", "03-10"), (date(2024, 2, 29), date(2024, 3, 10))),
        (("11-01", "02-29"), (date(2023, 11, 1), date(2024, 2, 29))),
        (("2027-05-01", 400), (date(2027, 5, 1), NOW.date() + timedelta(days=400))),
        ((None, None), (None, None)),
    ],
)
def test_packs_say_days_of_every_year(said: Any, span: Any) -> None:
    first, last = said
    assert moments.latest(first, last, NOW) == span


def test_names_of_rules_are_said_in_the_language_of_the_bill(product_with: Callable[..., Product]) -> None:
    option = option_of(product_with())
    unit = unit_of(option, 10_000)
    season = Season.objects.create(
        name="High season", first_day=TURN[0], last_day=TURN[1], yearly=True, percent=50
    )
    group = GroupRate.objects.create(name="Groups", people=2, percent=-10)
    early = EarlyBird.objects.create(name="Early", days=3, percent=-5)
    for key, record, name in (
        ("season", season, "Temporada alta"),
        ("group_rate", group, "Grupos"),
        ("early_bird", early, "Con antelación"),
    ):
        NameTranslation.objects.create(**{key: record}, language="es", name=name)

    def said(language: str) -> str:
        rules = queries.rules([option.pk], at=NOW, language=language)
        day = date(2026, 12, 24)
        item = BasketItem("a", option.product_id, option.pk, {unit.pk: 2}, people=2, starts_on=day)
        with translation.override(language):
            return " ".join(price(Basket("USD", (item,)), rules, at=NOW).explanation)

    spanish, english, french = said("es"), said("en"), said("fr")
    assert all(name in spanish for name in ("Temporada alta", "Grupos", "Con antelación"))
    assert all(name in english for name in ("High season", "Groups", "Early"))
    assert "High season" in french


def test_a_policy_is_told_in_the_readers_words_where_there_are_some(
    product_with: Callable[..., Product], django_assert_num_queries: Any
) -> None:
    policy = CancellationPolicy.objects.create(name="Moderate", description="Call us early.", standard=True)
    NameTranslation.objects.create(
        policy=policy, language="es", name="Moderada", description="Llámenos pronto."
    )
    product = product_with()
    with django_assert_num_queries(1):
        copied = cancelling.snapshot(product)
    for language, told in (("es", "Llámenos pronto."), ("en", "Call us early."), ("fr", "Call us early.")):
        with translation.override(language):
            assert cancelling.describe(copied) == [told]


def test_seasons_and_policies_have_their_names_on_their_screens(
    coral: Tenant, owner: User, browser_of: Callable[..., Client]
) -> None:
    with context.use_tenant(coral):
        values: dict[str, Any] = {
            "name": "High season",
            "first_day": TURN[0],
            "last_day": TURN[1],
            "yearly": True,
            "percent": 20,
        }
        season = services.create_term(
            record=Season(),
            values=values,
            children={"names": rows({"language": "es", "name": "Temporada alta"})},
            by=None,
            at=NOW,
        )
        names = rows({"language": "es", "name": "Moderada", "description": "Llámenos."})
        policy = services.create_term(
            record=CancellationPolicy(),
            values={"name": "Moderate"},
            children={"names": names, "rules": []},
            by=None,
            at=NOW,
        )
        assert season.names.get().name == "Temporada alta"
    desk = browser_of(who=owner)
    for path, told in (
        (f"season/{season.pk}/change/", ("Temporada alta", "Every year")),
        (f"cancellationpolicy/{policy.pk}/change/", ("Moderada", "Llámenos.")),
    ):
        page = desk.get(f"/admin/catalog/{path}").content.decode()
        assert all(one in page for one in told), path
