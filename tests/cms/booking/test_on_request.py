"""Departures that are there because somebody asked for them."""

from datetime import timedelta

import pytest

from apps.audit.models import Entry
from apps.bookings.models import Booking
from apps.capacity import services as capacity
from apps.capacity.models import Departure, Hold, Pattern
from apps.capacity.services.purging import Purged
from apps.events.services import dispatch
from apps.frontdesk import services as frontdesk
from apps.frontdesk.types import Contact
from apps.kernel import clock
from apps.sales import services as sales
from apps.sales.models import Order, OrderItem
from tests.cms.booking.conftest import add, details, review, soon


@pytest.fixture
def pattern(trip):
    """The trip takes place whenever somebody asks."""
    return Pattern.objects.create(option=trip.option, kind="on_request", capacity=5, duration=60)


def ask(browser, trip, *, begins="09:00", adults=1):
    add(browser, trip, adults=adults, departure="", ask_day=soon(20).date().isoformat(), begins=begins)


def standing():
    return Departure.objects.filter(pattern__isnull=False).exclude(status="cancelled")


def test_asking_again_and_again_leaves_no_departures(browser_of, trip, pattern):
    for minute in range(3):
        ask(browser_of(), trip, begins=f"09:{minute:02}")
    assert standing().count() == 3
    later = clock.now() + timedelta(hours=1)
    capacity.expire_holds(at=later)
    capacity.generate(at=later)
    assert not standing().exists()


def test_the_same_time_asked_for_again_is_the_same_departure(browser_of, trip, pattern):
    ask(browser_of(), trip)
    ask(browser_of(), trip)
    one = standing().get()
    assert one.booked == 2
    capacity.expire_holds(at=clock.now() + timedelta(hours=1))
    assert not standing().exists()
    ask(browser_of(), trip)
    assert standing().get() == one


def test_it_goes_with_the_last_hold_and_stays_with_a_booking(browser_of, trip, pattern):
    buyer, other = browser_of(), browser_of()
    ask(buyer, trip)
    details(buyer)
    ask(other, trip, adults=2)
    capacity.release_hold(hold=Hold.objects.latest("pk").pk, at=clock.now())
    assert standing().get().booked == 1
    review(buyer)
    booking = Booking.objects.get()
    capacity.expire_holds(at=clock.now() + timedelta(hours=1))
    assert standing().get().booked == 1
    frontdesk.cancel_booking(booking=booking, customer=booking.customer_id, at=clock.now())
    assert not standing().exists()


def test_a_basket_that_ran_out_is_still_booked(browser_of, trip, pattern):
    browser = browser_of()
    ask(browser, trip)
    details(browser)
    capacity.expire_holds(at=clock.now() + timedelta(hours=1))
    review(browser)
    assert Booking.objects.get().status == "confirmed"
    assert standing().get().booked == 1


def test_another_number_in_the_basket_keeps_it(browser_of, trip, pattern):
    ask(browser_of(), trip)
    cart, item = Order.objects.get(), OrderItem.objects.get()
    choice = trip.choice(3, departure=item.departure_id)
    frontdesk.change_cart_item(cart=cart, item=item, choice=choice, at=clock.now())
    assert standing().get().booked == 3


def test_what_staff_touched_or_cancelled_is_theirs(browser_of, trip, pattern):
    ask(browser_of(), trip)
    Departure.objects.filter(pk=standing().get().pk).update(edited=True)
    capacity.expire_holds(at=clock.now() + timedelta(hours=1))
    one = standing().get()
    capacity.change_status(record=one, state="cancelled", by=None, at=clock.now())
    assert not capacity.reopen_asked(departure=one.pk, at=clock.now())


def test_who_waits_for_it_is_offered_it(trip, pattern):
    at = clock.now()
    made = capacity.request_departure(option=trip.option.pk, starts_at=soon(20), people=5, at=at)
    cart = frontdesk.start_cart(at=at)
    item = frontdesk.add_to_cart(cart=cart, choice=trip.choice(5, departure=made.pk), at=at)
    entry = frontdesk.join_waitlist(choice=trip.choice(2, departure=made.pk), contact=_contact(), at=at)
    frontdesk.remove_from_cart(cart=cart, item=item, at=at)
    assert not standing().exists()
    dispatch(at=at)
    entry.refresh_from_db()
    assert entry.status == "offered" and standing().get().booked == 2


def _contact():
    return Contact(name="Ana Ruiz", email="ana@guests.example")


def test_what_came_to_nothing_goes_a_month_later_and_is_audited(browser_of, trip, pattern):
    ask(browser_of(), trip)
    gone = standing().get()
    at = clock.now() + timedelta(hours=1)
    capacity.expire_holds(at=at)
    month = at + timedelta(days=31)
    # Whoever comes back to the basket can still pay it.
    assert capacity.purge_asked(at=month) == Purged(0, {"orderitem": 1})
    sales.abandon_carts(at=at + timedelta(days=2))
    sales.delete_abandoned(at=at + timedelta(days=95))
    assert capacity.purge_asked(at=at) == Purged()
    assert capacity.purge_asked(at=month) == Purged(1)
    assert not Departure.objects.filter(pk=gone.pk).exists() and not Hold.objects.exists()
    assert Entry.objects.filter(table_name="capacity_departure", row_id=gone.pk, op="D").exists()


def test_what_is_waited_for_wanted_or_touched_stays(trip, pattern):
    at = clock.now()

    def made(day):
        one = capacity.request_departure(option=trip.option.pk, starts_at=soon(day), people=1, at=at)
        return one, capacity.hold_seats(departure=one.pk, seats=5, at=at)

    kept = {}
    for number, name in enumerate(("waited", "touched", "wanted", "gone")):
        one, held = made(20 + number)
        if name == "waited":
            frontdesk.join_waitlist(choice=trip.choice(5, departure=one.pk), contact=_contact(), at=at)
        if name != "wanted":
            capacity.release_hold(hold=held.id, at=at)
        if name == "touched":
            Departure.objects.filter(pk=one.pk).update(edited=True)
        kept[name] = one.pk
    assert capacity.purge_asked(at=at + timedelta(days=40)) == Purged(1, {"waitlistentry": 1})
    assert set(Departure.objects.filter(pk__in=kept.values()).values_list("pk", flat=True)) == (
        set(kept.values()) - {kept["gone"]}
    )
