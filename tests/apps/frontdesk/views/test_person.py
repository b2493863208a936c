"""What is kept of a person, handed over."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from apps.accounts.models import Member
from apps.bookings.models import Booking


def test_staff_hand_over_what_is_kept_of_a_person(
    booking: Booking, owner: Any, browser_of: Callable[..., Client]
) -> None:
    browser = browser_of(who=owner)
    page = browser.get(f"/admin/customers/customer/{booking.customer_id}/").content.decode()
    address = f"/admin/customers/customer/{booking.customer_id}/person.json"
    assert address in page
    answer = browser.get(address)
    found = answer.json()
    assert found["customer"]["email"] == "ana@guests.example"
    assert found["bookings"][0]["reference"] == booking.reference
    assert "attachment" in answer["Content-Disposition"] and "no-store" in answer["Cache-Control"]
    assert browser.get("/admin/customers/customer/999999/person.json").status_code == 404


def test_who_may_not_export_customers_gets_nobodys_data(
    booking: Booking, clerk: Any, browser_of: Callable[..., Client]
) -> None:
    role = Member.objects.get(user=clerk).role
    role.may = ["customers.view", "bookings.view"]
    role.save()
    browser = browser_of(who=clerk)
    address = f"/admin/customers/customer/{booking.customer_id}/person.json"
    assert address not in browser.get(f"/admin/customers/customer/{booking.customer_id}/").content.decode()
    assert browser.get(address).status_code == 403
