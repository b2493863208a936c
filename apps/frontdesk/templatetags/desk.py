"""What templates of the front desk need: amounts and moments as people read them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template

from apps.backoffice.attributes import formats as written
from apps.tenancy import region

register = template.Library()


@register.filter
def money(minor: int | None, currency: str) -> str:
    """Such as "$85.00"; "" for nothing."""
    return "" if minor is None else written.money(minor, currency)


@register.filter
def clock_in(moment: datetime | None, zone: str) -> str:
    """The time on a place's clock, such as "08:30"."""
    return "" if moment is None else region.clock(moment.astimezone(ZoneInfo(zone)))


@register.filter
def day_in(moment: datetime | None, zone: str) -> str:
    """The day on a place's clock, such as "Sat 14 Mar"."""
    return "" if moment is None else region.dated(moment.astimezone(ZoneInfo(zone)), "D j M")


@register.filter
def date_in(moment: datetime | None, zone: str) -> str:
    """The day on a place's clock as addresses write it."""
    return "" if moment is None else moment.astimezone(ZoneInfo(zone)).date().isoformat()
