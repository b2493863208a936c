"""What a reviewer tried on the front desk, the last of it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.capacity.models import Departure
from apps.events.services import dispatch
from apps.frontdesk import services
from apps.frontdesk.types import Change, Contact
from apps.kernel.errors import Refusal
from apps.messaging.models import Message
from apps.sales.models import Order
from tests.apps.frontdesk.conftest import ANA, STARTS, Trip, departure_of, reread
from tests.apps.frontdesk.selling import house_of
from tests.conftest import NOW


def test_copies_to_the_business_forget_a_person(boss: Member, booking: Booking) -> None:
    for _ in range(3):
        dispatch(at=NOW)
    assert Message.objects.exists()
    services.forget_person(customer=booking.customer, by=boss, at=NOW)
    left = [(m.occasion, m.to_address, m.subject, m.text) for m in Message.objects.all()]
    assert not [one for one in left if "Ana" in str(one) or "ana@" in str(one)], left


@pytest.mark.django_db(transaction=True)
def test_cancelled_moved_and_forgotten_at_once(
    boss: Member, trip: Trip, race: Callable[..., list[Any]]
) -> None:
    """A departure is cancelled while its bookings are changed, cancelled, checked in and others are made."""
    second = departure_of(trip.option, starts_at=STARTS + timedelta(days=1), capacity=30)
    Departure.objects.update(capacity=30)
    many = [
        services.book(
            choices=[trip.choice(1)], contact=Contact(name="B", email=f"b{n}@guests.example"), at=NOW
        ).bookings[0]
        for n in range(8)
    ]
    calls: list[Callable[[], Any]] = [
        lambda: services.cancel_departure(departure=trip.departure, reason="Storm", by=boss, at=NOW)
    ]
    for n, one in enumerate(many):
        b = Booking.objects.get(pk=one.pk)
        if n % 4 == 0:
            calls.append(
                lambda b=b: services.change_booking(
                    booking=b, change=Change(departure=second.pk), customer=b.customer_id, at=NOW
                )
            )
        elif n % 4 == 1:
            calls.append(lambda b=b: services.cancel_booking(booking=b, customer=b.customer_id, at=NOW))
        elif n % 4 == 2:
            calls.append(
                lambda b=b: services.change_booking(
                    booking=b, change=Change(quantities={trip.adult.pk: 2}), customer=b.customer_id, at=NOW
                )
            )
        else:
            calls.append(
                lambda n=n: services.book(
                    choices=[trip.choice(1)], contact=Contact(name="C", email=f"c{n}@guests.example"), at=NOW
                )
            )
    left = iter(calls)
    found = race(lambda: next(left)(), len(calls))
    assert not [x for x in found if isinstance(x, Exception) and not isinstance(x, Refusal)], found
    from apps.frontdesk.models import DepartureCancellation

    off = DepartureCancellation.objects.get()
    DepartureCancellation.objects.update(due_at=NOW)
    services.continue_cancellation(cancellation=off.pk, at=NOW)
    first, other = reread(trip.departure), reread(second)
    assert (first.status, first.booked) == ("cancelled", 0)
    live = Booking.objects.exclude(status="cancelled")
    assert not live.filter(departure=first).exists()
    assert other.booked == sum(live.filter(departure=second).values_list("people", flat=True))
    for order in Order.objects.all():
        assert order.total == sum(order.lines.values_list("total", flat=True))


def test_a_stay_over_a_clock_change(boss: Member, in_coral: Any) -> None:
    from apps.tenancy.models import Location

    Location.objects.update(time_zone="Europe/Berlin")
    house = house_of()
    booking = house.stay("Ana Ruiz", arrival=date(2027, 3, 27), nights=2)
    assert booking.total == 18_000
    services.change_booking(booking=booking, change=Change(arrival=date(2027, 3, 28)), by=boss, at=NOW)
    assert reread(booking).total == 18_000
    assert (reread(booking).ends_at - reread(booking).starts_at) == timedelta(hours=44)


def test_an_offer_taken_twice_leads_to_the_same_basket(boss: Member, trip: Trip) -> None:
    Departure.objects.update(capacity=1)
    one = services.book(
        choices=[trip.choice(1)], contact=Contact(name="B", email="b@guests.example"), at=NOW
    ).bookings[0]
    entry = services.join_waitlist(choice=trip.choice(1), contact=ANA, at=NOW)
    services.cancel_booking(booking=one, customer=one.customer_id, at=NOW)
    assert reread(entry).status == "offered"
    cart = services.take_offer(entry=reread(entry), at=NOW)
    # The basket was lost: the same link opens it again.
    again = services.take_offer(entry=reread(entry), at=NOW)
    assert again.pk == cart.pk
