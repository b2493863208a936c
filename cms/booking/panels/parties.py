""" "How many": a line for each unit of an option, with what one costs then."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from apps.catalog.shown import OptionShown, UnitShown
from apps.catalog.types import Per
from cms.booking.asked import MOST_PEOPLE
from cms.booking.day_prices import DayPrices
from cms.booking.panels.types import Party

PREFIX: Final = "u"


def party(
    option: OptionShown,
    prices: DayPrices,
    day: date | None,
    *,
    people: int | None,
    left: int | None,
    given: Mapping[int, int] | None = None,
    one: bool = False,
) -> list[Party]:
    """The units that are sold then. As many of the first as people were said to come, unless `given` says.

    With `one` there is one of the only unit, unless it is a person's.
    """
    shown = [(unit, prices.unit(option.id, unit, day)) for unit in option.units]
    sold = [(unit, cost) for unit, cost in shown if cost is not None]
    first = _first([unit for unit, _cost in sold], people)
    return [
        Party(
            name=f"{PREFIX}{unit.id}",
            label=unit.name,
            note=unit.ages_text,
            price=prices.text(cost) if cost else _("free"),
            per=unit.price.per_text if unit.price.per not in {Per.ITEM, Per.PERSON} else "",
            value=given.get(unit.id, 0) if given is not None else first.get(unit.id, 0),
            most=_most(unit, left),
            is_fixed=one and is_fixed([unit.price.per for unit in option.units]),
        )
        for unit, cost in sold
    ]


def _first(units: list[UnitShown], people: int | None) -> dict[int, int]:
    if not units:
        return {}
    chosen = next((unit for unit in units if unit.preselected), units[0])
    return {chosen.id: min(people or 1, chosen.most or MOST_PEOPLE)}


def _most(unit: UnitShown, left: int | None) -> int:
    most = unit.most or MOST_PEOPLE
    return most if left is None or not unit.seats else min(most, max(left // unit.seats, 0))


def is_fixed(pers: Sequence[str]) -> bool:
    """Whether nobody is asked how many: one car is cleaned, one pass is for one plate."""
    return len(pers) == 1 and pers[0] != Per.PERSON
