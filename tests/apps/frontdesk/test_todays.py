"""The list behind a figure of the Today page shows what the figure counted."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.test import Client

from apps.accounts.models import Member
from apps.backoffice.lists import table
from apps.backoffice.lists.query import ListQuery
from apps.backoffice.panels import PANELS
from apps.backoffice.screens.registry import SCREENS
from apps.bookings.models import Booking
from apps.bookings.types import BookingStatus
from apps.capacity.models import Departure
from apps.frontdesk.queries import todays
from apps.frontdesk.types import Contact
from apps.kernel import clock
from apps.sales.models import Order
from tests.apps.frontdesk.conftest import Trip, departure_of
from tests.apps.frontdesk.selling import garage_of, house_of
from tests.conftest import NOW

KEYS = ("arrivals", "departures", "jobs", "leaving", "unconfirmed", "unpaid", "low")
COUNTS: Mapping[str, int] = {
    "arrivals": 2,
    "departures": 2,
    "jobs": 2,
    "leaving": 1,
    "unconfirmed": 2,
    "unpaid": 6,
    "low": 1,
}


@pytest.fixture
def today(trip: Trip, booked: Any, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The morning of the trip, with some of everything: what counts, and what looks like it and does not."""
    at: datetime = trip.departure.starts_at - timedelta(hours=3)
    monkeypatch.setattr(clock, "now", lambda: at)
    day = at.date()

    def guest(name: str) -> Contact:
        return Contact(name=name, email=f"{name.lower()}@guests.example")

    booked(8)
    half = departure_of(trip.option, starts_at=trip.departure.starts_at + timedelta(hours=1))
    booked(1, contact=guest("Bo"), departure=half.pk)
    departure_of(trip.option, starts_at=trip.departure.starts_at + timedelta(days=20), capacity=1)
    house = house_of()
    staying = house.stay("Rosa", arrival=day - timedelta(days=3))
    house.stay("Cy", arrival=day + timedelta(days=2))
    gone = house.stay("Di", arrival=day - timedelta(days=3))
    Booking.objects.filter(pk=staying.pk).update(status=BookingStatus.IN_PROGRESS)
    Booking.objects.filter(pk=gone.pk).update(status=BookingStatus.CANCELLED, cancelled_at=NOW)
    garage = garage_of()
    jobs = [garage.job(name, starts_at=at + timedelta(hours=2), who=who) for who, name in enumerate("EF")]
    garage.job("G", starts_at=at + timedelta(days=1, hours=2))
    Booking.objects.filter(pk__in=[one.pk for one in jobs]).update(status=BookingStatus.PENDING)
    paid = Order.objects.filter(bookings__in=[jobs[0].pk]).get()
    Order.objects.filter(pk=paid.pk).update(paid=paid.total)
    Order.objects.filter(bookings=gone).update(status="cancelled", cancelled_at=NOW)
    return at


@pytest.mark.parametrize("key", KEYS)
def test_the_list_shows_what_the_figure_counted(
    key: str, today: datetime, boss: Member, owner: Any, browser_of: Callable[..., Client]
) -> None:
    answer = PANELS.get(f"desk.{key}").query(boss, today)
    path, query = urlsplit(answer.url).path, urlsplit(answer.url).query
    _admin, app, name = path.strip("/").split("/")
    screen = SCREENS.get(f"{app}.{name}")
    read = ListQuery.read(QueryDict(query), screen.conditions())
    assert not read.problems
    assert (answer.number, table.page(screen, boss, read).count) == (str(COUNTS[key]), COUNTS[key])
    page = browser_of(who=owner).get(answer.url).content.decode()
    assert f"of {COUNTS[key]}" in page
    assert "Only: " in page


def test_a_part_of_a_list_is_filtered_searched_and_kept_as_any_filter_is(
    today: datetime, owner: Any, browser_of: Callable[..., Client]
) -> None:
    browser = browser_of(who=owner)
    where = "/admin/bookings/booking/"
    page = browser.get(f"{where}?f.only.is=jobs&q=E").content.decode()
    assert "of 1" in page and 'name="f.only.is"' in page
    page = browser.get(f"{where}?f.only.is=jobs&f.status.in=confirmed").content.decode()
    assert "Nothing matches." in page
    page = browser.get(f"{where}?f.only.is=nothing").content.decode()
    assert "There is no part of the list of this name." in page
    # Lists without parts know nothing of it.
    assert "that field is gone" in browser.get("/admin/customers/customer/?f.only.is=jobs").content.decode()


def test_the_navigation_leads_to_what_is_coming_and_tabs_lead_to_the_other_parts(
    today: datetime, owner: Any, browser_of: Callable[..., Client]
) -> None:
    browser = browser_of(who=owner)
    page = browser.get("/admin/").content.decode()
    assert 'href="/admin/capacity/departure/?f.only.is=coming&amp;sort=starts_at"' in page
    page = browser.get("/admin/capacity/departure/?f.only.is=coming&sort=starts_at").content.decode()
    assert '<a href="?f.only.is=coming&amp;sort=starts_at" aria-current="page">Coming up</a>' in page
    assert '<a href="/admin/capacity/departure/">All</a>' in page and "Nearly full this week" in page
    past = Departure.objects.order_by("starts_at").first()
    assert past is not None
    Departure.objects.filter(pk=past.pk).update(starts_at=today - timedelta(days=2), ends_at=today)
    assert todays.TO_DEPART.narrow(Departure.objects.all(), today).filter(pk=past.pk).count() == 0


def test_bookings_that_are_not_over_are_coming(today: datetime) -> None:
    coming = todays.COMING.narrow(Booking.objects.all(), today)
    staying = Booking.objects.get(status=BookingStatus.IN_PROGRESS)
    assert staying in coming and not coming.filter(status=BookingStatus.CANCELLED).exists()


def test_parts_are_those_of_the_moment(today: datetime) -> None:
    rows = Departure.objects.all()
    assert todays.NEARLY_FULL.narrow(rows, today).count() == 1
    assert todays.NEARLY_FULL.narrow(rows, today - timedelta(days=8)).count() == 0
