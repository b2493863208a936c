"""What is refused: a clear sentence, nothing changed, what was written stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from apps.bookings.models import Booking
from apps.capacity import services as capacity
from apps.capacity.models import Departure, Hold
from apps.catalog.models import PromotionalCode
from apps.kernel import clock
from apps.sales.models import Order, OrderItem
from apps.tenancy import context
from tests.apps.frontdesk.conftest import trip_of
from tests.cms.booking import goods
from tests.cms.booking.conftest import ANA, HERE, add, details, moved, review, soon, text, value_of


def nothing_changed(trip: Any) -> None:
    """No place is taken and nothing was ordered."""
    assert Departure.objects.get(pk=trip.departure.pk).booked == 0
    assert not Order.objects.exists() and not Hold.objects.exists()


@pytest.mark.parametrize(
    ("adults", "sentence"),
    [
        ("0", "Choose how many"),
        ("-1", "Choose how many"),
        ("1.5", "Choose how many"),
        ("abc", "Choose how many"),
        ("٣", "Choose how many"),
        ("9" * 5000, "Choose how many"),
        ("99999999", "At most 10000"),
        ("11", "Only 10 places are left"),
    ],
)
def test_quantities_that_cannot_be(browser_of, trip, adults, sentence):
    answer = add(browser_of(), trip, adults=adults)
    assert answer.status_code == 422 and sentence in text(answer)
    assert 'role="alert"' in text(answer)
    nothing_changed(trip)


def test_a_price_in_the_form_is_nobodys_business(browser_of, trip):
    browser = browser_of()
    add(browser, trip, adults=1, price="1", total="1", unit_price="1")
    assert Order.objects.get().total == 10_000


def test_units_departures_and_products_of_others(browser_of, trip, northgate):
    with context.use_tenant(northgate):
        other = trip_of("Other trip")
    mine = trip_of("Wreck trip")
    browser = browser_of()
    for form in (
        {"departure": other.departure.pk},
        {"departure": mine.departure.pk},
        {f"u{other.adult.pk}": 1},
        {f"u{mine.adult.pk}": 1},
        {"option": other.option.pk},
        {"option": mine.option.pk},
        {"option": "1e3"},
        {"departure": ""},
    ):
        answer = add(browser, trip, **form)
        assert answer.status_code in {404, 422}, form
        assert "problem" in text(answer) or 'role="alert"' in text(answer)
    assert browser.post(f"/book/{other.product.slug}/add/", {}, headers=HERE).status_code == 404
    nothing_changed(trip)


def test_what_has_begun_is_closed_or_not_shown_cannot_be_booked(browser_of, trip):
    moved(trip.departure, clock.now() - timedelta(hours=1))
    assert "too late" in text(add(browser_of(), trip))
    moved(trip.departure, soon())
    capacity.close_departures(departures=[trip.departure], by=None, at=clock.now())
    assert "takes no bookings" in text(add(browser_of(), trip))
    type(trip.product).objects.update(status="archived")
    assert add(browser_of(), trip).status_code == 404
    nothing_changed(trip)


def test_a_form_of_another_site_is_refused(browser_of, trip):
    for headers in ({}, {"origin": "https://evil.example"}, {**HERE, "sec-fetch-site": "cross-site"}):
        assert add(browser_of(), trip, headers=headers).status_code == 403
    nothing_changed(trip)


def test_somebody_elses_item_is_not_theirs_to_change(browser_of, trip):
    ana, bo = browser_of(), browser_of()
    add(ana, trip, adults=2)
    add(bo, trip, adults=1)
    of_ana = OrderItem.objects.order_by("pk").first()
    assert of_ana
    bo.post(f"/cart/items/{of_ana.pk}/", {"remove": "1"}, headers=HERE)
    bo.post(f"/cart/items/{of_ana.pk}/", {f"u{trip.adult.pk}": 5}, headers=HERE)
    of_ana.refresh_from_db()
    assert not of_ana.removed and of_ana.quantities == {str(trip.adult.pk): 2}


def test_a_basket_of_another_business_or_of_our_own_making_is_none(browser_of, trip, northgate):
    browser = browser_of()
    add(browser, trip)
    cookie = browser.cookies["cart"].value
    assert browser.cookies["cart"]["httponly"] and browser.cookies["cart"]["samesite"] == "Lax"
    for host, value in (
        ("northgate.localhost", cookie),
        ("coral.localhost", cookie[:-2] + "xx"),
        ("coral.localhost", Order.objects.get().token.hex),
    ):
        other = Client(headers={"host": host})
        other.cookies["cart"] = value
        assert "nothing in your basket" in text(other.get("/cart/"))


def test_a_baskets_number_opens_no_other_page(browser_of, trip):
    browser = browser_of()
    add(browser, trip)
    details(browser)
    token = Order.objects.get().token
    for page in ("checkout/done", "booking", "quote", "waitlist"):
        assert browser.get(f"/{page}/{token}/").status_code == 404


def test_changing_a_quantity_beyond_what_is_free_keeps_the_basket(browser_of, trip):
    browser = browser_of()
    add(browser, trip, adults=2)
    item = OrderItem.objects.get()
    answer = browser.post(f"/cart/items/{item.pk}/", {f"u{trip.adult.pk}": 40}, headers=HERE)
    assert answer.status_code == 422 and "are left" in text(answer)
    assert OrderItem.objects.get(removed=False).quantities == {str(trip.adult.pk): 2}
    answer = browser.post(f"/cart/items/{item.pk}/", {f"u{trip.adult.pk}": 3}, headers=HERE)
    assert answer.status_code == 303
    assert Order.objects.get().total == 30_000
    item = OrderItem.objects.get(removed=False)
    browser.post(f"/cart/items/{item.pk}/", {f"u{trip.adult.pk}": 0}, headers=HERE)
    assert "nothing in your basket" in text(browser.get("/cart/"))
    assert Departure.objects.get(pk=trip.departure.pk).booked == 0


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"contact.name": ""}, "This field is required"),
        ({"contact.email": "ana"}, "valid email"),
        ({"contact.name": "x" * 161}, "at most 160"),
        ({"requests": "x" * 10_001}, "at most 10000"),
        ({"payment_plan": "gold"}, "Select a valid choice"),
        ({"contact.name": "a\0b"}, "Null characters"),
        ({"contact.phone": "abc"}, "“abc” is not a phone number"),
    ],
)
def test_details_that_are_wrong_are_said_beside_their_field(browser_of, trip, changed, sentence):
    browser = browser_of()
    add(browser, trip)
    answer = details(browser, **changed)
    page = text(answer)
    assert answer.status_code == 422 and sentence in page
    assert 'aria-invalid="true"' in page or "payment_plan" in changed
    if "contact.email" not in changed:
        assert f'value="{ANA["contact.email"]}"' in page
    assert Order.objects.get().contact == {}


def test_names_of_any_script_and_from_right_to_left(browser_of, trip):
    browser = browser_of()
    add(browser, trip)
    details(browser, **{"contact.name": "محمد عبد الله", "requests": "مرحبا <b>x</b>"})
    page = text(browser.get("/checkout/review/"))
    assert "<bdi>محمد عبد الله</bdi>" in page
    review(browser)
    booking = Booking.objects.get()
    assert booking.customer.name == "محمد عبد الله"
    assert "<b>x</b>" not in text(browser.get(f"/booking/{booking.token}/"))


def test_nobody_books_without_agreeing_or_what_was_not_shown(browser_of, trip):
    browser = browser_of()
    add(browser, trip)
    details(browser)
    assert "Please agree" in text(review(browser, agreed=""))
    assert "has changed" in text(review(browser, total="1"))
    add(browser, trip, adults=1)
    assert review(browser, total="20000").status_code == 422
    assert not Booking.objects.exists()
    assert review(browser).status_code == 303
    assert Booking.objects.count() == 2


def test_a_second_click_shows_the_same_confirmation(browser_of, trip):
    browser = browser_of()
    add(browser, trip)
    details(browser)
    page = text(browser.get("/checkout/review/"))
    form = {"order": value_of(page, "order"), "total": value_of(page, "total"), "agreed": "on"}
    first = browser.post("/checkout/review/", form, headers=HERE)
    second = browser.post("/checkout/review/", form, headers=HERE)
    assert first["Location"] == second["Location"] and second.status_code == 303
    assert Booking.objects.count() == 1 and Departure.objects.get(pk=trip.departure.pk).booked == 2
    # Going back leads to the confirmation, not into the order that stands.
    assert browser.get("/checkout/review/")["Location"] == first["Location"]
    assert browser.get("/checkout/details/")["Location"] == first["Location"]


def test_an_expired_hold_is_taken_again_or_refused_with_words(browser_of, trip):
    browser = browser_of()
    add(browser, trip, adults=8)
    details(browser)
    past = clock.now() - timedelta(minutes=1)
    Hold.objects.update(hold_until=past)
    page = text(browser.get("/cart/"))
    assert "No longer held" in page
    assert review(browser).status_code == 303
    booked = Booking.objects.get()
    assert booked.people == 8
    late = browser_of()
    add(late, trip, adults=2)
    details(late)
    capacity.release_hold(hold=OrderItem.objects.latest("pk").hold_id, at=clock.now())
    add(browser_of(), trip, adults=2)
    answer = review(late)
    assert answer.status_code == 422 and 'role="alert"' in text(answer)
    assert Booking.objects.count() == 1


def test_codes_are_used_refused_and_guessed_at_slowly(browser_of, trip):
    at = clock.now()
    PromotionalCode.objects.create(code="REEF10", percent=10, currency="USD", most_uses=1)
    PromotionalCode.objects.create(code="OLD", percent=50, currency="USD", valid_until=at - timedelta(days=1))
    browser = browser_of()
    add(browser, trip, adults=2)
    for wrong in ("", "NOPE", "OLD", "x" * 81, "DROP TABLE"):
        answer = browser.post("/cart/code/", {"code": wrong}, headers=HERE)
        assert answer.status_code == 422 and 'id="code-problem"' in text(answer), wrong
    assert browser.post("/cart/code/", {"code": "reef10"}, headers=HERE).status_code == 303
    page = text(browser.get("/cart/"))
    assert "$180.00" in page and "REEF10" in page
    browser.post("/cart/code/", {"drop": "1"}, headers=HERE)
    assert Order.objects.get().total == 20_000
    browser.post("/cart/code/", {"code": "reef10"}, headers=HERE)
    details(browser)
    assert review(browser).status_code == 303
    again = browser_of()
    add(again, trip, adults=1)
    assert browser.post("/cart/code/", {"code": "REEF10"}, headers=HERE).status_code == 303
    assert again.post("/cart/code/", {"code": "REEF10"}, headers=HERE).status_code == 422
    for _number in range(20):
        answer = again.post("/cart/code/", {"code": "GUESS"}, headers=HERE)
    assert answer.status_code == 429 and "ten minutes" in text(answer)


def test_who_fills_baskets_faster_than_people_waits(browser_of, trip):
    browser = browser_of()
    answers = [browser.post("/book/reef-trip/add/", {}, headers=HERE).status_code for _ in range(62)]
    assert answers.index(429) == 60 and answers[60:] == [429, 429]
    assert add(browser, trip).status_code == 429
    nothing_changed(trip)


@pytest.mark.parametrize(
    "query",
    [
        "month=2026-13", "month=0001-01", "month=x", "day=2026-02-31", "day=1999-01-01", "people=-1",
        "people=99999999999999999999", "departure=x", "starts=x", "option=" + "x" * 500, "day=9999-12-31",
        "until=2026-01-01", "month=\uff19\uff19\uff19\uff19-\uff10\uff11", "pool=1", "begins=25:00&ends=x",
    ],
)  # fmt: skip
@pytest.mark.parametrize("make", [goods.detail, goods.room, goods.gear, goods.mask, goods.monthly, trip_of])
def test_odd_addresses_are_answered(browser_of, in_coral, make, query):
    made = make()
    product = (made[0] if isinstance(made, tuple) else made).product
    assert browser_of().get(f"/book/{product.slug}/?{query}").status_code == 200


@pytest.mark.parametrize("day", ["2020-01-01", "2199-01-01"])
def test_a_day_that_cannot_be_booked_is_said(browser_of, trip, day):
    page = text(browser_of().get(f"/book/reef-trip/?day={day}"))
    assert "This day is over, or further ahead than can be booked." in page
    assert "This day is over" not in text(browser_of().get(f"/book/reef-trip/?day={soon().date()}"))


def test_going_back_after_booking_leads_to_what_was_booked(browser_of, trip):
    browser = browser_of()
    add(browser, trip)
    details(browser)
    done = review(browser)["Location"]
    for step in ("/checkout/review/", "/checkout/details/"):
        assert browser.get(step)["Location"] == done
    page = text(browser.get("/cart/"))
    assert "nothing in your basket" in page and done in page
    add(browser, trip, adults=1)
    page = text(browser.get("/cart/"))
    assert "Reef trip" in page and done not in page
    assert text(browser_of().get("/cart/")).count("/checkout/done/") == 0


def test_links_of_nobody_lead_nowhere(browser_of, in_coral):
    for path in (
        "booking/{}/",
        "booking/{}/change/",
        "booking/{}/cancel/",
        "booking/{}/booking.ics",
        "waitlist/{}/",
        "checkout/done/{}/",
    ):
        assert browser_of().get("/" + path.format("00000000-0000-4000-8000-000000000000")).status_code == 404
    assert browser_of().get("/booking/1/").status_code == 404


def test_odd_marks_of_a_campaign_are_kept_as_far_as_they_can_be(browser_of, trip):
    for mark, kept in (
        ("utm_source=%00news%00&utm_medium=%0amail&utm_campaign=%ff", ("news", "mail", "\ufffd")),
        (f"utm_source={'a' * 500}", ("a" * 120, "", "")),
    ):
        referrer = f"http://coral.localhost/?{mark}"
        answer = add(browser_of(), trip, adults=1, headers={**HERE, "referer": referrer})
        assert answer.status_code == 303, mark
        order = Order.objects.latest("pk")
        assert (order.utm_source, order.utm_medium, order.utm_campaign) == kept
        assert order.referrer == referrer[:300]


def test_a_referrer_that_is_no_text_is_kept_without_what_is_none(browser_of, trip):
    agent = "Mozilla\x00 Firefox/1"
    answer = add(
        browser_of(), trip, adults=1, headers={**HERE, "referer": "\x00h\x00i\n" * 400, "user-agent": agent}
    )
    order = Order.objects.get()
    assert (answer.status_code, order.referrer, order.browser) == (303, ("hi" * 400)[:300], "Firefox")
