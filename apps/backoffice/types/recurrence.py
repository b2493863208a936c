"""When something that repeats is due again. Pure calendar arithmetic: no zones, so no clock change can shift it."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

STEPS: Final = {"daily": 1, "weekly": 7}
MONTHS: Final = 12


def next_due(due: date, repeats: str, *, day: int, not_before: date) -> date | None:
    """The first day of the series after `due` that is not before `not_before`.

    `day` is the day of the month a monthly series means; a shorter month ends it early, the next one is right again.
    None when nothing repeats or the calendar ends.
    """
    try:
        if repeats in STEPS:
            return _stepped(due, STEPS[repeats], not_before)
        if repeats == "monthly":
            return _monthly(due, day, not_before)
    except (OverflowError, ValueError):  # after the year 9999
        return None
    return None


def _stepped(due: date, step: int, not_before: date) -> date:
    behind = max((not_before - due).days, 1)
    return due + timedelta(days=-(-behind // step) * step)


def _monthly(due: date, day: int, not_before: date) -> date:
    behind = (not_before.year - due.year) * MONTHS + not_before.month - due.month
    months = max(behind, 1)
    found = _in_month(due, months, day)
    return found if found >= not_before else _in_month(due, months + 1, day)


def _in_month(due: date, months: int, day: int) -> date:
    year, month = divmod(due.year * MONTHS + due.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day, monthrange(year, month + 1)[1]))
