"""Run as a program: what is measured inside the product's own Django, on request."""

import os
import random
import time
from datetime import UTC, datetime
from typing import Any

import django

django.setup()

from django.db import connections  # noqa: E402

from apps.backoffice.queries import search  # noqa: E402
from apps.kernel import clock  # noqa: E402
from apps.tenancy import context, owner  # noqa: E402
from apps.tenancy import services as tenancy  # noqa: E402
from apps.tenancy.models import Location, Tenant  # noqa: E402
from tests.bench import shape, worker  # noqa: E402
from tests.bench.product import bookings, capacity, data, lists, prices, sites  # noqa: E402
from tests.bench.product.models import Boat, LoggedTrip, Trip  # noqa: E402

RUN = f"{os.getpid():x}"
KINDS = ["tenancy.location", "accounts.role", "tenancy.taxprofile"]
SHOWN = 8
TABLES: dict[str, Any] = {"trip": Trip, "logged": LoggedTrip}


def read(*, count: int, seed: int, tenants: int) -> float:
    """One row by its code, of any business."""
    dice = random.Random(seed)
    wanted = [(dice.randint(1, tenants), f"t{dice.randrange(shape.ROWS)}") for _ in range(count)]

    def one(number: int) -> None:
        tenant, code = wanted[number]
        with context.use_tenant(tenant):
            Trip.objects.get(code=code)

    return worker.per_operation(one, count)


def many(*, count: int, seed: int, tenants: int) -> float:
    """Fifty rows in order of their start."""
    dice = random.Random(seed)
    last = shape.ROWS - shape.LIST
    wanted = [(dice.randint(1, tenants), shape.starts_at(dice.randrange(last))) for _ in range(count)]

    def one(number: int) -> None:
        tenant, start = wanted[number]
        with context.use_tenant(tenant):
            rows = list(Trip.objects.filter(starts_at__gte=start).order_by("starts_at")[: shape.LIST])
        assert len(rows) == shape.LIST

    return worker.per_operation(one, count)


def insert(*, count: int, run: int, tenants: int, table: str = "trip") -> float:
    """New rows one by one, each its own transaction."""
    model = TABLES[table]
    boats = _boats(tenants)

    def one(number: int) -> None:
        tenant = 1 + number % tenants
        with context.use_tenant(tenant, actor=1, request="bench"):
            model.objects.create(boat_id=boats[tenant], **shape.values(number, f"{RUN}-{run}-{number}"))

    return worker.per_operation(one, count)


def update(*, count: int, run: int, tenants: int, table: str) -> float:
    """Loaded rows changed and saved, each its own transaction."""
    model = TABLES[table]
    rows: list[Any] = []
    for tenant in range(1, tenants + 1):
        with context.use_tenant(tenant):
            rows += model.objects.order_by("id")[: -(-count // tenants)]

    def one(number: int) -> None:
        row = rows[number]
        row.capacity = 100 + run
        with context.use_tenant(row.tenant_id, actor=1, request="bench"):
            row.save()

    return worker.per_operation(one, count)


def bulk(*, run: int, table: str, count: int = shape.BULK) -> float:
    """`bulk_create`, objects made beforehand; the rows go again, unmeasured."""
    model = TABLES[table]
    with context.use_tenant(shape.BUSINESS, actor=1, request="bench"):
        boat = Boat.objects.first()
        assert boat is not None
        rows = [model(boat_id=boat.pk, **shape.values(n, f"{RUN}b{run}-{n}")) for n in range(count)]
        with worker.Meter() as meter:
            model.objects.bulk_create(rows)
    return meter.seconds


def change_all(*, run: int, table: str, count: int = shape.BULK) -> float:
    """One `update()` of what `bulk` of the same run made."""
    model = TABLES[table]
    with context.use_tenant(shape.BUSINESS, actor=1, request="bench"), worker.Meter() as meter:
        changed = model.objects.filter(code__startswith=f"{RUN}b{run}-").update(capacity=20)
    assert changed == count
    return meter.seconds


def delete_all(*, run: int, table: str, count: int = shape.BULK) -> float:
    """One `delete()` of what `bulk` of the same run made."""
    model = TABLES[table]
    with context.use_tenant(shape.BUSINESS, actor=1, request="bench"), worker.Meter() as meter:
        deleted, _ = model.objects.filter(code__startswith=f"{RUN}b{run}-").delete()
    assert deleted == count
    return meter.seconds


def find(*, text: str, count: int) -> float:
    """The best eight records of every kind, as the app; the database's time."""
    with context.use_tenant(shape.BUSINESS):
        return worker.database_time(lambda: search.hits(KINDS, text, most=SHOWN), count)


def find_as_owner(*, text: str, count: int) -> float:
    """The same records by the same trigrams, ranked in the same way, as the role that owns the table."""
    patterns = [f"%{word}%" if len(word) > 2 else f"% {word}%" for word in _words(text)]
    where = " AND ".join("text LIKE %s" for _pattern in patterns)
    statement = (
        f"SELECT kind, record_id FROM backoffice_searchentry WHERE tenant_id = %s AND kind = ANY (%s) AND {where}"
        " ORDER BY starts_with(text, %s) DESC, record_id DESC LIMIT %s"
    )
    with owner.as_default(), connections["default"].cursor() as cursor:

        def one() -> None:
            cursor.execute(statement, [shape.BUSINESS, KINDS, *patterns, f" {text.lower()}", SHOWN])
            cursor.fetchall()

        return worker.database_time(one, count)


def _words(text: str) -> list[str]:
    """One spelling of each word: the digits of a phone, else the word."""
    return list(dict.fromkeys(term.rpartition(search.OR)[2] for term in search.terms(text)))


def list_found(*, text: str, count: int) -> float:
    """A sorted page of a list that is searched, as the app; the database's time."""
    rows = Location.objects.order_by("name", "pk")
    with context.use_tenant(shape.BUSINESS):
        return worker.database_time(lambda: list(search.matching(rows, KINDS[0], text)[:25]), count)


def provision(*, slug: str) -> float:
    """A new business, through the service; seconds of wall time."""
    started = time.perf_counter()
    tenancy.provision(slug=f"{slug}-{RUN}", name="A new business", at=clock.now())
    return time.perf_counter() - started


def provision_range(*, first: int, last: int) -> int:
    """The businesses with these numbers, through the service; their ids are their numbers."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(first, last + 1):
        tenant = tenancy.provision(slug=shape.slug(number), name=f"Business {number}", at=at)
        assert tenant.pk == number, (tenant.pk, number)
    return last


def businesses() -> int:
    """How many there are."""
    with context.use_platform():
        return Tenant.objects.count()


def _boats(tenants: int) -> dict[int, int]:
    found = {}
    for tenant in range(1, tenants + 1):
        with context.use_tenant(tenant):
            boat = Boat.objects.first()
            assert boat is not None
            found[tenant] = boat.pk
    return found


JOBS = bookings.JOBS | capacity.JOBS | data.JOBS | lists.JOBS | prices.JOBS | sites.JOBS | {
    job.__name__: job
    for job in (
        read, many, insert, update, bulk, change_all, delete_all, provision, provision_range, businesses, find,
        find_as_owner, list_found,
    )
}  # fmt: skip

if __name__ == "__main__":
    worker.serve(JOBS)
