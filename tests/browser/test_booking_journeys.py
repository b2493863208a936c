"""A customer of each trade books what it sells, at a desk and on a phone, in the trade's own layout and theme."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from apps.bookings.models import Booking
from apps.capacity.models import Departure, Pool, Reservation
from apps.catalog.models import ProductExtra
from apps.kernel import clock
from apps.sales.models import Order
from apps.tenancy import context
from cms.theme.services import save_theme
from cms.theme.types import SUGGESTED, Choices, Layout
from tests.apps.frontdesk.conftest import departure_of, trip_of
from tests.cms.booking import goods

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COLOURS = {
    Layout.EDITORIAL: {"ground": "#fbf7f0"},
    Layout.CALM: {"ground": "#fffcf7"},
    Layout.LIVELY: {"ground": "#ffffff", "second": "#e0a92e"},
    Layout.BOLD: {"ground": "#ffffff", "second": "#f59e0b"},
    Layout.PLAIN: {"ground": "#f6f8f6"},
}


class Journey:
    """A visitor's tab, looked at after each step."""

    def __init__(self, page: Tab, site: Any, check: Callable[[Tab], None], folder: Path, name: str) -> None:
        self.page, self.site, self._check, self._folder, self._name = page, site, check, folder, name
        self._number = 0

    def go(self, path: str) -> None:
        """Open a page of the business."""
        self.page.goto(self.site.url(path, "coral"))

    def seen(self, what: str) -> None:
        """The page is one that everybody can use; a picture of it stays."""
        self._number += 1
        self._check(self.page)
        self.page.screenshot(
            path=str(self._folder / f"{self._name}-{self._number}-{what}.png"), full_page=True
        )

    def book(self) -> None:
        """From the panel into the basket."""
        self.page.locator("#book form[method=post]").get_by_role("button", name="Book").first.click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Your basket")

    def check_out(self, fill: Callable[[], None] = lambda: None) -> str:
        """From the basket to the confirmation, whose heading is returned."""
        page = self.page
        self.seen("basket")
        page.get_by_role("link", name="Continue").click()
        page.get_by_label("Your name").fill("Ana Ruiz")
        page.get_by_label("E-mail").fill("ana@guests.example")
        fill()
        self.seen("details")
        page.get_by_role("button", name="Continue to the review").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Is this right?")
        self.seen("review")
        page.get_by_role("checkbox").check()
        page.get_by_role("button", name="Book now").click()
        expect(page.locator(".steps-done [aria-current]")).to_have_text("Done")
        self.seen("done")
        return page.get_by_role("heading", level=1).inner_text()


@pytest.fixture
def journey(
    page: Tab, site: Any, looks_right: Callable[[Tab], None], tmp_path: Path, request: pytest.FixtureRequest
) -> Journey:
    """A visitor; pictures go into $SHOTS, if it is set."""
    folder = Path(os.environ.get("SHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return Journey(page, site, looks_right, folder, request.node.name.removeprefix("test_"))


def dress(layout: Layout) -> None:
    """The bound business looks like this."""
    save_theme(
        choices=Choices(layout=layout, **{**SUGGESTED[layout], **COLOURS[layout]}), by=None, at=clock.now()
    )


def at_two(days: int) -> datetime:
    """Early afternoon in Europe so many days from now."""
    return (clock.now() + timedelta(days=days)).replace(hour=14, minute=0, second=0, microsecond=0)


def month_of(journey: Journey, day: Any) -> None:
    """Leaf through the calendar to the day's month."""
    for _step in range(3):
        if journey.page.locator(f'.calendar a[href*="{day:%Y-%m-%d}"]').count():
            return
        title = journey.page.locator(".calendar h3").inner_text()
        journey.page.get_by_role("link", name="Month after").click()
        expect(journey.page.locator(".calendar h3")).not_to_have_text(title)


def choose_day(journey: Journey, day: Any, again: str = "") -> None:
    """Press a day of the calendar."""
    month_of(journey, day)
    journey.page.locator(f'.calendar a[href*="{again or "day"}={day:%Y-%m-%d}"]').first.click()


def walks() -> None:
    """On three days, and sold out on the fourth."""
    dress(Layout.LIVELY)
    walk = trip_of("Old stones walk", summary="Two hours through closes and courts.", duration=120)
    for days in (8, 9, 10):
        departure_of(walk.option, starts_at=at_two(days), capacity=12)
    Departure.objects.filter(pk=walk.departure.pk).update(
        starts_at=at_two(11), ends_at=at_two(11) + timedelta(hours=2), capacity=2, booked=2
    )


def test_a_walk_with_adults_and_children(journey: Journey, coral: Any) -> None:
    with context.use_tenant(coral):
        walks()
    journey.go("/offers/")
    journey.seen("list")
    journey.page.get_by_role("link", name="Old stones walk").click()
    month_of(journey, at_two(9))
    journey.seen("product")
    choose_day(journey, at_two(9))
    expect(journey.page.locator("#booking-day")).to_be_visible()
    journey.page.get_by_role("button", name="Show the price").click()
    total = journey.page.locator("[data-total]")
    expect(total).to_contain_text("$100.00")
    journey.page.get_by_role("button", name="Adult +1").click()
    journey.page.get_by_role("button", name="Child +1").click()
    # It follows by itself, and nobody has left the page.
    expect(total).to_contain_text("$260.00")
    assert "departure=" not in journey.page.url
    journey.seen("day")
    journey.book()
    assert journey.check_out() == "You are booked"
    with context.use_tenant(coral):
        assert Booking.objects.get().people == 3
    journey.page.get_by_role("link", name="See, change or cancel").click()
    journey.seen("manage")
    journey.page.get_by_role("link", name="Change Old stones walk").click()
    choose_day(journey, at_two(8))
    journey.seen("change")
    journey.page.get_by_role("button", name="See what it comes to").click()
    journey.seen("offer")
    journey.page.get_by_role("button", name="Change it").click()
    expect(journey.page.get_by_role("status")).to_contain_text("It is changed")
    journey.page.get_by_role("link", name="Cancel Old stones walk").click()
    journey.seen("cancel")
    journey.page.get_by_role("button", name="Cancel the booking").click()
    expect(journey.page.get_by_text("Cancelled", exact=True)).to_be_visible()
    journey.go(f"/book/old-stones-walk/?day={at_two(11):%Y-%m-%d}")
    journey.seen("sold-out")
    journey.page.get_by_role("link", name="Tell me when a place is free").click()
    journey.seen("waitlist")


def test_a_dive_trip_with_rental_gear(journey: Journey, coral: Any) -> None:
    with context.use_tenant(coral):
        dress(Layout.EDITORIAL)
        trip = trip_of("Two-tank reef trip", summary="Two reefs by noon.", duration=240)
        gear = goods.gear()
        ProductExtra.objects.create(product=trip.product, extra=gear.product)
        departure_of(trip.option, starts_at=at_two(9), capacity=12)
        departure_of(trip.option, starts_at=at_two(9) + timedelta(hours=5), capacity=3)
    journey.go(f"/offers/two-tank-reef-trip/?day={at_two(9):%Y-%m-%d}")
    journey.seen("times")
    journey.book()
    journey.page.get_by_role("link", name="Full gear").click()
    day = at_two(9).date()
    journey.page.get_by_label("From").fill(str(day))
    journey.page.get_by_label("Until").fill(str(day))
    journey.page.get_by_role("button", name="See what is free").click()
    expect(journey.page.get_by_text("3 free")).to_be_visible()
    journey.seen("gear")
    journey.book()
    expect(journey.page.locator(".thing")).to_have_count(2)
    journey.check_out()
    with context.use_tenant(coral):
        assert sorted(Booking.objects.values_list("product__kind", flat=True)) == ["departure", "rental"]
        assert Order.objects.get().total == 13_500


def test_a_course_with_several_sessions(journey: Journey, coral: Any) -> None:
    with context.use_tenant(coral):
        dress(Layout.EDITORIAL)
        goods.course(at_two(12))
    journey.go("/book/open-water-course/")
    choose_day(journey, at_two(12))
    expect(journey.page.locator("#booking-day")).to_be_visible()
    journey.seen("course")
    journey.book()

    def fill() -> None:
        journey.page.get_by_label("Given name").fill("محمد")
        journey.page.get_by_label("Family name").fill("عبد الله")
        journey.page.get_by_label("Age").fill("31")

    journey.check_out(fill)
    with context.use_tenant(coral):
        assert Booking.objects.get().participants.get().given_name == "محمد"


def test_a_double_room_for_three_nights(journey: Journey, coral: Any) -> None:
    with context.use_tenant(coral):
        dress(Layout.CALM)
        goods.room(summary="Courtyard side, with a balcony.")
    first = (clock.now() + timedelta(days=31)).replace(day=10).date()
    journey.go("/offers/double-room/")
    journey.seen("nights")
    choose_day(journey, first)
    expect(journey.page.get_by_text("at least 2 nights").first).to_be_visible()
    choose_day(journey, first + timedelta(days=3), again="until")
    expect(journey.page.locator("#booking-day")).to_contain_text("3 nights")
    journey.seen("rooms")
    journey.book()
    journey.check_out()
    with context.use_tenant(coral):
        assert Order.objects.get().total == 36_000
        assert Reservation.objects.get().status == "confirmed"


def test_a_detail_for_an_suv_at_an_address(journey: Journey, coral: Any) -> None:
    with context.use_tenant(coral):
        dress(Layout.BOLD)
        goods.detail(summary="Inside and out, where the car stands.")
    day = (clock.now() + timedelta(days=5)).date()
    journey.go("/offers/full-detail/")
    journey.page.locator(".booking-picks").get_by_role("link", name="SUV").click()
    expect(journey.page.locator(".booking-picks [aria-current]")).to_contain_text("SUV")
    choose_day(journey, day)
    expect(journey.page.locator("#booking-day")).to_be_visible()
    journey.seen("slots")
    journey.page.locator(".booking-times a").nth(2).click()
    expect(journey.page.locator(".booking-times [aria-current]")).to_be_visible()
    journey.seen("slot")
    journey.book()

    def fill() -> None:
        journey.page.get_by_label("Address where we come to").fill("12 Elm Street, Austin")
        journey.page.get_by_label("Make of your vehicle").fill("Volvo")
        journey.page.get_by_label("Model").fill("XC90")
        journey.page.get_by_label("Licence plate").fill("ab12 cde")

    journey.check_out(fill)
    with context.use_tenant(coral):
        booking = Booking.objects.get()
        assert (booking.address, booking.option.name) == ("12 Elm Street, Austin", "SUV")
        assert str(booking.vehicle) == "AB12CDE, Volvo XC90"


def test_a_monthly_pass_for_a_plate(journey: Journey, coral: Any) -> None:
    with context.use_tenant(coral):
        dress(Layout.PLAIN)
        goods.monthly(summary="Come and go for a month.")
    journey.go("/offers/monthly-pass/")
    journey.page.get_by_label("Licence plate").fill("ab12 cde")
    journey.seen("garages")
    journey.book()
    journey.check_out()
    with context.use_tenant(coral):
        assert Booking.objects.get().plate == "AB12CDE"
        assert Pool.objects.get().booked == 1
