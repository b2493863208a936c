"""Run as a program: the same operations in bare Django, the business named in every query."""

import os
import random

import django

django.setup()

from tests.bench import shape, worker  # noqa: E402
from tests.bench.plain.models import Boat, Trip  # noqa: E402

RUN = f"{os.getpid():x}"


def read(*, count: int, seed: int, tenants: int) -> float:
    """One row by its code, of any business."""
    dice = random.Random(seed)
    wanted = [(dice.randint(1, tenants), f"t{dice.randrange(shape.ROWS)}") for _ in range(count)]

    def one(number: int) -> None:
        tenant, code = wanted[number]
        Trip.objects.get(tenant_id=tenant, code=code)

    return worker.per_operation(one, count)


def many(*, count: int, seed: int, tenants: int) -> float:
    """Fifty rows in order of their start."""
    dice = random.Random(seed)
    last = shape.ROWS - shape.LIST
    wanted = [(dice.randint(1, tenants), shape.starts_at(dice.randrange(last))) for _ in range(count)]

    def one(number: int) -> None:
        tenant, start = wanted[number]
        of_tenant = Trip.objects.filter(tenant_id=tenant, starts_at__gte=start)
        rows = list(of_tenant.order_by("starts_at")[: shape.LIST])
        assert len(rows) == shape.LIST

    return worker.per_operation(one, count)


def insert(*, count: int, run: int, tenants: int) -> float:
    """New rows one by one, each its own transaction."""
    boats = {
        tenant: Boat.objects.filter(tenant_id=tenant).values_list("pk", flat=True)[0]
        for tenant in range(1, tenants + 1)
    }

    def one(number: int) -> None:
        tenant = 1 + number % tenants
        values = shape.values(number, f"{RUN}-{run}-{number}")
        Trip.objects.create(tenant_id=tenant, boat_id=boats[tenant], **values)

    return worker.per_operation(one, count)


JOBS = {job.__name__: job for job in (read, many, insert)}

if __name__ == "__main__":
    worker.serve(JOBS)
