"""Who takes part: named, aged, counted against what was booked."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid
from apps.bookings import services
from apps.bookings.models import Booking
from tests.apps.bookings.conftest import STARTS, Trip, told
from tests.conftest import NOW


def put(booking: Booking, *people: Any) -> Any:
    return services.set_participants(booking=booking, participants=people, by=None, at=NOW)


def test_all_of_them_are_said_in_their_order(make: Callable[..., Booking], trip: Trip) -> None:
    booking = make(children=1)
    put(
        booking, {"given_name": " Ana  María "}, {"given_name": "Bo", "age": "30", "unit": str(trip.adult.pk)}
    )
    rows = list(booking.participants.order_by("position"))
    assert [(one.given_name, one.age, one.unit_id) for one in rows] == [
        ("Ana María", None, None),
        ("Bo", 30, trip.adult.pk),
    ]
    assert told(booking)[-1] == "booking_changed"
    put(booking, {"given_name": "Cy"})
    assert [one.given_name for one in booking.participants.all()] == ["Cy"]


def test_a_check_in_stays_with_its_place(make: Callable[..., Booking], boss: Member) -> None:
    booking = make(answers={"participants": [{"given_name": "Ana"}, {"given_name": "Bo"}]})
    first = booking.participants.order_by("position")[0]
    services.check_in(booking=booking, by=boss, at=STARTS, participants=[first.pk])
    put(booking, {"given_name": "Anna"}, {"given_name": "Bo"})
    first.refresh_from_db()
    assert (first.given_name, first.checked_in_at) == ("Anna", STARTS)


def test_nobody_too_old_too_many_or_at_a_wrong_price(make: Callable[..., Booking], trip: Trip) -> None:
    booking = make(adults=1, children=1)
    adult, child = trip.adult.pk, trip.child.pk
    cases: list[tuple[list[Any], str]] = [
        ([{}, {}, {}], "participants"),
        ([{"age": 121}], "participants.0.age"),
        ([{"age": -1}], "participants.0.age"),
        ([{"age": "old"}], "participants.0.age"),
        ([{"age": 8, "unit": adult}], "participants.0.age"),
        ([{"age": 40, "unit": child}], "participants.0.age"),
        ([{"unit": adult}, {"unit": adult}], "participants.1.unit"),
        ([{"unit": 10**17}], "participants.0.unit"),
        ([{"given_name": "x" * 81}], "participants.0.given_name"),
        (["Ana"], "participants.0"),
    ]
    for people, key in cases:
        with pytest.raises(Invalid) as refused:
            put(booking, *people)
        assert list(refused.value.by_key) == [key]
    assert not booking.participants.exists()


def test_what_cannot_be_stored_is_taken_out_of_names(make: Callable[..., Booking]) -> None:
    booking = make()
    put(booking, {"given_name": "A\x00na\ud800", "family_name": "\u202eRuiz"})
    [person] = booking.participants.all()
    assert (person.given_name, person.family_name) == ("Ana", "\u202eRuiz")
