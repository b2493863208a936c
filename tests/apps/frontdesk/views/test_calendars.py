"""Dragging on the calendar: the booking moves along, and what cannot be is refused with the reason."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import Member
from apps.backoffice.screens.registry import SCREENS
from apps.capacity import services as capacity
from apps.capacity.models import Reservation, Resource, ResourceClass, WorkingException
from apps.frontdesk import services
from apps.frontdesk.services.dragging import GoesWithDeparture, OnlyHeld
from apps.frontdesk.types import Choice
from tests.apps.frontdesk.conftest import Trip, reread
from tests.apps.frontdesk.selling import Garage, reservation_of
from tests.conftest import NOW

# 10:00 in Belize, three days on.
TEN = NOW.replace(hour=16, minute=0) + timedelta(days=3)


def drag(browser: Client, reservation: Reservation, **values: Any) -> Any:
    address = f"/admin/capacity/reservation/calendar/{reservation.pk}/"
    return browser.post(address, values, headers={"accept": "application/json"}).json()


def held_by(garage: Garage) -> Reservation:
    """A basket with an appointment with Ana."""
    cart = services.start_cart(at=NOW)
    choice = Choice(
        option=garage.option.pk,
        quantities={garage.unit.pk: 1},
        starts_at=TEN,
        resources=(garage.crew[0].pk,),
    )
    services.add_to_cart(cart=cart, choice=choice, at=NOW)
    return Reservation.objects.get()


def test_the_calendar_says_who_it_is_for(
    garage: Garage, owner: Any, browser_of: Callable[..., Client]
) -> None:
    booking = garage.job("Rosa", starts_at=TEN)
    page = browser_of(who=owner).get(f"/admin/capacity/reservation/calendar/?by=row&on={TEN:%Y-%m-%d}")
    text = page.content.decode()
    assert "Rosa, Full detail" in text
    assert f"/admin/bookings/booking/{booking.pk}/" in text
    assert "Ben" in text


def test_an_appointment_dragged_to_a_free_time_moves_with_its_booking(
    garage: Garage, owner: Any, browser_of: Callable[..., Client]
) -> None:
    booking = garage.job("Rosa", starts_at=TEN)
    said = drag(
        browser_of(who=owner),
        reservation_of(booking),
        date=f"{TEN:%Y-%m-%d}",
        time="13:00",
        row=garage.crew[1].pk,
    )
    assert said["moved"], said
    moved = reread(booking)
    assert moved.starts_at == TEN + timedelta(hours=3)
    assert reservation_of(moved).resource == garage.crew[1]
    assert (moved.total, moved.sequence) == (booking.total, booking.sequence + 1)


def test_one_dragged_onto_another_stays_where_it_was(
    garage: Garage, owner: Any, browser_of: Callable[..., Client]
) -> None:
    booking = garage.job("Rosa", starts_at=TEN)
    garage.job("Karim", starts_at=TEN, who=1)
    said = drag(
        browser_of(who=owner),
        reservation_of(booking),
        date=f"{TEN:%Y-%m-%d}",
        time="10:00",
        row=garage.crew[1].pk,
    )
    assert not said["moved"]
    assert "Ben" in said["sentence"]
    assert reservation_of(booking).resource == garage.crew[0]


def test_one_dragged_to_another_kind_of_thing_says_what_was_promised(
    garage: Garage, owner: Any, browser_of: Callable[..., Client]
) -> None:
    booking = garage.job("Rosa", starts_at=TEN)
    crew = garage.crew[0]
    Reservation.objects.filter(pk=reservation_of(booking).pk).update(promised_class=crew.resource_class)
    vans = ResourceClass.objects.create(name="Vans", kind="boat")
    van = Resource.objects.create(resource_class=vans, name="Van 1", location=crew.location)
    said = drag(
        browser_of(who=owner),
        reservation_of(booking),
        date=f"{TEN:%Y-%m-%d}",
        time="13:00",
        row=van.pk,
    )
    assert not said["moved"] and "Van 1 does not suit" in said["sentence"]


def test_a_block_moves_alone_and_an_assignment_with_its_departure(
    trip: Trip, garage: Garage, boss: Member
) -> None:
    ana = garage.crew[0]
    block = capacity.block(resource=ana, starts_at=TEN, ends_at=TEN + timedelta(hours=1), by=boss, at=NOW)
    services.move_on_calendar(record=block, start=TEN + timedelta(hours=1), by=boss, at=NOW)
    assert reread(block).starts_at == TEN + timedelta(hours=1)
    [assigned] = capacity.assign(departure=trip.departure, resource=ana, by=boss, at=NOW)
    with pytest.raises(GoesWithDeparture):
        services.move_on_calendar(
            record=assigned, start=assigned.starts_at + timedelta(hours=1), by=boss, at=NOW
        )


def test_departures_are_moved_on_their_calendar(
    trip: Trip, owner: Any, browser_of: Callable[..., Client]
) -> None:
    page = browser_of(who=owner).get(
        f"/admin/capacity/departure/calendar/?on={trip.departure.starts_at:%Y-%m-%d}"
    )
    assert "Reef trip · 0/10" in page.content.decode()


def test_a_departure_dragged_to_where_its_crew_is_not_free_says_who_and_when(
    trip: Trip, garage: Garage, boss: Member, owner: Any, browser_of: Callable[..., Client]
) -> None:
    ana, ben = garage.crew
    for one in garage.crew:
        capacity.assign(departure=trip.departure, resource=one, by=boss, at=NOW)
    day = trip.departure.starts_at + timedelta(days=1)
    WorkingException.objects.create(resource=ana, kind="off", first_day=day.date(), last_day=day.date())
    capacity.block(resource=ben, starts_at=day, ends_at=day + timedelta(hours=2), by=boss, at=NOW)
    address = f"/admin/capacity/departure/calendar/{trip.departure.pk}/"
    said = (
        browser_of(who=owner)
        .post(address, {"date": f"{day:%Y-%m-%d}"}, headers={"accept": "application/json"})
        .json()
    )
    assert not said["moved"]
    assert "Ana is off; Ben is blocked 08:00–10:00" in said["sentence"]
    assert reread(trip.departure).starts_at == trip.departure.starts_at


def test_what_is_only_held_keeps_its_time_and_may_go_to_somebody_else(
    garage: Garage, owner: Any, browser_of: Callable[..., Client]
) -> None:
    held, browser = held_by(garage), browser_of(who=owner)
    row, day = garage.crew[1].pk, f"{TEN:%Y-%m-%d}"
    said = drag(browser, held, date=day, time="13:00", row=row)
    assert not said["moved"] and "held for a basket" in said["sentence"]
    assert drag(browser, held, date=day, time="10:00", row=row)["moved"]
    assert (reread(held).starts_at, reread(held).resource_id) == (TEN, row)


def edit(reservation: Reservation, by: Member, **values: Any) -> None:
    """What its form does."""
    SCREENS.get("capacity.reservation").update(record=reservation, values=values, by=by, at=NOW)


def test_the_form_of_a_reservation_moves_its_booking_along(garage: Garage, boss: Member) -> None:
    booking, later = garage.job("Rosa", starts_at=TEN), TEN + timedelta(hours=3)
    values = {"starts_at": later, "ends_at": later + timedelta(hours=2), "resource": garage.crew[1]}
    edit(reservation_of(booking), boss, **values, note="At the gate")
    moved, taken = reread(booking), reservation_of(booking)
    assert (moved.starts_at, moved.item.starts_at, moved.sequence) == (later, later, booking.sequence + 1)
    assert (taken.starts_at, taken.resource, taken.note) == (later, garage.crew[1], "At the gate")


def test_the_form_refuses_another_time_for_what_is_held_and_changes_the_rest(
    garage: Garage, boss: Member
) -> None:
    held = held_by(garage)
    with pytest.raises(OnlyHeld):
        edit(held, boss, starts_at=TEN + timedelta(hours=3))
    edit(held, boss, resource=garage.crew[1].pk, note="Asks for Ben")
    found = reread(held)
    assert (found.starts_at, found.resource, found.note) == (TEN, garage.crew[1], "Asks for Ben")


def test_blocks_are_edited_as_before(garage: Garage, boss: Member) -> None:
    block = capacity.block(
        resource=garage.crew[0], starts_at=TEN, ends_at=TEN + timedelta(hours=1), by=boss, at=NOW
    )
    edit(block, boss, ends_at=TEN + timedelta(hours=4))
    assert reread(block).ends_at == TEN + timedelta(hours=4)
