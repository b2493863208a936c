"""Stays that are booked and changed: the house's clock, and rooms that others have."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.capacity.errors import NoRoom, StayRefused
from apps.capacity.models import Reservation
from apps.catalog.models import Option, StayRule
from apps.frontdesk import services
from apps.frontdesk.admin import ChangeBooking
from apps.frontdesk.changes import difference
from apps.frontdesk.errors import NotAgreed, ReasonMissing
from apps.frontdesk.forms import change_form
from apps.frontdesk.queries.quotes import quote_sheet
from apps.frontdesk.queries.sheets import confirmation_sheet
from apps.frontdesk.types import Change, Choice, Override
from apps.frontdesk.views.booking_form import BookingForm
from apps.kernel.errors import NotAllowed, Refusal
from apps.tenancy.models import Location, Tenant
from tests.apps.frontdesk.conftest import reread
from tests.apps.frontdesk.selling import House, contact_of, house_of
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


def days(first: int, nights: int) -> dict[str, Any]:
    return {"arrival": FIRST + timedelta(days=first), "nights": nights}


def full(house: House) -> None:
    """Of three rooms one is never free, and the others are free one after the other: four nights in two rooms."""
    house.stay("A", **days(0, 4), room=house.rooms[2])
    house.stay("B", **days(0, 2), room=house.rooms[0])
    house.stay("C", **days(2, 2), room=house.rooms[1])


def moves(booking: Booking) -> list[tuple[str, int]]:
    rows = Reservation.objects.filter(hold=booking.hold_id, status="confirmed").order_by("starts_at")
    return [(one.resource.name, (one.ends_at.date() - one.starts_at.date()).days) for one in rows]


def mover(house: House, by: Member | None = None) -> Booking:
    """Mina, in 102 and then in 101."""
    choice = Choice(
        option=house.option.pk, quantities={house.unit.pk: 1}, people=2, moving=(2, 2), **days(0, 4)
    )
    return services.book(choices=[choice], contact=contact_of("Mina"), at=NOW, by=by).bookings[0]


def test_a_stay_with_a_change_of_rooms_is_booked_when_that_is_agreed(boss: Member) -> None:
    house = house_of()
    full(house)
    with pytest.raises(NoRoom):
        house.stay("Mina", **days(0, 4))
    booking = mover(house, by=boss)
    assert moves(booking) == [("102", 2), ("101", 2)]
    assert booking.total == 36_000
    assert booking.ends_at == booking.starts_at + timedelta(days=3, hours=20)
    sheet = confirmation_sheet(reread(booking))
    assert ("Rooms", "You change rooms on Thu 3 December 2026.") in [
        (one.label, one.text) for one in sheet.facts
    ]


def test_who_changes_rooms_checks_in_and_out_once_and_gives_both_back(boss: Member) -> None:
    house = house_of()
    full(house)
    booking = mover(house)
    arrived = booking.starts_at + timedelta(hours=1)
    services.check_in(booking=booking, by=boss, at=arrived)
    assert reread(booking).status == "in_progress" and len(moves(booking)) == 2
    services.undo_check_in(booking=booking, by=boss, at=arrived)
    services.cancel_booking(booking=reread(booking), by=boss, at=NOW, reason="Ill")
    assert moves(booking) == []
    assert mover(house).hold_id != booking.hold_id


def test_what_a_change_of_such_a_stay_comes_to_says_its_rooms(boss: Member) -> None:
    house = house_of()
    full(house)
    booking = mover(house)
    offer = services.quote_change(booking=booking, change=Change(nights=5), by=boss, at=NOW)
    assert [(leg.first.day, leg.nights) for leg in offer.legs] == [(1, 2), (3, 3)]
    assert "Rooms are changed: 102, 1 Dec – 3 Dec (2 nights); 101, 3 Dec – 6 Dec" in difference(offer)
    services.change_booking(booking=booking, change=Change(nights=5), by=boss, at=NOW)
    assert moves(booking) == [("102", 2), ("101", 3)]
    services.change_booking(booking=booking, change=Change(people=1), by=boss, at=NOW)
    assert (moves(booking), reread(booking).people) == ([("102", 2), ("101", 3)], 1)
    services.change_booking(
        booking=booking, change=Change(arrival=FIRST + timedelta(days=20)), by=boss, at=NOW
    )
    assert [nights for _room, nights in moves(booking)] == [5]


def test_a_guest_in_the_house_stays_longer_in_another_room_once_staff_say_so(boss: Member) -> None:
    house = house_of()
    mina = house.stay("Mina", **days(0, 2), room=house.rooms[0])
    house.stay("B", **days(2, 3), room=house.rooms[0])
    later = mina.starts_at + timedelta(hours=30)
    with pytest.raises(NoRoom):  # nobody was in 102 from the first night on
        services.change_booking(booking=mina, change=Change(nights=4), by=boss, at=later)
    form = {"nights": 4, "ignore_policy": False, "agreed": False, "moving": True}
    with pytest.raises(NotAgreed, match=r"101, 1 Dec – 3 Dec .* 102, 3 Dec – 5 Dec") as said:
        ChangeBooking.run(records=[reread(mina)], values=form, by=boss, at=later)
    assert moves(mina) == [("101", 2)]
    form |= {**said.value.facts["carried"], "agreed": True}
    house.stay("C", **days(2, 3), room=house.rooms[1])
    with pytest.raises(NotAgreed, match="103, 3 Dec – 5 Dec") as said:  # 102 was shown, and is taken by now
        ChangeBooking.run(records=[reread(mina)], values=form, by=boss, at=later)
    form |= {**said.value.facts["carried"], "agreed": True}
    ChangeBooking.run(records=[reread(mina)], values=form, by=boss, at=later)
    assert moves(mina) == [("101", 2), ("103", 2)]


def test_a_quote_with_a_change_of_rooms_says_so_and_is_accepted(boss: Member) -> None:
    house = house_of()
    full(house)
    choice = Choice(
        option=house.option.pk, quantities={house.unit.pk: 1}, people=2, moving=(2, 2), **days(0, 4)
    )
    order = services.send_quote(
        choices=[choice], contact=contact_of("Mina"), valid_until=NOW + timedelta(days=1), at=NOW, by=boss
    )
    assert "You change rooms on Thu 3 December 2026." in quote_sheet(order, at=NOW).facts[0].text
    [booking] = services.accept_quote(order=order, at=NOW).bookings
    assert moves(booking) == [("102", 2), ("101", 2)]


ASIDE = Override(reason="The boss's mother", ignore_rules=True)


@pytest.fixture
def strict(in_coral: Tenant) -> dict[str, Any]:
    """Three nights at least; what `book` needs for two of them."""
    house = house_of()
    StayRule.objects.create(product=house.option.product, nights_min=3)
    choice = Choice(option=house.option.pk, quantities={house.unit.pk: 1}, people=2, **days(0, 2))
    return {"choices": [choice], "contact": contact_of("Ana Ruiz"), "at": NOW}


def test_staff_set_the_rules_for_stays_aside_with_a_reason(
    strict: dict[str, Any], boss: Member, helper: Member
) -> None:
    notice = Override(reason="The boss's mother", ignore_notice=True)
    with pytest.raises(StayRefused):
        services.book(**strict, by=boss, override=notice)
    with pytest.raises(NotAllowed):
        services.book(**strict, by=helper, override=ASIDE)
    with pytest.raises(ReasonMissing):
        services.book(**strict, by=boss, override=Override(reason=" ", ignore_rules=True))
    [booking] = services.book(**strict, by=boss, override=ASIDE).bookings
    assert (booking.total, booking.notes) == (18_000, "The boss's mother")


def test_a_stay_is_changed_against_the_rules_with_a_reason_that_is_noted(
    strict: dict[str, Any], boss: Member
) -> None:
    choice = Choice(**{**_said(strict), "nights": 3})
    [booking] = services.book(**{**strict, "choices": [choice]}, by=boss).bookings
    with pytest.raises(StayRefused):
        services.change_booking(booking=booking, change=Change(nights=1), by=boss, at=NOW)
    [unit] = choice.quantities
    said = {"nights": "1", f"unit_{unit}": "1", "reason": "Flies home", "ignore_rules": "on"}
    form = change_form(booking, at=NOW)(said)
    assert form.is_valid(), form.errors
    ask: dict[str, Any] = {"records": [booking], "by": boss, "at": NOW}
    with pytest.raises(NotAgreed) as first:
        ChangeBooking.run(values=form.cleaned_data, **ask)
    ChangeBooking.run(values={**form.cleaned_data, **first.value.facts["carried"], "agreed": True}, **ask)
    changed = reread(booking)
    assert ((changed.ends_at - changed.starts_at).days, changed.notes) == (0, "Flies home")


def test_a_quote_may_offer_what_the_rules_for_stays_forbid(strict: dict[str, Any], boss: Member) -> None:
    until = NOW + timedelta(days=2)
    quote = services.send_quote(**strict, by=boss, override=ASIDE, valid_until=until)
    assert services.accept_quote(order=quote, at=NOW).bookings


def _said(strict: dict[str, Any]) -> dict[str, Any]:
    [choice] = strict["choices"]
    return {name: getattr(choice, name) for name in Choice.__dataclass_fields__}


@pytest.mark.parametrize("may", [True, False])
def test_the_form_asks_for_it_of_stays_and_of_those_who_may(strict: dict[str, Any], may: bool) -> None:
    [choice] = strict["choices"]
    option = Option.objects.select_related("product").get(pk=choice.option)
    form = BookingForm(
        option,
        [],
        {"ignore_rules": "on", "reason": "x"},
        zone=ZoneInfo("UTC"),
        initial={},
        rights={"notice": may},
    )
    assert form.is_valid(), form.errors
    found = form.override()
    assert (found is not None and found.ignore_rules) is may
