"""A week in which so much takes place at once that nobody could read it side by side."""

from datetime import timedelta
from typing import Any

import pytest

from apps.capacity.models import Departure
from tests.apps.frontdesk.conftest import departure_of


@pytest.mark.parametrize(("others", "crowded"), [(2, False), (3, True)])
def test_days_of_a_crowded_week_are_lists(
    trip: Any, owner: Any, browser_of: Any, others: int, crowded: bool
) -> None:
    starts_at = trip.departure.starts_at
    for number in range(others):
        departure_of(trip.option, starts_at=starts_at + timedelta(minutes=number + 1))
    assert Departure.objects.count() == others + 1
    browser = browser_of(who=owner)
    week = browser.get(
        f"/admin/capacity/departure/calendar/?view=week&on={starts_at.date()}"
    ).content.decode()
    assert ("each day is a list" in week) is crowded and ("is-untimed" in week) is crowded
    assert week.count('class="cal-entry') == others + 1
    day = browser.get(f"/admin/capacity/departure/calendar/?view=day&on={starts_at.date()}").content.decode()
    assert "is-untimed" not in day and day.count('class="cal-entry') == others + 1
