"""What a page of a list costs: of a million customers with three fields of the owner's, beside a thousand."""

from collections.abc import Callable
from typing import Any, Final

from tests.bench import shape
from tests.bench.installation import Bench, Worker
from tests.bench.measure import Figure, in_turns
from tests.bench.progress import step

MILLI: Final = 1e3
QUERIES: Final = {
    "filtered and sorted by own fields": "f.custom.level.in=advanced&sort=-custom.dives",
    "filtered by a column, sorted by an own field": "f.country.in=DE&sort=custom.last_dive",
    "filtered by an own field, sorted by a column": "f.custom.level.in=advanced&sort=-created_at",
    "as it opens": "",
}
FIRST: Final = "filtered and sorted by own fields"


def lists(bench: Bench, runs: int) -> list[Figure]:
    """Wall time with the database in it; then what a page takes of the processor and of the line."""
    figures = []
    with bench.worker("product", bench.listed) as worker:
        for name, query in QUERIES.items():
            figure = Figure(f"list of 25, {name}, of 1M", "ms", 1.3, against="the same of 1k")
            with step(name):
                in_turns(
                    runs,
                    _ask(worker, shape.LARGE, query, "wall"),
                    _ask(worker, shape.SMALL, query, "wall"),
                    figure,
                )
            figures.append(figure)
        figures += [_alone(worker, what, unit, limit) for what, unit, limit in ALONE]
    return figures


ALONE: Final = (("cpu", "CPU ms", 30.0), ("bytes", "kB", 120.0))


def _alone(worker: Worker, what: str, unit: str, limit: float) -> Figure:
    ask = _ask(worker, shape.LARGE, QUERIES[FIRST], what)
    return Figure(f"the same page, {what}", unit, limit, ours=[ask(run) for run in range(3)])


def _ask(worker: Worker, tenant: int, query: str, what: str) -> Callable[[int], float]:
    def one(_run: int) -> float:
        answer: dict[str, Any] = worker.ask("list_guests", tenant=tenant, query=query, count=5)
        return float(answer[what]) * (1 / 1000 if what == "bytes" else MILLI)

    return one
