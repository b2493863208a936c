"""Today: who comes, leaves, waits and owes; guides read of their own alone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Member
from apps.backoffice.panels import PANELS, Answer
from apps.bookings.models import Booking
from apps.capacity import services as capacity
from apps.capacity.models import Resource, ResourceClass
from apps.frontdesk.types import Contact
from apps.tenancy.models import Location
from tests.apps.frontdesk.conftest import Trip, departure_of
from tests.apps.frontdesk.selling import house_of
from tests.conftest import NOW


def said(key: str, member: Member, at: Any = NOW) -> Answer:
    """What a panel answers."""
    return PANELS.get(f"desk.{key}").query(member, at)


def test_arrivals_are_those_of_today(trip: Trip, booked: Any, boss: Member) -> None:
    booked(2)
    assert said("arrivals", boss).number == ""
    answer = said("arrivals", boss, trip.departure.starts_at - timedelta(hours=2))
    assert (answer.number, [line.title for line in answer.lines]) == ("1", ["Ana Ruiz"])
    assert answer.url.startswith("/admin/bookings/booking/?")
    runs = said("departures", boss, trip.departure.starts_at - timedelta(hours=2))
    assert str(runs.lines[0].detail).endswith("08:00 · 2 of 10 places booked")


def test_who_stays_leaves_on_the_last_day(boss: Member) -> None:
    booking = house_of().stay("Rosa", arrival=NOW.date() + timedelta(days=2))
    Booking.objects.filter(pk=booking.pk).update(status="in_progress")
    assert booking.ends_at is not None
    assert said("leaving", boss, booking.ends_at - timedelta(hours=1)).number == "1"
    assert said("leaving", boss, booking.ends_at - timedelta(days=1)).number == ""


def test_what_is_to_confirm_and_to_pay_and_nearly_full(trip: Trip, booked: Any, boss: Member) -> None:
    [booking] = booked(9).bookings
    Booking.objects.filter(pk=booking.pk).update(status="pending")
    assert said("unconfirmed", boss).number == "1"
    unpaid = said("unpaid", boss)
    assert (unpaid.number, unpaid.lines[0].detail) == ("1", "$900.00")
    assert said("low", boss).number == ""
    assert said("low", boss, trip.departure.starts_at - timedelta(days=2)).number == "1"


def test_guides_read_of_their_own_departures(trip: Trip, booked: Any, guide: Any) -> None:
    member = Member.objects.get(user=guide)
    other = departure_of(trip.option, starts_at=trip.departure.starts_at + timedelta(hours=1))
    booked(1)
    booked(1, contact=Contact(name="Bo", email="bo@guests.example"), departure=other.pk)
    kind = ResourceClass.objects.create(name="Guides", kind="person")
    marco = Resource.objects.create(
        resource_class=kind, name="Marco", location=Location.objects.order_by("pk")[0], member=member
    )
    day = trip.departure.starts_at - timedelta(hours=3)
    assert said("arrivals", member, day).number == ""
    capacity.assign(departure=trip.departure, resource=marco, by=None, at=NOW)
    assert [line.title for line in said("arrivals", member, day).lines] == ["Ana Ruiz"]
    assert said("departures", member, day).number == "1"
    open_ = {one.key for one in PANELS if one.open_to(member.patterns)}
    assert {"desk.arrivals", "desk.departures", "desk.jobs"} <= open_
    assert not {"desk.unpaid", "desk.unconfirmed", "desk.low"} & open_


def test_the_page_asks_as_often_for_one_booking_as_for_many(
    trip: Trip, booked: Any, owner: Any, browser_of: Callable[..., Client], monkeypatch: Any
) -> None:
    from apps.kernel import clock

    monkeypatch.setattr(clock, "now", lambda: trip.departure.starts_at - timedelta(hours=1))
    booked(1)
    browser = browser_of(who=owner)
    browser.get("/admin/")
    with CaptureQueriesContext(connections["default"]) as few:
        page = browser.get("/admin/").content.decode()
    assert "Ana Ruiz" in page
    for name in ("Bo", "Cy", "Di"):
        booked(1, contact=Contact(name=name, email=f"{name}@guests.example"))
    with CaptureQueriesContext(connections["default"]) as many:
        browser.get("/admin/")
    assert len(many) == len(few)
