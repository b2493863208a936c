"""Parts of a list that code names, as "leaving today": a filter like others, of no value that a record has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.backoffice.attributes.base import Attribute, Rows, Text
from apps.backoffice.types import Kind, Operator
from apps.kernel import clock

ONLY: Final = "only"


@dataclass(frozen=True, slots=True)
class Subset:
    """A part of a screen's records. `narrow(rows, at)` answers those of the rows that are in it at that moment: what
    else counts them calls the same, so a figure and the list behind it agree. `sort` is the order in which the list's
    tab shows them, "" for the list's own; the navigation leads to one that `leads`.
    """

    key: str
    label: Text
    narrow: Callable[[Rows, datetime], Rows]
    sort: str = ""
    leads: bool = False


class Subsets(Attribute):
    """The filter by a screen's subsets, one at a time. No column, and nothing a form asks."""

    key, kind, editable, filterable = ONLY, Kind.CHOICE, False, True
    label = gettext_lazy("Only")

    def __init__(self, subsets: Sequence[Subset]) -> None:
        self._by_key = {one.key: one for one in subsets}
        self.choices = [(one.key, one.label) for one in subsets]

    def value(self, record: Model) -> Any:
        """Nothing: it is asked of many records at once."""
        return None

    def parse(self, text: str) -> Any:
        """The key of a subset."""
        if text not in self._by_key:
            raise ValueError(_("There is no part of the list of this name."))
        return text

    def operators(self) -> tuple[Operator, ...]:
        """It is in one or it is not."""
        return (Operator.IS,)

    def where(self, rows: Rows, operator: Operator, values: Sequence[Any]) -> Rows:
        """Those of it by now."""
        return self._by_key[values[0]].narrow(rows, clock.now())
