"""`manage.py bench`: what tenancy, audit and the full stack cost beside bare Django, measured in one run."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.bench import bookings, capacity, desk, found, lists, prices, report, rows, sites
from tests.bench.data import data
from tests.bench.installation import installed
from tests.bench.measure import Figure
from tests.bench.rows import Measurement
from tests.bench.web import web

GROUPS: Final[Mapping[str, Measurement]] = {
    "tenancy": rows.tenancy,
    "audit": rows.audit,
    "web": web,
    "provisioning": rows.provisioning,
    "scale": rows.scale,
    "data": data,
    "search": found.search,
    "lists": lists.lists,
    "pages": sites.pages,
    "sites": sites.sites,
    "bookings": bookings.bookings,
    "desk": desk.desk,
    "capacity": capacity.capacity,
    "prices": prices.prices,
}


def main(argv: Sequence[str]) -> int:
    """Measure the chosen groups and print the table; 1 when a target is missed and --strict was given."""
    options = _options(argv)
    with installed(quick=options.quick) as bench:
        about = {**report.machine(), **bench.durability(), "quick": options.quick}
        groups = {name: GROUPS[name](bench, rows.runs_of(bench)) for name in GROUPS if name in options.names}
    report.show(", ".join(f"{key} {value}" for key, value in about.items()))
    report.show(report.table(groups))
    if options.json:
        report.write_json(options.json, groups, about)
    return int(options.strict and missed(groups))


def missed(groups: Mapping[str, Sequence[Figure]]) -> bool:
    """Whether any line is beyond its target."""
    return any(figure.verdict == "MISS" for figures in groups.values() for figure in figures)


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*", choices=[*GROUPS, []], help=f"of {', '.join(GROUPS)}; all without any"
    )
    parser.add_argument(
        "--quick", action="store_true", help="few and short runs: whether it works, not what it costs"
    )
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a target is missed")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every run there")
    options = parser.parse_args(argv)
    options.names = options.names or list(GROUPS)
    return options
