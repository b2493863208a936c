"""What a basket gives up goes to who waits, and what is offered is a basket."""

from datetime import timedelta

from apps.bookings.models import WaitlistEntry
from apps.capacity import services as capacity
from apps.capacity.models import Departure
from apps.events.services import dispatch
from apps.frontdesk import services
from apps.frontdesk.types import Contact
from tests.apps.frontdesk.conftest import ANA, Trip, reread
from tests.apps.frontdesk.test_waitlist import person
from tests.conftest import NOW


def waiting(trip: Trip, contact: Contact = ANA, *, after: int = 0, party: int = 1) -> WaitlistEntry:
    """Somebody who waits since so many seconds after the others."""
    return services.join_waitlist(
        choice=trip.choice(party), contact=contact, at=NOW + timedelta(seconds=after)
    )


def test_what_an_expired_basket_held_is_offered(trip: Trip) -> None:
    Departure.objects.update(capacity=2)
    cart = services.start_cart(at=NOW)
    services.add_to_cart(cart=cart, choice=trip.choice(2), at=NOW)
    entry = waiting(trip, party=2)
    later = NOW + timedelta(minutes=20)
    capacity.expire_holds(at=later)
    for _ in range(2):
        dispatch(at=later)
    assert reread(entry).status == "offered"


def test_an_offer_whose_basket_ran_out_goes_to_the_next(trip: Trip) -> None:
    Departure.objects.update(capacity=1)
    cart = services.start_cart(at=NOW)
    item = services.add_to_cart(cart=cart, choice=trip.choice(1), at=NOW)
    first, second = waiting(trip), waiting(trip, person(2), after=1)
    services.remove_from_cart(cart=cart, item=item, at=NOW)
    for _ in range(2):
        dispatch(at=NOW)
    assert reread(first).status == "offered"
    services.take_offer(entry=reread(first), at=NOW)
    later = NOW + timedelta(days=1)
    capacity.expire_holds(at=later)
    for _ in range(2):
        dispatch(at=later)
    assert reread(second).status == "offered"


def test_an_offer_taken_twice_leads_to_the_same_basket(trip: Trip) -> None:
    Departure.objects.update(capacity=1)
    [booking] = services.book(choices=[trip.choice(1)], contact=person(2), at=NOW).bookings
    entry = waiting(trip)
    services.cancel_booking(booking=booking, customer=booking.customer_id, at=NOW)
    assert reread(entry).status == "offered"
    cart = services.take_offer(entry=reread(entry), at=NOW)
    assert services.take_offer(entry=reread(entry), at=NOW).pk == cart.pk
