"""What the full stack costs beside bare Django, in CPU of the server's processes; databases not counted."""

from collections.abc import Callable
from typing import Final

from tests.bench import load, shape
from tests.bench.cost import cpu_seconds
from tests.bench.installation import Bench, Server
from tests.bench.measure import SLICES, Figure, in_turns
from tests.bench.progress import step

CLIENTS: Final = 16
FEW_CLIENTS: Final = 4
MILLI: Final = 1e3
PLAIN_HOST: Final = "localhost"
# Every page that Django makes has this header; one answered before Django has none.
MADE_BY_DJANGO: Final = "x-request-id"


def web(bench: Bench, runs: int) -> list[Figure]:
    """Three pages through the whole product, each beside its reference."""
    with bench.servers() as (ours, plain):
        return _pages(bench, ours, plain, runs)


def _pages(bench: Bench, ours: Server, plain: Server, runs: int) -> list[Figure]:
    share = 20 if bench.quick else 1
    hello, trip, kept = 640 // share, 320 // share, 1600 // share
    made: list[float] = []
    host = f"{shape.slug(shape.BUSINESS)}.localhost:{bench.port}"

    def page(path: str, count: int) -> Callable[[int], float]:
        return lambda _run: _cost(ours, host, path, count)

    def kept_page(_run: int) -> float:
        before = cpu_seconds(ours.pid)
        heard = load.ask(ours.port, host, "/bench/kept/", clients=CLIENTS, requests=kept, mark=MADE_BY_DJANGO)
        made.append(heard.marked / heard.count)
        return (cpu_seconds(ours.pid) - before) / heard.count * MILLI

    def reference(path: str, count: int) -> Callable[[int], float]:
        return lambda _run: _cost(plain, PLAIN_HOST, path, count)

    load.ask(ours.port, host, "/bench/kept/", clients=1, requests=3)
    bare_hello, bare_trip = reference("/bench/hello/", hello), reference("/bench/trip/", trip)
    lines = [
        (
            Figure("trivial page", "CPU ms", 1.4, "bare Django hello"),
            page("/bench/hello/", hello),
            bare_hello,
        ),
        (
            Figure("one-query page", "CPU ms", 1.3, "bare Django, one query"),
            page("/bench/trip/", trip),
            bare_trip,
        ),
        (
            Figure("cached page", "CPU ms", 0.3, "bare Django hello"),
            kept_page,
            bare_hello,
        ),
    ]
    figures = []
    for figure, measured, against in lines:
        with step(figure.name):
            for warm in (measured, against):
                warm(-1)
            figures.append(in_turns(runs, measured, against, figure, slices=SLICES))
    figures[-1].note = f"{100 * max(made):.1f} % at most were not answered from Valkey"
    return [*figures, *_latency(ours, host, plain, 3000 // share, runs)]


def _cost(server: Server, host: str, path: str, count: int) -> float:
    before = cpu_seconds(server.pid)
    heard = load.ask(server.port, host, path, clients=CLIENTS, requests=count)
    return (cpu_seconds(server.pid) - before) / heard.count * MILLI


def _latency(ours: Server, host: str, plain: Server, count: int, runs: int) -> list[Figure]:
    """p99 of the trivial page beside its p50, and the same of the reference for comparison."""
    product = Figure("trivial page, p99", "ms", 5.0, against="its p50, 4 clients")
    bare = Figure("bare Django hello, p99", "ms", None, against="its p50, 4 clients")
    with step("latency"):
        for run in range(-1, runs):
            for figure, server, name in ((product, ours, host), (bare, plain, PLAIN_HOST)):
                heard = load.ask(server.port, name, "/bench/hello/", clients=FEW_CLIENTS, requests=count)
                if run >= 0:
                    figure.ours.append(heard.quantile(0.99) * MILLI)
                    figure.reference.append(heard.quantile(0.5) * MILLI)
    return [product, bare]
