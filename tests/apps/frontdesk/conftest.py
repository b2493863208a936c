"""A reef trip that people book, and what they say of themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from apps.accounts.models import Member, User
from apps.bookings.models import Booking
from apps.capacity.models import Departure
from apps.catalog import services as catalog
from apps.catalog.models import CancellationPolicy, CancellationRule, Option, Product, Unit
from apps.frontdesk import services
from apps.frontdesk.types import Choice, Contact, Placed
from apps.tenancy import db
from apps.tenancy.models import Location, Tenant
from tests.conftest import NOW

STARTS = NOW + timedelta(days=10, hours=5)
ANA = Contact(name="Ana Ruiz", email="ana@guests.example", phone="+34600111222", language="es")


@dataclass(frozen=True, slots=True)
class Trip:
    """An option with two prices and a departure."""

    product: Product
    option: Option
    adult: Unit
    child: Unit
    departure: Departure

    def choice(self, adults: int = 1, children: int = 0, **more: Any) -> Choice:
        """So many people on the departure."""
        quantities = {self.adult.pk: adults, self.child.pk: children}
        return Choice(
            option=self.option.pk,
            quantities={unit: count for unit, count in quantities.items() if count},
            **{"departure": self.departure.pk, **more},
        )


def departure_of(
    option: Option, *, starts_at: datetime = STARTS, capacity: int = 10, **values: Any
) -> Departure:
    """A dated run of an option."""
    return Departure.objects.create(
        product=option.product,
        option=option,
        location=Location.objects.order_by("pk")[0],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=4),
        capacity=capacity,
        **values,
    )


def trip_of(name: str = "Reef trip", *, capacity: int = 10, policy: Any = None, **values: Any) -> Trip:
    """A product that runs once."""
    product = catalog.create_product(
        values={
            "name": name,
            "kind": "departure",
            "status": "active",
            "cancellation_policy": policy,
            **values,
        },
        by=None,
        at=NOW,
    )
    option = catalog.create_option(values={"product": product, "name": "Morning"}, by=None, at=NOW)
    adult, child = (
        catalog.create_unit(values={"option": option, "name": unit, "price": price, **more}, by=None, at=NOW)
        for unit, price, more in (
            ("Adult", 10_000, {"age_min": 12}),
            ("Child", 6_000, {"age_min": 4, "age_max": 11}),
        )
    )
    return Trip(product, option, adult, child, departure_of(option, capacity=capacity))


@pytest.fixture
def policy(in_coral: Tenant) -> CancellationPolicy:
    """All back a week before, half two days before, nothing later; a change costs 15.00 until a day before."""
    made = CancellationPolicy.objects.create(
        name="Moderate", change_fee=1_500, changes_until=24, currency="USD", no_show_percent=80
    )
    for hours, percent in ((168, 100), (48, 50)):
        CancellationRule.objects.create(policy=made, hours_before=hours, refund_percent=percent)
    return made


@pytest.fixture
def trip(in_coral: Tenant, policy: CancellationPolicy) -> Trip:
    """Ten places in ten days."""
    return trip_of(policy=policy)


@pytest.fixture
def boss(in_coral: Tenant, owner: User) -> Member:
    """The owner as a member."""
    return Member.objects.get(user=owner)


@pytest.fixture
def helper(in_coral: Tenant, clerk: User) -> Member:
    """The clerk as a member."""
    return Member.objects.get(user=clerk)


@pytest.fixture
def booked(trip: Trip) -> Callable[..., Placed]:
    """Books the trip for Ana."""

    def book(
        adults: int = 2, children: int = 0, *, contact: Contact = ANA, at: datetime = NOW, **more: Any
    ) -> Placed:
        options = {key: more.pop(key) for key in ("departure", "answers") if key in more}
        return services.book(
            choices=[trip.choice(adults, children, **options)],
            contact=contact,
            at=at,
            source="website",
            **more,
        )

    return book


@pytest.fixture
def booking(booked: Callable[..., Placed]) -> Booking:
    """Two adults on the trip."""
    return booked().bookings[0]


def each_of(calls: list[Callable[[], Any]]) -> Callable[[], Any]:
    """Makes another of the calls each time, whoever asks."""
    left = iter(calls)

    def one() -> Any:
        return next(left)()

    return one


def reread(record: Any) -> Any:
    """The record as the database has it."""
    return type(record)._base_manager.get(pk=record.pk)


def facts_of(kind: str = "") -> list[str]:
    """Names of the facts that were written, in their order."""
    from apps.events.models import OutboxEvent

    return list(
        OutboxEvent.objects.filter(kind__startswith=kind).order_by("pk").values_list("kind", flat=True)
    )


def somebody_waits() -> bool:
    """Whether somebody in this database waits for a lock, looked at anew also within a transaction."""
    db.fetch_all("SELECT pg_stat_clear_snapshot()")
    return bool(
        db.fetch_all(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
    )
