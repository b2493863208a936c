"""Staff book for somebody: what they see, what they may, what they are refused."""

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from apps.backoffice.models import CustomField
from apps.bookings.models import Booking, WaitlistEntry
from apps.capacity import services as capacity
from apps.capacity.models import Requirement, Resource, ResourceClass, WorkingException
from apps.catalog.models import Product
from apps.customers.models import Customer
from tests.apps.frontdesk.conftest import Trip, departure_of, reread
from tests.apps.frontdesk.selling import Garage, House
from tests.apps.frontdesk.views.conftest import ARRIVAL
from tests.conftest import NOW

ADD = "/admin/bookings/booking/add/"


def values(trip: Trip, **more: Any) -> dict[str, Any]:
    """What a person fills in."""
    return {
        f"unit_{trip.adult.pk}": "2",
        f"unit_{trip.child.pk}": "0",
        "day": f"{NOW:%Y-%m-%d}",
        "when": f"d{trip.departure.pk}",
        "name": "Bea Lang",
        "email": "bea@guests.example",
        "source": "phone",
        "payment_plan": "at_desk",
        "step": "book",
        **more,
    }


def address(trip: Trip) -> str:
    return f"{ADD}?option={trip.option.pk}"


def test_the_first_page_lists_what_is_sold(trip: Trip, clerk: Any, browser_of: Callable[..., Client]) -> None:
    page = browser_of(who=clerk).get(ADD).content.decode()
    assert "Reef trip" in page
    assert f"?option={trip.option.pk}" in page
    assert "Nothing is called like this" in browser_of(who=clerk).get(f"{ADD}?q=zeppelin").content.decode()


def test_the_form_shows_departures_with_the_places_left(
    trip: Trip, clerk: Any, browser_of: Callable[..., Client]
) -> None:
    departure_of(trip.option, starts_at=trip.departure.starts_at + timedelta(days=1), capacity=1)
    page = browser_of(who=clerk).get(f"{address(trip)}&day={NOW:%Y-%m-%d}").content.decode()
    assert f'value="d{trip.departure.pk}"' in page
    assert "10 places left" in page
    assert "1 place left" in page


def test_the_price_is_shown_before_anything_is_booked(
    trip: Trip, clerk: Any, browser_of: Callable[..., Client]
) -> None:
    asked = values(trip, step="look", name="", email="", **{f"unit_{trip.child.pk}": "1"})
    page = browser_of(who=clerk).post(address(trip), asked).content.decode()
    assert "$260.00" in page
    assert "Who comes along" in page
    assert not Booking.objects.exists()
    assert not Customer.objects.exists()
    assert reread(trip.departure).booked == 0


def test_a_booking_by_phone(trip: Trip, clerk: Any, browser_of: Callable[..., Client]) -> None:
    asked = values(
        trip,
        requests="Vegetarian lunch",
        p0_given_name="Bea",
        p0_age="34",
        p1_given_name="Tom",
        p1_diet="No nuts",
    )
    answer = browser_of(who=clerk).post(address(trip), asked)
    booking = Booking.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/admin/bookings/booking/{booking.pk}/"
    assert (booking.people, booking.total, booking.source, booking.status) == (
        2,
        20_000,
        "phone",
        "confirmed",
    )
    assert [str(one) for one in booking.participants.all()] == ["Bea", "Tom"]
    assert booking.customer.email == "bea@guests.example"
    assert booking.order.requests == "Vegetarian lunch"


def test_a_known_customer_is_found_and_taken(
    trip: Trip, booked: Any, clerk: Any, browser_of: Callable[..., Client]
) -> None:
    ana = booked().bookings[0].customer
    browser = browser_of(who=clerk)
    page = browser.post(
        address(trip), values(trip, step="look", q="ruiz", name="", email="")
    ).content.decode()
    assert f'name="customer" value="{ana.pk}"' in page
    browser.post(address(trip), values(trip, customer=ana.pk, name="", email=""))
    assert Booking.objects.filter(customer=ana).count() == 2


def test_what_is_wrong_stands_beside_its_field(
    trip: Trip, clerk: Any, browser_of: Callable[..., Client]
) -> None:
    answer = browser_of(who=clerk).post(address(trip), values(trip, email="not an address", p0_age="12"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'href="#id_email"' in page
    answer = browser_of(who=clerk).post(address(trip), values(trip, when=""))
    assert "Choose when." in answer.content.decode()
    assert not Booking.objects.exists()


def test_what_is_sold_out_is_refused_and_waited_for(
    trip: Trip, booked: Any, clerk: Any, browser_of: Callable[..., Client]
) -> None:
    booked(9)
    browser = browser_of(who=clerk)
    answer = browser.post(address(trip), values(trip))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Only 1 place is left." in page
    assert "Put on the waitlist" in page
    browser.post(address(trip), values(trip, step="wait"))
    assert WaitlistEntry.objects.get().party == 2


def test_who_may_raises_capacity_up_to_the_limit_with_a_reason(
    trip: Trip, booked: Any, clerk: Any, owner: Any, browser_of: Callable[..., Client]
) -> None:
    booked(10)
    trip.departure.limit = 11
    trip.departure.save(update_fields=["limit"])
    browser, asked = browser_of(who=owner), values(trip, **{f"unit_{trip.adult.pk}": "1"})
    assert "Give a reason." in browser.post(address(trip), {**asked, "raise_capacity": "on"}).content.decode()
    asked |= {"raise_capacity": "on", "reason": "The captain agrees"}
    assert browser_of(who=clerk).post(address(trip), asked).status_code == 200
    assert browser.post(address(trip), asked).status_code == 302
    assert reread(trip.departure).capacity == 11
    beyond = browser.post(address(trip), asked)
    assert beyond.status_code == 200
    assert "11" in beyond.content.decode()
    assert reread(trip.departure).booked == 11


def test_who_may_agrees_on_another_price(
    trip: Trip, owner: Any, clerk: Any, browser_of: Callable[..., Client]
) -> None:
    asked = values(trip, price="150", reason="Regular guest")
    assert "$150.00" in browser_of(who=owner).post(address(trip), {**asked, "step": "look"}).content.decode()
    silent = browser_of(who=owner).post(address(trip), {**asked, "reason": ""}).content.decode()
    assert (
        "Give a reason."
        in silent.partition('id="id_reason"')[0].rpartition("<label")[2]
        + silent.partition('id="id_reason"')[2][:300]
    )
    browser_of(who=owner).post(address(trip), asked)
    assert Booking.objects.get().total == 15_000
    assert 'name="price"' not in browser_of(who=clerk).get(address(trip)).content.decode()


def test_several_things_land_on_one_order(trip: Trip, clerk: Any, browser_of: Callable[..., Client]) -> None:
    other = departure_of(trip.option, starts_at=trip.departure.starts_at + timedelta(days=2))
    browser = browser_of(who=clerk)
    answer = browser.post(address(trip), values(trip, step="more"))
    carried = answer["Location"].partition("with=")[2].partition("&")[0]
    page = browser.get(f"{answer['Location']}&option={trip.option.pk}").content.decode()
    assert "Already on this order" in page
    asked = values(
        trip, when=f"d{other.pk}", **{f"unit_{trip.adult.pk}": "1", "with": carried.replace("%3A", ":")}
    )
    browser.post(address(trip), asked)
    assert sorted(Booking.objects.values_list("people", flat=True)) == [1, 2]
    assert Booking.objects.values("order").distinct().count() == 1


def test_it_is_not_for_everybody(
    trip: Trip, guide: Any, stranger: Any, browser_of: Callable[..., Client]
) -> None:
    assert browser_of(who=guide).get(ADD).status_code == 403
    assert browser_of("northgate.localhost", who=stranger).get(address(trip)).status_code == 404


def test_the_page_asks_as_often_for_few_departures_as_for_many(
    trip: Trip, clerk: Any, browser_of: Callable[..., Client], django_assert_max_num_queries: Any
) -> None:
    browser = browser_of(who=clerk)
    browser.get(address(trip))
    for hours in range(20):
        departure_of(trip.option, starts_at=trip.departure.starts_at + timedelta(hours=hours))
    with django_assert_max_num_queries(24):
        browser.get(f"{address(trip)}&day={NOW:%Y-%m-%d}")


def test_the_form_sent_twice_books_once(trip: Trip, clerk: Any, browser_of: Callable[..., Client]) -> None:
    browser = browser_of(who=clerk)
    key = re.search(r'name="once" value="([0-9a-f-]{36})"', browser.get(address(trip)).content.decode())
    assert key is not None
    asked = values(trip, once=key[1])
    first = browser.post(address(trip), asked)
    second = browser.post(address(trip), asked)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert "This was booked before" in browser.get(second["Location"]).content.decode()
    assert Booking.objects.count() == 1
    assert reread(trip.departure).booked == 2


def test_the_owners_questions_are_asked_of_staff_too(
    trip: Trip, clerk: Any, browser_of: Callable[..., Client]
) -> None:
    ask = CustomField.objects.create
    ask(on="bookings.booking", key="boots", label="Boots", kind="number", public=True, required=True)
    ask(on="bookings.booking", key="inside", label="Inside only", kind="text")
    ask(on="bookings.participant", key="suit", label="Suit", kind="text", public=True)
    ask(on="customers.customer", key="club", label="Club", kind="text", public=True, help="Its <b>name</b>")
    Product.objects.update(asks=["boots", "inside", "suit", "club"])
    browser = browser_of(who=clerk)
    page = browser.get(f"{address(trip)}&unit_{trip.adult.pk}=2").content.decode()
    for label in ("Boots", "Suit", "Club", "Its &lt;b&gt;name&lt;/b&gt;"):
        assert label in page
    assert "Inside only" not in page
    # Prices are shown before all is asked.
    assert "$200.00" in browser.post(address(trip), values(trip, step="look")).content.decode()
    for wrong, sentence in (("", "This field is required."), ("large", "is not a number")):
        page = browser.post(address(trip), values(trip, **{"custom.boots": wrong})).content.decode()
        assert sentence in page
        assert 'href="#id_custom.boots"' in page
    assert "$200.00" in browser.post(address(trip), values(trip)).content.decode()
    assert not Booking.objects.exists()
    said = {"custom.boots": "42", "p0_custom.suit": "مقاس كبير", "contact.custom.club": "BSAC"}
    assert browser.post(address(trip), values(trip, **said)).status_code == 302
    booking = Booking.objects.get()
    assert booking.custom == {"boots": 42}
    assert [one.custom for one in booking.participants.all()] == [{"suit": "مقاس كبير"}]
    assert booking.customer.custom == {"club": "BSAC"}
    known = browser.post(address(trip), values(trip, step="look", customer=booking.customer_id))
    assert 'name="contact.custom.club"' not in known.content.decode()


def test_what_is_put_aside_is_answered_first(
    trip: Trip, clerk: Any, browser_of: Callable[..., Client]
) -> None:
    CustomField.objects.create(
        on="bookings.booking", key="boots", label="Boots", kind="number", public=True, required=True
    )
    Product.objects.update(asks=["boots"])
    browser = browser_of(who=clerk)
    answer = browser.post(address(trip), values(trip, step="more"))
    assert answer.status_code == 200
    assert "This field is required." in answer.content.decode()
    assert browser.post(address(trip), values(trip, step="more", **{"custom.boots": "42"})).status_code == 302


def test_staff_pick_a_known_vehicle_or_write_down_another(
    garage: Garage, owner: Any, browser_of: Callable[..., Client]
) -> None:
    Product.objects.update(asks=["vehicle"])
    browser, where = browser_of(who=owner), f"{ADD}?option={garage.option.pk}"
    asked = {
        f"unit_{garage.unit.pk}": "1",
        "day": f"{NOW + timedelta(days=2):%Y-%m-%d}",
        "starts": "09:00",
        "name": "Bea Lang",
        "email": "bea@guests.example",
        "source": "phone",
        "payment_plan": "at_desk",
        "step": "book",
    }
    assert 'name="vehicle.make"' in browser.get(where).content.decode()
    new = {"vehicle.make": "Volvo", "vehicle.model": "XC90", "plate": "ab 12 cde"}
    assert browser.post(where, {**asked, **new}).status_code == 302
    first = Booking.objects.get()
    page = browser.post(where, {**asked, "step": "look", "customer": first.customer_id}).content.decode()
    assert f'<option value="{first.vehicle_id}">AB12CDE, Volvo XC90' in page
    again = {**asked, "starts": "14:00", "customer": first.customer_id, "vehicle": first.vehicle_id}
    assert browser.post(where, again).status_code == 302
    assert Booking.objects.filter(vehicle=first.vehicle, plate="AB12CDE").count() == 2
    other = Customer.objects.create(name="Cy", email="cy@guests.example", created_at=NOW)
    page = browser.post(where, {**again, "starts": "16:30", "customer": other.pk}).content.decode()
    assert "There is no such vehicle here." in page


def test_who_may_agrees_on_another_policy(
    trip: Trip, owner: Any, clerk: Any, browser_of: Callable[..., Client]
) -> None:
    browser = browser_of(who=owner)
    page = browser.get(address(trip)).content.decode()
    assert "No refund" in page and "Moderate" in page
    assert "Give a reason." in browser.post(address(trip), values(trip, policy="none")).content.decode()
    browser.post(address(trip), values(trip, policy="none", reason="Last minute price"))
    booking = Booking.objects.get()
    assert booking.policy["rules"] == []
    page = browser.get(f"/admin/bookings/booking/{booking.pk}/").content.decode()
    assert "If cancelled: No refund, agreed because: Last minute price" in page
    assert 'name="policy"' not in browser_of(who=clerk).get(address(trip)).content.decode()


def test_staff_read_what_a_departure_lacks_before_they_book_it(
    trip: Trip, clerk: Any, browser_of: Callable[..., Client], django_assert_max_num_queries: Any
) -> None:
    guides = ResourceClass.objects.create(name="Guides", kind="person")
    ana = Resource.objects.create(resource_class=guides, name="Ana", location=trip.departure.location)
    Requirement.objects.create(product=trip.product, resource_class=guides, each="departure")
    browser = browser_of(who=clerk)
    page = browser.get(f"{address(trip)}&day={NOW:%Y-%m-%d}").content.decode()
    assert "Guides: 0 of 1 assigned, free: Ana" in page
    day = trip.departure.starts_at.date()
    WorkingException.objects.create(resource=ana, kind="off", first_day=day, last_day=day)
    page = browser.get(f"{address(trip)}&day={NOW:%Y-%m-%d}").content.decode()
    assert "Ana is off" in page
    for hours in range(20):
        departure_of(trip.option, starts_at=trip.departure.starts_at + timedelta(hours=hours))
    with django_assert_max_num_queries(31):
        browser.get(f"{address(trip)}&day={NOW:%Y-%m-%d}")


def test_what_each_diver_needs_is_refused_with_what_takes_it(
    trip: Trip, clerk: Any, browser_of: Callable[..., Client]
) -> None:
    tanks = ResourceClass.objects.create(name="Tanks", kind="item")
    Requirement.objects.create(product=trip.product, resource_class=tanks, each="person")
    tank = Resource.objects.create(resource_class=tanks, name="Tank 7", location=trip.departure.location)
    starts = trip.departure.starts_at
    capacity.block(resource=tank, starts_at=starts, ends_at=starts + timedelta(hours=1), by=None, at=NOW)
    browser = browser_of(who=clerk)
    shown = browser.get(f"{address(trip)}&day={NOW:%Y-%m-%d}").content.decode()
    assert "Tanks: none is free for another booking" in shown
    answer = browser.post(address(trip), values(trip))
    assert answer.status_code == 200
    assert "Tank 7 is blocked 08:00–09:00" in answer.content.decode()
    assert not Booking.objects.exists()
    assert reread(trip.departure).booked == 0


def test_staff_are_offered_a_change_of_rooms_and_book_it_when_the_guest_agrees(
    house: House, stay: Any, clerk: Any, browser_of: Callable[..., Client]
) -> None:
    stay("A", room=house.rooms[2], nights=4)
    stay("B", room=house.rooms[0], nights=2)
    stay("C", room=house.rooms[1], arrival=ARRIVAL + timedelta(days=2), nights=2)
    browser, where = browser_of(who=clerk), f"{ADD}?option={house.option.pk}"
    asked = {"day": f"{ARRIVAL:%Y-%m-%d}", "nights": "4", f"unit_{house.unit.pk}": "1", "name": "Mina"}
    asked |= {"phone": "+34600111333", "step": "look"}
    page = html.unescape(browser.post(where, asked).content.decode())
    assert "No room is free for all of these nights" in page
    assert "102, 23 Nov – 25 Nov (2 nights); 101, 25 Nov – 27 Nov (2 nights)" in page
    page = browser.post(where, {**asked, "moving": "2-2"}).content.decode()
    assert 'value="2-2" checked' in page and "$360.00" in page
    browser.post(where, {**asked, "step": "book"})
    browser.post(where, {**asked, "step": "book", "moving": "1-3"})
    browser.post(where, {**asked, "step": "book", "moving": "2-2", "resource": str(house.rooms[0].pk)})
    assert not Booking.objects.filter(customer__name="Mina").exists()
    answer = browser.post(where, {**asked, "step": "book", "moving": "2-2"})
    page = browser.get(answer["Location"]).content.decode()
    assert "102, 23 Nov – 25 Nov (2 nights)" in page and "101, 25 Nov – 27 Nov (2 nights)" in page
    assert Booking.objects.get(customer__name="Mina").total == 36_000
