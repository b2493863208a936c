"""Rules of prices, taxes and cancellation are made as their owners write them."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.backoffice.errors import Invalid
from apps.backoffice.types import Amount, Child, Incoming
from apps.catalog import services
from apps.catalog.models import CancellationPolicy, EarlyBird, Product, PromotionalCode, Season, TaxClass
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.apps.catalog.conftest import option_of, rows
from tests.conftest import NOW

SUMMER: dict[str, Any] = {
    "name": "Summer",
    "first_day": "2026-06-01",
    "last_day": "2026-08-31",
    "percent": 20,
}


def made(record: Any, children: dict[str, Sequence[Child]] | None = None, **values: Any) -> Any:
    """A rule, saved as the back office saves it."""
    return services.create_term(record=record, values=values, children=children, by=None, at=NOW)


def test_amounts_are_in_the_businesss_currency_unless_they_say(in_coral: Tenant) -> None:
    days: dict[str, Any] = {"name": "Early", "days": 30}
    assert made(EarlyBird(), **days, amount=-500).currency == "USD"
    other = made(EarlyBird(), name="Other", days=60, amount=Amount(-500, "EUR"))
    assert (other.currency, other.change) == ("EUR", "fixed")


def test_what_it_does_not_change_by_is_left_out(in_coral: Tenant) -> None:
    season = made(Season(), **SUMMER, change="percent", amount=500)
    assert (season.percent, season.amount) == (20, None)
    services.update_term(
        record=season, values={"change": "fixed", "percent": 20, "amount": 700}, by=None, at=NOW
    )
    season.refresh_from_db()
    assert (season.percent, season.amount) == (None, 700)


@pytest.mark.parametrize(("given", "kept"), [(["Sat", "sunday", 4], [4, 5, 6]), (["0"], [0]), ([], [])])
def test_weekdays_are_understood_by_name(in_coral: Tenant, given: list[Any], kept: list[int]) -> None:
    assert made(Season(), **SUMMER, weekdays=given).weekdays == kept


def test_a_day_that_is_none_is_refused(in_coral: Tenant) -> None:
    with pytest.raises(Invalid) as wrong:
        made(Season(), **SUMMER, weekdays=["someday"])
    assert list(wrong.value.by_key) == ["weekdays"]


def test_an_option_brings_its_product_and_no_other(product_with: Callable[..., Product]) -> None:
    trip, other = product_with("Trip"), product_with("Other")
    option = option_of(trip)
    assert made(Season(), **SUMMER, option=option.pk).product == trip
    with pytest.raises(Invalid):
        made(Season(), **SUMMER, option=option, product=other)
    code = made(PromotionalCode(), {"targets": rows({"option": option.pk})}, code="go", percent=5)
    assert code.targets.get().product == trip


def test_a_code_is_written_in_one_form(in_coral: Tenant) -> None:
    assert made(PromotionalCode(), code="summer 2026", percent=10).code == "SUMMER2026"
    with pytest.raises(Invalid, match="such a code already"):
        made(PromotionalCode(), code="SUMMER2026", percent=10)
    with pytest.raises(Invalid, match="not both"):
        made(PromotionalCode(), code="BOTH", percent=10, amount=500)


def test_who_cancels_earlier_is_not_given_back_less(in_coral: Tenant) -> None:
    good = rows({"hours_before": 168, "refund_percent": 100}, {"hours_before": 72, "refund_percent": 50})
    policy = made(CancellationPolicy(), {"rules": good}, name="Flexible")
    worse = rows({"hours_before": 24, "refund_percent": 80})
    with pytest.raises(Invalid, match="cannot be given back less"):
        services.update_term(record=policy, values={}, children={"rules": worse}, by=None, at=NOW)
    assert policy.rules.count() == 2


def test_only_one_tax_class_is_for_products_that_name_none(in_coral: Tenant) -> None:
    rates = rows(
        {"name": "VAT", "kind": "percent", "percent": 20}, {"name": "City tax", "kind": "unit", "amount": 100}
    )
    tax = made(TaxClass(), {"rates": rates}, name="Tours", standard=True)
    assert [(one.percent, one.amount, one.currency) for one in tax.rates.all()] == [
        (20, None, "USD"),
        (None, 100, "USD"),
    ]
    with pytest.raises(Invalid, match="Another tax class"):
        made(TaxClass(), name="Goods", standard=True)


def test_rules_are_imported_one_by_one(in_coral: Tenant) -> None:
    standing = made(EarlyBird(), name="Early", days=30, percent=-10)
    done = services.save_early_birds(
        rows=[
            Incoming(number=1, pk=standing.pk, values={"percent": -15}),
            Incoming(number=2, pk=None, values={"name": "Later", "days": 0, "percent": -5}),
            Incoming(number=3, pk=None, values={"name": "Earlier", "days": 60, "percent": -20}),
        ],
        by=None,
        at=NOW,
    )
    assert [type(one).__name__ for one in done] == ["EarlyBird", "Invalid", "EarlyBird"]
    assert dict(EarlyBird.objects.values_list("days", "percent")) == {30: -15, 60: -20}


def test_what_a_product_asks_is_kept_as_keys(product_with: Callable[..., Product]) -> None:
    product = product_with(asks=["Names of all who come", "diet", "certificate", "diet"])
    assert product.asks == ["names", "diet", "certificate"]
    with pytest.raises(Invalid):
        product_with("Other", asks=["What?"])


def test_a_fixed_deposit_is_in_the_businesss_currency(product_with: Callable[..., Product]) -> None:
    assert product_with(deposit="fixed", deposit_amount=5_000).deposit_currency == "USD"
    with pytest.raises(Invalid, match="how much the deposit is"):
        product_with("Other", deposit="percent")


def test_a_code_is_added_through_its_form(
    browser_of: Callable[..., Client], manager: User, clerk: User, coral: Tenant
) -> None:
    data: dict[str, Any] = {"code": "welcome", "percent": "12.5", "minimum": "50", "active": "on"}
    data |= {"targets-TOTAL_FORMS": 0, "targets-INITIAL_FORMS": 0}
    address = "/admin/catalog/promotionalcode/"
    answer = browser_of(who=manager).post(f"{address}add/", data)
    assert answer.status_code == 302, answer.content.decode()
    with context.use_tenant(coral):
        code = PromotionalCode.objects.get()
    assert (code.code, code.minimum, code.currency) == ("WELCOME", 5_000, "USD")
    page = browser_of(who=clerk).get(f"{address}{code.pk}/")
    assert "WELCOME" in page.content.decode()
    assert browser_of(who=clerk).post(f"{address}add/", data).status_code == 403
