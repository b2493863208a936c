"""The life of a booking: which step leads where, which does not, and what each leaves behind."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.bookings import services
from apps.bookings.errors import BookingStatusNotAllowed, NotBegun
from apps.bookings.models import Booking
from apps.bookings.types import LIVE, TRANSITIONS, BookingStatus, CancelledBy
from apps.capacity.models import Hold
from apps.kernel.errors import Refusal
from tests.apps.bookings.conftest import STARTS, Trip, reread, told

DURING = STARTS + timedelta(hours=1)

# What each step does from each status; everything that is not here is refused.
STEPS: dict[str, dict[str, str]] = {
    "confirm": {"pending": "confirmed"},
    "check_in": {"confirmed": "in_progress", "modified": "in_progress"},
    "undo_check_in": {"in_progress": "confirmed"},
    "check_out": {"in_progress": "completed"},
    "complete": {"confirmed": "completed", "modified": "completed", "in_progress": "completed"},
    "mark_no_show": {"confirmed": "no_show", "modified": "no_show"},
    "undo_no_show": {"no_show": "confirmed"},
    "cancel": {"pending": "cancelled", "confirmed": "cancelled", "modified": "cancelled"},
}
FACTS = {
    "confirm": "booking_confirmed",
    "check_in": "checked_in",
    "undo_check_in": "check_in_undone",
    "check_out": "booking_completed",
    "complete": "booking_completed",
    "mark_no_show": "no_show",
    "undo_no_show": "no_show_undone",
    "cancel": "booking_cancelled",
}
MOMENTS = {
    "confirm": "confirmed_at",
    "check_in": "checked_in_at",
    "check_out": "checked_out_at",
    "complete": "completed_at",
    "cancel": "cancelled_at",
}
EVERY = [(step, status) for step in STEPS for status in BookingStatus.values]


def take(step: str, booking: Booking, by: Member) -> Any:
    """The step, during the trip."""
    more = {"cancelled_by": CancelledBy.STAFF} if step == "cancel" else {}
    return getattr(services, step)(booking=booking, by=by, at=DURING, **more)


@pytest.mark.parametrize(("step", "before"), EVERY)
def test_a_step_leads_where_the_table_says_and_nowhere_else(
    make: Callable[..., Booking], boss: Member, step: str, before: str
) -> None:
    booking = make(before)
    facts = told(booking)
    after = STEPS[step].get(before)
    if after is None:
        with pytest.raises(BookingStatusNotAllowed):
            take(step, booking, boss)
        assert reread(booking).status == before
        assert told(booking) == facts
        return
    take(step, booking, boss)
    fresh = reread(booking)
    assert fresh.status == after
    assert after in TRANSITIONS[before]
    assert told(booking)[len(facts) :][-1] == FACTS[step]
    if step in MOMENTS:
        assert getattr(fresh, MOMENTS[step]) == DURING


def test_every_transition_that_is_allowed_has_a_step_or_is_a_change() -> None:
    steps = {(before, after) for table in STEPS.values() for before, after in table.items()}
    allowed = {(str(before), str(after)) for before, afters in TRANSITIONS.items() for after in afters}
    # A change makes a confirmed one modified; that it is confirmed again is nobody's step yet.
    assert allowed - steps == {("confirmed", "modified"), ("modified", "confirmed")}
    assert steps <= allowed


def test_nothing_leads_out_of_what_is_over() -> None:
    assert not TRANSITIONS[BookingStatus.COMPLETED]
    assert not TRANSITIONS[BookingStatus.CANCELLED]
    assert set(TRANSITIONS) == set(BookingStatus.values)


@pytest.mark.parametrize("step", ["complete", "mark_no_show"])
def test_what_has_not_begun_is_neither_over_nor_missed(
    make: Callable[..., Booking], boss: Member, step: str
) -> None:
    booking = make()
    with pytest.raises(NotBegun):
        getattr(services, step)(booking=booking, by=boss, at=STARTS - timedelta(seconds=1))
    assert reread(booking).status == BookingStatus.CONFIRMED


def test_some_may_be_checked_in_before_the_others(make: Callable[..., Booking], boss: Member) -> None:
    booking = make(answers={"participants": [{"given_name": "Ana"}, {"given_name": "Bo"}]})
    first, second = booking.participants.order_by("position")
    services.check_in(booking=booking, by=boss, at=DURING, participants=[first.pk])
    assert (reread(first).checked_in_at, reread(second).checked_in_at) == (DURING, None)
    later = DURING + timedelta(minutes=5)
    services.check_in(booking=booking, by=boss, at=later, participants=[second.pk])
    assert reread(second).checked_in_at == later
    assert reread(booking).checked_in_at == DURING
    services.undo_check_in(booking=booking, by=boss, at=later)
    assert not booking.participants.exclude(checked_in_at=None).exists()
    assert reread(booking).checked_in_at is None


def test_all_of_them_cannot_be_checked_in_twice(make: Callable[..., Booking], boss: Member) -> None:
    booking = make()
    services.check_in(booking=booking, by=boss, at=DURING)
    with pytest.raises(BookingStatusNotAllowed):
        services.check_in(booking=booking, by=boss, at=DURING)


def test_checking_out_completes(make: Callable[..., Booking], boss: Member) -> None:
    booking = make()
    services.check_in(booking=booking, by=boss, at=DURING)
    services.check_out(booking=booking, by=boss, at=DURING)
    fresh = reread(booking)
    assert (fresh.checked_out_at, fresh.completed_at) == (DURING, DURING)
    assert told(booking)[-2:] == ["checked_out", "booking_completed"]


def test_a_no_show_keeps_its_fee_until_they_come_after_all(
    make: Callable[..., Booking], boss: Member, trip: Trip
) -> None:
    booking = make()
    services.mark_no_show(booking=booking, by=boss, at=DURING, fee=5_000)
    assert reread(booking).fee == 5_000
    assert reread(trip.departure).booked == 2
    services.undo_no_show(booking=booking, by=boss, at=DURING)
    assert reread(booking).fee == 0


def test_cancelling_gives_back_what_was_taken_and_says_who_and_why(
    make: Callable[..., Booking], boss: Member, trip: Trip
) -> None:
    booking = make()
    services.cancel(
        booking=booking,
        cancelled_by=CancelledBy.CUSTOMER,
        by=None,
        at=DURING,
        reason="x" * 400,
        fee=100,
        refund_due=50,
    )
    fresh = reread(booking)
    assert (fresh.cancelled_by, fresh.fee, fresh.refund_due) == ("customer", 100, 50)
    assert (len(fresh.reason), fresh.sequence) == (300, 1)
    assert booking.hold_id is not None
    assert Hold.objects.get(pk=booking.hold_id).status == "released"
    assert reread(trip.departure).booked == 0


def test_the_board_takes_steps_and_none_that_cost_somebody_something(
    make: Callable[..., Booking], boss: Member
) -> None:
    booking = make("pending")
    services.move_on_board(record=booking, state="confirmed", by=boss, at=DURING)
    services.move_on_board(record=booking, state="in_progress", by=boss, at=DURING)
    for state in ("cancelled", "no_show", "pending", "nonsense"):
        with pytest.raises(BookingStatusNotAllowed):
            services.move_on_board(record=booking, state=state, by=boss, at=DURING)
    services.move_on_board(record=booking, state="completed", by=boss, at=DURING)
    assert reread(booking).status == BookingStatus.COMPLETED


def test_a_stale_record_is_judged_by_what_the_database_has(
    make: Callable[..., Booking], boss: Member
) -> None:
    booking = make()
    other = reread(booking)
    services.cancel(booking=booking, cancelled_by=CancelledBy.STAFF, by=boss, at=DURING)
    with pytest.raises(Refusal):
        services.check_in(booking=other, by=boss, at=DURING)
    assert other.status == BookingStatus.CANCELLED
    assert other.status not in LIVE
