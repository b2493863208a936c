"""A week in which so much takes place at once that nobody could read it side by side."""

from datetime import timedelta
from typing import Any

import pytest

from apps.capacity.models import Departure, Pool
from apps.catalog.models import Unit
from apps.frontdesk import services as frontdesk
from apps.frontdesk.types import Choice, Contact
from apps.kernel import clock
from tests.apps.frontdesk.conftest import departure_of
from tests.cms.booking import goods


@pytest.mark.parametrize(("others", "crowded"), [(1, False), (2, True)])
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


def test_a_pass_is_of_a_day_and_has_no_clock(owner: Any, browser_of: Any, in_coral: Any) -> None:
    goods.monthly()
    choice = Choice(
        option=Pool.objects.get().option_id,
        quantities={Unit.objects.get().pk: 1},
        pool=Pool.objects.get().pk,
        answers={"plate": "AB12 CDE"},
    )
    frontdesk.book(choices=[choice], contact=Contact(name="Bo", email="bo@guests.example"), at=clock.now())
    page = browser_of(who=owner).get("/admin/bookings/booking/calendar/?view=day").content.decode()
    entry = page.partition('class="cal-entry')[2].partition("</article>")[0]
    assert "Bo" in entry and "cal-time" not in entry and 'class="cal-slot ' not in page
