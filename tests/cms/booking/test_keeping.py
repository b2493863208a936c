"""Product pages are kept for visitors nobody knows, true to what is free, and never for who has a basket."""

from typing import Any

import pytest
import redis
from django.conf import settings
from django.test import Client

from apps.capacity import services as capacity
from apps.kernel import clock
from apps.tenancy import context
from apps.tenancy.stored_page import StoredPage, entries
from tests.apps.frontdesk.conftest import Trip, trip_of
from tests.cms.booking.conftest import add, moved, soon, text

pytestmark = pytest.mark.django_db(transaction=True)
PORT = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
HOST = f"coral.localhost{PORT}"
HERE = {"origin": f"http://{HOST}"}


class Kept:
    """What Valkey has of the business's pages."""

    def __init__(self) -> None:
        self.valkey: Any = redis.Redis.from_url(settings.REDIS_URL)

    def names(self) -> set[str]:
        """Addresses of the pages that would be answered now."""
        found = {}
        for name, value in self.valkey.hgetall(entries("coral.localhost")).items():
            page = StoredPage.load(value)
            if page is not None and (
                not page.while_key or (self.valkey.get(page.while_key) or b"") == page.while_value
            ):
                found[name.decode()[1:]] = page.expires - clock.now().timestamp()
        assert all(seconds <= 60 for name, seconds in found.items() if "reef" in name or "book" in name)
        return set(found)


@pytest.fixture
def kept() -> Any:
    """What is kept."""
    made = Kept()
    yield made
    made.valkey.close()


@pytest.fixture
def trip(coral: Any) -> Trip:
    """A reef trip in ten days; its pages were changed long ago."""
    with context.use_tenant(coral):
        made = trip_of()
        moved(made.departure, soon())
    with redis.Redis.from_url(settings.REDIS_URL) as valkey:
        valkey.flushdb()
    return made


def browser() -> Client:
    """Somebody nobody knows."""
    return Client(headers={"host": HOST})


def test_a_page_is_kept_until_something_of_it_is_taken(kept, trip, coral):
    path = "/offers/reef-trip/"
    for _time in range(2):
        browser().get(path)
        assert kept.names() == {path}
    with context.use_tenant(coral):
        held = capacity.hold_seats(departure=trip.departure.pk, seats=10, at=clock.now())
    assert kept.names() == set()
    day = trip.departure.starts_at.date()
    assert "Sold out" in text(browser().get(f"{path}?month={day:%Y-%m}"))
    with context.use_tenant(coral):
        capacity.release_hold(hold=held.id, at=clock.now())
    assert kept.names() == set()
    assert "Sold out" not in text(browser().get(f"{path}?month={day:%Y-%m}"))


def test_months_and_fragments_are_kept_and_whatever_else_can_be_asked_is_not(kept, trip):
    day = trip.departure.starts_at.date()
    for query in (f"?day={day}", "?people=3", f"?month={day:%Y-%m}&x=1", "?month=2000-01", "?utm_source=x"):
        browser().get(f"/offers/reef-trip/{query}")
    assert kept.names() == set()
    for path in ("/offers/reef-trip/", "/book/reef-trip/", "/book/reef-trip/panel/"):
        browser().get(f"{path}?month={day:%Y-%m}")
        assert f"{path}?month={day:%Y-%m}" in kept.names()
    browser().get("/book/")
    assert "/book/" in kept.names()
    browser().get(f"/book/?day={day}")
    assert f"/book/?day={day}" not in kept.names()


def test_nothing_of_who_has_a_basket_is_kept(kept, trip):
    visitor = browser()
    assert add(visitor, trip, headers=HERE).status_code == 303
    for path in (
        "/",
        "/offers/",
        "/offers/reef-trip/",
        "/book/",
        "/book/reef-trip/",
        "/cart/",
        "/checkout/details/",
    ):
        answer = visitor.get(path)
        assert answer.status_code == 200 and "Your basket: 1 thing" in text(answer), path
    assert kept.names() == set()
    other = text(browser().get("/offers/reef-trip/"))
    assert "Your basket" not in other and kept.names() == {"/offers/reef-trip/"}


def test_steps_and_links_say_that_nobody_may_keep_them(kept, trip, coral):
    visitor = browser()
    add(visitor, trip, headers=HERE)
    for path in ("/cart/", "/checkout/details/"):
        assert "no-store" in visitor.get(path)["Cache-Control"]
