"""What pages of bookings cost: the list and the calendar of a million bookings of one business, beside a thousand."""

from collections.abc import Callable
from typing import Any, Final

from tests.bench import shape
from tests.bench.installation import Bench, Worker
from tests.bench.measure import Figure, in_turns
from tests.bench.progress import step

MILLI: Final = 1e3
PAGES: Final = {
    "list of bookings, as it opens": "/admin/bookings/booking/",
    "list of bookings, to come, earliest first": "/admin/bookings/booking/?{to_come}&sort=starts_at",
    "list of bookings, of one status": "/admin/bookings/booking/?f.status.in=confirmed",
    "calendar of bookings, a week": "/admin/bookings/booking/calendar/?view=week&on={day}",
    "calendar of bookings, a day": "/admin/bookings/booking/calendar/?view=day&on={day}",
}


def desk(bench: Bench, runs: int) -> list[Figure]:
    """Wall time with the database in it. Both businesses have the same around the days shown, one a long past besides."""
    figures = []
    with bench.worker("product", bench.booked) as worker:
        for name, address in PAGES.items():
            figure = Figure(f"{name}, of 1M", "ms", 1.5, against="the same of 1k")
            with step(name):
                in_turns(runs, _ask(worker, shape.LARGE, address), _ask(worker, shape.SMALL, address), figure)
            figures.append(figure)
    return figures


def _ask(worker: Worker, tenant: int, address: str) -> Callable[[int], float]:
    day = f"{shape.START:%Y-%m-%d}"
    path = address.format(day=day, to_come=f"f.starts_at.from={day}")

    def one(_run: int) -> float:
        answer: dict[str, Any] = worker.ask("open_page", tenant=tenant, address=path, count=5)
        return float(answer["wall"]) * MILLI

    return one
