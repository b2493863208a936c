"""Promotional codes are used up by what they took something off."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.catalog.errors import CodeUsedByYou
from apps.catalog.models import PromotionalCode
from apps.frontdesk import services
from apps.frontdesk.types import Choice, Placed
from apps.sales import services as sales
from apps.tenancy.models import Tenant
from tests.apps.frontdesk.conftest import ANA, Trip, reread
from tests.apps.frontdesk.selling import house_of
from tests.conftest import NOW


def test_an_order_that_used_no_code_gives_none_back(trip: Trip, booked: Callable[..., Placed]) -> None:
    code = PromotionalCode.objects.create(
        code="REEF10", percent=10, minimum=20_000, most_each=1, currency="USD"
    )
    assert booked(2, code="REEF10").order.total == 18_000
    cart = services.start_cart(at=NOW)
    item = services.add_to_cart(cart=cart, choice=trip.choice(1), at=NOW)
    services.add_to_cart(cart=cart, choice=trip.choice(1), at=NOW)
    sales.apply_code(order=cart, code="REEF10", at=NOW)
    services.remove_from_cart(cart=cart, item=item, at=NOW)
    services.give_details(cart=cart, contact=ANA, at=NOW)
    second = services.place_order(cart=cart, at=NOW)
    assert second.order.total == 10_000
    services.cancel_booking(booking=second.bookings[0], customer=second.order.customer_id, at=NOW)
    assert reread(code).uses == 1
    with pytest.raises(CodeUsedByYou):
        booked(2, code="REEF10")


def test_a_code_is_locked_before_what_is_booked_with_it(in_coral: Tenant) -> None:
    """As who cancels locks it: else two who do both at once wait for each other."""
    house = house_of()
    PromotionalCode.objects.create(code="REEF10", percent=10, currency="USD")
    arrival = (NOW + timedelta(days=20)).date()
    choice = Choice(
        option=house.option.pk, quantities={house.unit.pk: 1}, arrival=arrival, nights=3, people=2
    )
    with CaptureQueriesContext(connection) as asked:
        services.book(choices=[choice], contact=ANA, at=NOW, code=" reef10 ")
    said = [one["sql"] for one in asked]
    locked = next(n for n, sql in enumerate(said) if "catalog_promotionalcode" in sql and " FOR " in sql)
    taken = next(n for n, sql in enumerate(said) if "INSERT INTO capacity_hold" in sql)
    assert locked < taken
