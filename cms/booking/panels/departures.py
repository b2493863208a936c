"""Departures: a day, a time, how many. Two queries for the calendar, two more for a day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.capacity import queries as capacity
from apps.capacity.models import DepartureSession
from apps.capacity.types import Day, Run
from apps.capacity.types.answers import DayState
from apps.catalog.shown import OptionShown
from cms.booking import grid, when
from cms.booking.day_prices import DayPrices, rules_of
from cms.booking.panels import cells, requested
from cms.booking.panels.parties import party
from cms.booking.panels.totals import total
from cms.booking.panels.types import Around, Month, Pick

# A day with fewer places than this says how many.
FEW: Final = 9


def panel(around: Around) -> dict[str, Any]:
    """The calendar, and for a day its times and who comes."""
    asked, product = around.asked, around.product
    options = [option for option in product.options if option.units]
    rules = rules_of(around.product, at=around.at, today=around.asked.today)
    prices = DayPrices(rules, product=product.id, at=around.at, today=asked.today)
    by_number = {option.id: option for option in options}
    runs = _runs(around, by_number)
    found: dict[str, Any] = {
        "month": calendar(around, options, prices, runs),
        "requests": requested.requests(around, options, prices),
    }
    if asked.day is None:
        return found
    found |= {"chosen_day": when.day_text(asked.day)}
    if not runs:
        sentence = _("Nothing takes place on this day. Choose another one.")
        return found | {"sentence": sentence, "others": _others(around)}
    chosen = _chosen(around, runs)
    return found | {
        "times": [_time(around, run, by_number, run is chosen) for run in runs],
        **_run(around, chosen, by_number[chosen.option], prices),
    }


def _runs(around: Around, options: Mapping[int, OptionShown]) -> list[Run]:
    """What departs on the day that is chosen, with one's own places in it."""
    asked = around.asked
    if asked.day is None:
        return []
    runs = capacity.runs(product=around.product.id, day=asked.day, party=asked.people or 1, at=around.at)
    return [_with_own(around, run) for run in runs if run.option in options and run.starts_at > around.at]


def calendar(
    around: Around, options: list[OptionShown], prices: DayPrices, runs: Sequence[Run] = ()
) -> Month:
    """The month asked for; the one that is, or the next where nothing is left of this one. `runs` are of the day that
    is chosen.
    """
    asked = around.asked
    first = asked.month or asked.today.replace(day=1)
    shown = _month(around, first, options, prices, runs)
    following = grid.step(first, 1)
    if asked.month is None and shown.is_empty and following <= asked.last:
        later = _month(around, following, options, prices, runs)
        return shown if later.is_empty else later
    return shown


def _month(
    around: Around, first: date, options: list[OptionShown], prices: DayPrices, runs: Sequence[Run]
) -> Month:
    asked = around.asked
    days = capacity.month(
        product=around.product.id,
        first=first,
        days=grid.days_of(first),
        party=asked.people or 1,
        at=around.at,
    )
    known = {one.day: one for one in days}
    day, left = asked.day, max((run.left for run in runs), default=0)
    if around.mine is not None and day in known and left >= (asked.people or 1):
        known[day] = replace(known[day], state=DayState.OPEN, left=left)
    return grid.month(
        around,
        first,
        lambda day: cells.cell(around, day, known.get(day), _price(day, options, prices, known)),
    )


def _price(day: date, options: list[OptionShown], prices: DayPrices, known: Mapping[date, Day]) -> str:
    one = known.get(day)
    if one is None or one.state != DayState.OPEN:
        return ""
    return prices.text(prices.lowest(options, day))


def _with_own(around: Around, run: Run) -> Run:
    """Whoever changes a booking has its places to give again."""
    mine = around.mine
    if mine is None or run.departure != mine.departure:
        return run
    return replace(run, left=run.left + mine.seats)


def _chosen(around: Around, runs: list[Run]) -> Run:
    """The one that was asked for, else the first with room, else the first."""
    people = around.asked.people or 1
    wished = around.asked.departure or (around.mine.departure if around.mine is not None else None)
    for run in runs:
        if run.departure == wished:
            return run
    return next((run for run in runs if run.left >= people), runs[0])


def _time(around: Around, run: Run, options: Mapping[int, OptionShown], is_chosen: bool) -> Pick:  # noqa: FBT001  one of a pair
    several = len({option.id for option in options.values()}) > 1
    return Pick(
        text=when.time_text(run.starts_at, around.sold.zone),
        note=" · ".join(
            part for part in (options[run.option].name if several else "", free(run.left)) if part
        ),
        url=around.link(around.asked.query(departure=run.departure)),
        is_chosen=is_chosen,
        is_open=run.left > 0,
    )


def free(left: int) -> str:
    """ "3 places left", "sold out"."""
    if left <= 0:
        return _("sold out")
    return ngettext("%(count)d place left", "%(count)d places left", left) % {"count": left}


def _run(around: Around, run: Run, option: OptionShown, prices: DayPrices) -> dict[str, Any]:
    zone, people = around.sold.zone, around.asked.people
    said = {
        "chosen": when.span_text(run.starts_at, run.ends_at, zone),
        "left": run.left,
        "hidden": {"option": str(option.id), "departure": str(run.departure)},
        "party": party(
            option,
            prices,
            when.local_day(run.starts_at, zone),
            people=people,
            left=run.left,
            given=around.given,
        ),
        "total": total(around, option, prices, starts_at=run.starts_at, ends_at=run.ends_at, left=run.left),
        "is_ready": run.left > 0,
        "sessions": sessions(run.departure, zone),
    }
    if run.left < (people or 1):
        said["waitlist"] = f"?departure={run.departure}" + (f"&people={people}" if people else "")
        said["sentence"] = (
            _("This is sold out.") if run.left <= 0 else _("Fewer places are left than you are.")
        )
        said["others"] = _others(around)
    return said


def _others(around: Around) -> list[Pick]:
    """Days with room for the party around the one that has none. Three queries."""
    asked = around.asked
    days = capacity.other_days(
        product=around.product.id, day=asked.day or asked.today, party=asked.people or 1, at=around.at
    )
    return [Pick(when.day_text(day), around.link(asked.day_query(day))) for day in days if day <= asked.last]


def sessions(departure: int, zone: ZoneInfo) -> list[str]:
    """The later sessions of a course, each with its name and time. One query."""
    rows = DepartureSession.objects.filter(departure=departure).order_by("starts_at", "pk")
    return [
        " · ".join(part for part in (one.name, when.span_text(one.starts_at, one.ends_at, zone)) if part)
        for one in rows
    ]
