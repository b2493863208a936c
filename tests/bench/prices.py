"""What pricing costs: a basket of ten lines under every kind of rule."""

from typing import Final

from tests.bench.installation import Bench
from tests.bench.measure import Figure
from tests.bench.progress import step

MILLI: Final = 1e3
# CPU that anybody's basket may take.
MOST_MS: Final = 2.0
COUNT: Final = 200


def prices(bench: Bench, runs: int) -> list[Figure]:
    """The price function alone; then with its rules read, the database's share in it."""
    alone = Figure("a basket of ten lines, priced", "CPU ms", MOST_MS)
    read = Figure("the same with its rules read", "CPU ms", None)
    with bench.worker("product", bench.small) as worker:
        for figure, job in ((alone, "price_basket"), (read, "price_cart")):
            with step(figure.name):
                figure.ours = [float(worker.ask(job, count=COUNT)) * MILLI for _ in range(runs)]
    return [alone, read]
