"""Rooms: best fit, rules, moving others, moving the guest."""

from datetime import UTC, date, datetime, timedelta

import pytest

from apps.capacity import queries, services
from apps.capacity.errors import NoRoom, RoomsChange, StayRefused, TooLate, WrongNumber
from apps.capacity.models import Requirement, Reservation, WorkingException
from apps.catalog.models import StayRule
from tests.conftest import NOW

DAY = date(2026, 12, 1)


def on(number):
    return DAY + timedelta(days=number - 1)


class Hotel:
    """Two double rooms and one for three."""

    def __init__(self, option_with, crew, rooms=("1", "2"), **places):
        self.option = option_with("stay", "Double room")
        self.class_ = crew.class_("Doubles", "room")
        self.rooms = {name: crew.one(self.class_, name, places=places.get(f"p{name}", 2)) for name in rooms}
        crew.needs(self.option, self.class_)

    def stay(self, first, nights, people=2, **values):
        held = services.hold_stay(
            option=self.option.pk, arrival=on(first), nights=nights, people=people, at=NOW, **values
        )
        return held, {one.pk: name for name, one in self.rooms.items()}[held.resources[0]]

    def in_room(self, first, nights, name):
        return self.stay(first, nights, room=self.rooms[name].pk)[0]


@pytest.fixture
def hotel(option_with, crew):
    return Hotel(option_with, crew)


def test_a_stay_is_from_check_in_to_check_out_on_the_rooms_clock(hotel):
    held, _room = hotel.stay(1, 3)
    assert held.starts_at == datetime(2026, 12, 1, 20, tzinfo=UTC)  # 15:00 in New York
    assert held.ends_at == datetime(2026, 12, 4, 16, tzinfo=UTC)
    row = Reservation.objects.get(hold=held.id)
    assert (row.kind, row.promised_class, row.fixed) == ("stay", hotel.class_, False)


def test_the_room_with_the_tightest_gap_is_taken(hotel):
    hotel.in_room(1, 3, "2")
    _held, room = hotel.stay(4, 2)  # the day the other leaves
    assert room == "2"


def test_nobody_sleeps_in_a_room_for_more_than_they_are(option_with, crew):
    hotel = Hotel(option_with, crew, ("1", "2"), p2=4)
    assert hotel.stay(1, 1, people=2)[1] == "1"
    assert hotel.stay(2, 1, people=3)[1] == "2"
    with pytest.raises(NoRoom):
        hotel.stay(2, 1, people=5)


def test_a_full_house_is_full(hotel):
    hotel.stay(1, 3), hotel.stay(1, 3)
    with pytest.raises(NoRoom):
        hotel.stay(3, 1)
    hotel.stay(4, 1)


def test_others_are_moved_when_no_room_is_free_throughout(option_with, crew):
    hotel = Hotel(option_with, crew)
    first = services.hold_stay(option=hotel.option.pk, arrival=on(1), nights=2, people=2, at=NOW)
    second = services.hold_stay(option=hotel.option.pk, arrival=on(3), nights=2, people=2, at=NOW)
    # One in each room: the nights 1 to 4 are free once, but nowhere throughout.
    rooms = list(hotel.rooms.values())
    Reservation.objects.filter(hold=first.id).update(resource=rooms[0])
    Reservation.objects.filter(hold=second.id).update(resource=rooms[1])
    offered = queries.stays(option=hotel.option.pk, arrival=on(1), nights=4, people=2, at=NOW)
    assert [(len(one.legs), one.moves) for one in offered] == [(1, 1)]
    long, _room = hotel.stay(1, 4)
    where = dict(Reservation.objects.values_list("hold", "resource"))
    assert where[first.id] == where[second.id] != where[long.id]


def test_what_is_fixed_or_has_begun_is_not_moved(hotel):
    hotel.in_room(1, 2, "1")
    hotel.in_room(3, 2, "2")
    with pytest.raises(NoRoom):
        hotel.stay(1, 4)
    assert Reservation.objects.count() == 2


def test_a_chain_of_moves_is_found_and_made_as_a_whole(option_with, crew):
    hotel = Hotel(option_with, crew, ("1", "2", "3"))
    hotel.in_room(1, 1, "2"), hotel.in_room(1, 1, "3"), hotel.in_room(2, 2, "3")
    first, second = hotel.in_room(3, 2, "1"), hotel.in_room(4, 2, "2")
    Reservation.objects.filter(hold__in=[first.id, second.id]).update(fixed=False)
    # Four nights fit into room 1 alone: its guest goes to room 2, whose guest goes to room 3.
    (offered,) = queries.stays(option=hotel.option.pk, arrival=on(1), nights=4, people=2, at=NOW)
    assert offered.moves == 2
    assert hotel.stay(1, 4)[1] == "1"
    where = dict(Reservation.objects.values_list("hold", "resource__name"))
    assert (where[first.id], where[second.id]) == ("2", "3")


def test_a_guest_moves_in_between_when_nothing_else_helps_and_they_agree(hotel):
    hotel.in_room(1, 2, "1")
    hotel.in_room(3, 2, "2")
    offered = queries.stays(option=hotel.option.pk, arrival=on(1), nights=4, people=2, at=NOW)
    assert [[leg.nights for leg in one.legs] for one in offered] == [[2, 2]]
    said = queries.available(option=hotel.option.pk, at=NOW, people=2, arrival=on(1), nights=4)
    assert [one.code for one in said.reasons] == ["no_room", "moving"]
    held, _room = hotel.stay(1, 4, moving=True)
    assert len(held.resources) == 2
    rows = Reservation.objects.filter(hold=held.id).order_by("starts_at")
    assert [(row.resource.name) for row in rows] == ["2", "1"]


@pytest.mark.django_db(transaction=True)
def test_the_last_room_goes_to_one_of_two(option_with, crew, race):
    hotel = Hotel(option_with, crew, ("1",))
    results = race(lambda: hotel.stay(1, 2), times=2)
    assert sorted(type(one).__name__ for one in results) == ["NoRoom", "tuple"]


def test_rules_for_stays_are_kept_unless_staff_say_otherwise(hotel):
    StayRule.objects.create(
        product=hotel.option.product, first_day=on(5), last_day=on(6), nights_min=3, no_arrival=True
    )
    with pytest.raises(StayRefused, match="Nobody can arrive"):
        hotel.stay(5, 3)
    with pytest.raises(StayRefused, match="at least 3 nights"):
        hotel.stay(4, 2)
    hotel.stay(4, 3)
    hotel.stay(5, 1, rules=False)
    StayRule.objects.create(first_day=on(6), last_day=on(6), priority=5, closed=True)
    with pytest.raises(StayRefused, match="not sold"):
        hotel.stay(6, 1)
    StayRule.objects.create(first_day=on(8), last_day=on(8), nights_max=2, no_departure=True)
    with pytest.raises(StayRefused, match="Nobody can leave"):
        hotel.stay(7, 1)
    with pytest.raises(StayRefused, match="at most 2 nights"):
        hotel.stay(8, 3)


def test_past_days_and_no_nights_are_refused(hotel):
    with pytest.raises(TooLate):
        services.hold_stay(
            option=hotel.option.pk, arrival=NOW.date() - timedelta(days=2), nights=1, people=1, at=NOW
        )
    for nights in (0, 400):
        with pytest.raises(WrongNumber):
            hotel.stay(1, nights)
    with pytest.raises(WrongNumber):
        services.hold_stay(option=hotel.option.pk, arrival=date.max, nights=1, people=1, at=NOW)


def test_nights_count_free_rooms_and_say_the_rules(hotel, django_assert_num_queries):
    hotel.stay(2, 2)
    WorkingException.objects.create(
        resource=hotel.rooms["2"], kind="off", first_day=on(6), last_day=on(6), note="Painters"
    )
    StayRule.objects.create(first_day=on(1), last_day=on(1), no_arrival=True, nights_min=2)
    with django_assert_num_queries(5):
        found = queries.nights(product=hotel.option.product_id, first=on(1), days=7, at=NOW)
    assert [one.left for one in found] == [2, 1, 1, 2, 1, 1, 2]
    assert (found[0].no_arrival, found[0].nights_min, found[1].no_arrival) == (True, 2, False)
    days = queries.month(product=hotel.option.product_id, first=on(1), days=2, party=2, at=NOW)
    assert [one.left for one in days] == [2, 1]


def test_a_longer_stay_keeps_its_room_where_it_can(hotel):
    held, room = hotel.stay(1, 2)
    longer = services.change_hold(hold=held.id, at=NOW, nights=4, people=2)
    assert longer.resources == held.resources
    assert longer.ends_at == held.ends_at + timedelta(days=2)
    other = next(name for name in hotel.rooms if name != room)
    hotel.in_room(5, 2, room)
    moved = services.change_hold(hold=held.id, at=NOW, nights=5, people=2)
    assert moved.resources == (hotel.rooms[other].pk,)
    hotel.in_room(6, 1, other)
    with pytest.raises(NoRoom):
        services.change_hold(hold=held.id, at=NOW, nights=7, people=2)
    assert Reservation.objects.get(hold=held.id, status="held").resource == hotel.rooms[other]


def test_staff_read_what_each_room_is_taken_by(hotel):
    hotel.in_room(1, 2, "1")
    services.block(
        resource=hotel.rooms["2"],
        starts_at=datetime(2026, 12, 1, 12, tzinfo=UTC),
        ends_at=datetime(2026, 12, 5, 12, tzinfo=UTC),
        kind="maintenance",
        by=None,
        at=NOW,
    )
    said = queries.available(option=hotel.option.pk, at=NOW, people=2, arrival=on(1), nights=1, staff=True)
    assert [one.sentence for one in said.reasons] == [
        "1 is booked 1 Dec – 3 Dec",
        "2 is in maintenance 1 Dec – 5 Dec",
    ]


@pytest.mark.parametrize("year", [2026, 2027, 2028, 2034])
def test_rules_that_come_every_year_hold_in_every_year(hotel, year):
    StayRule.objects.create(
        product_id=hotel.option.product_id,
        first_day=date(2025, 12, 20),
        last_day=date(2026, 1, 5),
        yearly=True,
        nights_min=4,
    )
    turn = queries.nights(product=hotel.option.product_id, first=date(year, 12, 18), days=20, at=NOW)
    assert [one.nights_min for one in turn] == [1, 1, *[4] * 17, 1]


@pytest.fixture
def moving(hotel):
    """Four nights in two rooms, since others are in each for two of them."""
    hotel.in_room(1, 2, "1")
    hotel.in_room(3, 2, "2")
    held, _room = hotel.stay(1, 4, moving=True, agreed=(2, 2))
    services.confirm_hold(hold=held.id, at=NOW)
    return held


def legs(hold):
    rows = Reservation.objects.filter(hold=hold.id, status="confirmed").order_by("starts_at")
    return [(row.resource.name, (row.ends_at.date() - row.starts_at.date()).days) for row in rows]


def test_which_rooms_on_which_nights_is_said_to_staff_and_the_days_to_customers(hotel):
    hotel.in_room(1, 2, "1")
    hotel.in_room(3, 2, "2")
    asked = {"option": hotel.option.pk, "at": NOW, "people": 2, "arrival": on(1), "nights": 4}
    answer = queries.available(**asked, staff=True)
    assert answer.reasons[1].sentence == (
        "It is possible with a change of rooms: 2, 1 Dec – 3 Dec (2 nights); 1, 3 Dec – 5 Dec (2 nights)."
    )
    assert [leg.nights for leg in answer.legs] == [2, 2]
    assert queries.available(**asked).reasons[1].sentence == (
        "It is possible with a change of rooms on Thu 3 Dec."
    )


def test_rooms_that_would_change_on_other_days_than_agreed_are_not_taken(hotel):
    hotel.in_room(1, 2, "1")
    hotel.in_room(3, 2, "2")
    with pytest.raises(RoomsChange):
        hotel.stay(1, 4, moving=True, agreed=(1, 3))
    assert Reservation.objects.count() == 2


def test_a_guest_who_moves_keeps_both_rooms_when_something_else_is_changed(moving):
    assert legs(moving) == [("2", 2), ("1", 2)]
    services.change_hold(hold=moving.id, at=NOW, arrival=on(1), nights=4, people=1)
    assert legs(moving) == [("2", 2), ("1", 2)]
    longer = services.change_hold(hold=moving.id, at=NOW, nights=6, people=2)
    assert legs(moving) == [("2", 2), ("1", 4)] and longer.ends_at == moving.ends_at + timedelta(days=2)
    services.change_hold(hold=moving.id, at=NOW, nights=2, people=2)
    assert legs(moving) == [("2", 2)]
    assert not queries.legs_of([moving.id])


def test_a_stay_is_changed_into_one_that_moves_only_when_that_is_agreed(hotel):
    hotel.in_room(1, 2, "1")
    held = hotel.in_room(1, 2, "2")
    hotel.in_room(3, 2, "2")
    services.confirm_hold(hold=held.id, at=NOW)
    asked = {"hold": held.id, "at": NOW, "nights": 4, "people": 2}
    with pytest.raises(NoRoom):
        services.change_hold(**asked)
    with pytest.raises(RoomsChange):
        services.change_hold(**asked, moving=(1, 3))
    assert legs(held) == [("2", 2)]
    services.change_hold(**asked, moving=(2, 2))
    assert legs(held) == [("2", 2), ("1", 2)]


def test_both_rooms_are_given_back_and_taken_again_together(hotel, moving):
    services.release_hold(hold=moving.id, at=NOW)
    again, _room = hotel.stay(1, 4, moving=True)
    services.lapse_hold(hold=again.id, at=NOW)
    assert not Reservation.objects.filter(hold=again.id, status="held").exists()
    services.confirm_hold(hold=again.id, at=NOW)
    assert legs(again) == [("2", 2), ("1", 2)]
    assert [leg.nights for leg in queries.legs_of([again.id])[again.id]] == [2, 2]


def at_noon(number):
    return datetime(2026, 12, number, 18, tzinfo=UTC)  # 12:00 in Belize


def test_who_changed_rooms_days_ago_is_not_moved_back_for_nights_that_are_over(hotel):
    hotel.in_room(1, 2, "1")
    other = hotel.in_room(3, 2, "2")
    held, _room = hotel.stay(1, 4, moving=True)
    services.confirm_hold(hold=held.id, at=NOW)
    services.release_hold(hold=other.id, at=NOW)
    hotel.in_room(5, 2, "1")
    assert legs(held) == [("2", 2), ("1", 2)]
    asked = {"hold": held.id, "at": at_noon(4), "nights": 6, "people": 2}
    with pytest.raises(NoRoom):  # room 2 was free all the time, but they are in room 1
        services.change_hold(**asked)
    assert legs(held) == [("2", 2), ("1", 2)]
    answer = queries.available(
        option=hotel.option.pk, arrival=on(1), nights=6, people=2, at=at_noon(4), mine=held.id
    )
    assert [(leg.resource, leg.nights) for leg in answer.legs] == [
        (hotel.rooms["2"].pk, 2),
        (hotel.rooms["1"].pk, 2),
        (hotel.rooms["2"].pk, 2),
    ]
    services.change_hold(**asked, moving=(2, 2, 2))
    assert legs(held) == [("2", 2), ("1", 2), ("2", 2)]
    services.change_hold(hold=held.id, at=at_noon(6), nights=5, people=2)
    assert legs(held) == [("2", 2), ("1", 2), ("2", 1)]


def test_a_guest_stays_on_where_they_are_and_what_is_over_stays_as_it_was(hotel):
    hotel.in_room(1, 2, "1")
    hotel.in_room(3, 2, "2")
    held, _room = hotel.stay(1, 4, moving=True)
    services.confirm_hold(hold=held.id, at=NOW)
    before = list(Reservation.objects.filter(hold=held.id).order_by("starts_at"))
    services.change_hold(hold=held.id, at=at_noon(4), nights=6, people=2)
    after = list(Reservation.objects.filter(hold=held.id).order_by("starts_at"))
    assert legs(held) == [("2", 2), ("1", 4)]
    assert [one.pk for one in after] == [one.pk for one in before]
    assert (after[0].starts_at, after[0].ends_at) == (before[0].starts_at, before[0].ends_at)


def test_a_party_stays_in_all_of_its_rooms(option_with, crew):
    hotel = Hotel(option_with, crew, rooms=("1", "2", "3"))
    first = hotel.in_room(1, 3, "1")
    Requirement.objects.update(quantity=2)
    held = hotel.stay(1, 3, people=4)[0]
    services.confirm_hold(hold=held.id, at=NOW)
    services.release_hold(hold=first.id, at=NOW)
    Requirement.objects.update(quantity=1)
    hotel.in_room(7, 2, "1")  # so that room 1 would fit best
    Requirement.objects.update(quantity=2)
    asked = {"hold": held.id, "at": at_noon(2), "people": 4}
    longer = services.change_hold(**asked, nights=6)
    assert set(longer.resources) == {hotel.rooms["2"].pk, hotel.rooms["3"].pk}
    Requirement.objects.update(quantity=1)
    hotel.in_room(7, 1, "3")
    Requirement.objects.update(quantity=2)
    with pytest.raises(NoRoom):
        services.change_hold(**asked, nights=7)
