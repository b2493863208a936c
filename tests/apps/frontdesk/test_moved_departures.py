"""A departure that is moved takes along what was booked of it; a basket is looked at again."""

from datetime import timedelta

import pytest

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.capacity import services as capacity
from apps.events.services import dispatch
from apps.frontdesk import services
from apps.frontdesk.errors import OfferChanged
from apps.messaging.models import Message
from tests.apps.frontdesk.conftest import ANA, STARTS, Trip, reread
from tests.conftest import NOW

LATER = STARTS + timedelta(days=1)


def test_a_booking_follows_its_departure_and_whoever_booked_is_told(
    boss: Member, trip: Trip, booking: Booking
) -> None:
    dispatch(at=NOW)
    capacity.move_departure(record=trip.departure, start=LATER, by=boss, at=NOW)
    for _ in range(3):
        dispatch(at=NOW)
    done = reread(booking)
    assert (done.starts_at, done.ends_at, done.item.starts_at) == (LATER, LATER + timedelta(hours=4), LATER)
    assert (done.sequence, done.status, done.total) == (booking.sequence + 1, "modified", booking.total)
    told = Message.objects.filter(occasion="booking_changed")
    assert list(told.values_list("to_address", flat=True)) == [ANA.email]
    assert not Message.objects.filter(occasion="copy_changed").exists()


def test_a_basket_is_looked_at_again(boss: Member, trip: Trip) -> None:
    cart = services.start_cart(at=NOW)
    services.add_to_cart(cart=cart, choice=trip.choice(1), at=NOW)
    services.give_details(cart=cart, contact=ANA, at=NOW)
    capacity.move_departure(record=trip.departure, start=LATER, by=boss, at=NOW)
    with pytest.raises(OfferChanged):
        services.place_order(cart=cart, at=NOW)
    assert services.place_order(cart=cart, at=NOW).bookings[0].starts_at == LATER


def test_a_basket_and_a_quote_are_booked_with_the_departures_own_end(boss: Member, trip: Trip) -> None:
    cart = services.start_cart(at=NOW)
    services.add_to_cart(cart=cart, choice=trip.choice(1), at=NOW)
    services.give_details(cart=cart, contact=ANA, at=NOW)
    quote = services.send_quote(
        choices=[trip.choice(1)], contact=ANA, valid_until=NOW + timedelta(days=1), at=NOW, by=boss
    )
    ends = STARTS + timedelta(hours=6)
    capacity.update_departure(record=trip.departure, values={"ends_at": ends}, by=boss, at=NOW)
    with pytest.raises(OfferChanged):
        services.place_order(cart=cart, at=NOW)
    [one] = services.place_order(cart=cart, at=NOW).bookings
    [other] = services.accept_quote(order=quote, at=NOW).bookings
    assert one.ends_at == other.ends_at == other.item.ends_at == ends
