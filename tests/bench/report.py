"""The table for people and the file for machines."""

import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.measure import Figure

HEAD = ("what", "unit", "ours", "reference", "ratio (min..max)", "target", "", "reference is")


def table(groups: Mapping[str, Sequence[Figure]]) -> str:
    """All lines under the names of their groups."""
    lines: list[tuple[str, ...]] = [HEAD]
    for group, figures in groups.items():
        lines.append((group.upper(), *[""] * 7))
        lines += [_line(figure) for figure in figures]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _line(figure: Figure) -> tuple[str, ...]:
    low, high = figure.spread
    value = _number(median(figure.ours))
    if figure.reference:
        between = f"{figure.measured:.2f}x ({low:.2f}..{high:.2f})"
        target = "" if figure.limit is None else f"{'≥' if figure.more else '≤'} {figure.limit:g}x"
        reference = _number(median(figure.reference))
    else:
        between = f"({_number(low)}..{_number(high)})"
        target, reference = (
            "" if figure.limit is None else f"{'≥' if figure.more else '<'} {figure.limit:g} {figure.unit}",
            "",
        )
    return (
        "  " + figure.name,
        figure.unit,
        value,
        reference,
        between,
        target,
        figure.verdict,
        figure.against,
    )


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="minutes"),
        "cores": os.cpu_count(),
        "load": [round(value, 2) for value in os.getloadavg()],
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }


def write_json(path: Path, groups: Mapping[str, Sequence[Figure]], about: Mapping[str, Any]) -> None:
    """Every single run, with what was made of it."""
    figures = [
        {
            "group": group,
            **asdict(figure),
            "measured": figure.measured,
            "spread": figure.spread,
            "verdict": figure.verdict,
        }
        for group, lines in groups.items()
        for figure in lines
    ]
    path.write_text(json.dumps({"about": dict(about), "figures": figures}, indent=1) + "\n")


def show(text: str) -> None:
    """To standard output."""
    sys.stdout.write(text + "\n")
