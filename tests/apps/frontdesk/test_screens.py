"""Staff run bookings through the generated pages; who works on a trip sees that trip's."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Member, User
from apps.bookings.models import Booking
from apps.capacity.models import Reservation, Resource, ResourceClass
from apps.catalog.models import Unit
from apps.frontdesk import services
from apps.frontdesk.types import Contact
from tests.apps.frontdesk.conftest import Trip, reread
from tests.conftest import NOW

BOOKINGS = "/admin/bookings/booking/"


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def desk(browser_of: Callable[..., Client], manager: User) -> Client:
    """The manager's browser."""
    return browser_of(who=manager)


@pytest.mark.parametrize("page", ["", "calendar/?on=2026-12-01", "board/", "export/"])
def test_bookings_are_listed_on_a_calendar_and_on_a_board(desk: Client, booking: Booking, page: str) -> None:
    answer = desk.get(f"{BOOKINGS}{page}")
    assert answer.status_code == 200
    if page != "export/":
        assert "Reef trip" in text(answer)


def test_a_booking_shows_who_comes_what_it_costs_and_where_it_belongs(desk: Client, booking: Booking) -> None:
    services.set_participants(booking=booking, participants=[{"given_name": "Kim"}], by=None, at=NOW)
    page = text(desk.get(f"{BOOKINGS}{booking.pk}/"))
    for said in (booking.reference, "Ana Ruiz", "Kim", "$200.00", "Reef trip, Morning, Adult"):
        assert said in page


@pytest.mark.parametrize("search", ["ana@guests.example", "Ruiz"])
def test_bookings_are_found_by_who_booked_them(desk: Client, booking: Booking, search: str) -> None:
    assert booking.reference in text(desk.get(BOOKINGS, {"q": search}))


def test_cancelling_shows_what_it_costs_before_it_is_done(desk: Client, booking: Booking) -> None:
    address = f"{BOOKINGS}{booking.pk}/do/cancel/"
    assert "is kept" in text(desk.get(address))
    assert reread(booking).status == "confirmed"
    answer = desk.post(address, {"reason": "Ill", "cause": "customer", "notify": "on", "confirmed": "1"})
    assert answer.status_code == 302, text(answer)
    assert (reread(booking).status, reread(booking).cancelled_by) == ("cancelled", "staff")


def test_a_change_says_the_difference_first(desk: Client, trip: Trip, booking: Booking) -> None:
    address = f"{BOOKINGS}{booking.pk}/do/move/"
    form = {
        "departure": trip.departure.pk,
        f"unit_{trip.adult.pk}": 3,
        f"unit_{trip.child.pk}": 0,
        "confirmed": "1",
    }
    page = desk.post(address, form)
    assert page.status_code == 200
    assert "$115.00 more to pay" in text(page)
    assert reread(booking).people == 2
    assert desk.post(address, {**form, "agreed": "on", "shown": shown(page)}).status_code == 302
    assert (reread(booking).people, reread(booking).total) == (3, 31_500)


def shown(page: Any) -> str:
    """What the form says was shown."""
    found = re.search(r'name="shown" value="(\w+)"', text(page))
    assert found is not None, text(page)
    return found[1]


def test_only_what_was_shown_of_a_change_is_agreed_to(desk: Client, trip: Trip, booking: Booking) -> None:
    address = f"{BOOKINGS}{booking.pk}/do/move/"
    three, four = (
        {
            "departure": trip.departure.pk,
            f"unit_{trip.adult.pk}": adults,
            f"unit_{trip.child.pk}": 0,
            "confirmed": "1",
            "agreed": "on",
        }
        for adults in (3, 4)
    )
    page = desk.post(address, three)
    assert "$115.00 more to pay" in text(page), "nothing was shown, so nothing is agreed"
    assert not re.search(r"name=\"agreed\"[^>]*checked", text(page))
    # It is dearer by now, or somebody writes another number beside the tick.
    page = desk.post(address, {**four, "shown": shown(page)})
    assert "$215.00 more to pay" in text(page)
    Unit.objects.filter(pk=trip.adult.pk).update(price=12_000)
    page = desk.post(address, {**four, "shown": shown(page)})
    assert "$215.00 more to pay" not in text(page)
    assert reread(booking).people == 2
    assert desk.post(address, {**four, "shown": shown(page)}).status_code == 302
    assert reread(booking).people == 4


@pytest.mark.parametrize(("step", "status"), [("check-in", "in_progress"), ("complete", None)])
def test_steps_are_taken_where_they_lead_on(
    desk: Client, booking: Booking, step: str, status: str | None
) -> None:
    answer = desk.post(f"{BOOKINGS}{booking.pk}/do/{step}/", {"confirmed": "1"})
    if status is None:
        assert "has not begun" in text(answer)
    else:
        assert reread(booking).status == status


def test_a_guide_sees_the_trips_that_are_theirs_and_nothing_else(
    browser_of: Callable[..., Client], guide: User, trip: Trip, booking: Booking
) -> None:
    browser = browser_of(who=guide)
    assert browser.get(f"{BOOKINGS}{booking.pk}/").status_code == 404
    assert booking.reference not in text(browser.get(BOOKINGS))
    people = ResourceClass.objects.create(name="Guides", kind="person")
    somebody = Resource.objects.create(
        resource_class=people, name="Gus", member=Member.objects.get(user=guide), location=booking.location
    )
    Reservation.objects.create(
        resource=somebody,
        departure=trip.departure,
        kind="assignment",
        status="confirmed",
        starts_at=trip.departure.starts_at,
        ends_at=trip.departure.ends_at,
        taken_from=trip.departure.starts_at,
        taken_until=trip.departure.ends_at,
    )
    assert booking.reference in text(browser.get(BOOKINGS))
    assert browser.post(f"{BOOKINGS}{booking.pk}/do/check-in/", {"confirmed": "1"}).status_code == 302
    assert browser.get(f"{BOOKINGS}{booking.pk}/do/cancel/").status_code == 403
    assert reread(booking).status == "in_progress"


def test_a_departure_has_its_roster_and_is_cancelled_from_its_page(
    desk: Client, trip: Trip, booking: Booking, owner: User, browser_of: Callable[..., Client]
) -> None:
    page = f"/admin/capacity/departure/{trip.departure.pk}/"
    assert booking.reference in text(desk.get(page))
    boss = browser_of(who=owner)
    answer = boss.post(
        f"{page}do/cancel/", {"reason": "Storm", "notify": "on", "offer_dates": "on", "confirmed": "1"}
    )
    assert answer.status_code == 302, text(answer)
    assert reread(trip.departure).status == "cancelled"


def test_a_customers_page_has_their_bookings_and_forgets_them(
    browser_of: Callable[..., Client], owner: User, booking: Booking
) -> None:
    boss = browser_of(who=owner)
    page = f"/admin/customers/customer/{booking.customer_id}/"
    assert booking.reference in text(boss.get(page))
    assert boss.post(f"{page}do/forget/", {"confirmed": "1"}).status_code == 200
    assert boss.post(f"{page}do/forget/", {"sure": "on", "confirmed": "1"}).status_code == 302
    assert "Ana" not in text(boss.get(page))


def test_pages_cost_the_same_however_many_there_are(desk: Client, trip: Trip) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connections["default"]) as caught:
            assert desk.get(address).status_code == 200
        return len(caught)

    addresses = [BOOKINGS, f"{BOOKINGS}board/", f"/admin/capacity/departure/{trip.departure.pk}/"]

    def book(n: int) -> None:
        contact = Contact(name=f"Guest {n}", email=f"guest{n}@guests.example")
        services.book(choices=[trip.choice(1)], contact=contact, at=NOW)

    book(0)
    for one in addresses:
        queries(one)
    few = [queries(one) for one in addresses]
    for n in range(1, 8):
        book(n)
    assert [queries(one) for one in addresses] == few


def test_notes_and_participants_are_edited_and_prices_are_not(
    desk: Client, trip: Trip, booking: Booking
) -> None:
    address = f"{BOOKINGS}{booking.pk}/change/"
    page = text(desk.get(address))
    stamps = dict(re.findall(r'name="((?:[a-z]+-)?loaded)" value="([^"]+)"', page))
    assert 'name="total"' not in page
    row = {"given_name": "Zoë", "family_name": "Ruiz", "age": "30", "unit": trip.adult.pk}
    data = {"notes": "Window seat", "requests": "", "diet": "", "address": "", "plate": "", **stamps}
    data |= {"participants-TOTAL_FORMS": 1, "participants-INITIAL_FORMS": 0}
    data |= {f"participants-0-{key}": value for key, value in row.items()}
    answer = desk.post(address, data)
    assert answer.status_code == 302, text(answer)
    assert reread(booking).notes == "Window seat"
    assert [one.given_name for one in booking.participants.all()] == ["Zoë"]
