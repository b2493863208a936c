"""Rentals: from when until when, how many of what."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.capacity import local
from apps.capacity import queries as capacity
from apps.catalog.pricing import BasketItem
from apps.catalog.shown import OptionShown
from cms.booking import when
from cms.booking.asked import Asked
from cms.booking.day_prices import DayPrices, rules_of, total
from cms.booking.panels import totals
from cms.booking.panels.parties import PREFIX
from cms.booking.panels.types import Around, Pick, StayOffer
from cms.booking.sold import Sold

BEGINS: Final = "09:00"
ENDS: Final = "17:00"


def panel(around: Around) -> dict[str, Any]:
    """A question for both ends; once they are given, each version with its price and how many are free."""
    asked = around.asked
    day = asked.day or asked.today + timedelta(days=1)
    values = {
        "day": day.isoformat(),
        "until": (asked.until or day).isoformat(),
        "begins": asked.begins or BEGINS,
        "ends": asked.ends or ENDS,
        "first": asked.today.isoformat(),
        "last": asked.last.isoformat(),
    }
    found: dict[str, Any] = {"values": values}
    ends = span(asked, around.sold)
    if ends is None:
        return found if asked.day is None else found | {"sentence": _("It must end after it begins.")}
    starts_at, ends_at = ends
    if starts_at <= around.at:
        return found | {"sentence": _("This time has passed. Choose another one.")}
    options = [option for option in around.product.options if option.units]
    rules = rules_of(around.product, at=around.at, today=around.asked.today)
    prices = DayPrices(rules, product=around.product.id, at=around.at, today=asked.today)
    zone = around.sold.zone
    offers = []
    for option in options:
        answer = capacity.available(
            option=option.id, at=around.at, people=1, starts_at=starts_at, ends_at=ends_at, mine=around.hold
        )
        item = _item(around, option, starts_at, ends_at)
        offers.append(
            StayOffer(
                name=option.name,
                price=prices.text(total(rules, [item], at=around.at)),
                each=option.units[0].name,
                total=totals.total(
                    around, option, prices, starts_at=starts_at, ends_at=ends_at, left=answer.left
                ),
                many=_many(around, option, left=answer.left),
                lines=[],
                is_free=answer.ok,
                sentence=_left(answer.left)
                if answer.ok
                else " ".join(one.sentence for one in answer.reasons[:1]),
                left=max(answer.left, 1),
                hidden={
                    "option": str(option.id),
                    "starts": starts_at.isoformat(),
                    "stops": ends_at.isoformat(),
                    "unit": f"{PREFIX}{option.units[0].id}",
                },
            )
        )
    others = [] if any(one.is_free for one in offers) or not options else _others(around, options[0], ends)
    return found | {
        "chosen": when.span_text(starts_at, ends_at, zone),
        "offers": offers,
        "others": others,
    }


def _others(around: Around, option: OptionShown, ends: tuple[datetime, datetime]) -> list[Pick]:
    """On which other days it is free at these times. Eight queries, for what is taken."""
    asked = around.asked
    days = capacity.other_starts(
        option=option.id, starts_at=ends[0], ends_at=ends[1], people=1, at=around.at, mine=around.hold
    )
    length = (asked.until or asked.today) - (asked.day or asked.today)
    return [
        Pick(
            when.day_text(day),
            around.link(asked.query(month=None, day=day.isoformat(), until=(day + length).isoformat())),
        )
        for day in days
    ]


def _many(around: Around, option: OptionShown, *, left: int) -> int:
    """How many a form that is changed or was refused says, as far as there are so many."""
    said = (around.given or {}).get(option.units[0].id, 1)
    return min(max(said, 1), max(left, 1))


def span(asked: Asked, sold: Sold) -> tuple[datetime, datetime] | None:
    """Both ends on the venue's clock; None where they are not given or not in order."""
    if asked.day is None or asked.until is None:
        return None
    begins, ends = (
        _at(day, clock, sold)
        for day, clock in ((asked.day, asked.begins or BEGINS), (asked.until, asked.ends or ENDS))
    )
    return (begins, ends) if ends > begins else None


def _at(day: date, clock: str, sold: Sold) -> datetime:
    return local.instant(day, time.fromisoformat(clock), sold.zone.key)


def _item(around: Around, option: OptionShown, starts_at: datetime, ends_at: datetime) -> BasketItem:
    zone = around.sold.zone
    return BasketItem(
        key="rental",
        product=around.product.id,
        option=option.id,
        quantities={option.units[0].id: 1},
        starts_on=when.local_day(starts_at, zone),
        ends_on=when.local_day(ends_at, zone),
        minutes=int((ends_at - starts_at).total_seconds() // 60),
    )


def _left(left: int) -> str:
    return ngettext("%(count)d free", "%(count)d free", left) % {"count": left}
