"""What staff change by the form that says all of a booking."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from apps.accounts.models import Member
from apps.bookings import services as bookings
from apps.frontdesk import services
from apps.frontdesk.forms import change_form, quantities
from apps.frontdesk.types import Change
from apps.tenancy.models import Location
from tests.apps.frontdesk.conftest import reread
from tests.apps.frontdesk.selling import garage_of, house_of
from tests.conftest import NOW


def test_staff_who_move_a_stay_do_not_lose_a_guest(boss: Member) -> None:
    house = house_of()
    booking = house.stay("Ana Ruiz", arrival=date(2026, 12, 1))
    guests = [{"given_name": "Ana"}, {"given_name": "Tom"}]
    bookings.set_participants(booking=booking, participants=guests, by=boss, at=NOW)
    form = change_form(booking, at=NOW)(
        {"arrival": "2026-12-05", "nights": "3", f"unit_{house.unit.pk}": "1"}
    )
    assert form.is_valid(), form.errors
    values = form.cleaned_data
    change = Change(arrival=values["arrival"], nights=values["nights"], quantities=quantities(values))
    assert change.quantities
    services.change_booking(booking=booking, change=change, by=boss, at=NOW)
    assert (reread(booking).people, booking.participants.count()) == (2, 2)


def test_staff_read_and_write_the_time_of_the_place(boss: Member) -> None:
    booking = garage_of().job("Ana Ruiz", starts_at=NOW + timedelta(days=1))
    Location.objects.update(time_zone="Asia/Tokyo")
    booking = reread(booking)
    there = booking.starts_at.astimezone(ZoneInfo("Asia/Tokyo"))
    assert f"{there:%H:%M}" in str(change_form(booking, at=NOW)()["starts_at"].value())
    later = there + timedelta(hours=2)
    sent = change_form(booking, at=NOW)({"starts_at": f"{later:%Y-%m-%d %H:%M}"})
    assert sent.is_valid(), sent.errors
    assert sent.cleaned_data["starts_at"] == later
