"""The log as a spreadsheet, written while it is read."""

import csv
from collections.abc import Iterable, Iterator
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from apps.audit.types import Change, Line

ROWS_AT_ONCE: Final = 200
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class _Kept:
    """A file that keeps what was written until it is taken."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def write(self, text: str) -> None:
        self._parts.append(text)

    def take(self) -> str:
        text = "".join(self._parts)
        self._parts.clear()
        return text


def csv_of(lines: Iterable[Line], *, zone: ZoneInfo) -> Iterator[str]:
    """Pieces of a CSV file with a header, times in `zone`; needs memory for a few hundred lines at most."""
    kept = _Kept()
    writer = csv.writer(kept)
    # The mark tells spreadsheets that this is UTF-8.
    kept.write("\ufeff")
    writer.writerow(
        [_("Time"), _("Person"), _("Kind"), _("What"), _("Name"), _("Record"), _("Changes"), _("Request")]
    )
    for number, line in enumerate(lines, start=1):
        writer.writerow([_cell(text) for text in _row(line, zone)])
        if number % ROWS_AT_ONCE == 0:
            yield kept.take()
    yield kept.take()


def _row(line: Line, zone: ZoneInfo) -> list[str]:
    at = line.at.astimezone(zone).isoformat(sep=" ", timespec="milliseconds")
    changes = "; ".join(_change(change) for change in line.changes)
    return [at, line.person, line.op_label, line.what, line.name, line.key, changes, line.request]


def _change(change: Change) -> str:
    if change.secret:
        return _("%(field)s: changed, not shown") % {"field": change.label}
    return f"{change.label}: {change.before} → {change.after}"


def _cell(text: str) -> str:
    """Text that a spreadsheet would take for a formula is marked as text."""
    return "'" + text if text.startswith(_FORMULA) else text
