"""A quote's page: what a customer sees of it and does with it, by its link alone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.catalog.models import Product
from apps.frontdesk import services
from apps.kernel import clock
from apps.sales.models import Order
from apps.tenancy.models import Tenant
from tests.apps.frontdesk.conftest import ANA, Trip, boss, reread
from tests.cms.booking.conftest import HERE, text, value_of

__all__ = ["boss"]


@pytest.fixture
def quoted(trip: Trip, boss: Member) -> Callable[..., Order]:
    """A quote for two, valid for a week."""
    Product.objects.filter(pk=trip.product.pk).update(included="Tanks and weights\nLunch on board")

    def send(**more: Any) -> Order:
        at = clock.now()
        options = {"valid_until": at + timedelta(days=7), "contact": ANA, "by": boss, **more}
        return services.send_quote(choices=[trip.choice(2)], at=at, **options)

    return send


def accept(browser: Any, order: Order, **changed: Any) -> Any:
    """Agree to what the page shows."""
    page = text(browser.get(f"/quote/{order.token}/"))
    form = {"total": value_of(page, "total"), "agreed": "on", **changed}
    return browser.post(f"/quote/{order.token}/accept/", form, headers=HERE)


def test_the_page_says_what_it_costs_what_comes_with_it_and_until_when(
    quoted: Callable[..., Order], browser_of: Any
) -> None:
    order = quoted()
    response = browser_of().get(f"/quote/{order.token}/")
    page = text(response)
    for said in (
        "Reef trip",
        "$200.00",
        "Valid until",
        "Lunch on board",
        "Places are not held",
        str(order.reference),
    ):
        assert said in page
    assert "no-store" in response["Cache-Control"]
    assert reread(order).viewed_at is not None
    assert "Places are not held" not in text(browser_of().get(f"/quote/{quoted(hold=True).token}/"))


def test_accepting_leads_to_what_is_booked_and_so_does_a_second_click(
    quoted: Callable[..., Order], browser_of: Any
) -> None:
    order, browser = quoted(), browser_of()
    page = text(browser.get(f"/quote/{order.token}/"))
    form = {"total": value_of(page, "total"), "agreed": "on"}
    for _click in range(2):
        response = browser.post(f"/quote/{order.token}/accept/", form, headers=HERE)
        assert (response.status_code, response["Location"]) == (303, f"/checkout/done/{order.token}/")
    assert Booking.objects.count() == 1
    assert Booking.objects.get().reference in text(browser.get(response["Location"]))
    assert "This quote was accepted" in text(browser.get(f"/quote/{order.token}/"))


def test_nothing_is_booked_without_agreeing_or_at_another_price(
    quoted: Callable[..., Order], browser_of: Any
) -> None:
    order, browser = quoted(), browser_of()
    assert accept(browser, order, agreed="").status_code == 422
    assert accept(browser, order, total="1").status_code == 422
    elsewhere = {"total": str(order.total), "agreed": "on"}
    foreign = browser.post(
        f"/quote/{order.token}/accept/", elsewhere, headers={"origin": "http://elsewhere.example"}
    )
    assert foreign.status_code == 403
    assert not Booking.objects.exists()


def test_what_was_sold_meanwhile_is_said_in_words(
    trip: Trip, quoted: Callable[..., Order], browser_of: Any
) -> None:
    order = quoted()
    services.book(choices=[trip.choice(10)], contact=ANA, at=clock.now())
    response = accept(browser_of(), order)
    assert response.status_code == 422
    assert "no longer free" in text(response)
    assert reread(order).status == "quote"


def test_states_that_are_over_are_said_in_words_without_a_button(
    boss: Member, quoted: Callable[..., Order], browser_of: Any
) -> None:
    browser = browser_of()
    expired, withdrawn, declined = quoted(), quoted(), quoted()
    Order.objects.filter(pk=expired.pk).update(valid_until=clock.now() - timedelta(seconds=1))
    services.withdraw_quote(order=withdrawn, by=boss, at=clock.now())
    browser.post(f"/quote/{declined.token}/decline/", headers=HERE)
    for order, said in ((expired, "was valid until"), (withdrawn, "withdrawn"), (declined, "was declined")):
        page = text(browser.get(f"/quote/{order.token}/"))
        assert said in page
        assert "Accept and book" not in page
        sent = {"total": str(order.total), "agreed": "on"}
        assert browser.post(f"/quote/{order.token}/accept/", sent, headers=HERE).status_code == 422
    assert not Booking.objects.exists()


def test_only_a_quotes_own_token_on_its_own_business_leads_to_it(
    trip: Trip, northgate: Tenant, quoted: Callable[..., Order], browser_of: Any
) -> None:
    order = quoted()
    placed = services.book(choices=[trip.choice(1)], contact=ANA, at=clock.now())
    for path in ("", "quote.pdf"):
        assert browser_of().get(f"/quote/{uuid4()}/{path}").status_code == 404
        assert browser_of("northgate.localhost").get(f"/quote/{order.token}/{path}").status_code == 404
        # What was never quoted has no such page.
        assert browser_of().get(f"/quote/{placed.order.token}/{path}").status_code == 404
    sent = {"total": str(order.total), "agreed": "on"}
    there = {"origin": "http://northgate.localhost"}
    for action in ("accept", "decline"):
        response = browser_of("northgate.localhost").post(
            f"/quote/{order.token}/{action}/", sent, headers=there
        )
        assert response.status_code == 404
    assert reread(order).status == "quote"


def test_the_checkout_does_not_place_a_quote(quoted: Callable[..., Order], browser_of: Any) -> None:
    order = quoted()
    sent = {"order": str(order.token), "total": str(order.total), "agreed": "on"}
    assert browser_of().post("/checkout/review/", sent, headers=HERE).status_code == 303
    assert reread(order).status == "quote"


def test_the_paper(quoted: Callable[..., Order], browser_of: Any) -> None:
    response = browser_of().get(f"/quote/{quoted().token}/quote.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response.content[:5] == b"%PDF-"
