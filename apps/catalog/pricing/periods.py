"""How often a unit's price is paid, and on which days: nights of a stay, days of a rental, hours, months."""

from datetime import date, timedelta
from typing import Final

from apps.catalog.pricing.baskets import BasketItem
from apps.catalog.types import Per

_DAY: Final = 24 * 60
# How many days lie between the first days of two periods.
_STEP: Final = {Per.NIGHT: 1, Per.DAY: 1, Per.WEEK: 7}
COUNTED: Final = frozenset({Per.NIGHT, Per.DAY, Per.WEEK, Per.HOUR, Per.MONTH})


def nights(item: BasketItem) -> int:
    """How many times it is midnight between its first and last day."""
    if item.starts_on is None or item.ends_on is None:
        return 0
    return max((item.ends_on - item.starts_on).days, 0)


def count(per: str, item: BasketItem) -> int:
    """How many periods are paid: each that has begun, one at least. What is not by time is paid once."""
    if per not in COUNTED:
        return 1
    if item.periods is not None:
        return max(item.periods, 1)
    if per == Per.NIGHT:
        return max(nights(item), 1)
    if per == Per.HOUR:
        return max(-(-(item.minutes or 0) // 60), 1)
    if per == Per.MONTH:
        return 1
    days = -(-item.minutes // _DAY) if item.minutes is not None else nights(item)
    return max(-(-days // _STEP[Per(per)]), 1)


def days(per: str, item: BasketItem, periods: int) -> list[date]:
    """The first day of each period, by which its season is found; one for what is not by day. Goods have none."""
    if item.starts_on is None:
        return []
    if per in _STEP:
        return [item.starts_on + timedelta(days=n * _STEP[Per(per)]) for n in range(periods)]
    return [item.starts_on]
