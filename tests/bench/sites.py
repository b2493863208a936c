"""What public pages cost: made anew beside a bare Wagtail, kept beside a bare Django, among a thousand sites beside ten."""

from collections.abc import Callable
from typing import Any, Final

from tests.bench import load, shape
from tests.bench.cost import cpu_seconds
from tests.bench.installation import Bench, Worker
from tests.bench.measure import Figure, in_turns
from tests.bench.progress import step
from tests.bench.web import CLIENTS, MADE_BY_DJANGO, PLAIN_HOST

MILLI: Final = 1e3
MICRO: Final = 1e6
# 8,000 answers a second.
KEPT_MICROSECONDS: Final = 125.0
# A bare Wagtail's page is 7.5 to 10 CPU ms.
MADE_MILLISECONDS: Final = 12.0
PRODUCT_MILLISECONDS: Final = 15.0


def pages(bench: Bench, runs: int) -> list[Figure]:
    """Pages that are made anew: the home page and a product's."""
    return [*_made(bench, runs), *_product(bench, runs)]


def sites(bench: Bench, runs: int) -> list[Figure]:
    """Kept pages, and all of them among a thousand sites, which take ten minutes to be made."""
    return [*_kept(bench, runs), *_among_many(bench, runs)]


def _made(bench: Bench, runs: int) -> list[Figure]:
    count = 10 if bench.quick else 100
    beside = Figure(f"home page, {shape.SOLD} products, made anew", "CPU ms", None, "a bare Wagtail page")
    with bench.worker("product", bench.few_sites) as ours, bench.worker("bare", bench.bare) as bare:

        def page(_run: int) -> float:
            return float(_page(ours, "/", count)["cpu"]) * MILLI

        with step(beside.name):
            page(-1)
            in_turns(runs, page, lambda _run: float(bare.ask("page", count=count)) * MILLI, beside)
            alone = float(_page(ours, "/", count, alone=True)["cpu"]) * MILLI
            asked = float(ours.ask("page_queries", tenant=shape.BUSINESS, address="/"))
            size = _page(ours, "/", 1)["bytes"] / MILLI
    return [
        beside,
        Figure("the same, one client alone", "CPU ms", MADE_MILLISECONDS, ours=beside.ours),
        Figure("the same, its parts made anew as well", "CPU ms", None, ours=[alone]),
        Figure("the same, statements to the database", "", None, ours=[asked]),
        Figure("the same, HTML", "kB", None, ours=[size]),
    ]


def _product(bench: Bench, runs: int) -> list[Figure]:
    """A product's page with its calendar, which is made anew whenever somebody takes a place."""
    count = 10 if bench.quick else 100
    beside = Figure("product page with its calendar, made anew", "CPU ms", None, "a bare Wagtail page")
    address = "/offers/reef-trip-0/"
    with bench.worker("product", bench.few_sites) as ours, bench.worker("bare", bench.bare) as bare:

        def page(_run: int) -> float:
            return float(_page(ours, address, count)["cpu"]) * MILLI

        with step(beside.name):
            ours.ask("run_daily", tenant=shape.BUSINESS)
            page(-1)
            in_turns(runs, page, lambda _run: float(bare.ask("page", count=count)) * MILLI, beside)
            alone = float(_page(ours, address, count, alone=True)["cpu"]) * MILLI
            asked = float(ours.ask("page_queries", tenant=shape.BUSINESS, address=address))
    return [
        beside,
        Figure("the same, one client alone", "CPU ms", PRODUCT_MILLISECONDS, ours=beside.ours),
        Figure("the same, its parts made anew as well", "CPU ms", None, ours=[alone]),
        Figure("the same, statements to the database", "", None, ours=[asked]),
    ]


def _kept(bench: Bench, runs: int) -> list[Figure]:
    count = 320 if bench.quick else 8000
    host = f"{shape.slug(shape.BUSINESS)}.localhost:{bench.port}"
    beside = Figure("home page, kept, through the business's host", "CPU ms", 0.3, "bare Django hello")
    wall = Figure("the same, time for each answer", "µs", KEPT_MICROSECONDS)
    made: list[float] = []
    with bench.servers(bench.few_sites) as (ours, plain):

        def kept(run: int) -> float:
            before = cpu_seconds(ours.pid)
            heard = load.ask(ours.port, host, "/", clients=CLIENTS, requests=count, mark=MADE_BY_DJANGO)
            made.append(heard.marked / heard.count)
            if run >= 0:
                wall.ours.append(heard.seconds / heard.count * MICRO)
            return (cpu_seconds(ours.pid) - before) / heard.count * MILLI

        def hello(_run: int) -> float:
            before = cpu_seconds(plain.pid)
            heard = load.ask(plain.port, PLAIN_HOST, "/bench/hello/", clients=CLIENTS, requests=count // 5)
            return (cpu_seconds(plain.pid) - before) / heard.count * MILLI

        with step(beside.name):
            load.ask(ours.port, host, "/", clients=1, requests=3)
            kept(-1), hello(-1)
            in_turns(runs, kept, hello, beside)
    beside.note = f"{100 * max(made[1:]):.1f} % at most were not answered from Valkey"
    return [beside, wall]


def _among_many(bench: Bench, runs: int) -> list[Figure]:
    count = 5 if bench.quick else 40
    many_count = shape.SITES_QUICK if bench.quick else shape.SITES
    figures = []
    with (
        bench.worker("product", bench.few_sites) as few,
        bench.worker("product", bench.many_sites) as many,
    ):
        where = {id(worker): worker.ask("place", tenant=shape.BUSINESS) for worker in (few, many)}
        for name, address, signed_in in (
            ("home page with its menu", "/", False),
            ("page", "page", False),
            ("list of pages in the editor", "explorer", True),
        ):
            figure = Figure(f"{name}, {many_count} sites", "ms", 1.1, f"{shape.FEW} sites")

            def on(
                worker: Worker, address: str = address, signed_in: bool = signed_in
            ) -> Callable[[int], float]:
                asked = where[id(worker)].get(address, address)
                return lambda _run: _page(worker, asked, count, signed_in=signed_in)["wall"] * MILLI

            with step(figure.name):
                for worker in (few, many):
                    on(worker)(-1)
                in_turns(runs, on(many), on(few), figure)
            figures.append(figure)
    return figures


def _page(worker: Worker, address: str, count: int, **options: bool) -> dict[str, Any]:
    answer: dict[str, Any] = worker.ask(
        "page", tenant=shape.BUSINESS, address=address, count=count, **options
    )
    return answer
