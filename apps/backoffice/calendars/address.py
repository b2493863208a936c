"""What the address of a calendar says: which view, which day, whose row. Nonsense counts as not given."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self
from urllib.parse import urlencode

from apps.backoffice.calendars.entries import NOBODY
from apps.backoffice.calendars.window import EARLIEST, LATEST, View

_LONGEST = 19  # digits of the highest key


@dataclass(frozen=True, slots=True)
class Address:
    """The part of the address behind the question mark."""

    view: View
    on: date
    row: str = ""
    by_row: bool = False
    mine: bool = False
    whole_day: bool = False

    @classmethod
    def read(cls, given: Mapping[str, Any], *, today: date) -> Self:
        """From the parameters of a request."""
        view = given.get("view", "")
        row = str(given.get("row", ""))
        return cls(
            view=View(view) if view in list(View) else View.WEEK,
            on=_day(str(given.get("on", "")), today),
            row=row if row == NOBODY or (row.isascii() and row.isdigit() and len(row) < _LONGEST) else "",
            by_row=given.get("by") == "row",
            mine=given.get("mine") == "1",
            whole_day=given.get("hours") == "all",
        )

    def to(self, **changes: Any) -> str:
        """The address with something else in it."""
        return replace(self, **changes).text()

    def text(self) -> str:
        """As it stands behind a path, with its question mark."""
        said = {
            "view": self.view.value,
            "on": self.on.isoformat(),
            "row": self.row,
            "by": "row" if self.by_row else "",
            "mine": "1" if self.mine else "",
            "hours": "all" if self.whole_day else "",
        }
        return f"?{urlencode({key: value for key, value in said.items() if value})}"


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return min(max(day, EARLIEST), LATEST)
