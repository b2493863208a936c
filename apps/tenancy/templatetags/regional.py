"""Django's own filters for dates, in every template, with the order and the clock of the business's country."""

from datetime import date as day
from datetime import time
from typing import Any

from django import template
from django.template import defaultfilters

from apps.tenancy import region

register = template.Library()


@register.filter(expects_localtime=True, is_safe=False)
def date(value: Any, pattern: str | None = None) -> str:
    """As Django's, the day and the month turned where the country does."""
    if isinstance(value, day):
        return region.dated(value, pattern)
    return str(defaultfilters.date(value, pattern))


@register.filter
def full_hour(text: str) -> str:
    """An hour given as "14:00", as the country writes it: "2 PM"."""
    return region.full_hour(time(int(text.partition(":")[0])))


@register.simple_tag
def written_in() -> str:
    """The language and country for scripts that write days: "en-GB"."""
    return str(region.locale()).replace("_", "-")
