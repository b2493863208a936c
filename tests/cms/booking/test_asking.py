"""What booking pages ask the database: the same for one departure and many, for one thing in the basket and several."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.tenancy import parts
from tests.apps.frontdesk.conftest import departure_of, trip_of
from tests.cms.booking import goods
from tests.cms.booking.conftest import HERE, add, details, moved, soon


def queries_of(browser: Client, path: str) -> list[str]:
    """The statements of one request, without the binding before each."""
    assert browser.get(path).status_code == 200
    parts.forget()  # or what was kept would depend on how long ago something changed
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return [query["sql"].rpartition(";")[2] for query in asked]


def test_a_product_page_asks_as_much_for_many_departures(browser_of, trip):
    browser = browser_of()
    month, day = f"?month={soon():%Y-%m}", f"?day={soon():%Y-%m-%d}"
    few = [queries_of(browser, f"/offers/reef-trip/{query}") for query in (month, day)]
    for number in range(60):
        departure_of(trip.option, starts_at=soon() + timedelta(hours=number))
    many = [queries_of(browser, f"/offers/reef-trip/{query}") for query in (month, day)]
    assert [len(one) for one in many] == [len(one) for one in few]
    assert len(many[0]) <= 26, "\n".join(many[0])
    assert len(many[1]) <= 28, "\n".join(many[1])


def test_a_list_by_date_asks_as_much_for_many_trips(browser_of, in_coral):
    trip_of("First trip")
    path = f"/book/?day={soon():%Y-%m-%d}&people=2"
    few = queries_of(browser_of(), path)
    for number in range(8):
        made = trip_of(f"Trip {number}")
        moved(made.departure, soon())
    many = queries_of(browser_of(), path)
    assert len(many) <= len(few) + 1, "\n".join(many)


def test_a_basket_of_five_asks_as_much_as_one_of_one(browser_of, trip):
    browser = browser_of()
    add(browser, trip)
    few = {path: len(queries_of(browser, path)) for path in ("/cart/", "/checkout/details/")}
    details(browser)
    few["/checkout/review/"] = len(queries_of(browser, "/checkout/review/"))
    mask = goods.mask()
    for _number in range(2):
        add(browser, trip)
        browser.post(
            "/book/mask/add/", {"option": mask.options[0].pk, f"u{mask.units[0].pk}": 1}, headers=HERE
        )
    for path, count in few.items():
        asked = queries_of(browser, path)
        assert len(asked) <= count + 1, "\n".join(asked)
        assert len(asked) <= 30, "\n".join(asked)


def test_a_visitor_without_a_basket_pays_nothing_for_it(browser_of, trip):
    asked = queries_of(browser_of(), "/offers/")
    assert not [one for one in asked if "sales_order" in one]


def test_several_of_a_kind(browser_of: Any, in_coral: Any) -> None:
    goods.room()
    path = f"/book/double-room/?day={soon():%Y-%m-%d}&until={soon(13):%Y-%m-%d}"
    asked = queries_of(browser_of(), path)
    assert len(asked) <= 48, "\n".join(asked)
