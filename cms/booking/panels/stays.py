"""Stays: arrival, departure, how many; each night's price, and the rules before they hurt."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.capacity import queries as capacity
from apps.capacity.types import Answer, Night
from apps.catalog.pricing import Basket, BasketItem, Rules, price
from apps.catalog.shown import OptionShown
from apps.catalog.types import Per
from apps.kernel.errors import Refusal
from cms.booking import grid, when
from cms.booking.asked import MOST_NIGHTS
from cms.booking.day_prices import DayPrices, rules_of
from cms.booking.panels import cells
from cms.booking.panels.parties import PREFIX
from cms.booking.panels.types import Around, Cell, Month, Pick, StayOffer

# What people come with when they have not said.
COUPLE: Final = 2


def panel(around: Around) -> dict[str, Any]:
    """The calendar of nights, and for days that are chosen each version of the room with its price."""
    asked, product = around.asked, around.product
    options = [option for option in product.options if option.units]
    rules = rules_of(around.product, at=around.at, today=around.asked.today)
    prices = DayPrices(rules, product=product.id, at=around.at, today=asked.today)
    first = asked.month or asked.today.replace(day=1)
    # What begins on the last day ends in the next month, as what begins today does.
    last = grid.last_of(first)
    if (asked.month is None and asked.today == last) or (asked.day == last and asked.until is None):
        first = grid.step(first, 1)
    # A stay that is being chosen may end in the next month.
    days = grid.days_of(first) + 1
    # What holds is what holds on the day of arrival, also where that stands in the month before.
    begin = first if asked.day is None else max(min(asked.day, first), first - timedelta(days=MOST_NIGHTS))
    days += (first - begin).days
    nights = {
        one.day: one for one in capacity.nights(product=product.id, first=begin, days=days, at=around.at)
    }
    people = asked.people or COUPLE
    found: dict[str, Any] = {
        "month": _month(around, first, nights, options, prices),
        "rules": _rules(nights, asked.day),
        "values": {
            "day": asked.day.isoformat() if asked.day else "",
            "until": asked.until.isoformat() if asked.until else "",
            "people": str(people),
            "first": asked.today.isoformat(),
            "last": asked.last.isoformat(),
        },
    }
    if asked.day is None or asked.until is None or asked.until <= asked.day:
        return found
    count = (asked.until - asked.day).days
    said = ngettext("%(count)d night", "%(count)d nights", count) % {"count": count}
    offers = [_offer(around, option, rules, count, people) for option in options]
    return found | {
        "chosen": f"{when.days_text(asked.day, asked.until)} · {said}",
        "offers": offers,
        "others": [] if any(one.is_free for one in offers) else _others(around, options[0], count, people),
    }


def _others(around: Around, option: OptionShown, count: int, people: int) -> list[Pick]:
    """When else a stay as long can begin. Ten queries, for days that are sold out."""
    asked = around.asked
    days = capacity.other_arrivals(
        option=option.id,
        arrival=asked.day or asked.today,
        nights=count,
        people=people,
        at=around.at,
        mine=around.hold,
    )
    nights = timedelta(days=count)
    return [
        Pick(
            when.days_text(day, day + nights),
            around.link(asked.query(month=None, day=day.isoformat(), until=(day + nights).isoformat())),
        )
        for day in days
    ]


def _month(
    around: Around,
    first: date,
    nights: Mapping[date, Night],
    options: list[OptionShown],
    prices: DayPrices,
) -> Month:
    def cell(day: date) -> Cell:
        return _cell(around, day, nights.get(day), prices.text(prices.lowest(options, day)))

    return grid.month(around, first, cell, ends=True)


def _cell(around: Around, day: date, night: Night | None, price_: str) -> Cell:
    asked = around.asked
    named = when.day_text(day)
    if day < asked.today or night is None:
        return Cell(day, cells.PAST, f"{named}: {_('not available')}")
    ends_here = bool(asked.day and not asked.until and day > asked.day and not night.no_departure)
    between = bool(asked.day and asked.until and asked.day < day <= asked.until)
    chosen = day == asked.day
    if ends_here:
        label = _("%(day)s: leave on this day") % {"day": named}
        return Cell(
            day,
            "open",
            label,
            price_ if night.left else "",
            _note(night),
            _until(around, day),
            is_between=between,
        )
    if night.closed or night.left <= 0:
        said = _("not available") if night.closed else _("Sold out")
        return Cell(
            day,
            "full",
            f"{named}: {said}",
            "",
            "" if night.closed else said,
            is_between=between,
            is_chosen=chosen,
        )
    if night.no_arrival:
        label = _("%(day)s: nobody can arrive on this day") % {"day": named}
        return Cell(day, "closed", label, price_, "", is_between=between, is_chosen=chosen)
    parts = [named, price_, _least(night.nights_min) if night.nights_min > 1 else ""]
    return Cell(
        day,
        "open",
        ", ".join(part for part in parts if part),
        price_,
        _note(night),
        around.link(asked.day_query(day)),
        is_chosen=chosen,
        is_between=between,
    )


def _until(around: Around, day: date) -> str:
    return around.link(around.asked.query(until=day.isoformat()))


def _note(night: Night) -> str:
    if 0 < night.left < cells.FEW - 2:
        return ngettext("%(count)d left", "%(count)d left", night.left) % {"count": night.left}
    return ""


def _least(nights: int) -> str:
    return ngettext("at least %(count)d night", "at least %(count)d nights", nights) % {"count": nights}


def _rules(nights: Mapping[date, Night], arrival: date | None) -> list[str]:
    """What there is to know before choosing: of the day of arrival, else of the month."""
    found = [nights[arrival]] if arrival is not None and arrival in nights else list(nights.values())
    said = []
    least = max((one.nights_min for one in found), default=1)
    most = min((one.nights_max for one in found if one.nights_max), default=None)
    if least > 1:
        text = ngettext(
            "Stays on these days last at least %(count)d night.",
            "Stays on these days last at least %(count)d nights.",
            least,
        )
        said.append(text % {"count": least})
    if most:
        text = ngettext(
            "Stays on these days last at most %(count)d night.",
            "Stays on these days last at most %(count)d nights.",
            most,
        )
        said.append(text % {"count": most})
    return said


def _offer(around: Around, option: OptionShown, rules: Rules, count: int, people: int) -> StayOffer:
    """One version for the nights chosen: free or why not, and what it costs."""
    asked = around.asked
    arrival = asked.day or asked.today
    answer = capacity.available(
        option=option.id, at=around.at, people=people, arrival=arrival, nights=count, mine=around.hold
    )
    quantities = {unit.id: (people if unit.price.per == Per.PERSON else 1) for unit in _units(option)}
    item = BasketItem(
        key="stay",
        product=around.product.id,
        option=option.id,
        quantities=quantities,
        people=people,
        starts_on=arrival,
        ends_on=arrival + timedelta(days=count),
    )
    cost, lines = "", []
    try:
        priced = price(Basket(rules.currency, (item,)), rules, at=around.at)
    except Refusal as refusal:
        return StayOffer(option.name, "", "", [], is_free=False, sentence=str(refusal), hidden={})
    cost = DayPrices(rules, product=around.product.id, at=around.at, today=asked.today).text(priced.total)
    lines = priced.explanation
    return StayOffer(
        name=option.name,
        price=cost,
        each="",
        lines=lines,
        is_free=answer.ok,
        sentence=_said(answer),
        moving="-".join(str(leg.nights) for leg in answer.legs),
        left=answer.left,
        hidden={
            "option": str(option.id),
            "arrival": arrival.isoformat(),
            "nights": str(count),
            "people": str(people),
            **{f"{PREFIX}{unit}": str(many) for unit, many in quantities.items()},
        },
    )


def _said(answer: Answer) -> str:
    """Why it is not free, or on which days rooms have to be changed."""
    if answer.legs:
        days = ", ".join(when.day_text(leg.first) for leg in answer.legs[1:])
        return _("No room is free for all of these nights, but you can change rooms on %(days)s.") % {
            "days": days
        }
    return "" if answer.ok else " ".join(reason.sentence for reason in answer.reasons[:1])


def _units(option: OptionShown) -> list[Any]:
    """What a stay pays for: what was set to be chosen to begin with, else the first."""
    chosen = [unit for unit in option.units if unit.preselected]
    return chosen or [option.units[0]]
