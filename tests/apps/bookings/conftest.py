"""A trip that bookings are of, made by the services below the front desk."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from apps.accounts.models import Member, User
from apps.bookings import services
from apps.bookings.models import Booking
from apps.bookings.types import BookingStatus
from apps.capacity import services as capacity
from apps.capacity.models import Departure
from apps.catalog import cancelling
from apps.catalog import services as catalog
from apps.catalog.models import Option, Product, Unit
from apps.customers.models import Customer
from apps.events.models import OutboxEvent
from apps.sales import services as sales
from apps.sales.models import Order
from apps.sales.types import Chosen
from apps.tenancy import context
from apps.tenancy.models import Location, Tenant
from tests.conftest import NOW

STARTS = NOW + timedelta(days=10, hours=5)


@dataclass(frozen=True, slots=True)
class Trip:
    """An option with two prices and a departure with ten places."""

    product: Product
    option: Option
    adult: Unit
    child: Unit
    departure: Departure


@pytest.fixture
def trip(in_coral: Tenant) -> Trip:
    """A reef trip."""
    product = catalog.create_product(
        values={"name": "Reef trip", "kind": "departure", "status": "active"}, by=None, at=NOW
    )
    option = catalog.create_option(values={"product": product, "name": "Morning"}, by=None, at=NOW)
    adult, child = (
        catalog.create_unit(values={"option": option, "name": name, "price": price, **more}, by=None, at=NOW)
        for name, price, more in (
            ("Adult", 10_000, {"age_min": 12}),
            ("Child", 6_000, {"age_min": 4, "age_max": 11}),
        )
    )
    departure = Departure.objects.create(
        product=product,
        option=option,
        location=Location.objects.order_by("pk")[0],
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=4),
        capacity=10,
    )
    return Trip(product, option, adult, child, departure)


@pytest.fixture
def ana(in_coral: Tenant) -> Customer:
    """Who books."""
    return Customer.objects.create(name="Ana Ruiz", sort_name="ruiz ana", outline="anaruiz")


@pytest.fixture
def boss(in_coral: Tenant, owner: User) -> Member:
    """The owner as a member."""
    return Member.objects.get(user=owner)


@pytest.fixture
def order(trip: Trip, ana: Customer) -> Callable[..., Order]:
    """Sells places of the trip, held for good."""

    def sell(adults: int = 2, children: int = 0, answers: Mapping[str, Any] | None = None) -> Order:
        counts = {trip.adult.pk: adults, trip.child.pk: children}
        seats = adults + children
        held = capacity.hold_seats(departure=trip.departure.pk, seats=seats, at=NOW, confirmed=True)
        chosen = Chosen(
            option=trip.option.pk,
            quantities={unit: count for unit, count in counts.items() if count},
            hold=held.id,
            departure=trip.departure.pk,
            starts_at=held.starts_at,
            ends_at=held.ends_at,
            location=trip.departure.location_id,
            answers=answers or {},
        )
        return sales.sell(chosen=[chosen], customer=ana, at=NOW)

    return sell


@pytest.fixture
def make(order: Callable[..., Order], trip: Trip, ana: Customer) -> Callable[..., Booking]:
    """Makes a booking in a status."""

    def booking(status: str = BookingStatus.CONFIRMED, *, by: Member | None = None, **more: Any) -> Booking:
        sold = order(**more)
        first = BookingStatus.PENDING if status == BookingStatus.PENDING else BookingStatus.CONFIRMED
        items = list(sold.items.select_related("product", "option"))
        with context.atomic():
            [made] = services.create(
                order=sold,
                items=items,
                customer=ana,
                status=first,
                at=NOW,
                by=by,
                totals={items[0].pk: sold.total},
                policies=cancelling.snapshots([trip.product]),
            )
        if status not in (BookingStatus.PENDING, BookingStatus.CONFIRMED):
            # As it would be after what its own tests are about.
            more_values = {"cancelled_at": NOW} if status == BookingStatus.CANCELLED else {}
            Booking.objects.filter(pk=made.pk).update(status=status, **more_values)
            made.refresh_from_db()
        return made

    return booking


def reread(record: Any) -> Any:
    """The record as the database has it."""
    return type(record)._base_manager.get(pk=record.pk)


def told(booking: Booking) -> list[str]:
    """Which facts stand about a booking, in their order, without that it was made."""
    rows = OutboxEvent.objects.filter(subject=f"booking:{booking.pk}").order_by("pk")
    return [kind.removeprefix("bookings.") for kind in rows.values_list("kind", flat=True)]
