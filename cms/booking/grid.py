"""A month as a table of weeks, each day with what there is to say of it."""

from calendar import Calendar
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from babel.dates import get_day_names

from apps.backoffice.attributes.formats import babel_locale
from cms.booking import when
from cms.booking.panels.types import Around, Cell, Month


def month(around: Around, first: date, cell: Callable[[date], Cell], *, ends: bool = False) -> Month:
    """The month that begins on `first`, in the order of weekdays that the language is used to.

    `ends` is set where what began on the chosen day may end in another month.
    """
    weeks = [
        [cell(day) if day.month == first.month else None for day in week]
        for week in Calendar(_first_weekday()).monthdatescalendar(first.year, first.month)
    ]
    asked = around.asked
    before, after = step(first, -1), step(first, 1)
    return Month(
        title=when.month_text(first),
        weekdays=_weekdays(),
        weeks=weeks,
        previous_url=around.link(asked.month_query(before, ends=ends)) if first > asked.today else "",
        next_url=around.link(asked.month_query(after, ends=ends)) if after <= asked.last else "",
    )


def step(first: date, months: int) -> date:
    """The first day of the month so many later."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def days_of(first: date) -> int:
    """How many days the month has."""
    return (step(first, 1) - first).days


def last_of(first: date) -> date:
    """Its last day."""
    return step(first, 1) - timedelta(days=1)


def _first_weekday() -> int:
    locale: Any = babel_locale()
    return int(locale.first_week_day)


def _weekdays() -> list[tuple[str, str]]:
    locale = babel_locale()
    short, long = (get_day_names(width, "stand-alone", locale) for width in ("abbreviated", "wide"))
    order = [(_first_weekday() + number) % 7 for number in range(7)]
    return [(str(short[number]), str(long[number])) for number in order]
