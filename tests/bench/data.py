"""Imports and exports of the back office beside import-export's own default."""

from typing import Any

from tests.bench import sheet
from tests.bench.installation import Bench
from tests.bench.measure import Figure
from tests.bench.progress import step

# Seconds become milliseconds for a thousand rows.
MILLI = 1e3
# Each takes minutes, and is imported into a business of its own.
RUNS = 3


def data(bench: Bench, runs: int) -> list[Figure]:
    """Every measurement in a process of its own, so that its peak of memory is its own."""
    ours = 5_000 if bench.quick else sheet.ROWS
    theirs = 1_000 if bench.quick else sheet.THEIR_ROWS
    pace = Figure(
        f"import of {ours} rows from CSV with preview",
        "ms per 1000 rows",
        0.2,
        against=f"import-export's default, {theirs} rows of the same file",
    )
    memory = Figure("the same, peak of memory", "MB", 300)
    with step("imports"):
        for run in range(RUNS):
            mine = _ask(bench, "import_rows", rows=ours, tenant=1 + run)
            other = _ask(bench, "import_as_import_export", rows=theirs, tenant=1 + RUNS + run)
            pace.ours.append(mine["seconds"] * MILLI / ours * 1000)
            pace.reference.append(other["seconds"] * MILLI / theirs * 1000)
            memory.ours.append(mine["peak_mb"])
    return [pace, memory, *_exports(bench, ours)]


def _exports(bench: Bench, rows: int) -> list[Figure]:
    figures = []
    with step("exports"):
        for kind in ("csv", "json"):
            found = _ask(bench, "export_rows", format=kind, tenant=1)
            figures += [
                Figure(f"{kind} of {rows} rows, first records", "ms", 1000, ours=[found["first"] * MILLI]),
                Figure(f"{kind}, all of it", "ms", None, ours=[found["seconds"] * MILLI]),
                Figure(f"{kind}, peak of memory", "MB", 300, ours=[found["peak_mb"]]),
            ]
        found = _ask(bench, "export_workbook", tenant=1)
        figures += [
            Figure(f"xlsx of {rows} rows, in the background", "ms", None, ours=[found["seconds"] * MILLI]),
            Figure("xlsx, peak of memory", "MB", 300, ours=[found["peak_mb"]]),
        ]
    return figures


def _ask(bench: Bench, job: str, **values: Any) -> dict[str, float]:
    with bench.worker("product", bench.small) as worker:
        found: dict[str, float] = worker.ask(job, **values)
        return found
