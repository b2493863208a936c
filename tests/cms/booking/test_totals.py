"""What it comes to is shown before anything is put into the basket: by a button, the same to the cent as the basket."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.capacity.models import Hold
from apps.catalog.models import GroupRate, Season
from apps.kernel import clock
from apps.sales.models import Order, OrderItem
from tests.cms.booking import goods
from tests.cms.booking.conftest import HERE, add, soon, text
from tests.cms.booking.test_kinds import next_month


def total_in(page: str) -> str:
    """What stands at the total."""
    return page.partition("data-total")[2].partition("<button")[0]


def nothing_taken() -> None:
    """Looking takes nothing."""
    assert not Hold.objects.exists()
    assert not Order.objects.exists()


def test_a_party_sees_its_total_with_how_it_comes_to_it(browser_of, trip):
    day = trip.departure.starts_at.date()
    GroupRate.objects.create(name="From three", people=3, percent=-10)
    Season.objects.create(
        name="High season", percent=20, first_day=day - timedelta(days=3), last_day=day + timedelta(days=3)
    )
    browser = browser_of()
    plain = text(browser.get(f"/book/reef-trip/?day={day}"))
    assert "Show the price" in plain and 'formmethod="get"' in plain
    assert "<b>Total</b>" not in plain
    asked = {
        "option": trip.option.pk,
        "departure": trip.departure.pk,
        "day": str(day),
        f"u{trip.adult.pk}": 2,
        f"u{trip.child.pk}": 1,
    }
    page = text(browser.get("/book/reef-trip/", asked))
    total = total_in(page)
    assert "$280.80" in total and "High season" in total and "From three" in total
    # What was written stays.
    assert f'name="u{trip.adult.pk}" type="number" inputmode="numeric" min="0" max="10" value="2"' in page
    assert "$280.80" in total_in(text(browser.get("/book/reef-trip/panel/", asked)))
    # The product's own page is another page with the same panel.
    assert "$280.80" in total_in(text(browser.get("/offers/reef-trip/", asked)))
    nothing_taken()
    add(browser, trip, adults=2, children=1)
    assert Order.objects.get().total == 28_080


@pytest.mark.parametrize(("adults", "people"), [(1, "50"), (3, "1")])
def test_a_party_is_as_large_as_what_is_paid_for(browser_of, trip, adults, people):
    GroupRate.objects.create(name="Group", people=6, percent=-20)
    add(browser_of(), trip, adults=adults, people=people)
    order = Order.objects.get()
    assert (order.total, order.items.get().people) == (adults * 10_000, adults)


def test_more_than_there_are_and_nonsense_are_said_or_passed_over(browser_of, trip):
    day = trip.departure.starts_at.date()
    asked: dict[str, Any] = {"departure": trip.departure.pk, "day": str(day)}
    browser = browser_of()
    page = text(browser.get("/book/reef-trip/", {**asked, f"u{trip.adult.pk}": 11}))
    assert "Only 10 places are left" in total_in(page) and "<b>Total</b>" not in page
    for wrong in ("x", "-1", "0", "9" * 50, "1.5"):
        answer = browser.get("/book/reef-trip/", {**asked, f"u{trip.adult.pk}": wrong})
        assert answer.status_code == 200 and "<b>Total</b>" not in text(answer)
    answer = browser.get("/book/reef-trip/", {**asked, "u999999": 2, "price": "1"})
    assert answer.status_code == 200 and "<b>Total</b>" not in text(answer)
    nothing_taken()


def test_other_kinds_show_what_the_basket_will_say(browser_of, in_coral):
    browser = browser_of()
    gear = goods.gear()
    day = clock.now().date() + timedelta(days=5)
    asked = {"day": str(day), "begins": "08:00", "until": str(day + timedelta(days=1)), "ends": "16:00"}
    page = text(browser.get("/book/full-gear/", {**asked, f"u{gear.units[0].pk}": 2}))
    assert "$140.00" in total_in(page) and 'value="08:00"' in page
    mask = goods.mask()
    page = text(browser.get("/book/mask/", {"option": mask.options[0].pk, f"u{mask.units[0].pk}": 3}))
    assert "$135.00" in total_in(page)
    detail = goods.detail()
    day = next_month() + timedelta(days=5)
    chosen = {"option": "suv", "day": str(day)}
    page = text(browser.get("/book/full-detail/", chosen))
    slot = page.split("starts=", 1)[1].partition("#")[0].replace("%3A", ":").replace("%2B", "+")
    # Forms say the number of an option where addresses say its key.
    form = {"option": detail.options[1].pk, "day": str(day), "starts": slot, f"u{detail.units[1].pk}": 1}
    page = text(browser.get("/book/full-detail/", form))
    assert "$240.00" in total_in(page) and 'aria-current="true"><span>SUV' in page
    nothing_taken()


def test_a_pass_is_looked_at_without_its_plate_in_an_address(browser_of, in_coral):
    sold, pool = goods.monthly()
    browser = browser_of()
    form = {
        "option": sold.options[0].pk,
        "pool": pool.pk,
        "day": soon(4).date().isoformat(),
        "plate": "AB12 CDE",
        f"u{sold.units[0].pk}": 1,
    }
    page = text(browser.get("/book/monthly-pass/"))
    assert 'name="look"' in page and "formmethod" not in page
    answer = browser.post("/book/monthly-pass/add/", {**form, "look": "1"}, headers=HERE)
    page = text(answer)
    assert answer.status_code == 200 and "$99.00" in total_in(page)
    assert 'value="AB12 CDE"' in page and f'value="{form["day"]}"' in page
    assert "no-store" in answer["Cache-Control"]
    nothing_taken()
    browser.post("/book/monthly-pass/add/", form, headers=HERE)
    assert OrderItem.objects.get().answers["plate"] == "AB12CDE"


def test_a_total_costs_no_query_more(browser_of, trip):
    browser = browser_of()
    path = f"/book/reef-trip/?day={trip.departure.starts_at.date()}&departure={trip.departure.pk}"
    browser.get(path)
    with CaptureQueriesContext(connections["default"]) as plain:
        browser.get(path)
    with CaptureQueriesContext(connections["default"]) as priced:
        assert "<b>Total</b>" in text(browser.get(f"{path}&u{trip.adult.pk}=2"))
    assert len(priced) == len(plain)
