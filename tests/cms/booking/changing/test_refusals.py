"""Of each kind: after the policy's time, or when it is over, nothing changes and it is said."""

from datetime import timedelta
from typing import Any

import pytest

from apps.bookings.models import Booking
from apps.frontdesk import services as frontdesk
from apps.kernel import clock
from apps.messaging.models import Message
from tests.cms.booking.changing.kept import Kept, a_pass, arrival, at_ten, pass_form, rental_form, stay_form
from tests.cms.booking.conftest import moved, soon, text


@pytest.mark.parametrize("kind", ["departure", "appointment", "stay", "rental", "pass"])
def test_after_the_policys_time_it_is_said_and_nothing_changes(kept, request, kind, trip):
    mine, form = _one_of(kind, kept, request, trip)
    Booking.objects.update(starts_at=clock.now() + timedelta(hours=5))
    page = mine.get()
    if kind == "pass":
        assert 'name="day"' not in page
    else:
        assert "It can no longer be changed online" in page and "See what it comes to" not in page
    mine.refuses("can be changed until 24 hours before", **form)
    listed = text(mine.browser.get(f"/booking/{mine.booking.token}/"))
    assert ("Change<" in listed) == (kind == "pass")


@pytest.mark.parametrize("kind", ["departure", "appointment", "stay", "rental", "pass"])
def test_what_is_cancelled_archived_or_anothers_is_not_changed(kept, request, kind, trip, browser_of):
    mine, form = _one_of(kind, kept, request, trip)
    assert browser_of().post(mine.path, form).status_code == 403, "sent from elsewhere"
    before = mine.state()
    type(mine.booking.product).objects.update(status="archived")
    assert "cannot be changed online" in mine.get()
    assert mine.post(**form).status_code == 422
    assert mine.state() == before
    type(mine.booking.product).objects.update(status="active")
    frontdesk.cancel_booking(booking=mine.booking, customer=mine.booking.customer_id, at=clock.now())
    mine.refuses("cannot be changed any more", **form)
    assert not Message.objects.filter(occasion="booking_changed").exists()


def _one_of(kind: str, kept: Any, request: Any, trip: Any) -> tuple[Kept, dict[str, Any]]:
    """A booking of the kind, and a form that would change it."""
    if kind == "departure":
        moved(trip.departure, soon())
        mine = kept(trip.option, {trip.adult.pk: 2}, departure=trip.departure.pk)
        return mine, {
            "option": trip.option.pk,
            "departure": trip.departure.pk,
            f"u{trip.adult.pk}": 1,
        }
    if kind == "appointment":
        sold = request.getfixturevalue("detail")
        unit = {sold.units[0].pk: 1}
        mine = kept(sold.options[0], unit, starts_at=at_ten())
        return mine, {
            "option": sold.options[0].pk,
            "starts": at_ten(12).isoformat(),
            f"u{sold.units[0].pk}": 1,
        }
    if kind == "stay":
        sold = request.getfixturevalue("room")
        mine = kept(sold.options[0], {sold.units[0].pk: 1}, arrival=arrival(), nights=3, people=2)
        return mine, stay_form(sold, nights=4)
    if kind == "rental":
        sold = request.getfixturevalue("gear")
        ends = {"starts_at": at_ten(10, 9), "ends_at": at_ten(10, 17)}
        return kept(sold.options[0], {sold.units[0].pk: 1}, **ends), rental_form(sold, 12, 12)
    sold, here, _there = request.getfixturevalue("garages")
    return a_pass(kept, sold, here), pass_form(sold, here, 15)
