"""Staff offer a trip at a price, and the customer who opens the link accepts it."""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from apps.bookings.models import Booking
from apps.capacity.models import Departure
from apps.events.services import dispatch
from apps.kernel import clock
from apps.messaging.models import Message
from apps.sales.models import Order
from apps.tenancy import context
from tests.apps.frontdesk.conftest import Trip, trip_of
from tests.browser.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CLERK = "staff@coral.example"
ZONE = ZoneInfo("America/Belize")
SHOTS = os.environ.get("SHOTS", "")


def trip_in_five_days() -> Trip:
    """With ten places."""
    trip = trip_of()
    starts_at = clock.now().replace(hour=15, minute=0, second=0, microsecond=0) + timedelta(days=5)
    Departure.objects.update(starts_at=starts_at, ends_at=starts_at + timedelta(hours=4))
    return trip


def link_of(message: Message) -> str:
    """The way to the quote that the customer was sent."""
    found = re.search(r"/quote/[0-9a-f-]{36}/", message.text)
    assert found is not None, message.text
    return found[0]


def shot(page: Page, name: str) -> None:
    """A picture for people, where SHOTS names a folder."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def send_quote(page: Page, site: Site, trip: Trip) -> None:
    """Two places for Ana, offered in the form until two days before."""
    page.goto(site.url(f"/admin/bookings/booking/add/?option={trip.option.pk}", "coral"))
    page.get_by_label("Adult").fill("2")
    day = clock.now().astimezone(ZONE).date() + timedelta(days=5)
    page.get_by_label("From day").fill(f"{day:%Y-%m-%d}")
    page.locator(".desk-time", has_text="10 places left").click()
    expect(page.locator("#desk-price")).to_contain_text("$200.00")
    page.locator("#id_name").fill("Ana Ruiz")
    page.get_by_label("E-mail").fill("ana@guests.example")
    page.get_by_text("Send it as a quote").click()
    page.get_by_label("Quote valid until").fill(f"{day - timedelta(days=2):%Y-%m-%d}")
    page.get_by_role("button", name="Send as quote").click()


@pytest.mark.parametrize("page", ["desk"], indirect=True)
def test_a_quote_is_made_sent_opened_and_accepted(
    page: Page,
    site: Site,
    coral: Any,
    chromium: Any,
    sign_in: Callable[..., None],
    looks_right: Callable[[Page], None],
) -> None:
    with context.use_tenant(coral):
        trip = trip_in_five_days()
    sign_in(page, CLERK, "coral")
    send_quote(page, site, trip)
    expect(page.locator(".messages")).to_contain_text("is on its way to ana@guests.example")
    looks_right(page)
    shot(page, "quote-order")
    with context.use_tenant(coral):
        dispatch(at=clock.now())
        link = link_of(Message.objects.get(to_address="ana@guests.example"))
        assert not Booking.objects.exists()

    guest = chromium.new_context(viewport=page.viewport_size).new_page()
    guest.goto(site.url(link, "coral"))
    expect(guest.get_by_role("heading", level=1)).to_contain_text("Quote ")
    expect(guest.locator(".thing")).to_contain_text("Reef trip")
    looks_right(guest)
    shot(guest, "quote")
    guest.get_by_role("checkbox").check()
    guest.get_by_role("button", name="Accept and book for $200.00").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("You are booked")
    guest.goto(site.url(link, "coral"))
    expect(guest.get_by_role("status")).to_be_visible()
    expect(guest.get_by_role("button", name="Accept and book")).to_have_count(0)
    guest.context.close()

    with context.use_tenant(coral):
        booking = Booking.objects.get()
        assert (booking.people, booking.total, booking.customer.name) == (2, 20_000, "Ana Ruiz")
        assert Order.objects.get().status == "placed"
    page.goto(site.url("/admin/bookings/booking/", "coral"))
    expect(page.locator("main")).to_contain_text(booking.reference)
    expect(page.locator("main")).to_contain_text("Ana Ruiz")
