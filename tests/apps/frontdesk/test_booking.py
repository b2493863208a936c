"""Booking at once: one call, one transaction."""

from collections.abc import Callable

from apps.bookings.models import Booking
from apps.bookings.types import BookingStatus
from apps.customers.models import Customer
from apps.frontdesk.types import Placed
from apps.sales.types import OrderStatus
from tests.apps.frontdesk.conftest import ANA, Trip, facts_of, reread


def test_a_trip_is_booked_and_confirmed_at_once(trip: Trip, booked: Callable[..., Placed]) -> None:
    placed = booked(2, 1, requests="A seat at the window")
    [booking] = placed.bookings
    assert (booking.status, booking.people, booking.total) == (BookingStatus.CONFIRMED, 3, 26_000)
    assert booking.reference.startswith("BK-2026-")
    assert booking.policy["rules"] == [[168, 100], [48, 50]]
    assert (booking.starts_at, booking.departure_id) == (trip.departure.starts_at, trip.departure.pk)
    order = reread(placed.order)
    assert (order.status, order.total, order.requests) == (OrderStatus.PLACED, 26_000, "A seat at the window")
    assert reread(trip.departure).booked == 3
    customer = Customer.objects.get()
    assert (customer.email, customer.booking_count, customer.lifetime_value) == (ANA.email, 1, 26_000)
    assert customer.source == "website"
    assert facts_of("bookings") == ["bookings.booking_made", "bookings.booking_confirmed"]
    assert reread(booking).hold.status == "confirmed"


def test_who_books_again_is_the_same_customer(booked: Callable[..., Placed]) -> None:
    booked(1)
    booked(2)
    customer = Customer.objects.get()
    assert (customer.booking_count, customer.lifetime_value) == (2, 30_000)
    assert Booking.objects.count() == 2
