"""Whatever people do in whatever order: seats are never sold twice, and every bill is the sum of its lines.

§11.1: seats taken are those of live holds and never above capacity. §11.3: order total = its lines; the booking's and the
customer's figures follow.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)

from apps.bookings import services as bookings
from apps.bookings.models import Booking, WaitlistEntry
from apps.bookings.types import LIVE, BookingStatus
from apps.capacity import services as capacity
from apps.capacity.models import Departure, Hold
from apps.capacity.types import LIVE as LIVE_HOLDS
from apps.customers.models import Customer
from apps.frontdesk import services
from apps.frontdesk.types import Change, Contact
from apps.kernel.errors import Refusal
from apps.sales.models import Order, OrderLine
from apps.sales.types import OrderStatus
from tests.apps.frontdesk.conftest import STARTS, Trip, departure_of, reread
from tests.conftest import NOW

PEOPLE = [Contact(name=f"Guest {n}", email=f"guest{n}@guests.example") for n in range(4)]
numbers = st.integers(1, 4)
who = st.sampled_from(PEOPLE)


class Life(RuleBasedStateMachine):
    """Carts and bookings of one trip with two small departures."""

    trip: Trip
    second: Departure

    carts = Bundle("carts")
    booked = Bundle("booked")

    def __init__(self) -> None:
        super().__init__()
        self.at: datetime = NOW

    def tried(self, call: Callable[..., Any], **given: Any) -> Any:
        """The answer, or None for a refusal, which must have changed nothing that the invariants see."""
        try:
            return call(at=self.at, **given)
        except Refusal:
            return None

    def departure(self, later: bool) -> int:
        return (self.second if later else self.trip.departure).pk

    @rule(target=carts, adults=numbers, children=st.integers(0, 2), later=st.booleans(), contact=who)
    def hold(self, adults: int, children: int, later: bool, contact: Contact) -> Any:
        cart = services.start_cart(at=self.at)
        choice = self.trip.choice(adults, children, departure=self.departure(later))
        self.tried(services.add_to_cart, cart=cart, choice=choice)
        self.tried(services.give_details, cart=cart, contact=contact)
        return cart

    @rule(target=booked, cart=consumes(carts))
    def place(self, cart: Order) -> Any:
        placed = self.tried(services.place_order, cart=cart)
        return placed.bookings[0].pk if placed is not None else 0

    @rule(target=booked, adults=numbers, later=st.booleans(), contact=who)
    def book(self, adults: int, later: bool, contact: Contact) -> Any:
        choice = self.trip.choice(adults, departure=self.departure(later))
        placed = self.tried(services.book, choices=[choice], contact=contact, source="website")
        return placed.bookings[0].pk if placed is not None else 0

    @rule(adults=numbers, later=st.booleans(), contact=who)
    def wait(self, adults: int, later: bool, contact: Contact) -> None:
        choice = self.trip.choice(adults, departure=self.departure(later))
        self.tried(services.join_waitlist, choice=choice, contact=contact)

    @rule(target=carts)
    def take_offer(self) -> Any:
        entry = WaitlistEntry.objects.filter(status="offered").order_by("pk").first()
        cart = self.tried(services.take_offer, entry=entry) if entry is not None else None
        return cart or services.start_cart(at=self.at)

    @rule(number=booked, adults=numbers, children=st.integers(0, 2))
    def change_people(self, number: int, adults: int, children: int) -> None:
        self.change(number, Change(quantities={self.trip.adult.pk: adults, self.trip.child.pk: children}))

    @rule(number=booked, later=st.booleans())
    def move(self, number: int, later: bool) -> None:
        self.change(number, Change(departure=self.departure(later)))

    def change(self, number: int, change: Change) -> None:
        booking = Booking.objects.filter(pk=number).first()
        if booking is None:
            return
        given = {"booking": booking, "change": change, "customer": booking.customer_id}
        offer = self.tried(services.quote_change, **given)
        before = reread(booking).order.total
        done = self.tried(services.change_booking, **given)
        assert (offer is None) == (done is None)
        if offer is not None:
            assert reread(booking).order.total - before == offer.difference

    @rule(number=booked)
    def cancel(self, number: int) -> None:
        booking = Booking.objects.filter(pk=number).first()
        if booking is None:
            return
        shown = services.quote_cancellation(booking=booking, at=self.at)
        if self.tried(services.cancel_booking, booking=booking, customer=booking.customer_id) is not None:
            assert reread(booking).fee == shown.fee

    @rule(number=booked, step=st.sampled_from(["check_in", "undo_check_in", "check_out", "complete"]))
    def live(self, number: int, step: str) -> None:
        booking = Booking.objects.filter(pk=number).first()
        if booking is not None:
            self.tried(getattr(services, step), booking=booking, by=None)

    @rule(number=booked, step=st.sampled_from(["mark_no_show", "undo_no_show"]))
    def come_or_not(self, number: int, step: str) -> None:
        booking = Booking.objects.filter(pk=number).first()
        if booking is not None:
            self.tried(getattr(services, step), booking=booking, by=None)

    @rule(minutes=st.sampled_from([1, 16, 60 * 24, 60 * 24 * 6]))
    def time_passes(self, minutes: int) -> None:
        self.at = min(self.at + timedelta(minutes=minutes), STARTS + timedelta(days=3))
        capacity.expire_holds(at=self.at)
        bookings.expire_offers(at=self.at)
        services.complete_past(at=self.at)

    @invariant()
    def no_seat_is_sold_twice(self) -> None:
        for one in Departure.objects.all():
            held = Hold.objects.filter(departure=one, status__in=LIVE_HOLDS).aggregate(seats=Sum("seats"))[
                "seats"
            ]
            assert one.booked == (held or 0) <= one.capacity

    @invariant()
    def live_bookings_hold_what_they_promise(self) -> None:
        for one in Booking.objects.filter(status__in=LIVE).select_related("hold"):
            assert one.hold.status == "confirmed"
            assert (one.hold.departure_id, one.hold.seats) == (one.departure_id, one.people)
        for one in Booking.objects.filter(status=BookingStatus.CANCELLED).select_related("hold"):
            assert one.hold.status == "released"

    @invariant()
    def every_bill_is_the_sum_of_its_lines(self) -> None:
        for order in Order.objects.all():
            total = order.lines.aggregate(total=Sum("total"))["total"] or 0
            assert order.total == total
            if order.status in {OrderStatus.PLACED, OrderStatus.COMPLETED}:
                assert sum(order.bookings.values_list("total", flat=True)) == total
        for booking in Booking.objects.all():
            lines = OrderLine.objects.filter(item=booking.item_id).aggregate(total=Sum("total"))["total"]
            assert booking.total == (lines or 0)

    @invariant()
    def customers_are_worth_what_they_booked(self) -> None:
        for customer in Customer.objects.all():
            mine = Booking.objects.filter(customer=customer)
            assert customer.lifetime_value == (mine.aggregate(total=Sum("total"))["total"] or 0)
            assert customer.booking_count == mine.exclude(status=BookingStatus.CANCELLED).count()


@pytest.mark.parametrize("examples", [12])
def test_whatever_people_do_seats_and_sums_hold(trip: Trip, examples: int) -> None:
    from django.db import transaction

    Departure.objects.update(capacity=6)
    second = departure_of(trip.option, starts_at=STARTS + timedelta(days=1), capacity=5)

    class OfThisTrip(Life):
        def __init__(self) -> None:
            super().__init__()
            self.trip, self.second = trip, second
            self.whole = transaction.atomic(using="default")
            self.whole.__enter__()

        def teardown(self) -> None:
            transaction.set_rollback(True, using="default")
            self.whole.__exit__(None, None, None)

    run_state_machine_as_test(
        OfThisTrip,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
