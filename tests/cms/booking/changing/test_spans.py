"""Stays and rentals are changed by their link, without a script."""

from datetime import timedelta

from apps.capacity import local
from apps.capacity.models import Reservation
from tests.apps.frontdesk.conftest import trip_of
from tests.cms.booking.changing.kept import arrival, at_ten, rental_form, stay_form, zone
from tests.cms.booking.conftest import value_of
from tests.cms.booking.test_kinds import hidden


def test_a_stay_is_changed_to_other_nights_and_board(kept, room):
    mine = kept(room.options[0], {room.units[0].pk: 1}, arrival=arrival(), nights=3, people=2)
    page = mine.get()
    assert value_of(page, "arrival") == arrival().isoformat() and "3 nights" in page
    form = stay_form(room, 1, arrival=(arrival() + timedelta(days=1)).isoformat(), nights=4)
    page = mine.agree(**form)
    assert "$360.00" in page and "$580.00" in page and "$235.00" in page
    booking = mine.booking
    assert booking.option_id == room.options[1].pk
    assert local.day_of(booking.starts_at, zone()) == arrival() + timedelta(days=1)
    assert local.day_of(booking.ends_at, zone()) == arrival() + timedelta(days=5)
    assert booking.total == 59_500
    assert Reservation.objects.filter(status="confirmed").count() == 1


def test_a_guest_stays_a_night_more_though_the_house_is_full(kept, room):
    for _room in range(1):
        kept(room.options[0], {room.units[0].pk: 1}, arrival=arrival(), nights=3, people=2)
    mine = kept(room.options[0], {room.units[0].pk: 1}, arrival=arrival(), nights=3, people=2)
    asked = {
        "day": arrival().isoformat(),
        "until": (arrival() + timedelta(days=4)).isoformat(),
        "people": "2",
    }
    page = mine.get(**asked)
    assert value_of(page, "nights") == "4"
    mine.agree(**stay_form(room, nights=4))
    assert local.day_of(mine.booking.ends_at, zone()) == arrival() + timedelta(days=4)


def test_stays_refuse_what_cannot_be(kept, room, other_unit, in_coral):
    mine = kept(room.options[0], {room.units[0].pk: 1}, arrival=arrival(), nights=3, people=2)
    for _room in range(2):
        kept(room.options[0], {room.units[0].pk: 1}, arrival=arrival(20), nights=3, people=2)
    foreign = trip_of("Night dive").option.pk
    mine.refuses("No room is free", **stay_form(room, arrival=arrival(20).isoformat()))
    mine.refuses("too late", **stay_form(room, arrival=arrival(-5).isoformat()))
    mine.refuses("cannot be booked yet", **stay_form(room, arrival=arrival(4000).isoformat()))
    mine.refuses("at least 2 nights", **stay_form(room, nights=1))
    mine.refuses("Choose when", **stay_form(room, nights=0))
    mine.refuses("Choose when", **stay_form(room, nights=10**8))
    mine.refuses("Choose when", **stay_form(room, arrival="9999-01-01"))
    mine.refuses("Choose when", **stay_form(room, arrival="2027-02-30"))
    mine.refuses("cannot be booked together", **stay_form(room, option=0) | {"option": foreign})
    mine.refuses("cannot be booked together", **stay_form(room, **{f"u{other_unit}": 1}))
    mine.refuses("Nothing would be different", **stay_form(room))


def test_a_rental_is_changed_to_other_times_and_more_sets(kept, gear):
    mine = kept(gear.options[0], {gear.units[0].pk: 1}, starts_at=at_ten(10, 9), ends_at=at_ten(10, 17))
    page = mine.get()
    assert hidden(page, "starts", "stops") == {
        "starts": at_ten(10, 9).isoformat(),
        "stops": at_ten(10, 17).isoformat(),
    }
    assert "3 free" in page  # its own set is one of them
    page = mine.agree(**rental_form(gear, 11, 12, 2))
    assert "$35.00" in page and "$140.00" in page and "$120.00" in page
    booking = mine.booking
    assert (booking.starts_at, booking.ends_at) == (at_ten(11, 9), at_ten(12, 17))
    assert (booking.people, booking.total) == (2, 15_500)
    assert Reservation.objects.filter(status="confirmed").count() == 2


def test_rentals_refuse_what_cannot_be(kept, gear, other_unit, in_coral):
    mine = kept(gear.options[0], {gear.units[0].pk: 1}, starts_at=at_ten(10, 9), ends_at=at_ten(10, 17))
    kept(gear.options[0], {gear.units[0].pk: 3}, starts_at=at_ten(14, 9), ends_at=at_ten(14, 17))
    foreign = trip_of("Night dive").option.pk
    mine.refuses("free at this time", **rental_form(gear, 14, 14))
    mine.refuses("free at this time", **rental_form(gear, many=4))
    mine.refuses("too late", **rental_form(gear, -2, -2))
    mine.refuses("cannot be booked yet", **rental_form(gear, 4000, 4001))
    mine.refuses("must end after it starts", **rental_form(gear, 12, 11))
    mine.refuses("Choose when", **rental_form(gear) | {"starts": "2027-13-01T00:00:00+00:00"})
    mine.refuses("Choose how many", **rental_form(gear, many="x"))
    mine.refuses("cannot be booked together", **rental_form(gear) | {"option": foreign})
    mine.refuses("cannot be booked together", **rental_form(gear, **{f"u{other_unit}": 1}))
    mine.refuses("Nothing would be different", **rental_form(gear))
