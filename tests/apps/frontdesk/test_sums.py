"""Whatever happens to a booking, its lines, taxes and totals say the same."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum

from apps.accounts.models import Member
from apps.capacity.models import Departure
from apps.catalog.models import Product, TaxClass, TaxRate
from apps.customers.models import Customer
from apps.events.services import dispatch
from apps.frontdesk import services
from apps.frontdesk.types import Change, Placed
from apps.sales import services as sales
from apps.sales.models import LineTax, OrderLine
from apps.tenancy.models import Location, TaxProfile
from tests.apps.frontdesk.conftest import ANA, STARTS, Trip, reread
from tests.conftest import NOW


def test_a_departure_costs_in_a_basket_what_it_costs_where_it_takes_place(trip: Trip) -> None:
    kind = TaxClass.objects.create(name="Trips")
    TaxRate.objects.create(tax_class=kind, name="GST", percent="10")
    Product.objects.update(tax_class=kind)
    TaxProfile.objects.update(prices_include_tax=True)
    added = TaxProfile.objects.create(name="On top", prices_include_tax=False)
    quay = Location.objects.create(name="Quay", time_zone="America/Belize", tax_profile=added)
    Departure.objects.update(location=quay)
    cart = services.start_cart(at=NOW)
    services.add_to_cart(cart=cart, choice=trip.choice(1), at=NOW)
    booked = services.book(choices=[trip.choice(1)], contact=ANA, at=NOW)
    assert reread(cart).total == reread(booked.order).total == 11_000


def test_a_booking_changed_again_and_again_and_reduced_by_hand_adds_up(
    boss: Member, trip: Trip, booked: Callable[..., Placed]
) -> None:
    placed = booked(3, 1, by=boss)
    [booking] = placed.bookings
    for many in (1, 4, 2):
        change = Change(quantities={trip.adult.pk: many})
        services.change_booking(booking=booking, change=change, by=boss, at=NOW)
    sales.discount_by_hand(order=placed.order, reason="A regular", percent=Decimal(10), by=boss, at=NOW)
    dispatch(at=NOW)
    order = reread(placed.order)
    assert order.total == sum(OrderLine.objects.filter(order=order).values_list("total", flat=True))
    assert reread(booking).total == Customer.objects.get().lifetime_value == order.total


@pytest.mark.parametrize("included", [True, False])
def test_each_tax_of_what_was_cancelled_late_comes_to_that_of_the_fee(
    boss: Member, trip: Trip, booked: Callable[..., Placed], included: bool
) -> None:
    kind = TaxClass.objects.create(name="Odd")
    for name, percent in (("A", "7.7"), ("B", "2.3333")):
        TaxRate.objects.create(tax_class=kind, name=name, percent=percent)
    Product.objects.update(tax_class=kind)
    TaxProfile.objects.update(prices_include_tax=included)
    placed = booked(2, 1, by=boss)
    [booking] = placed.bookings
    sales.discount_by_hand(order=placed.order, reason="A regular", amount=777, by=boss, at=NOW)
    services.cancel_booking(booking=booking, by=boss, at=STARTS - timedelta(days=3))
    order = reread(placed.order)
    lines = OrderLine.objects.filter(order=order)
    fee = lines.get(kind="fee")
    assert order.total == fee.total == reread(booking).fee == lines.aggregate(all=Sum("total"))["all"]
    assert order.tax == fee.tax == lines.aggregate(all=Sum("tax"))["all"]
    assert order.tax == LineTax.objects.filter(line__in=lines).aggregate(all=Sum("amount"))["all"]
