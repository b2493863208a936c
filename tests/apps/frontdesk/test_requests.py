"""Requests that nobody answers."""

from collections.abc import Callable
from datetime import timedelta

from apps.bookings.models import Booking
from apps.capacity.models import Departure, Pool
from apps.catalog.models import Product
from apps.events.services import dispatch
from apps.frontdesk import queries, services
from apps.frontdesk.types import Choice, Placed
from apps.messaging.models import Message
from tests.apps.frontdesk.conftest import ANA, STARTS, reread
from tests.apps.frontdesk.selling import place
from tests.apps.frontdesk.test_kinds import sold
from tests.conftest import NOW


def test_a_request_that_nobody_answered_does_not_stay_for_ever(booked: Callable[..., Placed]) -> None:
    Product.objects.update(approval=True)
    booking = booked().bookings[0]
    before = STARTS - timedelta(minutes=1)
    assert not services.complete_past(at=before) and reread(booking).status == "pending"
    assert not queries.tenants_with_past_bookings(at=before)
    assert queries.tenants_with_past_bookings(at=STARTS)
    assert services.complete_past(at=STARTS) == 1
    dispatch(at=STARTS)
    done = reread(booking)
    assert (done.status, done.cancelled_by, done.fee, done.total) == ("cancelled", "business", 0, 0)
    assert done.reason == "No respondimos a su solicitud a tiempo. Lo sentimos."
    assert (done.order.status, done.order.total) == ("cancelled", 0)
    assert Departure.objects.get().booked == 0
    told = Message.objects.filter(about=f"booking:{booking.pk}", occasion="booking_request_declined")
    assert told.count() == 1
    assert not queries.tenants_with_past_bookings(at=STARTS) and not services.complete_past(at=STARTS)


def test_a_pass_that_was_asked_for_has_a_week_to_be_answered(in_coral: object) -> None:
    option, unit = sold("pass", "Monthly pass", 12_000, "month", approval=True)
    pool = Pool.objects.create(option=option, location=place(), capacity=1)
    choice = Choice(option=option.pk, quantities={unit.pk: 1}, pool=pool.pk)
    services.book(choices=[choice], contact=ANA, at=NOW, source="website")
    assert not services.complete_past(at=NOW + timedelta(days=6))
    assert services.complete_past(at=NOW + timedelta(days=7)) == 1
    assert Booking.objects.get().status == "cancelled" and reread(pool).booked == 0
