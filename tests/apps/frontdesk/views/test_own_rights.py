"""Who works for somebody sees and does what is theirs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.capacity.models import Resource
from tests.apps.frontdesk.conftest import Trip, reread
from tests.apps.frontdesk.selling import Garage
from tests.conftest import NOW

OWN = [
    *("bookings.view:own", "bookings.check_in:own", "bookings.change_booking:own"),
    *("bookings.cancel_booking:own", "capacity.view:own", "backoffice.view_todo:own"),
]
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def mine(garage: Garage, clerk: Any) -> Booking:
    """A job of the clerk, who has rights on what is theirs alone."""
    member = Member.objects.get(user=clerk)
    member.role.may = OWN
    member.role.save()
    Resource.objects.filter(pk=garage.crew[0].pk).update(member=member)
    return garage.job("Mine Person", starts_at=TOMORROW)


@pytest.fixture
def other(garage: Garage) -> Booking:
    """A job of a colleague at the same time."""
    return garage.job("Other Person", starts_at=TOMORROW, who=1)


def pages(mine: Booking, other: Booking, booking: Booking, trip: Trip) -> list[str]:
    """Where names may stand."""
    jobs = [f"bookings/booking/{one.pk}/" for one in (other, booking)]
    people = [f"customers/customer/{one.customer_id}/" for one in (mine, other)]
    orders = [f"sales/order/{one.order_id}/" for one in (mine, other)]
    lists = ["bookings/booking/", "bookings/participant/", "bookings/waitlistentry/", "customers/customer/"]
    plans = ["capacity/reservation/", "capacity/departure/", f"capacity/departure/{trip.departure.pk}/"]
    views = ["bookings/booking/calendar/", "bookings/booking/board/", "capacity/reservation/calendar/"]
    rest = ["", "sales/order/", "search/?q=Other", "bookings/booking/export/?format=csv"]
    return [*jobs, *people, *orders, *lists, *plans, *views, *rest]


def test_a_technician_reads_of_nobody_elses_jobs(
    trip: Trip,
    booking: Booking,
    mine: Booking,
    other: Booking,
    clerk: Any,
    browser_of: Callable[..., Client],
) -> None:
    browser = browser_of(who=clerk)
    own = browser.get(f"/admin/bookings/booking/{mine.pk}/")
    assert "Mine Person" in own.content.decode()
    for path in pages(mine, other, booking, trip):
        page = b"".join(browser.get(f"/admin/{path}", follow=True)).decode(errors="ignore")
        for name in ("Other Person", "Ana Ruiz"):
            assert name not in page, path


@pytest.mark.parametrize("action", ["cancel", "check-in", "no-show", "move"])
def test_a_technician_does_nothing_to_nobody_elses_jobs(
    mine: Booking,
    other: Booking,
    booking: Booking,
    clerk: Any,
    browser_of: Callable[..., Client],
    action: str,
) -> None:
    browser = browser_of(who=clerk)
    for one in (other, booking):
        form = {"confirm": "1", "cause": "customer", "reason": "Ill"}
        answer = browser.post(f"/admin/bookings/booking/{one.pk}/action/{action}/", form)
        assert answer.status_code in {403, 404}
        assert reread(one).status == "confirmed"
