"""Departures that exist only because somebody asked for them.

When nobody holds or has booked a place any more, and no staff have touched it, such a departure is taken away again: it
is cancelled without a word, in the statement that gives the last places back. No fact tells of it, and `edited` stays
false, by which it is known from one that staff cancelled. It is open again as soon as somebody wants it.
"""

from datetime import datetime
from typing import Final, LiteralString

from apps.capacity.models import Departure
from apps.capacity.types import DepartureStatus, PatternKind
from apps.tenancy import db

# Of the departure `d`, from which `less` places are given back; holds in `gone` are those that are given back.
AFTER: Final[LiteralString] = """
  CASE WHEN d.booked - less.seats <= 0 AND d.status = 'open' AND NOT d.edited AND d.boat_id IS NULL
    AND EXISTS (SELECT FROM capacity_pattern p WHERE p.id = d.pattern_id AND p.kind = 'on_request')
    AND NOT EXISTS (SELECT FROM capacity_reservation r
      WHERE r.departure_id = d.id AND r.kind = 'assignment' AND r.status IN ('held', 'confirmed'))
    AND NOT EXISTS (SELECT FROM capacity_hold h
      WHERE h.departure_id = d.id AND h.status IN ('held', 'confirmed') AND h.id <> ALL(%(gone)s::bigint[]))
  THEN 'cancelled' ELSE d.status END
"""
_FORGET: Final[LiteralString] = """
UPDATE capacity_departure d SET status = $after FROM (SELECT 0 AS seats) less
WHERE d.id = %(departure)s AND d.booked = 0 AND d.status = 'open'
""".replace("$after", AFTER)


def forget_asked(*, departure: int, gone: int) -> None:
    """Take it away if it was there for the hold `gone` alone: one statement. Locks it."""
    db.execute(_FORGET, departure=departure, gone=[gone])


def reopen_asked(*, departure: int, at: datetime) -> bool:
    """Open again a departure that was taken away because nobody wanted it: one statement. Locks it."""
    rows = Departure.objects.filter(
        pk=departure,
        status=DepartureStatus.CANCELLED,
        edited=False,
        pattern__kind=PatternKind.ON_REQUEST,
        starts_at__gt=at,
    )
    return bool(rows.update(status=DepartureStatus.OPEN))
