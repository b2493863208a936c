"""Rules for stays, by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from apps.capacity.errors import StayRefused
from apps.catalog.models import StayRule
from apps.catalog.yearly import covers
from apps.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class DayRule:
    """What holds for the night that begins on a day."""

    nights_min: int = 1
    nights_max: int | None = None
    no_arrival: bool = False
    no_departure: bool = False
    closed: bool = False


def rules(*, product: int, first: date, last: date) -> dict[date, DayRule]:
    """The rule of each day, both ends included. One query.

    The highest priority wins; of those, all hold: the longest minimum, the shortest maximum, whatever is forbidden.
    """
    found = list(
        StayRule.objects.filter(
            Q(product=product) | Q(product=None),
            Q(first_day=None) | Q(first_day__lte=last),
            Q(last_day=None) | Q(last_day__gte=first) | Q(yearly=True),
        )
    )
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return {day: _of(one for one in found if _covers(one, day)) for day in days}


def _covers(rule: StayRule, day: date) -> bool:
    return covers(day, rule.first_day, rule.last_day, yearly=rule.yearly)


def _of(those: Iterable[StayRule]) -> DayRule:
    found = list(those)
    if not found:
        return DayRule()
    top = max(one.priority for one in found)
    found = [one for one in found if one.priority == top]
    most = [one.nights_max for one in found if one.nights_max is not None]
    return DayRule(
        nights_min=max(one.nights_min for one in found),
        nights_max=min(most) if most else None,
        no_arrival=any(one.no_arrival for one in found),
        no_departure=any(one.no_departure for one in found),
        closed=any(one.closed for one in found),
    )


def refused(by_day: dict[date, DayRule], *, arrival: date, nights: int) -> Refusal | None:
    """The rule that forbids a stay, None when all allow it. `by_day` reaches from arrival to departure."""
    touched = [by_day[arrival + timedelta(days=number)] for number in range(nights)]
    if any(one.closed for one in touched):
        return StayRefused(rule="closed")
    if touched[0].no_arrival:
        return StayRefused(rule="no_arrival")
    if by_day[arrival + timedelta(days=nights)].no_departure:
        return StayRefused(rule="no_departure")
    least = max(one.nights_min for one in touched)
    if nights < least:
        return StayRefused(rule="nights_min", nights=least)
    most = [one.nights_max for one in touched if one.nights_max is not None]
    if most and nights > min(most):
        return StayRefused(rule="nights_max", nights=min(most))
    return None
