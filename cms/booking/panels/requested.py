"""What takes place when somebody asks for it: a day and a time of theirs."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from apps.capacity.models import Pattern
from apps.capacity.types import PatternKind
from apps.catalog.shown import OptionShown
from apps.tenancy import parts
from cms.booking.day_prices import DayPrices
from cms.booking.panels.parties import party
from cms.booking.panels.types import Around, Request

USUAL: Final = "10:00"


def requests(around: Around, options: Sequence[OptionShown], prices: DayPrices) -> list[Request]:
    """The versions that may be asked for. One query, or a part that pages share."""
    numbers = parts.part(f"cms.booking.requests {around.product.id}", lambda: _on_request(options))
    asked = around.asked
    day = asked.day or min(asked.today + timedelta(days=2), asked.last)
    return [
        Request(
            option=option.id,
            name=option.name if len(options) > 1 else "",
            party=party(option, prices, day, people=asked.people, left=option.capacity, given=around.given),
            day=day.isoformat(),
            time=asked.begins or USUAL,
            first=asked.today.isoformat(),
            last=asked.last.isoformat(),
        )
        for option in options
        if option.id in numbers
    ]


def _on_request(options: Sequence[OptionShown]) -> frozenset[int]:
    rows = Pattern.objects.filter(
        option__in=[option.id for option in options], kind=PatternKind.ON_REQUEST, active=True
    )
    return frozenset(rows.values_list("option", flat=True))
