"""Things that visitors book, some days from now: pages know no other moment."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from apps.kernel import clock
from apps.tenancy.models import Tenant
from tests.apps.frontdesk.conftest import Trip, departure_of, policy, trip_of
from tests.cms.conftest import files

__all__ = ["files", "policy"]

HERE = {"origin": "http://coral.localhost"}
ANA = {
    "contact.name": "Ana Ruiz",
    "contact.email": "ana@guests.example",
    "contact.phone": "+34 600 111 222",
    "payment_plan": "at_desk",
}


def soon(days: int = 10) -> datetime:
    """Two in the afternoon (UTC) so many days from now."""
    return (clock.now() + timedelta(days=days)).replace(hour=14, minute=0, second=0, microsecond=0)


@pytest.fixture
def trip(in_coral: Tenant, policy: Any) -> Trip:
    """A reef trip with ten places, in ten days."""
    made = trip_of(policy=policy)
    return Trip(made.product, made.option, made.adult, made.child, moved(made.departure, soon()))


def moved(departure: Any, starts_at: datetime) -> Any:
    """The departure at another time."""
    type(departure).objects.filter(pk=departure.pk).update(
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=4)
    )
    departure.refresh_from_db()
    return departure


def text(response: Any) -> str:
    """The page."""
    return str(response.content.decode())


def add(
    browser: Any, trip: Trip, adults: Any = 2, children: Any = 0, headers: Any = HERE, **more: Any
) -> Any:
    """Press the button of the panel."""
    form = {
        "option": trip.option.pk,
        "departure": trip.departure.pk,
        f"u{trip.adult.pk}": adults,
        f"u{trip.child.pk}": children,
        **more,
    }
    return browser.post(f"/book/{trip.product.slug}/add/", form, headers=headers)


def details(browser: Any, **changed: Any) -> Any:
    """Fill in the details."""
    return browser.post("/checkout/details/", {**ANA, **changed}, headers=HERE)


def review(browser: Any, **changed: Any) -> Any:
    """Agree to the review as it is shown."""
    page = text(browser.get("/checkout/review/"))
    found = {name: value_of(page, name) for name in ("order", "total")}
    return browser.post("/checkout/review/", {**found, "agreed": "on", **changed}, headers=HERE)


def value_of(page: str, name: str) -> str:
    """What stands in a hidden field."""
    return page.split(f'name="{name}" value="', 1)[1].partition('"')[0]


__all__ += ["departure_of"]
