"""Whatever people do with claims, in whatever order: nothing is sold twice and nothing is lost."""

from datetime import timedelta
from itertools import pairwise

from django.db import transaction
from django.db.models import F, Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)

from apps.capacity import services
from apps.capacity.models import Departure, Hold, Reservation
from apps.capacity.types import LIVE
from apps.kernel.errors import Refusal
from apps.tenancy import context
from tests.apps.capacity.conftest import TOMORROW
from tests.conftest import NOW

HOURS = st.integers(0, 6)
SEATS = st.integers(1, 4)
WHICH = st.integers(0, 1)


class Life(RuleBasedStateMachine):
    """People at two departures and with two technicians, who may all say no."""

    departures = ()
    appointment = None
    claims = Bundle("claims")

    def __init__(self):
        super().__init__()
        self.at = NOW
        self.example = context.atomic()
        self.example.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    def said(self, call, **values):
        """What the service answers, None where it refuses; a refusal changes nothing."""
        before = self.everything()
        try:
            return call(at=self.at, **values)
        except Refusal:
            assert self.everything() == before
            return None

    def everything(self):
        return (
            list(Departure.objects.order_by("pk").values_list("pk", "booked", "status")),
            list(Hold.objects.order_by("pk").values_list("pk", "status", "seats", "departure")),
            list(Reservation.objects.order_by("pk").values_list("pk", "status", "resource", "starts_at")),
        )

    @rule(target=claims, which=WHICH, seats=SEATS)
    def hold_places(self, which, seats):
        held = self.said(services.hold_seats, departure=self.departures[which].pk, seats=seats)
        return 0 if held is None else held.id

    @rule(target=claims, hour=HOURS)
    def hold_time(self, hour):
        held = self.said(
            services.hold_time, option=self.appointment.pk, starts_at=TOMORROW + timedelta(hours=hour)
        )
        return 0 if held is None else held.id

    @rule(claim=claims)
    def confirm(self, claim):
        held = self.said(services.confirm_hold, hold=claim)
        if held is not None:
            assert Hold.objects.get(pk=claim).status == "confirmed"

    @rule(claim=consumes(claims))
    def release(self, claim):
        if self.said(services.release_hold, hold=claim) is not None:
            assert Hold.objects.get(pk=claim).status in {"released", "expired"}

    @rule(claim=claims)
    def extend(self, claim):
        self.said(services.extend_hold, hold=claim, minutes=30)

    @rule(claim=claims, seats=st.none() | SEATS, which=st.none() | WHICH)
    def change_places(self, claim, seats, which):
        if Hold.objects.filter(pk=claim, departure__isnull=False).exists():
            self.said(
                services.change_hold,
                hold=claim,
                seats=seats,
                departure=None if which is None else self.departures[which].pk,
            )

    @rule(claim=claims, hour=HOURS)
    def change_time(self, claim, hour):
        if Hold.objects.filter(pk=claim, departure=None).exists():
            self.said(services.change_hold, hold=claim, starts_at=TOMORROW + timedelta(hours=hour))

    @rule(minutes=st.integers(1, 20))
    def time_passes(self, minutes):
        self.at += timedelta(minutes=minutes)

    @rule()
    def sweep(self):
        services.expire_holds(at=self.at)
        assert not Hold.objects.filter(status="held", hold_until__lte=self.at).exists()

    @rule(which=WHICH, capacity=st.integers(1, 8))
    def change_capacity(self, which, capacity):
        self.said(services.change_capacity, departures=[self.departures[which]], capacity=capacity, by=None)

    @rule(which=WHICH)
    def close_and_open(self, which):
        state = Departure.objects.get(pk=self.departures[which].pk).status
        call = services.close_departures if state == "open" else services.open_departures
        self.said(call, departures=[self.departures[which]], by=None)

    @invariant()
    def what_is_booked_is_what_is_held(self):
        for row in Departure.objects.all():
            held = Hold.objects.filter(departure=row, status__in=LIVE).aggregate(all=Sum("seats"))["all"]
            assert row.booked == (held or 0) <= row.capacity

    @invariant()
    def nobody_is_in_two_places(self):
        live = list(Reservation.objects.filter(status__in=LIVE).order_by("resource", "taken_from"))
        for one, other in pairwise(live):
            assert one.resource_id != other.resource_id or one.taken_until <= other.taken_from
        assert not Reservation.objects.filter(status__in=LIVE).exclude(hold__status=F("status")).exists()


def test_nothing_is_sold_twice_and_nothing_is_lost(departure_with, option_with, crew):
    option = departure_with(capacity=5).option
    departures = [
        departure_with(option, TOMORROW + timedelta(hours=number), capacity=number) for number in (3, 4)
    ]
    appointment = option_with("appointment", "Full detail")
    people = crew.class_(buffer_after=30)
    crew.one(people, "Ana"), crew.one(people, "Ben")
    crew.needs(appointment, people)
    run_state_machine_as_test(
        type("OurLife", (Life,), {"departures": departures, "appointment": appointment}),
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
