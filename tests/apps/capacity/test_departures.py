"""Departures by hand: capacity, status, time, who is assigned."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from apps.backoffice.errors import Invalid
from apps.capacity import queries, services
from apps.capacity.errors import (
    AboveLimit,
    Begun,
    BelowBooked,
    DepartureClosed,
    DoesNotSuit,
    NeedsRaise,
    NoCapacity,
    NotAssigned,
    StillBooked,
    Taken,
    TransitionRefused,
)
from apps.capacity.models import Departure, DepartureSession, Hold, Reservation
from apps.catalog.models import Product
from apps.events.models import OutboxEvent
from tests.apps.capacity.conftest import TOMORROW
from tests.conftest import NOW

HOUR = timedelta(hours=1)


@pytest.fixture
def boat(crew):
    """Mako takes ten."""
    return crew.one(crew.class_("Boats", "boat", buffer_after=30), "Boat Mako", places=10)


def test_what_is_not_said_the_option_and_product_say(departure_with, place):
    departure = departure_with(minimum=3)
    assert (departure.capacity, departure.minimum, departure.location) == (10, 3, place)
    assert departure.ends_at - departure.starts_at == 2 * HOUR
    Product.objects.update(capacity=None)
    with pytest.raises(NoCapacity):
        departure_with(departure.option)


def test_many_are_made_at_once_and_those_that_stand_are_left_out(option_with):
    option = option_with()
    days = [date(2026, 12, 1), date(2026, 12, 2)]
    made = services.create_departures(option=option, days=days, times=[time(9), time(14)], by=None, at=NOW)
    assert [one.starts_at for one in made][:2] == [
        datetime(2026, 12, 1, 14, tzinfo=UTC),
        datetime(2026, 12, 1, 19, tzinfo=UTC),
    ]
    again = services.create_departures(
        option=option, days=[*days, date(2026, 12, 3)], times=[time(9)], by=None, at=NOW
    )
    assert len(again) == 1


def test_capacity_stays_between_what_is_booked_and_the_limit(departure_with):
    departure = departure_with(capacity=6, limit=8)
    services.hold_seats(departure=departure.pk, seats=4, at=NOW)
    with pytest.raises(BelowBooked, match="4 places are booked"):
        services.change_capacity(departures=[departure], capacity=3, by=None, at=NOW)
    with pytest.raises(AboveLimit, match="8 people"):
        services.change_capacity(departures=[departure], capacity=9, by=None, at=NOW)
    services.change_capacity(departures=[departure], capacity=4, by=None, at=NOW)
    with pytest.raises(BelowBooked):
        services.update_departure(record=departure, values={"capacity": 2}, by=None, at=NOW)
    services.update_departure(record=departure, values={"capacity": 8, "notes": "Full moon"}, by=None, at=NOW)
    departure.refresh_from_db()
    assert (departure.capacity, departure.edited, departure.booked) == (8, True, 4)


def test_capacity_of_several_changes_for_all_or_none(departure_with):
    option = departure_with().option
    one, other = departure_with(option), departure_with(option, TOMORROW + HOUR)
    services.hold_seats(departure=other.pk, seats=4, at=NOW)
    with pytest.raises(BelowBooked):
        services.change_capacity(departures=[one, other], capacity=2, by=None, at=NOW)
    assert set(Departure.objects.values_list("capacity", flat=True)) == {10}


def test_raising_needs_a_reason_and_never_exceeds_the_boat(departure_with, boat):
    departure = departure_with(capacity=6)
    services.assign(departure=departure, resource=boat, by=None, at=NOW)
    with pytest.raises(NeedsRaise):
        services.override_capacity(departure=departure, capacity=8, reason=" ", by=None, at=NOW)
    with pytest.raises(AboveLimit, match="10 people"):
        services.override_capacity(departure=departure, capacity=11, reason="Family", by=None, at=NOW)
    raised = services.override_capacity(departure=departure, capacity=10, reason="Family", by=None, at=NOW)
    assert (raised.capacity, raised.reason) == (10, "Family")
    assert OutboxEvent.objects.get(kind="capacity.places_added").payload["left"] == 10


def test_a_departure_without_boat_or_limit_is_not_raised(departure_with):
    departure = departure_with(capacity=6)
    with pytest.raises(AboveLimit):
        services.override_capacity(departure=departure, capacity=7, reason="Family", by=None, at=NOW)


def test_statuses_follow_their_rules(departure_with):
    departure = departure_with()
    (closed,) = services.close_departures(departures=[departure], by=None, at=NOW)
    assert closed.status == "closed"
    services.open_departures(departures=[departure], by=None, at=NOW)
    services.change_status(record=departure, state="completed", by=None, at=NOW)
    with pytest.raises(TransitionRefused, match="Completed"):
        services.change_status(record=departure, state="open", by=None, at=NOW)
    told = [
        one for one in OutboxEvent.objects.order_by("pk").values_list("kind", flat=True) if "departure" in one
    ]
    assert told == [
        "capacity.departure_closed",
        "capacity.departure_opened",
        "capacity.departure_completed",
    ]


def test_cancelling_gives_back_what_is_held_and_asks_who_handles_the_booked(departure_with, boat):
    departure = departure_with()
    services.assign(departure=departure, resource=boat, by=None, at=NOW)
    held = services.hold_seats(departure=departure.pk, seats=2, at=NOW)
    kept = services.hold_seats(departure=departure.pk, seats=1, at=NOW)
    services.confirm_hold(hold=kept.id, at=NOW)
    with pytest.raises(StillBooked, match="1 place is booked"):
        services.change_status(record=departure, state="cancelled", by=None, at=NOW)
    services.change_status(record=departure, state="cancelled", booked=True, reason="Storm", by=None, at=NOW)
    departure.refresh_from_db()
    assert (departure.status, departure.booked, departure.reason) == ("cancelled", 1, "Storm")
    assert Hold.objects.get(pk=held.id).status == "released"
    assert not Reservation.objects.filter(status="confirmed").exists()
    with pytest.raises(DepartureClosed):
        services.hold_seats(departure=departure.pk, seats=1, at=NOW)


def test_what_is_over_is_completed_by_itself(departure_with):
    departure = departure_with()
    course = departure_with(departure.option, TOMORROW + HOUR)
    DepartureSession.objects.create(
        departure=course,
        starts_at=TOMORROW + timedelta(days=2),
        ends_at=TOMORROW + timedelta(days=2, hours=1),
    )
    assert services.complete_past(at=TOMORROW + timedelta(days=1)) == 1
    assert services.complete_past(at=TOMORROW + timedelta(days=1)) == 0
    departure.refresh_from_db()
    assert departure.status == "completed"


def test_what_was_never_booked_can_be_removed(departure_with):
    departure = departure_with()
    held = services.hold_seats(departure=departure.pk, seats=1, at=NOW)
    with pytest.raises(StillBooked):
        services.delete_departure(record=departure, by=None, at=NOW)
    services.release_hold(hold=held.id, at=NOW)
    with pytest.raises(Exception, match="hold"):  # its history stays
        services.delete_departure(record=departure, by=None, at=NOW)
    services.delete_departure(record=departure_with(departure.option), by=None, at=NOW)


def test_a_boat_is_in_one_place_at_a_time_and_the_refusal_says_where(departure_with, boat):
    one = departure_with()
    services.assign(departure=one, resource=boat, by=None, at=NOW)
    assert len(services.assign(departure=one, resource=boat, by=None, at=NOW)) == 1
    other = departure_with(one.option, TOMORROW + HOUR)
    # TOMORROW is 04:00 in New York.
    with pytest.raises(Taken, match="Boat Mako is not free then: Boat Mako is booked 04:00–06:00"):
        services.assign(departure=other, resource=boat, by=None, at=NOW)
    with pytest.raises(Taken):  # half an hour to refuel
        services.assign(
            departure=departure_with(one.option, TOMORROW + 2 * HOUR), resource=boat, by=None, at=NOW
        )
    services.unassign(departure=one, resource=boat, by=None, at=NOW)
    services.assign(departure=other, resource=boat, by=None, at=NOW)
    with pytest.raises(NotAssigned):
        services.unassign(departure=one, resource=boat, by=None, at=NOW)


def test_a_boat_too_small_for_those_who_come_is_refused(departure_with, crew):
    departure = departure_with(capacity=12)
    services.hold_seats(departure=departure.pk, seats=11, at=NOW)
    small = crew.one(crew.class_("Boats", "boat"), "Dinghy", places=10)
    with pytest.raises(AboveLimit):
        services.assign(departure=departure, resource=small, by=None, at=NOW)


def test_another_time_moves_whoever_is_assigned_or_says_who_cannot(departure_with, boat):
    departure = departure_with()
    services.assign(departure=departure, resource=boat, by=None, at=NOW)
    DepartureSession.objects.create(
        departure=departure, starts_at=TOMORROW + 5 * HOUR, ends_at=TOMORROW + 6 * HOUR
    )
    services.reschedule(departure=departure, starts_at=TOMORROW + HOUR, by=None, at=NOW)
    row = Reservation.objects.get()
    assert (row.starts_at, row.ends_at) == (TOMORROW + HOUR, TOMORROW + 3 * HOUR)
    assert DepartureSession.objects.get().starts_at == TOMORROW + 6 * HOUR
    services.block(
        resource=boat, starts_at=TOMORROW + 10 * HOUR, ends_at=TOMORROW + 12 * HOUR, by=None, at=NOW
    )
    with pytest.raises(Taken, match="is blocked"):
        services.reschedule(departure=departure, starts_at=TOMORROW + 9 * HOUR, by=None, at=NOW)
    departure.refresh_from_db()
    assert (departure.starts_at, departure.edited) == (TOMORROW + HOUR, True)
    with pytest.raises(Begun):
        services.reschedule(
            departure=departure, starts_at=TOMORROW + timedelta(days=9), by=None, at=TOMORROW + 2 * HOUR
        )
    assert OutboxEvent.objects.filter(kind="capacity.departure_moved").count() == 1


def test_a_form_that_names_another_start_moves_assignments_too(departure_with, boat):
    departure = departure_with()
    services.assign(departure=departure, resource=boat, by=None, at=NOW)
    services.update_departure(record=departure, values={"starts_at": TOMORROW + HOUR}, by=None, at=NOW)
    assert Reservation.objects.get().starts_at == TOMORROW + HOUR
    assert departure.ends_at == TOMORROW + 3 * HOUR


def test_a_reservation_moves_to_another_of_its_class_only(option_with, crew):
    option = option_with("rental", "Kayak")
    kayaks, boats = crew.class_("Kayaks", "item"), crew.class_("Boats", "boat")
    red, blue, mako = crew.one(kayaks, "Red"), crew.one(kayaks, "Blue"), crew.one(boats, "Mako")
    crew.needs(option, kayaks)
    held = services.hold_time(option=option.pk, starts_at=TOMORROW, at=NOW, resources=[red.pk])
    row = Reservation.objects.get(hold=held.id)
    moved = services.move_reservation(reservation=row, resource=blue, by=None, at=NOW)
    assert (moved.resource, moved.fixed) == (blue, True)
    with pytest.raises(DoesNotSuit, match="Kayaks was promised"):
        services.move_reservation(reservation=row, resource=mako, by=None, at=NOW)
    services.block(resource=red, starts_at=TOMORROW, ends_at=TOMORROW + HOUR, by=None, at=NOW)
    with pytest.raises(Taken):
        services.move_reservation(reservation=row, resource=red, by=None, at=NOW)
    with pytest.raises(Begun):
        services.move_reservation(
            reservation=row, starts_at=TOMORROW + HOUR, by=None, at=TOMORROW + timedelta(minutes=5)
        )


def test_a_form_says_beside_the_field_what_is_wrong(departure_with):
    with pytest.raises(Invalid):
        departure_with(limit=5, capacity=6)
    with pytest.raises(Invalid):
        departure_with(ends_at=TOMORROW - HOUR)


def test_a_calendar_counts_days_in_three_queries(departure_with, django_assert_num_queries):
    first = departure_with(capacity=2)
    departure_with(first.option, TOMORROW + 3 * HOUR, capacity=6)
    departure_with(first.option, TOMORROW + timedelta(days=1), capacity=2)
    departure_with(first.option, TOMORROW + timedelta(days=2), status="closed")
    services.hold_seats(departure=first.pk, seats=2, at=NOW)
    with django_assert_num_queries(3):
        days = queries.month(product=first.product_id, first=date(2026, 11, 21), days=5, party=3, at=NOW)
    assert [(one.state, one.left, one.runs) for one in days] == [
        ("none", 0, 0),
        ("open", 6, 2),
        ("full", 2, 1),
        ("closed", 0, 1),
        ("none", 0, 0),
    ]
    with django_assert_num_queries(1):
        runs = queries.runs(product=first.product_id, day=date(2026, 11, 22), party=3, at=NOW)
    assert [(one.left, one.status) for one in runs] == [(0, "full"), (6, "open")]
    said = queries.available(option=first.option_id, at=NOW, people=3, departure=first.pk)
    assert (said.ok, said.left, said.reasons[0].sentence) == (False, 0, "This is sold out.")


def test_free_passes_are_counted_by_garage(pool_with, place, django_assert_num_queries):
    pool = pool_with(capacity=3)
    services.hold_pool(pool=pool.pk, seats=1, at=NOW)
    with django_assert_num_queries(1):
        (found,) = queries.pools(product=pool.option.product_id, at=NOW)
    assert (found.pool, found.location, found.left) == (pool.pk, place.pk, 2)
    assert queries.available(option=pool.option_id, at=NOW, people=2, pool=pool.pk).ok
