"""Spans of days that come again every year. Pure.

Days are compared by month and day, so one that begins on the 29th of February begins on the 1st of March where there is
none, and one that ends there ends on the 28th. A span may reach over the turn of the year.
"""

from datetime import date, timedelta

# From one day to the day before it a year later, leap years included.
WHOLE_YEAR = 365


def covers(day: date, first: date | None, last: date | None, *, yearly: bool = False) -> bool:
    """Whether the day is in the span, both ends included; None is open. What is yearly begins with its first time."""
    if first is not None and day < first:
        return False
    if not yearly or first is None or last is None:
        return last is None or day <= last
    begins, ends, at = (one.timetuple()[1:3] for one in (first, last, day))
    following = last + timedelta(days=1)
    if (last - first).days >= WHOLE_YEAR or (following.month, following.day) == begins:
        return True  # it begins again when it ends
    return begins <= at <= ends if begins <= ends else at >= begins or at <= ends


def begun(day: date, first: date, *, yearly: bool) -> date:
    """When the span that the day lies in has begun."""
    if not yearly:
        return first
    this_year = first.timetuple()[1:3] <= day.timetuple()[1:3]
    return _in_year(first, day.year if this_year else day.year - 1)


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # the 29th of February
        return date(year, 3, 1)
