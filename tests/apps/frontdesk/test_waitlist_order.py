"""The waitlist's order and its offers, whatever people do and however many at once.

Who came first is offered first, among the parties that fit into what is free then; an offer holds its places, so two
offers never promise the same one.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from apps.bookings import services as bookings
from apps.bookings.models import Booking, WaitlistEntry
from apps.bookings.types import LIVE
from apps.capacity.models import Departure, Hold
from apps.capacity.types import LIVE as LIVE_HOLDS
from apps.frontdesk import services
from apps.frontdesk.types import Contact
from apps.kernel.errors import Refusal
from tests.apps.frontdesk.conftest import STARTS, Trip, each_of, reread
from tests.conftest import NOW

CAPACITY = 8


def person(number: int) -> Contact:
    return Contact(name=f"Waiter {number}", email=f"waiter{number}@guests.example")


class Line(RuleBasedStateMachine):
    """One departure of eight places, and people who book, wait, cancel, leave, take what is offered or do not answer."""

    trip: Trip

    def __init__(self) -> None:
        super().__init__()
        self.at: datetime = NOW
        self.people = count()

    def step(self, do: Callable[[], Any], *, passes: int = 1) -> None:
        """Do it, and see that whoever was offered places by it was next in line."""
        self.at += timedelta(seconds=1)
        before = self.offered()
        try:
            do()
        except Refusal:
            return
        if passes == 1:
            self.in_order(self.offered() - before)

    @staticmethod
    def offered() -> set[int]:
        return set(WaitlistEntry.objects.filter(status="offered").values_list("pk", flat=True))

    def in_order(self, made: set[int]) -> None:
        left = reread(self.trip.departure).left
        line = list(WaitlistEntry.objects.order_by("created_at", "pk"))
        for place, one in enumerate(line):
            if one.status == "waiting":
                later = sum(other.party for other in line[place + 1 :] if other.pk in made)
                assert one.party > left + later, "somebody was passed over"

    def booking(self, number: int) -> Booking | None:
        found: Sequence[Booking] = list(Booking.objects.filter(status__in=LIVE).order_by("pk"))
        return found[number % len(found)] if found else None

    def entry(self, number: int, *states: str) -> WaitlistEntry | None:
        found: Sequence[WaitlistEntry] = list(WaitlistEntry.objects.filter(status__in=states).order_by("pk"))
        return found[number % len(found)] if found else None

    @rule(adults=st.integers(1, 4))
    def book(self, adults: int) -> None:
        choice, contact = self.trip.choice(adults), person(next(self.people))
        self.step(lambda: services.book(choices=[choice], contact=contact, at=self.at, source="website"))

    @rule(adults=st.integers(1, 5))
    def wait(self, adults: int) -> None:
        choice, contact = self.trip.choice(adults), person(next(self.people))
        self.step(lambda: services.join_waitlist(choice=choice, contact=contact, at=self.at))

    @rule(number=st.integers(0, 9))
    def cancel(self, number: int) -> None:
        booking = self.booking(number)
        if booking is not None:
            who = booking.customer_id
            self.step(lambda: services.cancel_booking(booking=booking, customer=who, at=self.at))

    @rule(number=st.integers(0, 9))
    def leave(self, number: int) -> None:
        entry = self.entry(number, "waiting", "offered")
        if entry is not None:
            self.step(lambda: bookings.leave_waitlist(entry=entry, at=self.at))

    @rule(number=st.integers(0, 9))
    def take(self, number: int) -> None:
        entry = self.entry(number, "offered")
        if entry is not None:

            def place() -> None:
                cart = services.take_offer(entry=entry, at=self.at)
                services.place_order(cart=cart, at=self.at)

            self.step(place)

    @rule()
    def nobody_answers(self) -> None:
        first = WaitlistEntry.objects.filter(status="offered").order_by("offered_until").first()
        if first is None or first.offered_until is None:
            return
        self.at = max(self.at, first.offered_until)
        over = WaitlistEntry.objects.filter(status="offered", offered_until__lte=self.at).count()
        self.step(lambda: bookings.expire_offers(at=self.at), passes=over)

    @invariant()
    def no_place_is_promised_twice(self) -> None:
        departure = reread(self.trip.departure)
        held = Hold.objects.filter(departure=departure, status__in=LIVE_HOLDS).aggregate(seats=Sum("seats"))
        assert departure.booked == (held["seats"] or 0) <= departure.capacity

    @invariant()
    def an_offer_holds_what_it_promises(self) -> None:
        for one in WaitlistEntry.objects.filter(status="offered").select_related("hold"):
            assert one.hold is not None
            assert (one.hold.status, one.hold.seats) == ("held", one.party)
            assert one.offered_until is not None
            assert self.at < one.hold.hold_until
            assert one.offered_until < one.hold.hold_until

    @invariant()
    def nobody_waits_for_what_is_free(self) -> None:
        left = reread(self.trip.departure).left
        if self.at < STARTS:
            assert all(one.party > left for one in WaitlistEntry.objects.filter(status="waiting"))


def test_whatever_people_do_the_line_is_kept_and_no_place_is_promised_twice(trip: Trip) -> None:
    Departure.objects.update(capacity=CAPACITY)

    class OfThisTrip(Line):
        def __init__(self) -> None:
            super().__init__()
            self.trip = trip
            self.whole = transaction.atomic(using="default")
            self.whole.__enter__()

        def teardown(self) -> None:
            transaction.set_rollback(True, using="default")
            self.whole.__exit__(None, None, None)

    run_state_machine_as_test(
        OfThisTrip,
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_who_fits_where_a_larger_party_waits_is_offered_at_once(trip: Trip) -> None:
    Departure.objects.update(capacity=3)
    services.book(choices=[trip.choice(1)], contact=person(1), at=NOW, source="website")
    large = services.join_waitlist(choice=trip.choice(3), contact=person(2), at=NOW)
    small = services.join_waitlist(choice=trip.choice(2), contact=person(3), at=NOW)
    assert (reread(large).status, small.status, reread(small).status) == ("waiting", "offered", "offered")
    assert reread(trip.departure).booked == 3


@pytest.mark.django_db(transaction=True)
def test_many_who_cancel_wait_and_buy_at_once_never_promise_a_place_twice(
    trip: Trip, race: Callable[..., list[Any]]
) -> None:
    Departure.objects.update(capacity=CAPACITY)
    numbers = count(1)
    booked = [
        services.book(choices=[trip.choice(2)], contact=person(next(numbers)), at=NOW, source="website")
        for _ in range(4)
    ]
    waiting = [
        services.join_waitlist(
            choice=trip.choice(party), contact=person(next(numbers)), at=NOW + timedelta(seconds=number)
        )
        for number, party in enumerate((3, 2, 1, 2, 4, 1))
    ]
    at = NOW + timedelta(minutes=5)

    def cancel(one: Booking) -> Any:
        return services.cancel_booking(booking=reread(one), customer=one.customer_id, at=at)

    calls = [
        *(lambda one=one: cancel(one.bookings[0]) for one in booked[:3]),
        *(
            lambda one=one: services.book(choices=[trip.choice(1)], contact=one, at=at, source="website")
            for one in [person(next(numbers)) for _ in range(6)]
        ),
        *(lambda: bookings.offer_places(departure=trip.departure.pk, at=at) for _ in range(3)),
        lambda: bookings.leave_waitlist(entry=reread(waiting[1]), at=at),
    ]
    found = race(each_of(calls), len(calls))
    assert all(not isinstance(one, Exception) or isinstance(one, Refusal) for one in found), found
    departure = reread(trip.departure)
    held = Hold.objects.filter(departure=departure, status__in=LIVE_HOLDS).aggregate(seats=Sum("seats"))
    assert departure.booked == held["seats"] <= CAPACITY
    holds = [one.hold_id for one in WaitlistEntry.objects.filter(status="offered")]
    assert len(set(holds)) == len(holds)
    # All that could be given was given, in the order of the line.
    still = WaitlistEntry.objects.filter(status="waiting")
    assert all(one.party > departure.left for one in still)
