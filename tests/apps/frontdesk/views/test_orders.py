"""Orders and quotes in the back office: what staff send, print and withdraw, each by its permission."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import Member, Role
from apps.bookings.models import Booking
from apps.frontdesk import services
from apps.frontdesk.types import Placed
from apps.kernel import clock
from apps.messaging.models import Message
from apps.sales.models import Order
from apps.tenancy.models import Tenant
from tests.apps.frontdesk.conftest import ANA, Trip, reread
from tests.apps.frontdesk.views.test_booking import address, values
from tests.conftest import NOW


@pytest.fixture
def quote(trip: Trip, boss: Member) -> Order:
    """A quote for two."""
    at = clock.now()
    return services.send_quote(
        choices=[trip.choice(2)], contact=ANA, valid_until=at + timedelta(days=3), by=boss, at=at
    )


def page_of(browser: Client, order: Order) -> str:
    return browser.get(f"/admin/sales/order/{order.pk}/").content.decode()


def do(browser: Client, order: Order, action: str, **given: Any) -> Any:
    return browser.post(f"/admin/sales/order/{order.pk}/do/{action}/", {"confirmed": "1", **given})


def test_the_form_of_a_new_booking_becomes_a_quote(
    trip: Trip, clerk: Any, browser_of: Callable[..., Client]
) -> None:
    browser = browser_of(who=clerk)
    form = browser.get(address(trip)).content.decode()
    week = (clock.now() + timedelta(days=7)).date()
    assert "Send as quote" in form
    assert f'value="{week:%Y-%m-%d}"' in form
    response = browser.post(address(trip), values(trip, step="quote", valid_until=f"{week:%Y-%m-%d}"))
    order = Order.objects.get(status="quote")
    assert response["Location"] == f"/admin/sales/order/{order.pk}/"
    assert not Booking.objects.exists()
    page = page_of(browser, order)
    assert "It can be accepted until" in page
    assert "The places are not held" in page


def test_a_quote_needs_its_day_and_a_day_to_come(
    trip: Trip, clerk: Any, browser_of: Callable[..., Client]
) -> None:
    browser = browser_of(who=clerk)
    for day, said in (("", "Say until when"), ("2020-01-01", "moment to come")):
        page = browser.post(address(trip), values(trip, step="quote", valid_until=day)).content.decode()
        assert said in page
    assert not Order.objects.exists()


def test_orders_are_filtered_by_quotes(
    quote: Order, booked: Callable[..., Placed], owner: Any, browser_of: Callable[..., Client]
) -> None:
    placed = booked().order
    page = browser_of(who=owner).get("/admin/sales/order/?f.status.in=quote").content.decode()
    assert str(quote.reference) in page
    assert str(placed.reference) not in page


def test_staff_extend_resend_and_withdraw_a_quote(
    quote: Order, clerk: Any, browser_of: Callable[..., Client]
) -> None:
    browser = browser_of(who=clerk)
    later = (clock.now() + timedelta(days=30)).date()
    assert do(browser, quote, "extend-quote", valid_until=f"{later:%Y-%m-%d}").status_code == 302
    fresh = reread(quote)
    assert fresh.valid_until.date() >= later
    assert do(browser, quote, "send-quote").status_code == 302
    assert do(browser, quote, "withdraw-quote").status_code == 302
    assert reread(quote).status == "cancelled"
    assert "It was withdrawn" in page_of(browser, quote)
    assert do(browser, quote, "withdraw-quote").status_code == 404


def test_an_orders_page_prints_and_leads_to_bookings_and_customer(
    booked: Callable[..., Placed], clerk: Any, browser_of: Callable[..., Client]
) -> None:
    placed = booked()
    [booking] = placed.bookings
    browser = browser_of(who=clerk)
    page = page_of(browser, placed.order)
    for link in (
        f"/admin/sales/order/{placed.order.pk}/summary.pdf",
        f"/admin/bookings/booking/{booking.pk}/confirmation.pdf",
        f"/admin/bookings/booking/{booking.pk}/",
        f"/admin/customers/customer/{booking.customer_id}/",
    ):
        assert f'href="{link}"' in page
    assert browser.get(f"/admin/sales/order/{placed.order.pk}/summary.pdf").content[:5] == b"%PDF-"


def test_the_confirmation_is_sent_again_from_the_order(
    booked: Callable[..., Placed], clerk: Any, browser_of: Callable[..., Client]
) -> None:
    placed = booked()
    assert do(browser_of(who=clerk), placed.order, "send-confirmation").status_code == 302
    message = Message.objects.get()
    assert (message.occasion, message.to_address) == ("booking_confirmed", ANA.email)
    assert len(message.attachments) == 2
    services.cancel_booking(booking=placed.bookings[0], by=None, at=NOW)
    assert do(browser_of(who=clerk), placed.order, "send-confirmation").status_code in (200, 404)
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("may", "sees", "misses"),
    [
        (
            ["sales.view"],
            ["summary.pdf"],
            ["confirmation.pdf", "send-confirmation", "withdraw-quote", "/admin/customers/customer/"],
        ),
        (["sales.view", "bookings.view"], ["summary.pdf", "confirmation.pdf"], ["send-confirmation"]),
        (["sales.view", "bookings.view", "bookings.change"], ["send-confirmation"], ["extend-quote"]),
        (["sales.view", "customers.view"], ["/admin/customers/customer/"], ["confirmation.pdf"]),
    ],
)
def test_each_way_and_action_asks_for_its_own_right(
    may: list[str],
    sees: list[str],
    misses: list[str],
    in_coral: Tenant,
    booked: Callable[..., Placed],
    quote: Order,
    clerk: Any,
    browser_of: Callable[..., Client],
) -> None:
    placed = booked()
    role = Role.objects.create(name="Limited", key="limited", may=may)
    Member.objects.filter(user=clerk).update(role=role)
    browser = browser_of(who=clerk)
    page = page_of(browser, placed.order)
    for part in sees:
        assert part in page
    for part in misses:
        assert part not in page + page_of(browser, quote)
    if "send-confirmation" in misses:
        assert do(browser, placed.order, "send-confirmation").status_code == 403
    assert do(browser, quote, "withdraw-quote").status_code == 403
    assert reread(quote).status == "quote"


def test_another_businesss_order_has_no_papers(
    quote: Order, northgate: Tenant, stranger: Any, browser_of: Callable[..., Client]
) -> None:
    for paper in ("quote.pdf", "summary.pdf"):
        response = browser_of("northgate.localhost", stranger).get(f"/admin/sales/order/{quote.pk}/{paper}")
        assert response.status_code in (403, 404)
