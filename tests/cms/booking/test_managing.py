"""What customers do with a booking by its link, and the waitlist."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation

from apps.bookings import services as bookings
from apps.bookings.models import Booking, WaitlistEntry
from apps.capacity.models import Departure
from apps.catalog.models import ProductTranslation
from apps.catalog.queries import words
from apps.frontdesk import services as frontdesk
from apps.frontdesk.names import coming, names_of
from apps.kernel import clock
from apps.sales.models import Order
from apps.tenancy import context, db
from apps.tenancy.trying import TRIES
from tests.apps.frontdesk.conftest import departure_of
from tests.cms.booking.conftest import HERE, add, details, moved, review, soon, text, value_of


@pytest.fixture
def booked(browser_of: Any, trip: Any) -> Booking:
    """Two adults of Ana's."""
    browser = browser_of()
    add(browser, trip, adults=2)
    details(browser)
    assert review(browser).status_code == 303
    return Booking.objects.get()


def test_the_link_shows_everything(browser_of, booked):
    browser = browser_of()
    answer = browser.get(f"/booking/{booked.token}/")
    page = text(answer)
    assert booked.reference in page and "Confirmed" in page and "$200.00" in page and "7 days before" in page
    assert "no-store" in answer["Cache-Control"] and 'content="noindex"' in page
    entry = browser.get(f"/booking/{booked.token}/booking.ics")
    assert f'filename="{booked.reference}.ics"' in entry["Content-Disposition"]
    assert b"SEQUENCE:0" in entry.content and f"UID:{booked.token}".encode() in entry.content
    paper = browser.get(f"/booking/{booked.token}/booking.pdf")
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")


def test_the_page_says_how_to_find_us_and_what_to_know_that_day_in_its_language(browser_of, trip, booked):
    type(trip.departure).objects.update(special_instructions="Today we leave from the north pier.")
    type(trip.product).objects.update(
        meeting_name="Main dock",
        meeting_instructions="Behind the kiosk.",
        special_instructions="Bring a towel.",
    )
    order = Order.objects.get()
    for path in (f"/booking/{booked.token}/", f"/checkout/done/{order.token}/"):
        page = text(browser_of().get(path))
        for said in (
            "Main dock",
            "Behind the kiosk.",
            "Today we leave from the north pier.",
            "Bring a towel.",
        ):
            assert said in page, (path, said)
    words = {"name": "Excursión", "meeting_name": "Muelle", "meeting_instructions": "Detrás del quiosco."}
    ProductTranslation.objects.create(
        product=trip.product, language="es", special_instructions="Traiga una toalla.", **words
    )
    with translation.override("es"):
        said = names_of([booked])
    known = coming(Booking.objects.get(), said)
    assert (known.meeting, known.finding) == ("Muelle", "Detrás del quiosco.")
    Booking.objects.update(status="cancelled", cancelled_at=clock.now())
    assert "Behind the kiosk." not in text(browser_of().get(f"/booking/{booked.token}/"))


def test_pages_of_a_booking_call_it_as_the_reader_does(browser_of, trip, booked, monkeypatch):
    ProductTranslation.objects.create(product=trip.product, language="es", name="Excursión al arrecife")
    monkeypatch.setattr(words, "language_of", lambda _asked: "es")  # as on a page in Spanish
    Departure.objects.update(capacity=2)
    entry = bookings.join_waitlist(
        customer=booked.customer, party=1, at=clock.now(), departure=trip.departure
    )
    for path in (
        f"/booking/{booked.token}/",
        f"/booking/{booked.token}/cancel/",
        f"/waitlist/{entry.token}/",
    ):
        # On the bill it stands in the language in which it was ordered.
        page = text(browser_of().get(path)).replace("Reef trip, Morning, Adult", "")
        assert "Excursión al arrecife" in page and "Reef trip" not in page, path


def test_another_date_and_party_with_the_difference_first(browser_of, trip, booked):
    other = departure_of(trip.option, starts_at=soon(11))
    browser, path = browser_of(), f"/booking/{booked.token}/change/"
    page = text(browser.get(f"{path}?day={other.starts_at.date()}"))
    assert "See what it comes to" in page and f'value="{other.pk}"' in page
    form = {"option": trip.option.pk, "departure": other.pk, f"u{trip.adult.pk}": 3, f"u{trip.child.pk}": 0}
    page = text(browser.post(path, form, headers=HERE))
    assert "You pay more" in page and "$115.00" in page and "$15.00" in page
    assert "2 × Adult" in page and "3 × Adult" in page
    booked.refresh_from_db()
    assert booked.departure_id == trip.departure.pk
    refused = browser.post(path, {**form, "expected": "0"}, headers=HERE)
    assert refused.status_code == 422 and "has changed since you looked" in text(refused)
    done = browser.post(path, {**form, "expected": value_of(page, "expected")}, headers=HERE)
    assert done["Location"] == f"/booking/{booked.token}/?changed=1"
    booked.refresh_from_db()
    assert (booked.departure_id, booked.people) == (other.pk, 3)
    assert b"SEQUENCE:1" in browser.get(f"/booking/{booked.token}/booking.ics").content
    assert "It is changed" in text(browser.get(done["Location"]))
    assert Departure.objects.get(pk=trip.departure.pk).booked == 0


def test_fewer_people_late_are_told_what_is_kept_of_who_leaves(browser_of, trip, booked):
    path, late = f"/booking/{booked.token}/change/", clock.now() + timedelta(hours=30)
    moved(trip.departure, late)
    Booking.objects.update(starts_at=late)
    form = {"option": trip.option.pk, "departure": trip.departure.pk, f"u{trip.adult.pk}": 1}
    page = text(browser_of().post(path, form, headers=HERE))
    assert "Kept of what you cancel" in page and "It costs the same" in page and "Fee for" not in page
    browser_of().post(path, {**form, "expected": value_of(page, "expected")}, headers=HERE)
    booked.refresh_from_db()
    assert (booked.people, booked.total) == (1, 20_000)
    assert "Cancellation of a part" in text(browser_of().get(f"/booking/{booked.token}/"))


def test_the_day_of_a_sold_out_trip_is_not_sold_out_to_whoever_has_its_places(browser_of, trip, booked):
    Departure.objects.filter(pk=trip.departure.pk).update(capacity=2)
    page = text(browser_of().get(f"/booking/{booked.token}/change/"))
    assert "2 places left" in page and "Sold out" not in page
    assert "Sold out" in text(browser_of().get(f"/book/reef-trip/?day={trip.departure.starts_at.date()}"))


def test_a_change_that_cannot_be_is_said(browser_of, trip, booked):
    path = f"/booking/{booked.token}/change/"
    form = {"option": trip.option.pk, "departure": trip.departure.pk}
    for more in (
        {f"u{trip.adult.pk}": 99},
        {f"u{trip.adult.pk}": 2},
        {f"u{trip.adult.pk}": "x"},
        {"departure": 10**8},
    ):
        answer = browser_of().post(path, {**form, **more}, headers=HERE)
        assert answer.status_code == 422 and 'role="alert"' in text(answer), more
    moved(trip.departure, clock.now() + timedelta(hours=5))
    Booking.objects.update(starts_at=clock.now() + timedelta(hours=5))
    answer = browser_of().post(path, {**form, f"u{trip.adult.pk}": 1}, headers=HERE)
    assert "can be changed until" in text(answer)
    booked.refresh_from_db()
    assert booked.people == 2


def test_cancelling_shows_what_comes_back_and_then_ends_it(browser_of, trip, booked):
    browser, path = browser_of(), f"/booking/{booked.token}/cancel/"
    moved(trip.departure, soon(4))
    Booking.objects.update(starts_at=soon(4))
    page = text(browser.get(path))
    assert "50 %" in page and "$100.00" in page and value_of(page, "expected") == "10000"
    assert browser.post(path, {"expected": "0"}, headers=HERE).status_code == 422
    assert browser.post(path, {"expected": "10000"}).status_code == 403
    done = browser.post(path, {"expected": "10000", "reason": "Ill"}, headers=HERE)
    assert done["Location"] == f"/booking/{booked.token}/?cancelled=1"
    booked.refresh_from_db()
    assert (booked.status, booked.cancelled_by, booked.reason) == ("cancelled", "customer", "Ill")
    page = text(browser.get(done["Location"]))
    assert "Cancelled" in page and "Change<" not in page
    assert "<dt>When</dt>" in page and "2 × Adult" in page and "$100.00" in page
    assert "Confirmation as a PDF" not in page and "Take it out of your calendar" in page
    assert b"METHOD:CANCEL" in browser.get(f"/booking/{booked.token}/booking.ics").content
    again = browser.post(path, {"expected": "10000"}, headers=HERE)
    assert again.status_code == 422
    assert Departure.objects.get(pk=trip.departure.pk).booked == 0


def test_whoever_has_paid_nothing_is_not_told_of_money_back(browser_of, booked):
    page = text(browser_of().get(f"/booking/{booked.token}/cancel/"))
    assert "You have paid nothing yet, and nothing is to be paid." in page and "You get back" not in page


def test_what_can_no_longer_be_changed_or_cancelled_says_whom_to_ask(browser_of, booked):
    Booking.objects.update(starts_at=clock.now() + timedelta(hours=2))
    page = text(browser_of().get(f"/booking/{booked.token}/"))
    assert "It can no longer be changed online. Please call us." in page and "/cancel/" in page
    began = clock.now() - timedelta(hours=1)
    Booking.objects.update(starts_at=began)
    page = text(browser_of().get(f"/booking/{booked.token}/"))
    assert "It has begun, so it can no longer be cancelled online." in page


def test_a_request_says_that_withdrawing_it_costs_nothing(browser_of, trip):
    type(trip.product).objects.update(approval=True)
    moved(trip.departure, clock.now() + timedelta(hours=30))
    browser = browser_of()
    add(browser, trip)
    details(browser)
    review(browser)
    booking = Booking.objects.get()
    assert booking.status == "pending"
    assert value_of(text(browser.get(f"/booking/{booking.token}/cancel/")), "expected") == "0"


def test_waiting_is_offered_held_and_taken(browser_of, trip, booked):
    Departure.objects.filter(pk=trip.departure.pk).update(capacity=2)
    browser = browser_of()
    day = trip.departure.starts_at.date()
    page = text(browser.get(f"/book/reef-trip/?day={day}"))
    path = f"/book/reef-trip/waitlist/?departure={trip.departure.pk}"
    assert path in page and "sold out" in page
    page = text(browser.get(path))
    assert "Tell me when a place is free" in page
    form = {"departure": trip.departure.pk, f"u{trip.adult.pk}": 1}
    person = {"contact.name": "Bo", "contact.email": "bo@guests.example"}
    assert browser.post("/book/reef-trip/waitlist/", form, headers=HERE).status_code == 422
    many = browser.post("/book/reef-trip/waitlist/", {**form, **person, f"u{trip.adult.pk}": 9}, headers=HERE)
    assert many.status_code == 422 and "could become free" in text(many)
    joined = browser.post("/book/reef-trip/waitlist/", {**form, **person}, headers=HERE)
    entry = WaitlistEntry.objects.get()
    assert joined["Location"] == f"/waitlist/{entry.token}/?joined=1"
    assert "first in line" in text(browser.get(f"/waitlist/{entry.token}/"))
    twice = browser.post("/book/reef-trip/waitlist/", {**form, **person}, headers=HERE)
    assert twice.status_code == 422 and "already" in text(twice)
    browser_of().post(f"/booking/{booked.token}/cancel/", {"expected": "0"}, headers=HERE)
    page = text(browser.get(f"/waitlist/{entry.token}/"))
    assert "Places are free for you" in page and "Take the places" in page
    taken = browser.post(f"/waitlist/{entry.token}/", {"take": "1"}, headers=HERE)
    assert taken["Location"] == "/cart/?added=1"
    assert "Reef trip" in text(browser.get("/cart/"))
    elsewhere = browser_of()
    page = text(elsewhere.get(f"/waitlist/{entry.token}/"))
    assert "in your basket" in page and 'name="take"' in page and 'name="leave"' not in page
    elsewhere.post(f"/waitlist/{entry.token}/", {"take": "1"}, headers=HERE)
    assert "Reef trip" in text(elsewhere.get("/cart/"))
    assert 'value="Bo"' in text(browser.get("/checkout/details/"))
    details(browser, **person)
    assert review(browser).status_code == 303
    assert Order.objects.filter(status="placed").count() == 1
    page = text(browser.get(f"/waitlist/{entry.token}/"))
    assert "You have booked these places" in page and "/checkout/done/" in page


def test_leaving_the_waitlist(browser_of, trip, booked):
    Departure.objects.filter(pk=trip.departure.pk).update(capacity=2)
    entry = bookings.join_waitlist(
        customer=booked.customer, party=1, at=clock.now(), departure=trip.departure
    )
    browser = browser_of()
    answer = browser.post(f"/waitlist/{entry.token}/", {"leave": "1"}, headers=HERE)
    assert "not waiting any more" in text(answer)
    assert browser.post(f"/waitlist/{uuid4()}/", {"leave": "1"}, headers=HERE).status_code == 404


def test_where_there_is_room_nobody_waits(browser_of, trip):
    form = {
        "departure": trip.departure.pk,
        f"u{trip.adult.pk}": 1,
        "contact.name": "Bo",
        "contact.email": "b@b.example",
    }
    answer = browser_of().post("/book/reef-trip/waitlist/", form, headers=HERE)
    assert answer.status_code == 422 and "room for you" in text(answer)
    assert browser_of().get("/book/reef-trip/waitlist/?departure=999999").status_code == 303


def broken_off(monkeypatch: pytest.MonkeyPatch, times: int) -> list[int]:
    """The database gives up on so many cancellations, as where two wait for each other; they are counted."""
    cancel, made = frontdesk.cancel_booking, []

    def attempt(**given: Any) -> Booking:
        made.append(1)
        if len(made) <= times:
            with context.atomic():
                db.execute("DO $$ BEGIN RAISE EXCEPTION 'broken off' USING ERRCODE = '40P01'; END $$")
        return cancel(**given)

    monkeypatch.setattr(frontdesk, "cancel_booking", attempt)
    return made


def test_what_the_database_broke_off_is_done_once_more(browser_of, booked, monkeypatch):
    made = broken_off(monkeypatch, 1)
    done = browser_of().post(f"/booking/{booked.token}/cancel/", {"expected": "0"}, headers=HERE)
    assert done.status_code == 303 and len(made) == 2
    booked.refresh_from_db()
    assert booked.status == "cancelled"


def test_what_is_broken_off_again_and_again_is_refused_in_words(browser_of, booked, monkeypatch):
    made = broken_off(monkeypatch, TRIES)
    refused = browser_of().post(f"/booking/{booked.token}/cancel/", {"expected": "0"}, headers=HERE)
    assert refused.status_code == 409 and "Nothing was done: please go back and try again" in text(refused)
    assert len(made) == TRIES
