"""Who works for somebody sees and does what is theirs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.capacity.models import Resource
from tests.apps.frontdesk.conftest import Trip, reread
from tests.apps.frontdesk.selling import garage_of
from tests.conftest import NOW


def test_a_technician_with_own_rights(
    trip: Trip, booking: Booking, clerk: Any, browser_of: Callable[..., Client]
) -> None:
    garage = garage_of()
    member = Member.objects.get(user=clerk)
    Resource.objects.filter(pk=garage.crew[0].pk).update(member=member)
    mine = garage.job("Mine Person", starts_at=NOW + timedelta(days=1), who=0)
    other = garage.job("Other Person", starts_at=NOW + timedelta(days=1), who=1)
    role = member.role
    role.may = [
        *("bookings.view:own", "bookings.check_in:own", "bookings.change_booking:own"),
        *("bookings.cancel_booking:own", "capacity.view:own", "backoffice.view_todo:own"),
    ]
    role.save()
    browser = browser_of(who=clerk)
    browser.raise_request_exception = False
    seen = {}
    for path in (
        f"/admin/bookings/booking/{mine.pk}/",
        f"/admin/bookings/booking/{other.pk}/",
        f"/admin/bookings/booking/{booking.pk}/",
        "/admin/bookings/booking/",
        "/admin/bookings/booking/calendar/",
        "/admin/bookings/booking/board/",
        "/admin/capacity/reservation/calendar/",
        "/admin/capacity/reservation/",
        "/admin/",
        "/admin/customers/customer/",
        "/admin/sales/order/",
        f"/admin/customers/customer/{other.customer_id}/",
        f"/admin/customers/customer/{mine.customer_id}/",
        f"/admin/sales/order/{other.order_id}/",
        f"/admin/sales/order/{mine.order_id}/",
        "/admin/search/?q=Other",
        "/admin/bookings/participant/",
        "/admin/bookings/waitlistentry/",
        "/admin/capacity/departure/",
        f"/admin/capacity/departure/{trip.departure.pk}/",
        "/admin/bookings/booking/export/?format=csv",
    ):
        answer = browser.get(path, follow=True)
        body = answer.content.decode(errors="ignore") if not answer.streaming else ""
        seen[path] = (answer.status_code, "Other Person" in body, "Mine Person" in body, "Ana Ruiz" in body)
    for path, what in seen.items():
        print(path, what)
    assert not any(what[1] for what in seen.values())
    assert not any(what[3] for what in seen.values())
    for pk in (other.pk, booking.pk):
        for action in ("cancel", "check-in", "no-show", "move"):
            answer = browser.post(
                f"/admin/bookings/booking/{pk}/action/{action}/",
                {"confirm": "1", "cause": "customer", "reason": "x"},
            )
            print(action, answer.status_code)
        assert reread(Booking.objects.get(pk=pk)).status == "confirmed"
