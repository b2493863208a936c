"""Another date or other people: the difference that is shown is the one that is made."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from apps.accounts.models import Member
from apps.bookings.errors import BookingOver
from apps.bookings.models import Booking
from apps.bookings.types import BookingStatus
from apps.capacity.errors import SoldOut
from apps.catalog import services as catalog
from apps.catalog.models import TaxClass, TaxRate, Unit
from apps.customers.models import Customer
from apps.frontdesk import services
from apps.frontdesk.changes import difference
from apps.frontdesk.errors import NothingToChange, NotOfThisOption, OfferChanged, TooLateToChange
from apps.frontdesk.types import Change, Override, Placed
from apps.sales.models import OrderLine
from apps.sales.queries import bill
from apps.tenancy.models import TaxProfile
from apps.tenancy.types import KeptFees
from tests.apps.frontdesk.conftest import STARTS, Trip, departure_of, facts_of, reread, trip_of
from tests.conftest import NOW

LATE = STARTS - timedelta(hours=30)


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


def test_fewer_people_late_cost_what_cancelling_them_would(booking: Booking, trip: Trip) -> None:
    change = Change(quantities={trip.adult.pk: 1})
    assert services.quote_cancellation(booking=booking, at=LATE).fee == 20_000
    offer = services.quote_change(booking=booking, change=change, customer=booking.customer, at=LATE)
    assert (offer.after, offer.kept, offer.fee, offer.difference) == (10_000, 10_000, 0, 0)
    services.change_booking(
        booking=booking, change=change, customer=booking.customer, at=LATE, expected=offer.difference
    )
    done, order = reread(booking), reread(booking.order)
    assert (done.people, done.total, order.total) == (1, 20_000, 20_000)
    assert [one.total for one in bill(order).fees] == [10_000]
    assert Customer.objects.get().lifetime_value == 20_000
    services.cancel_booking(booking=done, customer=booking.customer_id, at=LATE)
    assert reread(booking.order).total == 20_000


def test_of_fewer_people_as_much_is_kept_as_the_policy_says_then(booking: Booking, trip: Trip) -> None:
    change = Change(quantities={trip.adult.pk: 1})
    for at, kept, fee in ((NOW, 0, 1_500), (STARTS - timedelta(days=3), 5_000, 0)):
        offer = services.quote_change(booking=booking, change=change, customer=booking.customer, at=at)
        assert (offer.after, offer.kept, offer.fee, offer.difference) == (
            10_000,
            kept,
            fee,
            kept + fee - 10_000,
        )


def test_who_becomes_cheaper_late_gets_nothing_back_either(booking: Booking, trip: Trip) -> None:
    children = Change(quantities={trip.child.pk: 2})
    offer = services.quote_change(booking=booking, change=children, customer=booking.customer, at=LATE)
    assert (offer.after, offer.kept, offer.difference) == (12_000, 8_000, 0)
    dearer = Change(quantities={trip.adult.pk: 1, trip.child.pk: 2})
    offer = services.quote_change(booking=booking, change=dearer, customer=booking.customer, at=LATE)
    assert (offer.after, offer.kept, offer.fee, offer.difference) == (22_000, 0, 1_500, 3_500)


def test_another_date_has_its_own_rule_and_those_who_leave_with_it_theirs(
    booking: Booking, trip: Trip
) -> None:
    cheap = catalog.create_option(values={"product": trip.product, "name": "Evening"}, by=None, at=NOW)
    adult = catalog.create_unit(values={"option": cheap, "name": "Adult", "price": 7_000}, by=None, at=NOW)
    later = departure_of(cheap, starts_at=STARTS + timedelta(days=1))
    for many, after, kept in ((2, 14_000, 0), (1, 7_000, 10_000)):
        change = Change(option=cheap.pk, departure=later.pk, quantities={adult.pk: many})
        offer = services.quote_change(booking=booking, change=change, customer=booking.customer, at=LATE)
        assert (offer.after, offer.kept, offer.fee) == (after, kept, 1_500)
    Unit.objects.filter(pk=trip.adult.pk).update(key="other")
    change = Change(option=cheap.pk, departure=later.pk, quantities={adult.pk: 1})
    offer = services.quote_change(booking=booking, change=change, customer=booking.customer, at=LATE)
    assert (offer.after, offer.kept, offer.fee) == (7_000, 10_000, 1_500)


def test_staff_who_may_set_the_policy_aside_for_those_who_leave(
    boss: Member, booking: Booking, trip: Trip
) -> None:
    change, override = Change(quantities={trip.adult.pk: 1}), Override(reason="Ill", ignore_policy=True)
    offer = services.quote_change(booking=booking, change=change, by=boss, at=LATE)
    assert "In it are $100.00 that the policy keeps" in difference(offer)
    services.change_booking(booking=booking, change=change, by=boss, at=LATE, override=override)
    assert (reread(booking).total, reread(booking.order).total) == (10_000, 10_000)


def test_of_a_request_nothing_is_kept_when_fewer_come(booking: Booking, trip: Trip) -> None:
    Booking.objects.update(status=BookingStatus.PENDING)
    change = Change(quantities={trip.adult.pk: 1})
    offer = services.quote_change(booking=reread(booking), change=change, customer=booking.customer, at=LATE)
    assert (offer.kept, offer.fee) == (0, 1_500)


@pytest.mark.parametrize("kept", KeptFees.values)
def test_what_is_kept_of_who_leaves_is_taxed_as_kept_fees_are(
    trip: Trip, booked: Callable[..., Placed], kept: str
) -> None:
    tax = TaxClass.objects.create(name="All", standard=True)
    TaxRate.objects.create(tax_class=tax, name="VAT", percent=25)
    TaxProfile.objects.update(prices_include_tax=True, kept_fees=kept)
    [booking] = booked(2).bookings
    change = Change(quantities={trip.adult.pk: 1})
    services.change_booking(booking=booking, change=change, customer=booking.customer, at=LATE)
    [fee] = bill(reread(booking.order)).fees
    assert (fee.total, fee.tax) == (10_000, 2_000 if kept == KeptFees.AS_SOLD else 0)


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
