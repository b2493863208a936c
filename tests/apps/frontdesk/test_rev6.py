"""What a reviewer tried on the front desk."""

from datetime import timedelta

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.catalog.models import Unit
from apps.frontdesk import services
from apps.frontdesk.types import Override
from tests.apps.frontdesk.conftest import ANA, STARTS, Trip, reread
from tests.conftest import NOW


def test_an_agreed_price_is_there_again_after_an_undone_no_show(boss: Member, trip: Trip) -> None:
    override = Override(reason="Friend", price=5_000)
    placed = services.book(choices=[trip.choice(2)], contact=ANA, at=NOW, by=boss, override=override)
    booking, after = placed.bookings[0], STARTS + timedelta(hours=1)
    services.mark_no_show(booking=booking, by=boss, at=after)
    services.undo_no_show(booking=booking, by=boss, at=after)
    assert reread(booking.order).total == 5_000


def test_undoing_a_no_show_brings_back_the_price_of_then(boss: Member, trip: Trip, booking: Booking) -> None:
    Unit.objects.update(price=99_000)
    after = STARTS + timedelta(hours=1)
    services.mark_no_show(booking=booking, by=boss, at=after)
    services.undo_no_show(booking=booking, by=boss, at=after)
    assert reread(booking.order).total == 20_000
