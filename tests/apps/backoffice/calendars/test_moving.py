"""Moving on the calendar keeps the length in time that passes, and calls the screen's service."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from apps.accounts.models import Invitation, Role
from apps.backoffice.calendars.moving import move
from apps.backoffice.errors import NotOnCalendar
from apps.backoffice.screens.declaration import Calendar, Screen
from tests.conftest import NOW

LONDON = ZoneInfo("Europe/London")


class Invitations(Screen):
    """A screen of moments with a beginning and an end."""

    model, app, name = Invitation, "accounts", "invitation"


def moved(
    member: Any, *, moments: tuple[datetime, datetime], day: date, clock: time | None
) -> tuple[datetime, datetime]:
    said: list[dict[str, Any]] = []
    calendar = Calendar(start="sent_at", end="expires_at", moved=lambda **given: said.append(given))
    record = Invitation(sent_at=moments[0], expires_at=moments[1], role=Role(name="x"))
    move(
        screen=Invitations(),
        calendar=calendar,
        record=record,
        day=day,
        clock=clock,
        row=None,
        zone=LONDON,
        by=member,
        at=NOW,
    )
    return said[0]["start"], said[0]["end"]


def test_an_entry_moved_over_the_clock_change_lasts_as_long_as_before(member_of, owner):
    before = datetime(2026, 10, 23, 22, tzinfo=UTC), datetime(2026, 10, 24, 6, tzinfo=UTC)  # 23:00 to 07:00
    start, end = moved(member_of(owner), moments=before, day=date(2026, 10, 24), clock=time(23))
    assert start.astimezone(LONDON).time() == time(23)
    assert end - start == timedelta(hours=8)
    assert end.astimezone(LONDON).time() == time(6)


def test_without_a_time_it_keeps_the_one_on_the_clock(member_of, owner):
    before = datetime(2026, 7, 1, 8, tzinfo=UTC), datetime(2026, 7, 1, 9, tzinfo=UTC)  # 09:00 in summer
    start, _end = moved(member_of(owner), moments=before, day=date(2026, 12, 1), clock=None)
    assert start.astimezone(LONDON).time() == time(9)


def test_a_calendar_without_a_service_moves_nothing(member_of, owner):
    calendar = Calendar(start="sent_at")
    record = Invitation(sent_at=NOW)
    with pytest.raises(NotOnCalendar):
        move(
            screen=Invitations(),
            calendar=calendar,
            record=record,
            day=NOW.date(),
            clock=None,
            row=None,
            zone=LONDON,
            by=member_of(owner),
            at=NOW,
        )
