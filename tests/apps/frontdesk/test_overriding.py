"""What staff set aside with a reason, as far as it goes."""

from collections.abc import Callable

import pytest

from apps.accounts.models import Member
from apps.capacity.models import Departure
from apps.frontdesk import services
from apps.frontdesk.types import Override, Placed
from apps.kernel.errors import Refusal
from tests.apps.frontdesk.conftest import ANA, Trip, reread
from tests.conftest import NOW

MORE = Override(reason="The second boat comes along", raise_capacity=True)


def test_staff_may_ask_for_nothing(boss: Member, booked: Callable[..., Placed]) -> None:
    done = booked(1, by=boss, override=Override(reason="A present", price=0))
    assert (done.order.total, done.bookings[0].total) == (0, 0)


def test_capacity_is_never_raised_beyond_the_limit(
    boss: Member, trip: Trip, booked: Callable[..., Placed]
) -> None:
    Departure.objects.update(limit=12)
    with pytest.raises(Refusal):
        booked(13, by=boss, override=MORE)
    assert reread(trip.departure).capacity == 10
    booked(12, by=boss, override=MORE)
    with pytest.raises(Refusal):
        booked(1, by=boss, override=MORE)
    assert (reread(trip.departure).capacity, reread(trip.departure).booked) == (12, 12)


def test_capacity_is_raised_for_two_parties_of_one_order_together(boss: Member, trip: Trip) -> None:
    Departure.objects.update(limit=12)
    choices = [trip.choice(10), trip.choice(2)]
    done = services.book(choices=choices, contact=ANA, at=NOW, by=boss, override=MORE)
    assert [one.people for one in done.bookings] == [10, 2]
    assert reread(trip.departure).booked == 12
