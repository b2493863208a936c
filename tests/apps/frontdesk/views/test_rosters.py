"""A departure's page: who comes, checking in, the manifest; and guides, who see their own alone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.capacity import services as capacity
from apps.capacity.models import Departure, Requirement, Reservation, Resource, ResourceClass
from apps.frontdesk.types import Contact
from apps.tenancy.locations import first
from tests.apps.frontdesk.conftest import Trip, departure_of, reread
from tests.conftest import NOW

BO = Contact(name="Bo Lind", email="bo@guests.example")


def page_of(departure: Departure) -> str:
    return f"/admin/capacity/departure/{departure.pk}/"


@pytest.fixture
def leads(trip: Trip, guide: Any) -> Departure:
    """The guide is assigned to the trip."""
    member = Member.objects.get(user=guide)
    kind = ResourceClass.objects.create(name="Guides", kind="person")
    place = first()
    assert place is not None
    marco = Resource.objects.create(resource_class=kind, name="Marco", location=place, member=member)
    capacity.assign(departure=trip.departure, resource=marco, by=None, at=NOW)
    return trip.departure


def test_the_roster_says_who_comes_with_ages_and_diets(
    trip: Trip, booked: Any, leads: Departure, owner: Any, browser_of: Callable[..., Client]
) -> None:
    people = [
        {"given_name": "Ana", "age": 34, "unit": trip.adult.pk},
        {"given_name": "Leo", "age": 8, "unit": trip.child.pk, "diet": "No nuts"},
    ]
    booked(1, 1, participants=people, requests="Window seat")
    page = browser_of(who=owner).get(page_of(trip.departure)).content.decode()
    for said in ("Ana Ruiz", "1 × Adult, 1 × Child", "Leo, 8", "No nuts", "Marco", "0 of 2 here"):
        assert said in page, said
    assert "<strong>8</strong> of 10 places free" in page
    sheet = browser_of(who=owner).get(f"{page_of(trip.departure)}manifest/").content.decode()
    assert "Leo" in sheet
    assert "No nuts" in sheet


def test_checking_in_one_and_then_the_rest_and_undoing_it(
    trip: Trip, booked: Any, leads: Departure, clerk: Any, browser_of: Callable[..., Client]
) -> None:
    people = [{"given_name": "Ana"}, {"given_name": "Leo"}]
    [booking] = booked(2, participants=people).bookings
    ana, leo = booking.participants.order_by("position")
    browser, address = browser_of(who=clerk), f"/admin/bookings/booking/{booking.pk}/check-in/"
    answer = browser.post(address, {"participant": ana.pk, "back": f"{page_of(trip.departure)}#roster"})
    assert answer["Location"] == f"{page_of(trip.departure)}#roster"
    assert (reread(booking).status, reread(ana).checked_in_at, reread(leo).checked_in_at) == (
        "in_progress",
        NOW,
        None,
    )
    browser.post(address, {"participant": leo.pk, "back": "https://evil.example/"})
    assert reread(leo).checked_in_at == NOW
    browser.post(address, {"undo": "1"})
    assert (reread(booking).status, reread(ana).checked_in_at) == ("confirmed", None)
    assert browser.get(address).status_code == 405


def test_the_page_asks_as_often_for_two_parties_as_for_many(
    trip: Trip, booked: Any, owner: Any, browser_of: Callable[..., Client]
) -> None:
    booked(1, participants=[{"given_name": "Ana", "diet": "Vegan"}])
    browser = browser_of(who=owner)
    browser.get(page_of(trip.departure))
    with CaptureQueriesContext(connections["default"]) as few:
        browser.get(page_of(trip.departure))
    for name in ("Bo", "Cy", "Di", "Ed"):
        contact = Contact(name=name, email=f"{name}@guests.example")
        booked(1, contact=contact, participants=[{"given_name": name}])
    with CaptureQueriesContext(connections["default"]) as many:
        browser.get(page_of(trip.departure))
    assert len(many) == len(few)


def test_guides_see_and_check_in_their_own_alone(
    trip: Trip, booked: Any, leads: Departure, guide: Any, browser_of: Callable[..., Client]
) -> None:
    other = departure_of(trip.option, starts_at=trip.departure.starts_at + timedelta(days=1))
    [mine] = booked(1).bookings
    [theirs] = booked(1, contact=BO, departure=other.pk).bookings
    browser = browser_of(who=guide)
    listed = browser.get("/admin/bookings/booking/").content.decode()
    assert mine.reference in listed
    assert theirs.reference not in listed
    assert browser.get(page_of(trip.departure)).status_code == 200
    assert browser.get(page_of(other)).status_code == 404
    assert browser.get(f"{page_of(other)}manifest/").status_code == 404
    calendar = browser.get(f"/admin/capacity/reservation/calendar/?on={trip.departure.starts_at:%Y-%m-%d}")
    assert "Reef trip (1/10)" in calendar.content.decode()
    assert browser.post(f"/admin/bookings/booking/{mine.pk}/check-in/").status_code == 302
    assert browser.post(f"/admin/bookings/booking/{theirs.pk}/check-in/").status_code == 404
    assert [one.status for one in Booking.objects.order_by("pk")] == ["in_progress", "confirmed"]


def test_guides_see_no_reservation_of_somebody_else(
    trip: Trip, leads: Departure, guide: Any, browser_of: Callable[..., Client]
) -> None:
    boats = ResourceClass.objects.create(name="Boats", kind="boat")
    mako = Resource.objects.create(resource_class=boats, name="Mako", location=leads.location)
    taken = capacity.block(
        resource=mako,
        starts_at=leads.starts_at + timedelta(days=1),
        ends_at=leads.starts_at + timedelta(days=2),
        by=None,
        at=NOW,
    )
    browser = browser_of(who=guide)
    assert "Mako" not in browser.get("/admin/capacity/reservation/").content.decode()
    assert browser.get(f"/admin/capacity/reservation/{taken.pk}/").status_code == 404
    own = Reservation.objects.get(departure=leads)
    assert browser.get(f"/admin/capacity/reservation/{own.pk}/").status_code == 200


def test_the_page_says_what_is_missing_to_those_who_plan(
    trip: Trip, leads: Departure, owner: Any, guide: Any, browser_of: Callable[..., Client]
) -> None:
    marco = Resource.objects.get(name="Marco")
    Requirement.objects.create(
        product=trip.product, resource_class=marco.resource_class, quantity=2, each="departure"
    )
    page = browser_of(who=owner).get(page_of(leads)).content.decode()
    assert "Guides: 1 of 2 assigned, not enough are free" in page
    Resource.objects.create(resource_class=marco.resource_class, name="Ana", location=leads.location)
    assert "free: Ana" in browser_of(who=owner).get(page_of(leads)).content.decode()
    assert "free: Ana" not in browser_of(who=guide).get(page_of(leads)).content.decode()


def test_papers_and_pages_of_who_booked(
    trip: Trip, booked: Any, owner: Any, guide: Any, stranger: Any, browser_of: Callable[..., Client]
) -> None:
    placed = booked(2)
    [booking] = placed.bookings
    browser = browser_of(who=owner)
    for address, link in (
        (f"/admin/bookings/booking/{booking.pk}/", "confirmation.pdf"),
        (f"/admin/sales/order/{placed.order.pk}/", "summary.pdf"),
    ):
        assert f"{address}{link}" in browser.get(address).content.decode()
        paper = browser.get(f"{address}{link}")
        assert paper.headers["content-type"] == "application/pdf"
        assert paper.content.startswith(b"%PDF")
        assert browser_of("northgate.localhost", who=stranger).get(f"{address}{link}").status_code == 404
        assert browser_of(who=guide).get(f"{address}{link}").status_code in {403, 404}
    order = browser.get(f"/admin/sales/order/{placed.order.pk}/").content.decode()
    assert "$200.00" in order
    customer = browser.get(f"/admin/customers/customer/{booking.customer_id}/").content.decode()
    assert "Lifetime value" in customer
    assert booking.reference in customer
