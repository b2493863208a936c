"""Stays that are booked and changed: the house's clock, and rooms that others have."""

from datetime import date, timedelta

import pytest

from apps.accounts.models import Member
from apps.frontdesk import services
from apps.frontdesk.types import Change
from apps.kernel.errors import Refusal
from apps.tenancy.models import Location, Tenant
from tests.apps.frontdesk.conftest import reread
from tests.apps.frontdesk.selling import house_of
from tests.conftest import NOW

FIRST = date(2026, 12, 1)


def test_a_stay_over_a_change_of_the_clocks_costs_its_nights(boss: Member) -> None:
    Location.objects.update(time_zone="Europe/Berlin")
    booking = house_of().stay("Ana Ruiz", arrival=date(2027, 3, 27), nights=2)
    assert booking.total == 18_000
    services.change_booking(booking=booking, change=Change(arrival=date(2027, 3, 28)), by=boss, at=NOW)
    moved = reread(booking)
    assert (moved.total, moved.ends_at - moved.starts_at) == (18_000, timedelta(hours=44))


def test_a_stay_that_cannot_be_longer_keeps_its_nights(in_coral: Tenant) -> None:
    house = house_of()
    [one, *_others] = [house.stay(name, arrival=FIRST) for name in "ABC"]
    for name in "DEF":
        house.stay(name, arrival=FIRST + timedelta(days=3))
    with pytest.raises(Refusal):
        services.change_booking(booking=one, change=Change(nights=4), customer=one.customer_id, at=NOW)
    assert reread(one).ends_at == one.ends_at
