"""What changes of a booking that stands, and what does not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid
from apps.backoffice.models import CustomField
from apps.backoffice.types import Child
from apps.bookings import services
from apps.bookings.errors import BookingOver
from apps.bookings.models import Booking
from apps.bookings.types import LIVE, BookingStatus
from apps.capacity.models import Departure
from apps.events.models import OutboxEvent
from apps.tenancy.models import Tenant
from tests.apps.bookings.conftest import STARTS, reread, told
from tests.conftest import NOW

LATER = {"starts_at": STARTS + timedelta(days=1), "ends_at": STARTS + timedelta(days=1, hours=4)}


def test_a_confirmed_one_becomes_modified_and_calendars_hear_of_it(make: Callable[..., Booking]) -> None:
    booking = make()
    services.apply_change(booking=booking, what=["time"], values=LATER, by=None, at=NOW)
    fresh = reread(booking)
    assert (fresh.status, fresh.sequence, fresh.starts_at) == (BookingStatus.MODIFIED, 1, LATER["starts_at"])
    payload = OutboxEvent.objects.get(kind="bookings.booking_changed").payload
    assert (payload["what"], payload["by_staff"]) == (["time"], False)


def test_fewer_people_means_fewer_participants(make: Callable[..., Booking], boss: Member) -> None:
    booking = make(answers={"participants": [{"given_name": "Ana"}, {"given_name": "Bo"}]})
    services.apply_change(booking=booking, what=["people"], values={"people": 1}, by=boss, at=NOW)
    assert [one.given_name for one in booking.participants.all()] == ["Ana"]
    assert OutboxEvent.objects.get(kind="bookings.booking_changed").payload["by_staff"] is True


@pytest.mark.parametrize("status", [one for one in BookingStatus.values if one not in LIVE])
def test_what_is_over_is_not_changed(make: Callable[..., Booking], status: str) -> None:
    booking = make(status)
    with pytest.raises(BookingOver):
        services.apply_change(booking=booking, what=["time"], values=LATER, by=None, at=NOW)
    assert reread(booking).starts_at == STARTS


@pytest.mark.parametrize("values", [{"reference": "BK-2026-222222"}, {"policy": {}}, {"status": "completed"}])
def test_only_what_was_promised_is_changed_this_way(
    make: Callable[..., Booking], values: dict[str, Any]
) -> None:
    booking = make()
    with pytest.raises(ValueError, match=next(iter(values))):
        services.apply_change(booking=booking, what=["time"], values=values, by=None, at=NOW)


def test_keeping_figures_in_step_tells_nothing(make: Callable[..., Booking]) -> None:
    booking = make()
    before = told(booking)
    services.refigure(booking=booking, total=1, at=NOW)
    assert (reread(booking).total, told(booking)) == (1, before)


def test_staff_change_notes_and_name_people_but_no_more_than_booked(
    make: Callable[..., Booking], boss: Member
) -> None:
    booking = make()
    people = [Child(None, {"given_name": name}) for name in ("Ana", "Bo")]
    services.update_booking(
        record=booking, values={"notes": "VIP"}, children={"participants": people}, by=boss, at=NOW
    )
    assert (reread(booking).notes, booking.participants.count()) == ("VIP", 2)
    assert told(booking)[-1] == "booking_changed"
    more = [Child(None, {"given_name": name}) for name in ("Ana", "Bo", "Cy")]
    with pytest.raises(Invalid):
        services.update_booking(record=booking, values={}, children={"participants": more}, by=boss, at=NOW)


def test_forgetting_empties_people_and_leaves_what_tax_law_asks_for(
    make: Callable[..., Booking], ana: Any
) -> None:
    booking = make(answers={"participants": [{"given_name": "Ana", "age": 40}], "diet": "No nuts"})
    assert services.forget(customer=ana.pk, by=None, at=NOW) == 1
    fresh = reread(booking)
    assert (fresh.diet, fresh.total, fresh.reference) == ("", 20_000, booking.reference)
    [person] = fresh.participants.all()
    assert (person.given_name, person.age) == ("", None)


@pytest.fixture
def formula(in_coral: Tenant) -> None:
    """The owner's own: a word about each booking, of its people, days, price and status."""
    CustomField.objects.create(
        on="bookings.booking",
        key="told",
        label="Told",
        kind="formula",
        result="text",
        formula="concat({people}, ' on ', text({starts_at}), ' for ', {total}, ' ', {status})",
    )


def test_formulas_follow_what_is_changed(formula: None, make: Callable[..., Booking], boss: Member) -> None:
    booking = make()
    first = reread(booking).custom["told"]
    assert first.startswith("2 on ") and first.endswith(" confirmed")
    services.apply_change(
        booking=booking, what=["time", "people"], values={**LATER, "people": 1}, by=boss, at=NOW
    )
    told = reread(booking).custom["told"]
    assert told.startswith("1 on ") and told.endswith(" modified")
    assert told.split(" for ")[0].split(" on ")[1] != first.split(" for ")[0].split(" on ")[1]
    services.refigure(booking=booking, total=12_300, at=NOW)
    assert " for 123 " in reread(booking).custom["told"].replace("123.00", "123")
    services.check_in(booking=reread(booking), by=boss, at=STARTS)
    assert reread(booking).custom["told"].endswith(" in_progress")


def test_formulas_follow_the_departure(formula: None, make: Callable[..., Booking]) -> None:
    booking = make()
    before = reread(booking).custom["told"]
    Departure.objects.filter(pk=booking.departure_id or 0).update(**LATER)
    assert services.follow_departure(departure=booking.departure_id or 0, at=NOW) == 1
    assert reread(booking).custom["told"] != before


def test_own_values_stay_when_formulas_are_computed_anew(formula: None, make: Callable[..., Booking]) -> None:
    booking = make()
    Booking.objects.filter(pk=booking.pk).update(custom={"told": "old", "boots": 42})
    services.apply_change(booking=booking, what=["people"], values={"people": 1}, by=None, at=NOW)
    assert reread(booking).custom["boots"] == 42 and reread(booking).custom["told"].startswith("1 on ")
