"""Appointments: which version, which day, which time. Whoever is free comes; nobody chooses among technicians."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.capacity import queries as capacity
from apps.capacity.types import Day, Slot
from apps.capacity.types.answers import DayState
from apps.catalog.shown import OptionShown
from cms.booking import asked as asked_for
from cms.booking import grid, when
from cms.booking.day_prices import DayPrices, rules_of
from cms.booking.panels import cells
from cms.booking.panels.parties import party
from cms.booking.panels.totals import total
from cms.booking.panels.types import Around, Month, Pick, option_named

# Other days that are named where one has nothing free.
_OTHERS: Final = 3


def panel(around: Around) -> dict[str, Any]:
    """The versions, the calendar of the one chosen, and for a day its times."""
    asked, product = around.asked, around.product
    options = [option for option in product.options if option.units]
    chosen = option_named(product, asked.option)
    if chosen is None:
        return {}
    rules = rules_of(around.product, at=around.at, today=around.asked.today)
    prices = DayPrices(rules, product=product.id, at=around.at, today=asked.today)
    first, by_day = _free(around, chosen)
    found: dict[str, Any] = {
        "options": [_option(around, option, option is chosen, prices) for option in options]
        if len(options) > 1
        else [],
        "month": _month(around, first, by_day, chosen, prices),
    }
    if asked.day is None:
        return found
    slots = by_day.get(asked.day, [])
    found["chosen_day"] = when.day_text(asked.day)
    if not slots:
        following = grid.step(first, 1)
        if not any(by_day.values()) and following <= asked.last:
            by_day = _by_day(around, chosen, following)
        return found | {"sentence": _("No time is free on this day."), "others": _others(around, by_day)}
    wished = asked_for.instant(asked.starts)
    slot = next((one for one in slots if one.starts_at == wished), None)
    found["times"] = [_time(around, one, one is slot) for one in slots]
    if slot is None:
        return found
    return found | {
        "chosen": when.span_text(slot.starts_at, slot.ends_at, around.sold.zone),
        "hidden": {"option": str(chosen.id), "starts": slot.starts_at.isoformat()},
        "party": party(chosen, prices, asked.day, people=1, left=None, given=around.given, one=True),
        "total": total(around, chosen, prices, starts_at=slot.starts_at, ends_at=slot.ends_at),
        "is_ready": True,
    }


def _free(around: Around, option: OptionShown) -> tuple[date, Mapping[date, list[Slot]]]:
    """The month that is shown and its slots by day; the next one where nothing is left of this one."""
    asked = around.asked
    first = asked.month or asked.today.replace(day=1)
    slots = _by_day(around, option, first)
    following = grid.step(first, 1)
    if asked.month is None and not slots and following <= asked.last:
        later = _by_day(around, option, following)
        return (following, later) if later else (first, slots)
    return first, slots


def _by_day(around: Around, option: OptionShown, first: date) -> Mapping[date, list[Slot]]:
    found: dict[date, list[Slot]] = {}
    slots = capacity.slots(
        option=option.id,
        first=first,
        days=grid.days_of(first),
        at=around.at,
        location=around.sold.location,
        mine=around.hold,
    )
    for slot in slots:
        found.setdefault(when.local_day(slot.starts_at, around.sold.zone), []).append(slot)
    return found


def _month(
    around: Around, first: date, by_day: Mapping[date, Sequence[Slot]], option: OptionShown, prices: DayPrices
) -> Month:
    def cell(day: date) -> Any:
        slots = by_day.get(day, ())
        known = Day(day, DayState.OPEN if slots else DayState.NONE, cells.FEW, len(slots))
        price = prices.text(prices.lowest([option], day)) if slots else ""
        return cells.cell(around, day, known, price)

    return grid.month(around, first, cell)


def _option(around: Around, option: OptionShown, is_chosen: bool, prices: DayPrices) -> Pick:  # noqa: FBT001  one of a pair
    day = around.asked.day or around.asked.today
    cost = prices.text(prices.lowest([option], day))
    return Pick(
        text=option.name,
        note=" · ".join(part for part in (cost, option.duration_text) if part),
        url=around.link(around.asked.query(option=option.key, starts=None)),
        is_chosen=is_chosen,
    )


def _time(around: Around, slot: Slot, is_chosen: bool) -> Pick:  # noqa: FBT001  one of a pair
    return Pick(
        text=when.time_text(slot.starts_at, around.sold.zone),
        url=around.link(around.asked.query(starts=slot.starts_at.isoformat())),
        is_chosen=is_chosen,
    )


def _others(around: Around, by_day: Mapping[date, Sequence[Slot]]) -> list[Pick]:
    day = around.asked.day or around.asked.today
    near = sorted((one for one in by_day if by_day[one]), key=lambda one: (abs((one - day).days), one))
    return [
        Pick(when.day_text(one), around.link(around.asked.day_query(one))) for one in sorted(near[:_OTHERS])
    ]
