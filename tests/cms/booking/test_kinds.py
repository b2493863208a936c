"""Every kind of product is chosen and booked without any script."""

from datetime import date, timedelta
from typing import Any

import pytest

from apps.bookings.models import Booking
from apps.capacity import local
from apps.capacity import services as capacity
from apps.capacity.models import Departure, Hold, Pattern, Reservation, Resource
from apps.catalog.models import StayRule
from apps.frontdesk import services as frontdesk
from apps.frontdesk.types import Choice, Contact
from apps.kernel import clock
from apps.sales.models import Order, OrderItem
from cms.booking.grid import step
from tests.apps.frontdesk.conftest import trip_of
from tests.cms.booking import goods
from tests.cms.booking.conftest import HERE, details, review, text, value_of


def hidden(page: str, *names: str) -> dict[str, str]:
    """What the form of the panel sends along."""
    return {name: value_of(page, name) for name in names}


def next_month() -> date:
    """The first day of the month to come."""
    return step(clock.now().date().replace(day=1), 1)


def put(browser: Any, slug: str, form: dict[str, Any]) -> None:
    """Into the basket."""
    answer = browser.post(f"/book/{slug}/add/", form, headers=HERE)
    assert answer.status_code == 303, text(answer)


def test_an_appointment_for_an_suv_at_an_address(browser_of, in_coral):
    detail = goods.detail()
    browser, day = browser_of(), next_month() + timedelta(days=5)
    page = text(browser.get("/book/full-detail/?option=suv"))
    assert "SUV" in page and "$240" in page and "3 h" in page and "Technician" not in page
    page = text(browser.get(f"/book/full-detail/?option=suv&day={day}"))
    slot = (
        page.split("starts=", 1)[1]
        .partition("#")[0]
        .replace("&amp;", "&")
        .replace("%3A", ":")
        .replace("%2B", "+")
    )
    page = text(browser.get("/book/full-detail/", {"option": "suv", "day": str(day), "starts": slot}))
    form = hidden(page, "option", "starts")
    assert form["option"] == str(detail.options[1].pk)
    put(browser, "full-detail", {**form, f"u{detail.units[1].pk}": 1})
    (item,) = OrderItem.objects.all()
    assert details(browser).status_code == 422
    said = {
        f"{item.pk}.address": "12 Elm Street",
        f"{item.pk}.vehicle.make": "Volvo",
        f"{item.pk}.vehicle.model": "XC90",
        f"{item.pk}.vehicle.colour": "black",
        f"{item.pk}.plate": "ab 12-cde",
    }
    wrong = {**said, f"{item.pk}.vehicle.year": "1700", f"{item.pk}.plate": "?!"}
    page = text(details(browser, **wrong))
    assert "Give the year with four digits" in page and "A plate has letters and digits." in page
    assert details(browser, **said).status_code == 303
    assert review(browser).status_code == 303
    booking = Booking.objects.get()
    assert booking.address == "12 Elm Street" and booking.requests == ""
    assert str(booking.vehicle) == "AB12CDE, Volvo XC90" and booking.vehicle.customer == booking.customer
    assert (booking.ends_at - booking.starts_at) == timedelta(hours=3)


def test_a_double_room_for_three_nights_and_the_rule_is_said_before(browser_of, in_coral):
    room = goods.room()
    browser, day = browser_of(), next_month() + timedelta(days=5)
    page = text(browser.get(f"/book/double-room/?day={day}"))
    assert "at least 2 nights" in page and "$120" in page
    short = text(browser.get(f"/book/double-room/?day={day}&until={day + timedelta(days=1)}&people=2"))
    assert "at least 2 nights" in short and 'name="nights"' not in short
    page = text(browser.get(f"/book/double-room/?day={day}&until={day + timedelta(days=3)}&people=2"))
    assert "3 nights" in page and "$360.00" in page.replace("$360<", "$360.00<") and "$435" in page
    form = hidden(page, "option", "arrival", "nights", "people")
    put(browser, "double-room", {**form, f"u{room.units[0].pk}": 1})
    page = text(browser.get("/cart/"))
    assert "3 nights" in page and "$360.00" in page
    details(browser)
    review(browser)
    booking = Booking.objects.get()
    assert (booking.people, (booking.ends_at.date() - booking.starts_at.date()).days) == (2, 3)
    assert Reservation.objects.get().kind == "stay"


def test_a_stay_over_the_end_of_a_month_is_chosen_in_the_calendar(browser_of, in_coral):
    goods.room()
    browser, first = browser_of(), next_month()
    following = (first + timedelta(days=31)).replace(day=1)
    arrival = following - timedelta(days=2)
    page = text(browser.get(f"/book/double-room/?day={arrival}&people=2"))
    onward = f"?month={following:%Y-%m}&amp;day={arrival}&amp;people=2#book"
    assert onward in page
    page = text(browser.get(f"/book/double-room/?month={following:%Y-%m}&day={arrival}&people=2"))
    leave = following + timedelta(days=1)
    assert (
        f"&amp;day={arrival}&amp;until={leave}&amp;people=2#book" in page
        and "Now choose the day you leave." in page
    )


def test_the_rule_of_the_day_of_arrival_holds_in_the_next_month_too(browser_of, in_coral):
    room = goods.room()
    following = (next_month() + timedelta(days=31)).replace(day=1)
    StayRule.objects.filter(product=room.product).update(last_day=following - timedelta(days=1))
    arrival = following - timedelta(days=2)
    page = text(browser_of().get(f"/book/double-room/?month={following:%Y-%m}&day={arrival}"))
    assert "at least 2 nights" in page


def test_a_last_day_of_a_month_goes_on_in_the_next(browser_of, in_coral):
    goods.room()
    following = (next_month() + timedelta(days=31)).replace(day=1)
    page = text(browser_of().get(f"/book/double-room/?day={following - timedelta(days=1)}"))
    assert f"until={following + timedelta(days=1)}" in page


def test_gear_is_rented_by_the_day(browser_of, in_coral):
    gear = goods.gear()
    browser, day = browser_of(), clock.now().date() + timedelta(days=5)
    asked = {"day": str(day), "begins": "09:00", "until": str(day + timedelta(days=1)), "ends": "17:00"}
    page = text(browser.get("/book/full-gear/", asked))
    assert "3 free" in page and "$70" in page
    form = hidden(page, "option", "starts", "stops")
    put(browser, "full-gear", {**form, f"u{gear.units[0].pk}": 2})
    assert "$140.00" in text(browser.get("/cart/"))
    details(browser)
    review(browser)
    assert Reservation.objects.filter(status="confirmed").count() == 2
    assert "1 free" in text(browser.get("/book/full-gear/", asked))


def test_a_rental_that_ends_before_it_begins_is_said(browser_of, in_coral):
    goods.gear()
    day = clock.now().date() + timedelta(days=5)
    asked = {"day": str(day), "begins": "09:00", "until": str(day), "ends": "08:00"}
    assert "It must end after it begins." in text(browser_of().get("/book/full-gear/", asked))


def test_a_monthly_pass_for_a_plate(browser_of, in_coral):
    sold, pool = goods.monthly()
    browser = browser_of()
    page = text(browser.get("/book/monthly-pass/"))
    assert "5 places free" in page and "$99" in page and "Licence plate" in page
    form = {**hidden(page, "option", "pool", "day"), "plate": "ab12 cde", f"u{sold.units[0].pk}": 1}
    put(browser, "monthly-pass", form)
    (item,) = OrderItem.objects.all()
    assert "AB12CDE" in text(browser.get("/checkout/details/"))
    assert details(browser, **{f"{item.pk}.plate": "AB12 CDE"}).status_code == 303
    review(browser)
    booking = Booking.objects.get()
    assert booking.plate == "AB12CDE" and booking.pool_id == pool.pk and booking.ends_at is None
    pool.refresh_from_db()
    assert pool.booked == 1


def test_a_full_garage_offers_the_waitlist(browser_of, in_coral):
    _sold, pool = goods.monthly(capacity=0)
    page = text(browser_of().get("/book/monthly-pass/"))
    assert "sold out" in page and f"/book/monthly-pass/waitlist/?pool={pool.pk}" in page


def test_goods_from_the_shelf_hold_nothing_and_make_no_booking(browser_of, in_coral):
    mask = goods.mask()
    browser = browser_of()
    put(browser, "mask", {"option": mask.options[0].pk, f"u{mask.units[0].pk}": 2})
    page = text(browser.get("/cart/"))
    assert "$90.00" in page and "Held until" not in page
    details(browser)
    page = text(browser.get(review(browser)["Location"]))
    assert "Thank you for your order" in page
    assert not Booking.objects.exists() and not Hold.objects.exists()
    assert Order.objects.get().status == "placed"


def test_a_course_with_sessions_asks_who_comes(browser_of, in_coral):
    starts_at = clock.now() + timedelta(days=12)
    course = goods.course(starts_at)
    browser = browser_of()
    put(
        browser,
        "open-water-course",
        {"option": course.option.pk, "departure": course.departure.pk, f"u{course.adult.pk}": 2},
    )
    (item,) = OrderItem.objects.all()
    refused = details(browser)
    page = text(refused)
    assert refused.status_code == 422 and "Person 2" in page and "Please look at this" in page
    people = {}
    for number, name in enumerate(("Ana", "Bo")):
        people |= {
            f"{item.pk}.participants.{number}.given_name": name,
            f"{item.pk}.participants.{number}.family_name": "Ruiz",
            f"{item.pk}.participants.{number}.age": 30 + number,
        }
    assert details(browser, **people).status_code == 303
    review(browser)
    booking = Booking.objects.get()
    for path in (f"/booking/{booking.token}/", f"/checkout/done/{booking.order.token}/"):
        assert (
            text(browser.get(path)).partition("Further sessions")[2].partition("</ul>")[0].count("<li>") == 2
        )
    assert [(one.given_name, one.age) for one in booking.participants.all()] == [("Ana", 30), ("Bo", 31)]
    calendar = browser.get(f"/booking/{booking.token}/booking.ics")
    assert (
        calendar["Content-Type"].startswith("text/calendar") and calendar.content.count(b"BEGIN:VEVENT") == 3
    )


@pytest.mark.parametrize("path", ["/book/", "/book/mask/", "/book/mask/panel/"])
def test_every_page_of_choosing_answers(browser_of, in_coral, path):
    goods.mask()
    assert browser_of().get(path).status_code == 200


def test_a_trip_on_request_takes_place_when_somebody_asks(browser_of, in_coral):
    trip = trip_of("Private trip", duration=240, capacity=6)
    Pattern.objects.create(option=trip.option, kind="on_request", capacity=6, duration=240)
    day = clock.now().date() + timedelta(days=6)
    browser = browser_of()
    assert "Ask for another time" in text(browser.get("/book/private-trip/"))
    form = {"option": trip.option.pk, "ask_day": str(day), "begins": "10:00", f"u{trip.adult.pk}": 2}
    for wrong in (
        {"ask_day": "x"},
        {"begins": "x"},
        {"ask_day": "2020-01-01"},
        {f"u{trip.adult.pk}": 9},
        {f"u{trip.adult.pk}": 0},
    ):
        answer = browser.post("/book/private-trip/add/", {**form, **wrong}, headers=HERE)
        assert answer.status_code == 422, wrong
    assert Departure.objects.filter(product=trip.product).count() == 1
    put(browser, "private-trip", form)
    made = Departure.objects.latest("pk")
    assert made.booked == 2 and made.starts_at.isoformat().endswith("16:00:00+00:00")
    assert "$200.00" in text(browser.get("/cart/"))


def test_a_house_that_is_full_offers_other_nights(browser_of, in_coral):
    room = goods.room()
    day = clock.now().date() + timedelta(days=20)
    for _room in range(2):
        frontdesk.book(
            choices=[
                Choice(
                    option=room.options[0].pk,
                    quantities={room.units[0].pk: 1},
                    arrival=day,
                    nights=3,
                    people=2,
                )
            ],
            contact=Contact(name="Bo", email="bo@guests.example"),
            at=clock.now(),
        )
    asked = {"day": str(day), "until": str(day + timedelta(days=2)), "people": "2"}
    page = text(browser_of().get("/book/double-room/", asked))
    others = page.partition("Free on other days:")[2].partition("</ul>")[0]
    assert "No room is free" in page
    for first, offered in ((day - timedelta(days=2), True), (day + timedelta(days=3), True), (day, False)):
        link = f"?day={first}&amp;until={first + timedelta(days=2)}&amp;people=2#book"
        assert (link in others) == offered, first


def test_technicians_who_are_busy_offer_other_days(browser_of, in_coral):
    detail = goods.detail()
    day = next_month() + timedelta(days=5)
    for one in Resource.objects.filter(resource_class__name="Technician"):
        capacity.block(
            resource=one,
            starts_at=local.midnight(day, one.location.time_zone),
            ends_at=local.midnight(day + timedelta(days=1), one.location.time_zone),
            by=None,
            at=clock.now(),
        )
    page = text(browser_of().get(f"/book/full-detail/?option=sedan&day={day}"))
    assert "No time is free on this day" in page and "Free on other days:" in page
    assert f"day={day + timedelta(days=1)}" in page.partition("Free on other days:")[2].partition("</ul>")[0]
    # Where all of the month is taken, the next one has some.
    last = step(day.replace(day=1), 1) - timedelta(days=1)
    for one in Resource.objects.filter(resource_class__name="Technician"):
        capacity.block(
            resource=one,
            starts_at=local.midnight(day + timedelta(days=1), one.location.time_zone),
            ends_at=local.midnight(last + timedelta(days=1), one.location.time_zone),
            by=None,
            at=clock.now(),
        )
        capacity.block(
            resource=one,
            starts_at=local.midnight(day.replace(day=1), one.location.time_zone),
            ends_at=local.midnight(day, one.location.time_zone),
            by=None,
            at=clock.now(),
        )
    page = text(browser_of().get(f"/book/full-detail/?option=sedan&day={day}"))
    assert f"day={last + timedelta(days=1)}" in page.partition("Free on other days:")[2]
    assert detail.options


def test_gear_that_is_out_offers_other_days_at_the_same_times(browser_of, in_coral):
    gear = goods.gear()
    day = clock.now().date() + timedelta(days=20)
    for one in Resource.objects.filter(resource_class__name="Set"):
        zone = one.location.time_zone
        capacity.block(
            resource=one,
            starts_at=local.midnight(day, zone),
            ends_at=local.midnight(day + timedelta(days=2), zone),
            by=None,
            at=clock.now(),
        )
    asked = {"day": str(day), "begins": "09:00", "until": str(day), "ends": "17:00"}
    page = text(browser_of().get("/book/full-gear/", asked))
    others = page.partition("Free on other days:")[2].partition("</ul>")[0]
    for first, offered in ((-1, True), (1, False), (2, True)):
        other = day + timedelta(days=first)
        link = f"?day={other}&amp;until={other}&amp;begins=09%3A00&amp;ends=17%3A00#book"
        assert (link in others) == offered, first
    assert gear.options


def test_a_room_that_must_be_changed_is_said_and_agreed_to_before_it_is_booked(browser_of, in_coral):
    room = goods.room()
    browser, day = browser_of(), next_month() + timedelta(days=5)
    for number, first in enumerate((0, 2)):
        guest = Choice(
            option=room.options[0].pk,
            quantities={room.units[0].pk: 1},
            arrival=day + timedelta(days=first),
            nights=2,
            people=2,
            resources=(Resource.objects.order_by("pk")[number].pk,),
        )
        frontdesk.book(choices=[guest], contact=Contact(name="A", email="a@guests.example"), at=clock.now())
    page = text(browser.get(f"/book/double-room/?day={day}&until={day + timedelta(days=4)}&people=2"))
    changed = day + timedelta(days=2)
    said = f"{changed:%a}, {changed:%b} {changed.day}"
    assert f"but you can change rooms on {said}." in page
    assert 'name="moving" value="2-2" required' in page
    form = {**hidden(page, "option", "arrival", "nights", "people"), f"u{room.units[0].pk}": 1}
    refused = browser.post("/book/double-room/add/", form, headers=HERE)
    assert refused.status_code == 422 and "No room is free" in text(refused)
    put(browser, "double-room", {**form, "moving": "2-2"})
    said = f"You change rooms on {said}."
    assert said in text(browser.get("/cart/"))
    details(browser)
    assert said in text(browser.get("/checkout/review/"))
    review(browser)
    booking = Booking.objects.latest("pk")
    assert booking.hold.reservations.count() == 2
    assert said in text(browser.get(f"/booking/{booking.token}/"))
