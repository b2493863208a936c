"""Staff cancel several bookings while somebody else has them in another order: both come through."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.bookings.models import Booking
from apps.frontdesk.types import Contact, Placed
from apps.sales.models import Order
from apps.tenancy import context
from tests.apps.frontdesk.conftest import somebody_waits
from tests.polling import wait_for

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_wait_for_each_other_are_told_apart(
    booked: Callable[..., Placed],
    owner: User,
    browser_of: Callable[..., Client],
    race: Callable[..., list[Any]],
) -> None:
    pair = [
        booked(1, contact=Contact(name=name, email=f"{name}@guests.example")).bookings[0] for name in "ab"
    ]
    browser = browser_of(who=owner)
    asked = {"do": "cancel", "pk": [one.pk for one in pair], "confirmed": "1", "cause": "customer"}
    theirs = threading.Event()

    def staff() -> Any:
        theirs.wait(5)
        return browser.post("/admin/bookings/booking/bulk/", asked).status_code

    def somebody() -> None:
        with context.atomic():
            Order.objects.select_for_update(of=("self",)).get(pk=pair[1].order_id)
            theirs.set()
            # Until staff have the first, and wait for the second.
            wait_for(somebody_waits)
            Order.objects.select_for_update(of=("self",)).get(pk=pair[0].order_id)

    left = [somebody, staff]

    def one() -> Any:
        return left.pop()()

    assert 302 in race(one, 2)
    assert set(Booking.objects.values_list("status", flat=True)) == {"cancelled"}
