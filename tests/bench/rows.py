"""The measurements that need no web server; each function gives some lines of the table."""

from collections.abc import Callable

from tests.bench import measure, shape
from tests.bench.installation import Bench, Worker
from tests.bench.measure import SLICES, Figure, in_turns
from tests.bench.progress import step

Measurement = Callable[[Bench, int], list[Figure]]
MICRO = 1e6
MILLI = 1e3


def tenancy(bench: Bench, runs: int) -> list[Figure]:
    """The tenant backend and row security, without audit, beside plain Django on a table without either."""
    share = 10 if bench.quick else 1
    with bench.worker("product", bench.small) as ours, bench.worker("plain", bench.small) as plain:
        figures = []
        for name, job, count in (
            ("indexed read", "read", 180),
            (f"list of {shape.LIST}", "many", 70),
            ("insert", "insert", 120),
        ):
            figure = Figure(name, "CPU µs", 1.15, against="plain Django, no row security")
            figures.append(_beside(figure, ours, plain, job, count=count // share, runs=runs))
    return figures


def _beside(figure: Figure, ours: Worker, plain: Worker, job: str, *, count: int, runs: int) -> Figure:
    def on(worker: Worker) -> Callable[[int], float]:
        def one(run: int) -> float:
            values = {"run": run} if job == "insert" else {"seed": run}
            return float(worker.ask(job, count=count, tenants=shape.FEW, **values)) * MICRO

        return one

    with step(figure.name):
        for worker in (ours, plain):
            on(worker)(-1)
        return in_turns(runs, on(ours), on(plain), figure, slices=SLICES)


def audit(bench: Bench, runs: int) -> list[Figure]:
    """The same table with audit triggers and without."""
    with bench.worker("product", bench.small) as worker:
        return [*_single(bench, worker, runs), *_bulk(bench, worker, runs)]


def _single(bench: Bench, worker: Worker, runs: int) -> list[Figure]:
    figures = []
    count = 10 if bench.quick else 120
    for job, limit in (("insert", 1.3), ("update", 1.5)):
        figure = Figure(f"{job}, audit on", "CPU µs", limit, against="audit off")

        def on(table: str, job: str = job) -> Callable[[int], float]:
            return lambda run: (
                float(worker.ask(job, count=count, run=1000 + run, tenants=shape.FEW, table=table)) * MICRO
            )

        with step(figure.name):
            for table in ("logged", "trip"):
                on(table)(-1)
            figures.append(in_turns(runs, on("logged"), on("trip"), figure, slices=SLICES))
    return figures


def _bulk(bench: Bench, worker: Worker, runs: int) -> list[Figure]:
    count = 500 if bench.quick else shape.BULK
    lines = {
        "bulk": Figure(f"bulk_create of {count}, audit on", "CPU ms", 3.5, against="audit off"),
        "change_all": Figure(f"one update() of {count} rows", "CPU ms", None, against="audit off"),
        "delete_all": Figure(f"one delete() of {count} rows", "CPU ms", None, against="audit off"),
    }
    with step(f"bulk of {count}"):
        for run in range(-1, runs):
            order = ("logged", "trip") if run % 2 else ("trip", "logged")
            for job, figure in lines.items():
                for table in order:
                    milliseconds = float(worker.ask(job, run=run, table=table, count=count)) * MILLI
                    if run >= 0:
                        (figure.ours if table == "logged" else figure.reference).append(milliseconds)
    return list(lines.values())


def provisioning(bench: Bench, runs: int) -> list[Figure]:
    """A new business in a small installation and in a large one."""
    few, many = bench.small, bench.large
    with bench.worker("product", few) as small, bench.worker("product", many) as large:

        def on(worker: Worker) -> Callable[[int], float]:
            return lambda run: float(worker.ask("provision", slug=f"late-{run + 1}")) * MILLI

        with step("provisioning"):
            for worker in (small, large):
                on(worker)(-1)
            same = Figure(
                f"the same with {bench.many} businesses", "ms", 1.1, against=f"with {shape.FEW} businesses"
            )
            in_turns(runs, on(large), on(small), same)
    worst = Figure(f"provisioning, {bench.many} businesses", "ms", 1000.0, ours=same.ours)
    return [worst, same]


def scale(bench: Bench, runs: int) -> list[Figure]:
    """Reads of random businesses' rows in a small installation and in a large one."""
    share = 10 if bench.quick else 1
    few, many = bench.small, bench.large
    figures = []
    with bench.worker("product", few) as small, bench.worker("product", many) as large:
        for name, job, count in (("indexed read", "read", 180), (f"list of {shape.LIST}", "many", 70)):

            def on(
                worker: Worker, tenants: int, job: str = job, count: int = count
            ) -> Callable[[int], float]:
                return lambda run: (
                    float(worker.ask(job, count=count // share, seed=run, tenants=tenants)) * MICRO
                )

            figure = Figure(
                f"{name}, {bench.many} businesses", "CPU µs", 1.1, against=f"with {shape.FEW} businesses"
            )
            with step(figure.name):
                on(small, shape.FEW)(-1)
                on(large, bench.many)(-1)
                figures.append(
                    in_turns(runs, on(large, bench.many), on(small, shape.FEW), figure, slices=SLICES)
                )
    return figures


def runs_of(bench: Bench) -> int:
    """How many pairs are measured."""
    return measure.QUICK_RUNS if bench.quick else measure.RUNS
