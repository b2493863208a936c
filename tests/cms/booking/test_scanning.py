"""The code of a confirmation leads to the customer's page, where our own people check in."""

from typing import Any

import pytest

from apps.bookings.models import Booking
from tests.apps.frontdesk.conftest import departure_of
from tests.apps.frontdesk.views.test_rosters import leads
from tests.cms.booking.conftest import add, details, review, soon, text, value_of

__all__ = ["leads"]


@pytest.fixture
def booked(browser_of: Any, trip: Any) -> Booking:
    """Two adults of Ana's."""
    browser = browser_of()
    add(browser, trip, adults=2)
    details(browser)
    assert review(browser).status_code == 303
    return Booking.objects.get()


def test_who_works_at_the_door_checks_in_whoever_they_scan(browser_of, booked, clerk):
    browser = browser_of(who=clerk)
    answer = browser.get(f"/booking/{booked.token}/")
    page, action = text(answer), f"/admin/bookings/booking/{booked.pk}/check-in/"
    assert "no-store" in answer["Cache-Control"]
    assert 'class="staff-bar"' in page and f'action="{action}"' in page and "Ana Ruiz" in page
    done = browser.post(action, {"csrfmiddlewaretoken": value_of(page, "csrfmiddlewaretoken")})
    assert done["Location"] == f"/admin/bookings/booking/{booked.pk}/"
    page = text(browser.get(f"/booking/{booked.token}/"))
    assert page.count("Checked in") == 2 and action not in page


def test_customers_see_nothing_of_it(browser_of, booked, stranger):
    for browser in (browser_of(), browser_of("northgate.localhost", who=stranger)):
        browser.defaults["HTTP_HOST"] = "coral.localhost"
        page = text(browser.get(f"/booking/{booked.token}/"))
        assert booked.reference in page
        assert "staff-bar" not in page and "/admin/" not in page and "csrfmiddlewaretoken" not in page


def test_guides_check_in_those_they_lead_alone(browser_of, trip, booked, leads, guide):
    browser = browser_of(who=guide)
    assert "staff-bar" in text(browser.get(f"/booking/{booked.token}/"))
    other = departure_of(trip.option, starts_at=soon(12))
    Booking.objects.update(departure=other)
    assert "staff-bar" not in text(browser.get(f"/booking/{booked.token}/"))


def test_many_are_scanned_from_one_address(browser_of, booked, clerk, monkeypatch):
    member = browser_of(who=clerk)
    monkeypatch.setattr("apps.tenancy.limits.is_over", lambda *_args: True)
    assert browser_of().get(f"/booking/{booked.token}/").status_code == 429
    assert member.get(f"/booking/{booked.token}/").status_code == 200
