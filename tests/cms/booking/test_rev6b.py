"""What a reviewer tried on the booking pages, more of it."""

from datetime import timedelta

from apps.capacity import services as capacity
from apps.capacity.models import Departure, Pattern
from apps.kernel import clock
from tests.cms.booking.conftest import add, soon


def test_asking_again_and_again_leaves_no_departures(browser_of, trip):
    Pattern.objects.create(option=trip.option, kind="on_request", capacity=5, duration=60)
    for minute in range(10):
        browser = browser_of()
        day = soon(20).date().isoformat()
        add(browser, trip, adults=1, departure="", ask_day=day, begins=f"09:{minute:02}")
    later = clock.now() + timedelta(hours=1)
    capacity.expire_holds(at=later)
    capacity.generate(at=later)
    assert Departure.objects.filter(pattern__isnull=False, booked=0).count() == 0
