"""What searching costs: a business with many records among others that have as many."""

from collections.abc import Callable
from typing import Final

from tests.bench import shape
from tests.bench.installation import Bench, Worker
from tests.bench.measure import Figure, in_turns
from tests.bench.progress import step

MILLI: Final = 1e3
DATABASE: Final = "DB ms"
# What the database may take of anybody's time for one search.
MOST_MS: Final = 50.0
TEXTS: Final = {
    "name": "hernandez",
    "two words": "anna banks",
    "e-mail": "nora54321@",
    "phone": "+44 20 1271-7732",
    "custom field": "padi 150033",
    "two letters": "an",
    "in every record": "example.com",
    "in none": "zzqy",
}
LISTED: Final = ("name", "two letters")


def search(bench: Bench, runs: int) -> list[Figure]:
    """As the app role beside the same trigram SQL as the owner role; then lists of what was found."""
    figures = []
    with bench.worker("product", bench.searched) as worker:
        for name, text in TEXTS.items():
            about = f"search by {name}" if name not in {"in every record", "in none"} else f"search, {name}"
            # A word that stands nowhere costs the owner a tenth of a millisecond, less than calling any function.
            limit = None if name == "in none" else 3.0
            beside = Figure(f"{about}, as the app", DATABASE, limit, against="as the owner")
            with step(about):
                in_turns(runs, _ask(worker, "find", text), _ask(worker, "find_as_owner", text), beside)
            figures += [
                beside,
                Figure(f"{about}, of {shape.FOUND_SHOWN}", DATABASE, MOST_MS, ours=beside.ours),
            ]
        for name in LISTED:
            listed = Figure(f"list of 25 by {name}, sorted", DATABASE, None)
            with step(listed.name):
                listed.ours = [_ask(worker, "list_found", TEXTS[name])(run) for run in range(runs)]
            figures.append(listed)
    return figures


def _ask(worker: Worker, job: str, text: str) -> Callable[[int], float]:
    return lambda _run: float(worker.ask(job, text=text, count=5)) * MILLI
