"""Staff at work in a real browser: booking by phone, dragging an appointment, moving a stay on the tape chart."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from apps.backoffice.models import CustomField
from apps.bookings.models import Booking
from apps.capacity.models import Departure, Reservation
from apps.catalog.models import Product
from apps.customers import services as customers
from apps.customers.models import Vehicle
from apps.kernel import clock
from apps.tenancy import context
from tests.apps.frontdesk.conftest import Trip, trip_of
from tests.apps.frontdesk.selling import Garage, House, garage_of, house_of
from tests.browser.conftest import Site
from tests.browser.test_schedule import drag

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OWNER, CLERK = "owner@coral.example", "staff@coral.example"
SHOTS = os.environ.get("SHOTS", "")
ZONE = ZoneInfo("America/Belize")


@dataclass(frozen=True, slots=True)
class Shop:
    """A trip of tomorrow, two technicians and three rooms."""

    trip: Trip
    garage: Garage
    house: House
    day: date
    jobs: list[Booking]
    stays: list[Booking]


@pytest.fixture
def shop(site: Site, coral: Any) -> Iterator[Shop]:
    """With somebody in it."""
    now = clock.now()
    day = now.astimezone(ZONE).date() + timedelta(days=1)
    starts_at = now.replace(hour=15, minute=0, second=0, microsecond=0) + timedelta(days=1)
    with context.use_tenant(coral):
        trip = trip_of()
        Departure.objects.filter(pk=trip.departure.pk).update(
            starts_at=starts_at, ends_at=starts_at + timedelta(hours=4)
        )
        trip.departure.refresh_from_db()
        garage, house = garage_of(), house_of()
        jobs = [
            garage.job("Rosa Paz", starts_at=starts_at, who=0, at=now),
            garage.job("Karim Haddad", starts_at=starts_at, who=1, at=now),
        ]
        stays = [
            house.stay("Mina Okafor", arrival=day, nights=3, room=house.rooms[0], at=now),
            house.stay("Jan de Vries", arrival=day, nights=2, room=house.rooms[1], at=now),
        ]
        customers.create_customer(
            values={"name": "Ana Ruiz", "email": "ana@guests.example", "phone": "+34600111222"},
            by=None,
            at=now,
        )
        yield Shop(trip, garage, house, day, jobs, stays)


def shot(page: Page, name: str) -> None:
    """A picture for people, where SHOTS names a folder."""
    if SHOTS:
        width = page.evaluate("innerWidth")
        page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)


def test_staff_book_by_phone_for_a_customer_they_know(
    page: Page,
    site: Site,
    shop: Shop,
    coral: Any,
    sign_in: Callable[..., None],
    looks_right: Callable[[Page], None],
) -> None:
    sign_in(page, CLERK, "coral")
    page.goto(site.url("/admin/bookings/booking/add/", "coral"))
    shot(page, "book-choose")
    looks_right(page)
    page.get_by_role("link", name="Morning (Reef trip)").click()
    page.get_by_label("Adult").fill("2")
    page.get_by_label("Child").fill("1")
    expect(page.locator("#desk-people fieldset.child")).to_have_count(3)
    page.locator(".desk-time", has_text="10 places left").click()
    expect(page.locator("#desk-price")).to_contain_text("$260.00")
    page.get_by_label("Find a customer").fill("ruiz")
    page.locator(".desk-time", has_text="Ana Ruiz").click()
    expect(page.get_by_label("E-mail")).to_be_hidden()
    page.locator("#desk-people").get_by_label("Given name").first.fill("Ana")
    page.locator("#desk-people").get_by_label("Diet").nth(2).fill("No nuts")
    page.get_by_label("Special requests").fill("Front of the boat")
    expect(page.locator("#desk-price")).to_contain_text("$260.00")
    # What was written last is asked once, and then nothing.
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(1200)
    assert len(asked) <= 1
    shot(page, "book")
    looks_right(page)
    page.get_by_role("button", name="Book", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("Booked: BK-")
    shot(page, "booking")
    looks_right(page)
    with context.use_tenant(coral):
        [booking] = Booking.objects.filter(departure=shop.trip.departure)
        assert (booking.people, booking.total, booking.customer.name) == (3, 26_000, "Ana Ruiz")
        assert booking.source == "phone"
    page.goto(site.url(f"/admin/capacity/departure/{shop.trip.departure.pk}/", "coral"))
    page.get_by_role("button", name="Check in Ana Ruiz").click()
    expect(page.locator("#roster")).to_contain_text("3 of 3 here")
    shot(page, "departure")
    looks_right(page)
    for name, path in (
        ("customer", f"/admin/customers/customer/{booking.customer_id}/"),
        ("order", f"/admin/sales/order/{booking.order_id}/"),
        ("manifest", f"/admin/capacity/departure/{shop.trip.departure.pk}/manifest/"),
        ("today", "/admin/"),
    ):
        page.goto(site.url(path, "coral"))
        shot(page, name)
        looks_right(page)


def test_it_works_without_a_script(
    chromium: Any, site: Site, shop: Shop, coral: Any, sign_in: Callable[..., None]
) -> None:
    browser = chromium.new_context(java_script_enabled=False)
    page = browser.new_page()
    sign_in(page, OWNER, "coral")
    page.goto(
        site.url(f"/admin/bookings/booking/add/?option={shop.garage.option.pk}&day={shop.day}", "coral")
    )
    page.get_by_role("button", name="Show times").click()
    page.locator(".desk-time", has_text="13:00\N{EN DASH}15:00").click()
    page.locator("#id_name").fill("Bea Lang")
    page.get_by_role("button", name="Show the price").click()
    expect(page.locator("#desk-price")).to_contain_text("$180.00")
    expect(page.locator("#id_name")).to_have_value("Bea Lang")
    page.get_by_role("button", name="Book", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("Booked: BK-")
    browser.close()


def test_an_appointment_is_dragged_and_refused_where_somebody_is(
    page: Page,
    site: Site,
    shop: Shop,
    coral: Any,
    sign_in: Callable[..., None],
    looks_right: Callable[[Page], None],
) -> None:
    sign_in(page, OWNER, "coral")
    page.goto(site.url(f"/admin/capacity/reservation/calendar/?view=day&by=row&on={shop.day}", "coral"))
    shot(page, "calendar")
    looks_right(page)
    page.set_viewport_size({"width": 1280, "height": 1500})
    rosa = page.locator(".cal-entry", has_text="Rosa Paz")
    ben = page.locator(f".cal-column[data-row='{shop.garage.crew[1].pk}'] .cal-slots")
    hours = page.locator(".cal-hours li").count()
    first = int(page.locator(".cal-times").get_attribute("data-first-hour") or 0)
    box: Any = ben.bounding_box()
    per_hour = box["height"] / hours
    # The hand holds it 8 px below its upper edge.
    drag(page, rosa, ben, y=(9 - first) * per_hour + 10)
    expect(page.locator("#cal-said")).to_contain_text("Ben")
    with context.use_tenant(coral):
        assert Booking.objects.get(pk=shop.jobs[0].pk).starts_at == shop.jobs[0].starts_at
    drag(page, rosa, ben, y=(13 - first) * per_hour + 10)
    expect(page.locator("#cal-said")).to_contain_text("13:00")
    with context.use_tenant(coral):
        moved = Booking.objects.get(pk=shop.jobs[0].pk)
        assert moved.starts_at.astimezone(ZONE).hour == 13
        taken = Reservation.objects.get(hold=moved.hold_id, status="confirmed")
        assert taken.resource == shop.garage.crew[1]


def test_a_stay_is_moved_on_the_tape_chart(
    page: Page,
    site: Site,
    shop: Shop,
    coral: Any,
    sign_in: Callable[..., None],
    looks_right: Callable[[Page], None],
) -> None:
    sign_in(page, OWNER, "coral")
    page.goto(site.url("/admin/desk/rooms/", "coral"))
    shot(page, "tape")
    looks_right(page)
    phone = page.evaluate("innerWidth") < 500
    mine = page.locator(".tape-phone" if phone else ".tape-wide")
    if phone:
        mine.get_by_role("link", name="Move Mina Okafor").click()
        shot(page, "tape-move")
        looks_right(page)
        page.get_by_label("Room").select_option(label="102 (Double rooms)")
        page.get_by_role("button", name="Move").click()
        expect(page.locator(".summary")).to_contain_text("102")
        page.get_by_label("Room").select_option(label="103 (Double rooms)")
        page.get_by_role("button", name="Move").click()
        expect(page.locator(".messages")).to_contain_text("Moved to 103")
    else:
        bar = mine.locator(".tape-bar", has_text="Mina Okafor")
        taken = mine.locator(f"tr[data-row='{shop.house.rooms[1].pk}'] .tape-cell[data-date='{shop.day}']")
        free = mine.locator(f"tr[data-row='{shop.house.rooms[2].pk}'] .tape-cell[data-date='{shop.day}']")
        drag(page, bar, taken)
        expect(page.locator("#cal-said")).to_contain_text("102")
        drag(page, bar, free)
        expect(page.locator("#cal-said")).to_contain_text("Moved to 103")
        row = mine.locator(f"tr[data-row='{shop.house.rooms[2].pk}']")
        expect(row.locator(".tape-bar", has_text="Mina Okafor")).to_be_visible()
        shot(page, "tape-moved")
    with context.use_tenant(coral):
        stay = Booking.objects.get(pk=shop.stays[0].pk)
        assert Reservation.objects.get(hold=stay.hold_id, status="confirmed").resource == shop.house.rooms[2]
        assert stay.starts_at == shop.stays[0].starts_at


def test_staff_ask_what_the_owner_asks_and_pick_a_known_vehicle(
    page: Page,
    site: Site,
    shop: Shop,
    coral: Any,
    sign_in: Callable[..., None],
    looks_right: Callable[[Page], None],
) -> None:
    with context.use_tenant(coral):
        CustomField.objects.create(
            on="bookings.booking", key="gate", label="Gate code", kind="text", public=True, required=True
        )
        Product.objects.filter(pk=shop.garage.option.product_id).update(asks=["vehicle", "gate"])
        rosa = shop.jobs[0].customer
        Vehicle.objects.create(customer=rosa, plate="AB12CDE", make="Volvo", model="XC90")
    sign_in(page, OWNER, "coral")
    page.goto(site.url(f"/admin/bookings/booking/add/?option={shop.garage.option.pk}", "coral"))
    page.get_by_label("From day").fill(f"{shop.day + timedelta(days=1):%Y-%m-%d}")
    page.get_by_label("Another time").fill("10:00")
    expect(page.locator("#desk-price")).to_contain_text("$180.00")
    expect(page.get_by_label("Make")).to_be_visible()
    page.get_by_label("Find a customer").fill("rosa")
    page.locator(".desk-time", has_text="Rosa Paz").click()
    page.locator("#desk-vehicle select").select_option(label="AB12CDE, Volvo XC90")
    page.get_by_text("Set something aside").click()
    page.get_by_label("Cancellation policy").select_option(label="No refund")
    page.get_by_label("Reason").fill("Last minute price")
    shot(page, "book-vehicle")
    looks_right(page)
    page.get_by_role("button", name="Book", exact=True).click()
    expect(page.locator(".summary, [role=alert]").first).to_contain_text("This field is required.")
    shot(page, "book-vehicle-refused")
    looks_right(page)
    page.get_by_label("Gate code").fill("4711#")
    page.get_by_role("button", name="Book", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("Booked: BK-")
    shot(page, "booking-vehicle")
    looks_right(page)
    with context.use_tenant(coral):
        booking = Booking.objects.latest("pk")
        assert (booking.customer, booking.plate, booking.custom) == (rosa, "AB12CDE", {"gate": "4711#"})
        assert (booking.policy["rules"], booking.policy["reason"]) == ([], "Last minute price")
