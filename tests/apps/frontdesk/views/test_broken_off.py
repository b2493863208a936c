"""What the database breaks off, where two wait for each other, is done once more before anybody hears of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from apps.backoffice.calendars import moving
from apps.bookings.models import Booking
from apps.frontdesk import services
from apps.frontdesk.views import tape
from apps.tenancy import context, db
from apps.tenancy.trying import TRIES
from tests.apps.frontdesk.conftest import Trip, reread
from tests.apps.frontdesk.selling import Garage, House, reservation_of
from tests.apps.frontdesk.views.test_booking import address, values
from tests.apps.frontdesk.views.test_calendars import TEN, drag
from tests.apps.frontdesk.views.test_tape import move


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[int]]:
    """Has the database give up on a call so many times; answers the attempts."""

    def of(owner: Any, name: str, times: int) -> list[int]:
        call, made = getattr(owner, name), []

        def attempt(*args: Any, **given: Any) -> Any:
            made.append(1)
            with context.atomic():
                done = call(*args, **given)
                if len(made) <= times:
                    db.execute("DO $$ BEGIN RAISE EXCEPTION 'broken off' USING ERRCODE = '40P01'; END $$")
            return done

        monkeypatch.setattr(owner, name, attempt)
        return made

    return of


def test_staff_book_once_more(
    trip: Trip, clerk: Any, browser_of: Callable[..., Client], broken: Callable[..., list[int]]
) -> None:
    made = broken(services, "book", 1)
    assert browser_of(who=clerk).post(address(trip), values(trip)).status_code == 302
    assert (len(made), Booking.objects.count()) == (2, 1)


def test_staff_are_told_when_it_does_not_help(
    trip: Trip, clerk: Any, browser_of: Callable[..., Client], broken: Callable[..., list[int]]
) -> None:
    broken(services, "book", TRIES)
    page = browser_of(who=clerk).post(address(trip), values(trip)).content.decode()
    assert "Nothing was done; please try again" in page
    assert not Booking.objects.exists()


def test_a_stay_is_dragged_once_more(
    house: House, stay: Any, owner: Any, browser_of: Callable[..., Client], broken: Callable[..., list[int]]
) -> None:
    booking = stay("Rosa", room=house.rooms[0])
    made = broken(tape, "move_on_calendar", 1)
    said = move(browser_of(who=owner), reservation_of(booking), row=house.rooms[1].pk)
    assert said.json()["moved"] and len(made) == 2
    assert reservation_of(booking).resource_id == house.rooms[1].pk


def test_an_appointment_is_dragged_once_more(
    garage: Garage, owner: Any, browser_of: Callable[..., Client], broken: Callable[..., list[int]]
) -> None:
    booking = garage.job("Rosa", starts_at=TEN)
    made = broken(moving, "move", 1)
    said = drag(
        browser_of(who=owner),
        reservation_of(booking),
        date=f"{TEN:%Y-%m-%d}",
        time="13:00",
        row=garage.crew[0].pk,
    )
    assert said["moved"] and len(made) == 2
    assert reread(booking).starts_at == TEN + timedelta(hours=3)
