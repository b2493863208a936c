"""Staff see orders and correct them through the generated pages."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from apps.accounts.models import User
from apps.catalog.models import Option
from apps.customers.models import Customer
from apps.sales import services
from apps.sales.models import Order
from apps.sales.types import Chosen
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.apps.sales.conftest import of
from tests.conftest import NOW

ORDERS = "/admin/sales/order/"


def sold(trip: Option, customer: Customer) -> Order:
    """An order of two adults."""
    chosen = [Chosen(option=trip.pk, quantities=of(trip, adult=2))]
    return services.sell(chosen=chosen, customer=customer, at=NOW)


def text(response: Any) -> str:
    """A page."""
    return str(response.content.decode())


def test_an_order_says_what_was_chosen_and_what_it_comes_to(
    browser_of: Callable[..., Client], manager: User, trip: Option, customer: Customer
) -> None:
    order = sold(trip, customer)
    page = text(browser_of(who=manager).get(f"{ORDERS}{order.pk}/"))
    for said in (str(order.reference), "Ana Reyes", "Reef trip, Morning, Adult", "$240.00"):
        assert said in page
    assert str(order.reference) in text(browser_of(who=manager).get(ORDERS))


def test_a_discount_by_hand_needs_a_reason_and_the_right(
    browser_of: Callable[..., Client],
    manager: User,
    clerk: User,
    coral: Tenant,
    trip: Option,
    customer: Customer,
) -> None:
    order = sold(trip, customer)
    address = f"{ORDERS}{order.pk}/do/discount/"
    office = browser_of(who=manager)
    assert "required" in text(office.post(address, {"percent": "10", "confirmed": "1"}))
    assert "a percentage or an amount" in text(office.post(address, {"reason": "rain", "confirmed": "1"}))
    assert browser_of(who=clerk).post(
        address, {"percent": "10", "reason": "rain", "confirmed": "1"}
    ).status_code in (403, 404)
    with context.use_tenant(coral):
        assert Order.objects.get(pk=order.pk).total == 24_000
    answer = office.post(address, {"percent": "10", "reason": "rain", "confirmed": "1"})
    assert answer.status_code == 302, text(answer)
    with context.use_tenant(coral):
        assert Order.objects.get(pk=order.pk).total == 21_600


def test_a_fee_is_added_in_the_businesss_currency(
    browser_of: Callable[..., Client], manager: User, coral: Tenant, trip: Option, customer: Customer
) -> None:
    order = sold(trip, customer)
    answer = browser_of(who=manager).post(
        f"{ORDERS}{order.pk}/do/fee/", {"label": "Pick-up", "amount": "12.50", "confirmed": "1"}
    )
    assert answer.status_code == 302, text(answer)
    with context.use_tenant(coral):
        assert Order.objects.get(pk=order.pk).total == 25_250


def test_another_business_finds_no_order(
    browser_of: Callable[..., Client], stranger: User, trip: Option, customer: Customer
) -> None:
    order = sold(trip, customer)
    browser = browser_of("northgate.localhost", who=stranger)
    assert browser.get(f"{ORDERS}{order.pk}/").status_code == 404
