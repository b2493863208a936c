"""Claims and availability, measured inside the product's own Django: call after `django.setup()`."""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from typing import Any, Final

from django.db import connections
from django.db.models import F, Sum

from apps.capacity import queries, services
from apps.capacity.models import (
    Departure,
    Hold,
    Requirement,
    Reservation,
    Resource,
    ResourceClass,
    WorkingHours,
)
from apps.capacity.types import ReservationKind
from apps.catalog import services as catalog
from apps.catalog.models import Option
from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.tenancy import context
from apps.tenancy.models import Location

CONTENDED: Final = 24
MANY: Final = 20_000
RUNS: Final = 2_000  # departures of the product whose month is asked for
ROOMS, NIGHTS = 40, 90
TECHNICIANS, DAYS = 6, 30
PLACES: Final = 10_000
HOUR: Final = timedelta(hours=1)


def schedule(*, tenant: int, many: int = MANY) -> dict[str, Any]:
    """Everything that is measured, and where it is found."""
    at = clock.now().replace(minute=0, second=0, microsecond=0)
    first = (at + timedelta(days=10)).date()
    with context.use_tenant(tenant, actor=1, request="bench"):
        place = Location.objects.order_by("pk").first()
        assert place is not None
        Location.objects.filter(pk=place.pk).update(time_zone="UTC")
        claimed = _departures(_option("departure", "Claims", at), place, CONTENDED + many, at, PLACES)
        shown = _option("departure", "Month", at)
        _departures(shown, place, RUNS, at, 12)
        rooms = _option("stay", "Double room", at)
        _rooms(rooms, place, datetime(first.year, first.month, first.day, tzinfo=UTC))
        jobs = _option("appointment", "Full detail", at)
        _technicians(jobs, place, datetime(first.year, first.month, first.day, tzinfo=UTC))
    _bare_table(many)
    return {
        "contended": claimed[:CONTENDED],
        "many": [claimed[CONTENDED], claimed[-1]],
        "month": shown.product_id,
        "nights": rooms.product_id,
        "slots": jobs.pk,
        "first": first.isoformat(),
    }


def _option(kind: str, name: str, at: datetime) -> Option:
    product = catalog.create_product(
        values={"name": name, "kind": kind, "status": "active", "duration": 120, "capacity": 12},
        by=None,
        at=at,
    )
    return catalog.create_option(values={"product": product, "name": "Morning"}, by=None, at=at)


def _departures(option: Option, place: Location, count: int, at: datetime, capacity: int) -> list[int]:
    rows = [
        Departure(
            product=option.product,
            option=option,
            location=place,
            starts_at=at + timedelta(days=10) + number * HOUR / 4,
            ends_at=at + timedelta(days=10) + number * HOUR / 4 + 2 * HOUR,
            capacity=capacity,
        )
        for number in range(count)
    ]
    return [row.pk for row in Departure.objects.bulk_create(rows, batch_size=2000)]


def _rooms(option: Option, place: Location, first: datetime) -> None:
    """Three nights, one free, in each of the rooms, for a year."""
    class_ = ResourceClass.objects.create(name="Doubles", kind="room")
    Requirement.objects.create(product=option.product, resource_class=class_)
    rooms = _resources(class_, place, ROOMS)
    rows = []
    for number, room in enumerate(rooms):
        for start in range(-180 + number % 4, 180, 4):
            begins = first + timedelta(days=start, hours=15)
            rows.append(
                _taken(room, class_, ReservationKind.STAY, begins, begins + timedelta(days=2, hours=20))
            )
    Reservation.objects.bulk_create(rows, batch_size=2000)


def _technicians(option: Option, place: Location, first: datetime) -> None:
    """Two jobs a day of each for a year; they work from nine to five on seven days."""
    class_ = ResourceClass.objects.create(name="Technicians", kind="person", buffer_after=30)
    Requirement.objects.create(product=option.product, resource_class=class_)
    people = _resources(class_, place, TECHNICIANS)
    rows = []
    for number, one in enumerate(people):
        for weekday in range(7):
            WorkingHours.objects.create(
                resource=one, weekday=weekday, begins=clock_time(9), ends=clock_time(17)
            )
        for day in range(-180, 180):
            for hour in (9, 13):
                begins = first + timedelta(days=day, hours=hour, minutes=30 * ((day + number) % 3))
                rows.append(_taken(one, class_, ReservationKind.APPOINTMENT, begins, begins + 2 * HOUR))
    Reservation.objects.bulk_create(rows, batch_size=2000)


def _resources(class_: ResourceClass, place: Location, count: int) -> list[Resource]:
    return Resource.objects.bulk_create(
        [Resource(resource_class=class_, location=place, name=f"{number + 1}") for number in range(count)]
    )


def _taken(
    one: Resource, class_: ResourceClass, kind: ReservationKind, begins: datetime, ends: datetime
) -> Reservation:
    after = timedelta(minutes=class_.buffer_after)
    return Reservation(
        resource=one,
        promised_class=class_,
        kind=kind,
        status="confirmed",
        starts_at=begins,
        ends_at=ends,
        taken_from=begins,
        taken_until=ends + after,
    )


def _bare_table(many: int) -> None:
    """What the reference counts on: no row security, no audit, no hold."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_seat")
        cursor.execute(
            "CREATE UNLOGGED TABLE bench_seat (id bigint PRIMARY KEY, capacity int NOT NULL, booked int NOT NULL)"
            " WITH (fillfactor = 50)"
        )
        cursor.execute("ALTER TABLE bench_seat SET LOGGED")
        cursor.execute(
            "INSERT INTO bench_seat SELECT n, 2000000000, 0 FROM generate_series(1, %s) n", [max(many, 1)]
        )
        cursor.execute("ANALYZE")


def claim(*, tenant: int, first: int, last: int, seconds: float, seed: int) -> dict[str, float]:
    """Take one place after another for so long, each in a transaction of its own; answers how many and how fast."""
    dice = random.Random(seed)
    done = refused = 0
    with context.use_tenant(tenant, actor=1, request="bench"):
        services.hold_seats(departure=dice.randint(first, last), seats=1, at=clock.now())
        began = time.perf_counter()
        while time.perf_counter() - began < seconds:
            try:
                services.hold_seats(departure=dice.randint(first, last), seats=1, at=clock.now())
                done += 1
            except Refusal:
                refused += 1
        took = time.perf_counter() - began
    return {"done": float(done), "refused": float(refused), "seconds": took}


def oversold(*, tenant: int) -> int:
    """Departures whose count is not that of their holds, or above their capacity."""
    with context.use_tenant(tenant):
        wrong = Departure.objects.filter(booked__gt=F("capacity")).count()
        held = dict(
            Hold.objects.exclude(departure=None)
            .values_list("departure")
            .annotate(all=Sum("seats"))
            .order_by()
        )
        counted = dict(Departure.objects.filter(booked__gt=0).values_list("pk", "booked"))
    return wrong + int(held != counted)


def _timed(operation: Callable[[], Any], count: int) -> float:
    operation()
    began = time.perf_counter()
    for _ in range(count):
        operation()
    return (time.perf_counter() - began) / count


def show_month(*, tenant: int, product: int, first: str, count: int) -> float:
    """A month of a product's departures: seconds for each."""
    day, at = datetime.fromisoformat(first).date(), clock.now()
    with context.use_tenant(tenant):
        found = [
            (one.day, one.runs, one.left)
            for one in queries.month(product=product, first=day, days=31, party=2, at=at)
            if one.runs
        ]
        assert found == _bare(_MONTH, _bare_values(tenant, product, day, at)), found[:5]
        return _timed(lambda: queries.month(product=product, first=day, days=31, party=2, at=at), count)


def show_nights(*, tenant: int, product: int, first: str, count: int) -> float:
    """Ninety nights of forty rooms."""
    day, at = datetime.fromisoformat(first).date(), clock.now()
    with context.use_tenant(tenant):
        found = [one.left for one in queries.nights(product=product, first=day, days=NIGHTS, at=at)]
        assert found == [row[1] for row in _bare(_NIGHTS, _bare_values(tenant, product, day, at))]
        return _timed(lambda: queries.nights(product=product, first=day, days=NIGHTS, at=at), count)


def show_slots(*, tenant: int, option: int, first: str, count: int) -> float:
    """Thirty days of six technicians."""
    day, at = datetime.fromisoformat(first).date(), clock.now()
    with context.use_tenant(tenant):
        found = [
            (one.starts_at, len(one.resources))
            for one in queries.slots(option=option, first=day, days=DAYS, at=at)
        ]
        product = Option.objects.get(pk=option).product_id
        expected = _bare(_SLOTS, _bare_values(tenant, product, day, at))
        assert found == [(row[0], len(row[1])) for row in expected], (found[:5], expected[:5])
        return _timed(lambda: queries.slots(option=option, first=day, days=DAYS, at=at), count)


_MONTH: Final = """
SELECT (d.starts_at AT TIME ZONE l.time_zone)::date, count(*), max(d.capacity - d.booked) FILTER (
  WHERE d.status = 'open' AND d.starts_at > %(at)s::timestamptz + p.notice * interval '1 minute'
    AND d.starts_at <= %(at)s::timestamptz + p.horizon * interval '1 day')
FROM capacity_departure d
JOIN catalog_product p ON p.tenant_id = d.tenant_id AND p.id = d.product_id
JOIN tenancy_location l ON l.tenant_id = d.tenant_id AND l.id = d.location_id
WHERE d.tenant_id = %(tenant)s AND d.product_id = %(product)s AND d.starts_at >= %(first)s
  AND d.starts_at < %(first)s::timestamptz + interval '31 days' AND d.status IN ('open', 'closed')
GROUP BY 1 ORDER BY 1
"""
_NIGHTS: Final = """
SELECT n.day, count(r.id) FILTER (WHERE NOT EXISTS (
  SELECT FROM capacity_reservation v WHERE v.tenant_id = %(tenant)s AND v.resource_id = r.id
    AND v.status IN ('held', 'confirmed') AND v.taken_until > n.day + interval '15 hours'
    AND v.taken_from < n.day + interval '35 hours'))
FROM generate_series(%(first)s::timestamptz, %(first)s::timestamptz + interval '89 days', interval '1 day') n(day)
CROSS JOIN capacity_requirement q
JOIN capacity_resource r ON r.tenant_id = %(tenant)s AND r.resource_class_id = q.resource_class_id AND r.active
WHERE q.tenant_id = %(tenant)s AND q.product_id = %(product)s
GROUP BY 1 ORDER BY 1
"""
_SLOTS: Final = """
SELECT s.at, array_agg(r.id)
FROM generate_series(%(first)s::timestamptz, %(first)s::timestamptz + interval '29 days', interval '1 day') n(day)
CROSS JOIN capacity_requirement q
JOIN capacity_resource r ON r.tenant_id = %(tenant)s AND r.resource_class_id = q.resource_class_id AND r.active
JOIN capacity_resourceclass c ON c.id = r.resource_class_id
JOIN capacity_workinghours h ON h.tenant_id = %(tenant)s AND h.resource_id = r.id
  AND h.weekday = extract(isodow FROM n.day) - 1
CROSS JOIN LATERAL generate_series(n.day + h.begins, n.day + h.ends - interval '2 hours', interval '30 minutes') s(at)
WHERE q.tenant_id = %(tenant)s AND q.product_id = %(product)s AND NOT EXISTS (
  SELECT FROM capacity_reservation v WHERE v.tenant_id = %(tenant)s AND v.resource_id = r.id
    AND v.status IN ('held', 'confirmed') AND v.taken_until > s.at - c.buffer_before * interval '1 minute'
    AND v.taken_from < s.at + interval '2 hours' + c.buffer_after * interval '1 minute')
GROUP BY 1 ORDER BY 1
"""
BARE: Final = {"month": _MONTH, "nights": _NIGHTS, "slots": _SLOTS}


def show_bare(*, what: str, tenant: int, product: int, first: str, count: int) -> float:
    """The same answer by SQL alone, as the owner role: seconds for each."""
    day = datetime.fromisoformat(first).date()
    values = _bare_values(tenant, product, day, clock.now())
    return _timed(lambda: _bare(BARE[what], values), count)


def _bare_values(tenant: int, product: int, day: Any, at: datetime) -> dict[str, Any]:
    first = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return {"tenant": tenant, "product": product, "first": first, "at": at}


def _bare(statement: str, values: dict[str, Any]) -> list[Any]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def product_of(*, tenant: int, option: int) -> int:
    """The product of an option."""
    with context.use_tenant(tenant):
        number: int = Option.objects.get(pk=option).product_id
        return number


JOBS: dict[str, Callable[..., Any]] = {
    job.__name__: job
    for job in (schedule, claim, oversold, show_month, show_nights, show_slots, show_bare, product_of)
}
