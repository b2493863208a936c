"""Another date or other people: the difference that is shown is the one that is made."""

from datetime import timedelta

import pytest

from apps.accounts.models import Member
from apps.bookings.errors import BookingOver
from apps.bookings.models import Booking
from apps.bookings.types import BookingStatus
from apps.capacity.errors import SoldOut
from apps.customers.models import Customer
from apps.frontdesk import services
from apps.frontdesk.errors import NothingToChange, NotOfThisOption, OfferChanged, TooLateToChange
from apps.frontdesk.types import Change, Override
from apps.sales.models import OrderLine
from tests.apps.frontdesk.conftest import STARTS, Trip, departure_of, facts_of, reread, trip_of
from tests.conftest import NOW


def test_more_people_cost_what_was_shown(trip: Trip, booking: Booking) -> None:
    change = Change(quantities={trip.adult.pk: 2, trip.child.pk: 1})
    offer = services.quote_change(booking=booking, change=change, customer=booking.customer, at=NOW)
    assert (offer.before, offer.after, offer.fee, offer.difference) == (20_000, 26_000, 1_500, 7_500)
    assert reread(trip.departure).booked == 2
    assert facts_of("bookings.booking_changed") == []
    services.change_booking(
        booking=booking, change=change, customer=booking.customer, at=NOW, expected=offer.difference
    )
    done, order = reread(booking), reread(booking.order)
    assert (done.people, done.total, order.total) == (3, 27_500, 27_500)
    assert (done.status, done.sequence) == (BookingStatus.MODIFIED, 1)
    assert reread(trip.departure).booked == 3
    assert sum(OrderLine.objects.values_list("total", flat=True)) == order.total
    assert Customer.objects.get().lifetime_value == 27_500


def test_a_booking_moves_to_another_departure(trip: Trip, booking: Booking) -> None:
    later = departure_of(trip.option, starts_at=STARTS + timedelta(days=1))
    services.change_booking(
        booking=booking, change=Change(departure=later.pk), customer=booking.customer, at=NOW
    )
    done = reread(booking)
    assert (done.departure_id, done.starts_at) == (later.pk, later.starts_at)
    assert (reread(trip.departure).booked, reread(later).booked) == (0, 2)
    assert done.hold.status == "confirmed"


def test_a_departure_that_is_full_leaves_all_as_it_was(trip: Trip, booking: Booking) -> None:
    small = departure_of(trip.option, starts_at=STARTS + timedelta(days=1), capacity=1)
    with pytest.raises(SoldOut):
        services.change_booking(
            booking=booking, change=Change(departure=small.pk), customer=booking.customer, at=NOW
        )
    assert (reread(booking).departure_id, reread(booking).status) == (trip.departure.pk, "confirmed")
    assert (reread(trip.departure).booked, reread(small).booked) == (2, 0)


def test_customers_change_until_the_policy_ends_it_and_staff_after(
    boss: Member, trip: Trip, booking: Booking
) -> None:
    at = STARTS - timedelta(hours=3)
    change = Change(quantities={trip.adult.pk: 1})
    with pytest.raises(TooLateToChange):
        services.quote_change(booking=booking, change=change, customer=booking.customer, at=at)
    override = Override(reason="Asked nicely", ignore_policy=True)
    services.change_booking(booking=booking, change=change, by=boss, at=at, override=override)
    assert (reread(booking).people, reread(booking).total) == (1, 10_000)


def test_a_change_must_change_something_of_the_same_product(trip: Trip, booking: Booking) -> None:
    customer = booking.customer
    with pytest.raises(NothingToChange):
        services.quote_change(booking=booking, change=Change(people=2), customer=customer, at=NOW)
    other = trip_of("Wreck trip")
    for change in (
        Change(departure=other.departure.pk),
        Change(option=other.option.pk, departure=other.departure.pk, quantities={other.adult.pk: 1}),
        Change(quantities={other.adult.pk: 1}),
    ):
        with pytest.raises(NotOfThisOption):
            services.change_booking(booking=booking, change=change, customer=customer, at=NOW)
    with pytest.raises(OfferChanged):
        services.change_booking(
            booking=booking,
            change=Change(quantities={trip.adult.pk: 1}),
            customer=customer,
            at=NOW,
            expected=0,
        )
    assert reread(booking).people == 2


def test_what_is_cancelled_is_not_changed(trip: Trip, booking: Booking) -> None:
    services.cancel_booking(booking=booking, customer=booking.customer, at=NOW)
    with pytest.raises(BookingOver):
        services.quote_change(
            booking=booking, change=Change(quantities={trip.adult.pk: 1}), customer=booking.customer, at=NOW
        )
