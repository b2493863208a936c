"""One person's data, handed over or forgotten."""

import json
from collections.abc import Callable

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.customers import services as customers
from apps.customers.models import Customer, Vehicle
from apps.frontdesk import services
from apps.frontdesk.types import Placed
from apps.messaging import services as messaging
from apps.sales.models import Order, OrderLine
from tests.apps.frontdesk.conftest import Trip, reread
from tests.conftest import NOW

SECRET = "Ana Ruiz"


def all_of_it(trip: Trip, booked: Callable[..., Placed]) -> Booking:
    rows = [{"given_name": "Ana", "family_name": "Ruiz", "age": 40, "unit": trip.adult.pk}]
    placed = booked(
        2,
        requests=f"{SECRET} asks",
        answers={"participants": rows, "requests": f"{SECRET} wishes", "address": "Calle Ruiz 1"},
    )
    customer = Customer.objects.get()
    Vehicle.objects.create(customer=customer, plate="1234ABC")
    messaging.send(
        occasion="booking_confirmed",
        to="ana@guests.example",
        language="en",
        values={"name": "Ana Ruiz"},
        customer=customer,
        at=NOW,
    )
    customers.record_consent(customer=customer, kind="photo", text="Yes", source="website", by=None, at=NOW)
    return placed.bookings[0]


def test_all_that_is_kept_is_handed_over_as_json(trip: Trip, booked: Callable[..., Placed]) -> None:
    booking = all_of_it(trip, booked)
    found = json.loads(json.dumps(services.export_person(customer=booking.customer)))
    assert found["customer"]["email"] == "ana@guests.example"
    assert found["bookings"][0]["participants"][0]["family_name"] == "Ruiz"
    assert found["bookings"][0]["reference"] == booking.reference
    assert [line["total"] for line in found["orders"][0]["lines"]] == [20_000]
    assert found["vehicles"][0]["plate"] == "1234ABC"
    assert found["consents"][0]["kind"] == "photo"
    assert found["messages"][0]["to_address"] == "ana@guests.example"


def test_who_is_forgotten_leaves_what_tax_law_needs(
    boss: Member, trip: Trip, booked: Callable[..., Placed]
) -> None:
    booking = all_of_it(trip, booked)
    services.forget_person(customer=booking.customer, by=boss, at=NOW)
    left = json.dumps(services.export_person(customer=Customer.objects.get())).lower()
    for word in ("ana", "ruiz", "1234abc", "+34600111222"):
        assert word not in left.replace("cancel", "").replace("manage", ""), word
    kept, order = reread(booking), Order.objects.get()
    assert (kept.reference, kept.total, kept.starts_at) == (booking.reference, 20_000, booking.starts_at)
    assert (order.total, order.contact, OrderLine.objects.get().total) == (20_000, {}, 20_000)
    customer = Customer.objects.get()
    assert (customer.email, customer.phone, customer.booking_count, customer.lifetime_value) == (
        None,
        None,
        1,
        20_000,
    )
    assert not Vehicle.objects.exists()
