"""The rules as the database has them are those the price function gets."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from apps.catalog import queries
from apps.catalog.models import (
    CodeTarget,
    EarlyBird,
    GroupRate,
    NameTranslation,
    Product,
    ProductTranslation,
    PromotionalCode,
    Season,
    TaxClass,
    TaxRate,
)
from apps.catalog.pricing import Basket, BasketItem, Move, price
from apps.tenancy.models import Location, Tenant
from tests.apps.catalog.conftest import option_of, unit_of
from tests.conftest import NOW

SUMMER = {"name": "Summer", "first_day": date(2026, 12, 1), "last_day": date(2026, 12, 31)}


def test_all_rules_come_in_one_query(
    product_with: Callable[..., Product], django_assert_num_queries: Callable[..., Any]
) -> None:
    tax = TaxClass.objects.create(name="Tours", standard=True)
    TaxRate.objects.create(tax_class=tax, name="VAT", percent=Decimal("19.6"))
    trip = product_with(deposit="percent", deposit_percent=Decimal("33.5"), balance_days=7)
    option = option_of(trip)
    unit = unit_of(option, 12_000, valid_from=date(2026, 1, 1), most=8)
    Season.objects.create(**SUMMER, option=option, product=trip, percent=20, weekdays=[5, 6], priority=3)
    GroupRate.objects.create(name="Group", people=8, change="fixed", amount=-500, currency="USD")
    EarlyBird.objects.create(name="Early", days=30, percent=-10)
    code = PromotionalCode.objects.create(code="SAVE", percent=5, most_each=2, valid_from=NOW)
    CodeTarget.objects.create(code=code, product=trip)
    with django_assert_num_queries(1):
        found = queries.rules([option.pk], at=NOW, code="SAVE")
    assert (found.units[unit.pk].valid_from, found.units[unit.pk].most) == (date(2026, 1, 1), 8)
    assert found.products[trip.pk].deposit.percent == Decimal("33.5")
    (season,) = found.seasons
    assert (season.move, season.weekdays, season.priority) == (Move(Decimal(20)), frozenset({5, 6}), 3)
    assert [one.move for one in found.group_rates] == [Move(None, -500)]
    assert [one.days for one in found.early_birds] == [30]
    assert [(one.percent, one.tax_class) for one in found.taxes] == [(Decimal("19.6"), tax.pk)]
    assert found.standard_tax_class == tax.pk
    assert found.code is not None
    assert (found.code.targets, found.code.valid_from) == (frozenset({(trip.pk, None)}), NOW)
    first = Location.objects.order_by("pk").first()
    assert first is not None
    assert str(found.places[found.first_place].zone) == first.time_zone


def test_rules_of_others_and_of_the_past_stay_out(product_with: Callable[..., Product]) -> None:
    option, other = option_of(product_with()), product_with("Other")
    Season.objects.create(**SUMMER, product=other, percent=20)
    Season.objects.create(
        **{**SUMMER, "first_day": date(2026, 1, 1), "last_day": date(2026, 2, 1)}, percent=20
    )
    Season.objects.create(**SUMMER, percent=20, active=False)
    Season.objects.create(**SUMMER, change="fixed", amount=100, currency="EUR")
    EarlyBird.objects.create(name="Early", days=30, percent=-10, product=other)
    found = queries.rules([option.pk], at=NOW, code="NONE")
    assert (found.seasons, found.early_birds, found.code) == ([], [], None)


def test_names_are_in_the_language_asked_for(product_with: Callable[..., Product]) -> None:
    trip = product_with()
    option = option_of(trip)
    unit = unit_of(option, 12_000)
    ProductTranslation.objects.create(product=trip, language="es", name="Arrecife")
    NameTranslation.objects.create(option=option, language="es", name="Mañana")
    found = queries.rules([option.pk], at=NOW, language="es")
    assert found.products[trip.pk].name == "Arrecife"
    assert (found.options[option.pk].name, found.units[unit.pk].name) == ("Mañana", "Adult")


def test_another_businesss_rules_are_not_seen(
    product_with: Callable[..., Product], northgate: Tenant, in_coral: Tenant
) -> None:
    option = option_of(product_with())
    found = queries.rules([option.pk, 10**12], at=NOW)
    assert list(found.options) == [option.pk]


def test_from_prices_are_what_one_of_the_cheapest_costs_that_day(
    product_with: Callable[..., Product], django_assert_num_queries: Callable[..., Any]
) -> None:
    trip = product_with()
    option = option_of(trip)
    unit_of(option, 12_000)
    unit_of(option, 0, "Infant")
    child = unit_of(option, 8_000, "Child", valid_until=date(2026, 12, 10))
    Season.objects.create(**SUMMER, percent=20)
    days = [date(2026, 11, 30), date(2026, 12, 10), date(2026, 12, 11)]
    with django_assert_num_queries(2):
        found = queries.day_prices(trip.pk, days, at=NOW)
    assert [found[day].money.minor for day in days] == [8_000, 9_600, 14_400]
    known = queries.rules([option.pk], at=NOW)
    item = BasketItem("a", trip.pk, option.pk, {child.pk: 1}, starts_on=days[1])
    assert price(Basket("USD", (item,)), known, at=NOW).subtotal == 9_600
    assert queries.prices_on([trip.pk], days[2], at=NOW)[trip.pk].money.minor == 14_400
