"""What becomes of claims: confirmed, given back, expired, extended, changed."""

from datetime import timedelta

import pytest

from apps.capacity import queries, services
from apps.capacity.errors import (
    DepartureClosed,
    HoldExpired,
    HoldGone,
    NoSuchHold,
    SoldOut,
    TooLate,
)
from apps.capacity.models import Departure, Hold, Reservation
from apps.events.models import OutboxEvent
from apps.tenancy import context
from tests.apps.capacity.conftest import TOMORROW
from tests.conftest import NOW

LATER = NOW + timedelta(minutes=16)


def booked(departure):
    return Departure.objects.get(pk=departure.pk).booked


def in_turn(calls):
    """A call that is another one each time."""
    left = iter(calls)

    def call():
        return next(left)()

    return call


def kinds():
    return list(OutboxEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_confirming_takes_one_statement_and_may_be_said_twice(departure_with, django_assert_num_queries):
    departure = departure_with()
    held = services.hold_seats(departure=departure.pk, seats=2, at=NOW)
    with django_assert_num_queries(1):
        kept = services.confirm_hold(hold=held.id, at=NOW)
    assert (kept.id, kept.seats, kept.confirmed) == (held.id, 2, True)
    again = services.confirm_hold(hold=held.id, at=LATER)
    assert again.confirmed and again.seats == 2
    assert services.expire_holds(at=LATER) == 0
    assert booked(departure) == 2
    assert kinds() == ["capacity.seats_held", "capacity.hold_confirmed"]


def test_giving_back_frees_the_places_once(departure_with, django_assert_num_queries):
    departure = departure_with()
    held = services.hold_seats(departure=departure.pk, seats=2, at=NOW)
    services.confirm_hold(hold=held.id, at=NOW)
    with django_assert_num_queries(1):
        assert services.release_hold(hold=held.id, at=NOW)
    assert not services.release_hold(hold=held.id, at=NOW)
    assert booked(departure) == 0
    assert kinds().count("capacity.hold_released") == 1
    with pytest.raises(HoldGone):
        services.confirm_hold(hold=held.id, at=NOW)
    with pytest.raises(NoSuchHold):
        services.release_hold(hold=held.id + 99, at=NOW)


def test_what_runs_out_is_swept_and_taken_again_when_it_is_paid_late(departure_with):
    departure = departure_with(capacity=2)
    held = services.hold_seats(departure=departure.pk, seats=2, at=NOW)
    assert services.expire_holds(at=NOW + timedelta(minutes=14)) == 0
    assert services.expire_holds(at=LATER) == 1
    assert services.expire_holds(at=LATER) == 0
    assert booked(departure) == 0
    assert services.confirm_hold(hold=held.id, at=LATER).confirmed
    assert booked(departure) == 2
    assert OutboxEvent.objects.get(kind="capacity.hold_confirmed").payload["again"] is True


def test_what_somebody_else_has_taken_meanwhile_is_expired(departure_with):
    departure = departure_with(capacity=2)
    held = services.hold_seats(departure=departure.pk, seats=2, at=NOW)
    services.expire_holds(at=LATER)
    services.hold_seats(departure=departure.pk, seats=1, at=LATER)
    with pytest.raises(HoldExpired):
        services.confirm_hold(hold=held.id, at=LATER)
    assert booked(departure) == 1
    assert Hold.objects.get(pk=held.id).status == "expired"


def test_late_but_not_yet_swept_is_in_time(departure_with):
    departure = departure_with(capacity=2)
    held = services.hold_seats(departure=departure.pk, seats=2, at=NOW)
    assert services.confirm_hold(hold=held.id, at=LATER).confirmed


@pytest.mark.django_db(transaction=True)
def test_the_sweeper_gives_back_many_of_many(departure_with, pool_with, django_assert_num_queries):
    option = departure_with().option
    departures = [departure_with(option, TOMORROW + timedelta(hours=number)) for number in range(3)]
    pool = pool_with()
    for departure in departures:
        services.hold_seats(departure=departure.pk, seats=2, at=NOW)
        services.hold_seats(departure=departure.pk, seats=1, at=NOW)
    services.hold_pool(pool=pool.pk, seats=1, at=NOW)
    with context.use_platform():
        assert len(queries.tenants_with_expired(at=LATER)) == 1
    with django_assert_num_queries(8):
        assert services.expire_holds(at=LATER) == 7
    pool.refresh_from_db()
    assert [booked(one) for one in departures] == [0, 0, 0] and pool.booked == 0


@pytest.mark.django_db(transaction=True)
def test_confirming_and_sweeping_at_once_never_loses_a_place(departure_with, race):
    departure = departure_with(capacity=3)
    held = services.hold_seats(departure=departure.pk, seats=3, at=NOW)
    calls = [
        lambda: services.confirm_hold(hold=held.id, at=LATER),
        lambda: services.expire_holds(at=LATER),
        lambda: services.release_hold(hold=held.id, at=LATER),
    ] * 2
    for one in race(in_turn(calls), times=6):
        assert not isinstance(one, Exception) or isinstance(one, HoldGone | HoldExpired), one
    hold = Hold.objects.get(pk=held.id)
    assert booked(departure) == (3 if hold.status in {"held", "confirmed"} else 0)


def test_a_cancelled_departure_is_not_confirmed(departure_with):
    departure = departure_with()
    held = services.hold_seats(departure=departure.pk, seats=3, at=NOW)
    Departure.objects.update(status="cancelled")
    with pytest.raises(DepartureClosed):
        services.confirm_hold(hold=held.id, at=NOW)


def test_a_hold_may_be_extended_while_it_lasts(departure_with):
    held = services.hold_seats(departure=departure_with().pk, seats=1, at=NOW)
    assert services.extend_hold(hold=held.id, at=NOW, minutes=60).hold_until == NOW + timedelta(hours=1)
    assert services.extend_hold(hold=held.id, at=NOW, minutes=5).hold_until == NOW + timedelta(hours=1)
    services.expire_holds(at=NOW + timedelta(hours=2))
    with pytest.raises(HoldExpired):
        services.extend_hold(hold=held.id, at=NOW, minutes=60)


def test_more_places_are_taken_and_fewer_given_back_in_one_go(departure_with):
    departure = departure_with(capacity=4)
    held = services.hold_seats(departure=departure.pk, seats=2, at=NOW)
    services.confirm_hold(hold=held.id, at=NOW)
    changed = services.change_hold(hold=held.id, at=NOW, seats=4)
    assert (changed.seats, changed.confirmed, booked(departure)) == (4, True, 4)
    with pytest.raises(SoldOut):
        services.change_hold(hold=held.id, at=NOW, seats=5)
    assert booked(departure) == 4
    services.change_hold(hold=held.id, at=NOW, seats=1)
    assert booked(departure) == 1


def test_another_departure_is_taken_before_the_old_one_is_given_back(departure_with):
    option = departure_with().option
    old, new, full = (
        departure_with(option, TOMORROW + timedelta(hours=number), capacity=2) for number in (1, 2, 3)
    )
    held = services.hold_seats(departure=old.pk, seats=2, at=NOW)
    services.hold_seats(departure=full.pk, seats=1, at=NOW)
    with pytest.raises(SoldOut):
        services.change_hold(hold=held.id, at=NOW, departure=full.pk)
    assert (booked(old), booked(full)) == (2, 1)
    moved = services.change_hold(hold=held.id, at=NOW, departure=new.pk)
    assert (moved.departure, booked(old), booked(new)) == (new.pk, 0, 2)
    with pytest.raises(TooLate):
        services.change_hold(hold=held.id, at=TOMORROW + timedelta(hours=2), departure=old.pk)


@pytest.mark.django_db(transaction=True)
def test_two_who_change_places_with_each_other_do_not_wait_in_a_circle(departure_with, race):
    option = departure_with().option
    one, other = (departure_with(option, TOMORROW + timedelta(hours=number)) for number in (1, 2))
    holds = [services.hold_seats(departure=each.pk, seats=1, at=NOW) for each in (one, other)]
    calls = [
        lambda: services.change_hold(hold=holds[0].id, at=NOW, departure=other.pk),
        lambda: services.change_hold(hold=holds[1].id, at=NOW, departure=one.pk),
    ]
    results = race(in_turn(calls), times=2)
    assert [type(each).__name__ for each in results] == ["Held", "Held"]
    assert (booked(one), booked(other)) == (1, 1)


def test_places_in_a_pool_change_too(pool_with):
    pool = pool_with(capacity=3)
    held = services.hold_pool(pool=pool.pk, seats=1, at=NOW)
    services.change_hold(hold=held.id, at=NOW, seats=3)
    pool.refresh_from_db()
    assert pool.booked == 3
    with pytest.raises(SoldOut):
        services.change_hold(hold=held.id, at=NOW, seats=4)
    services.release_hold(hold=held.id, at=NOW)
    pool.refresh_from_db()
    assert pool.booked == 0


def test_things_follow_the_places(departure_with, crew):
    departure = departure_with()
    tanks = crew.class_("Tanks", "item")
    for number in range(5):
        crew.one(tanks, f"Tank {number}")
    crew.needs(departure.option, tanks, each="person")
    held = services.hold_seats(departure=departure.pk, seats=2, at=NOW)
    live = Reservation.objects.filter(status="held")
    assert live.count() == 2
    services.change_hold(hold=held.id, at=NOW, seats=4)
    assert live.count() == 4
    services.release_hold(hold=held.id, at=NOW)
    assert live.count() == 0


@pytest.mark.django_db(transaction=True)
def test_every_change_gives_the_product_another_version(departure_with):
    departure = departure_with()
    seen = {queries.version(departure.product_id)}
    held = services.hold_seats(departure=departure.pk, seats=1, at=NOW)
    seen.add(queries.version(departure.product_id))
    services.release_hold(hold=held.id, at=NOW)
    seen.add(queries.version(departure.product_id))
    assert queries.versions([departure.product_id, 999])[999] == 0
    assert len(seen) == 3
