"""One request that books and confirms, audit and outbox included: how many a second, and what each costs."""

from typing import Final

from tests.bench import load, shape
from tests.bench.cost import cpu_seconds
from tests.bench.installation import Bench, Server
from tests.bench.measure import Figure
from tests.bench.progress import step

CLIENTS: Final = {1: 60.0, 8: 90.0, 32: 90.0}
BOOKED: Final = 640
MILLI: Final = 1e3


def bookings(bench: Bench, runs: int) -> list[Figure]:
    """With two worker processes and 1, 8 and 32 clients; then how well many clients fare beside few."""
    with bench.worker("product", bench.small) as worker:
        sold = worker.ask("sell_trips", tenant=shape.BUSINESS)
    path = "/bench/book/?" + "&".join(
        (
            f"option={sold['option']}",
            f"units={'-'.join(map(str, sold['units']))}",
            f"departures={'-'.join(map(str, sold['departures']))}",
        )
    )
    with bench.servers() as (ours, _plain):
        return _measured(bench, ours, path, runs)


def _measured(bench: Bench, server: Server, path: str, runs: int) -> list[Figure]:
    host = f"{shape.slug(shape.BUSINESS)}.localhost:{bench.port}"
    count = BOOKED // (10 if bench.quick else 1)
    rates = {
        clients: Figure(f"bookings, {clients} clients", "1/s", least, more=True)
        for clients, least in CLIENTS.items()
    }
    cost = Figure("a booking, 8 clients", "CPU ms", None, note="of the web processes")
    load.ask(server.port, host, path, clients=8, requests=count)
    with step("bookings"):
        for _run in range(runs):
            for clients, figure in rates.items():
                before = cpu_seconds(server.pid)
                heard = load.ask(server.port, host, path, clients=clients, requests=count)
                figure.ours.append(heard.count / heard.seconds)
                if clients == 8:
                    cost.ours.append((cpu_seconds(server.pid) - before) / heard.count * MILLI)
    kept = Figure("32 clients beside 8", "1/s", 0.9, against="8 clients", more=True)
    kept.ours, kept.reference = rates[32].ours, rates[8].ours
    return [*rates.values(), kept, cost]
