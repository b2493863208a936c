"""When else something can be had, for pages of what is sold out: the nearest days, in order.

Each costs a constant number of queries.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from apps.capacity import local
from apps.capacity.errors import NothingServes
from apps.capacity.queries import roster, stay_rules
from apps.capacity.queries.available import of_resources
from apps.capacity.queries.months import month
from apps.capacity.queries.rooms import rooms
from apps.capacity.queries.timed import zone_of
from apps.capacity.types import Each
from apps.capacity.types.answers import DayState
from apps.catalog.models import Option

# How far around the day that was asked for.
BEFORE: Final = 14
AFTER: Final = 45
NEAR: Final = 14
MOST: Final = 3


def other_days(*, product: int, day: date, party: int, at: datetime, most: int = MOST) -> list[date]:
    """Days around it on which a departure of the product has room for the party. Three queries."""
    first = day - timedelta(days=BEFORE)
    found = month(product=product, first=first, days=BEFORE + AFTER, party=party, at=at)
    return _nearest((one.day for one in found if one.state == DayState.OPEN and one.day != day), day, most)


def other_arrivals(
    *,
    option: int,
    arrival: date,
    nights: int,
    people: int,
    at: datetime,
    most: int = MOST,
    mine: int | None = None,
) -> list[date]:
    """Days around it on which a stay as long can begin, in one room throughout. Ten queries."""
    row: Option = Option.objects.select_related("product__location").get(pk=option)
    today = local.day_of(at, zone_of(row.product))
    first, last = max(arrival - timedelta(days=NEAR), today), arrival + timedelta(days=NEAR)
    last = min(last, today + timedelta(days=row.product.horizon))
    if first > last:
        return []
    by_day = stay_rules.rules(product=row.product_id, first=first, last=last + timedelta(days=nights))
    whole = (last - first).days + nights
    try:
        known = rooms(
            option=row,
            arrival=first,
            nights=whole,
            people=people,
            at=at,
            without=roster.of_hold(mine),
        )
    except NothingServes:
        return []
    notice = timedelta(minutes=row.product.notice)
    found = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        closes = local.midnight(day + timedelta(days=1), zone_of(row.product)) - notice
        if day == arrival or closes <= at or stay_rules.refused(by_day, arrival=day, nights=nights):
            continue
        if replace(known, arrival=day, nights=nights).free() is not None:
            found.append(day)
    return _nearest(found, arrival, most)


def other_starts(
    *,
    option: int,
    starts_at: datetime,
    ends_at: datetime,
    people: int,
    at: datetime,
    most: int = MOST,
    mine: int | None = None,
) -> list[date]:
    """Days around it on which it is free at the same times of the clock. Eight queries."""
    row: Option = Option.objects.select_related("product__location").get(pk=option)
    wanted = roster.needs(
        roster.requirements(product=row.product_id, option=row.pk), people=people, of=tuple(Each)
    )
    if not wanted:
        return []
    zone = zone_of(row.product)
    tz = local.zone_of(zone)
    begins, ends = starts_at.astimezone(tz), ends_at.astimezone(tz)
    soonest = at + timedelta(minutes=row.product.notice)
    latest = at + timedelta(days=row.product.horizon)
    spans = {}
    for number in range(-NEAR, NEAR + 1):
        by = timedelta(days=number)
        first = local.instant(begins.date() + by, begins.time(), zone)
        if number and soonest < first <= latest:
            spans[begins.date() + by] = (first, local.instant(ends.date() + by, ends.time(), zone))
    if not spans:
        return []
    found = roster.listed(
        wanted,
        first=min(one for one, _last in spans.values()),
        last=max(last for _one, last in spans.values()),
        location=row.product.location_id,
    )
    own = roster.of_hold(mine)
    for one in found if own else ():
        one.let_go(own)
    free = (
        day
        for day, (one, last) in spans.items()
        if of_resources(wanted, found, one, last, people=people, staff=False).ok
    )
    return _nearest(free, begins.date(), most)


def _nearest(days: Iterable[date], day: date, most: int) -> list[date]:
    """The nearest ones, the later of two as near, in order."""
    near = sorted(days, key=lambda one: (abs((one - day).days), one < day))
    return sorted(near[:most])
