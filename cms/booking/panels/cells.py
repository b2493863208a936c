"""One day of a calendar in words: what it costs, whether there is room."""

from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.capacity.types import Day
from apps.capacity.types.answers import DayState
from cms.booking import when
from cms.booking.panels.types import Around, Cell

# A day with fewer places than this says how many.
FEW: Final = 6
PAST: Final = "past"


def cell(around: Around, day: date, known: Day | None, price: str) -> Cell:
    """A day of departures or appointments."""
    asked = around.asked
    state = PAST if day < asked.today else (known.state if known is not None else DayState.NONE)
    named = when.day_text(day)
    if state == DayState.OPEN and known is not None:
        note = ngettext("%(count)d left", "%(count)d left", known.left) % {"count": known.left}
        few = note if known.left < FEW else ""
        said = ", ".join(
            part for part in (named, _("from %(price)s") % {"price": price} if price else "", few) if part
        )
        return Cell(
            day, "open", said, price, few, around.link(asked.day_query(day)), is_chosen=day == asked.day
        )
    if state == DayState.FULL:
        full = _("Sold out")
        # What is sold out may be waited for.
        return Cell(
            day,
            "full",
            f"{named}: {full}",
            "",
            full,
            around.link(asked.day_query(day)),
            is_chosen=day == asked.day,
        )
    return Cell(day, str(state), f"{named}: {_('not available')}")
