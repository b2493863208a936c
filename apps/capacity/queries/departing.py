"""Departures as calendars show them."""

from datetime import date, datetime, timedelta
from typing import Final, LiteralString

from apps.capacity.types import Day, Run
from apps.capacity.types.answers import DayState
from apps.catalog.models import Product
from apps.tenancy import db
from apps.tenancy.models import Location

# Days in one statement, counted by the database however many departures there are. Timestamps bound it, a day wider on
# both sides than any zone needs; the days themselves are the location's own. Zones come as values: a join to the
# locations would ask their row security once for each departure.
_MONTH: Final[LiteralString] = """SELECT (d.starts_at AT TIME ZONE l.zone)::date AS day, count(*) AS runs,
  count(*) FILTER (WHERE d.status = 'open' AND d.starts_at > %(soonest)s AND d.starts_at <= %(latest)s) AS open,
  max(d.capacity - d.booked) FILTER (
    WHERE d.status = 'open' AND d.starts_at > %(soonest)s AND d.starts_at <= %(latest)s) AS "left"
FROM capacity_departure d JOIN unnest(%(places)s::bigint[], %(zones)s::text[]) AS l(id, zone) ON l.id = d.location_id
WHERE d.product_id = %(product)s AND d.starts_at >= %(first)s AND d.starts_at < %(last)s
  AND d.status IN ('open', 'closed')
GROUP BY 1"""

_RUNS: Final[LiteralString] = """SELECT d.id AS departure, d.option_id AS option, d.starts_at, d.ends_at,
  d.capacity - d.booked AS "left",
  CASE WHEN d.status <> 'open' THEN d.status
       WHEN d.starts_at <= %(at)s::timestamptz + p.notice * interval '1 minute' THEN 'late'
       WHEN d.starts_at > %(at)s::timestamptz + p.horizon * interval '1 day' THEN 'early'
       WHEN d.capacity - d.booked < %(party)s THEN 'full'
       ELSE 'open' END AS status, l.time_zone AS zone
FROM capacity_departure d JOIN tenancy_location l ON l.id = d.location_id JOIN catalog_product p ON p.id = d.product_id
WHERE d.product_id = %(product)s AND d.starts_at >= %(first)s AND d.starts_at < %(last)s
  AND d.status IN ('open', 'closed') AND (d.starts_at AT TIME ZONE l.time_zone)::date = %(day)s
ORDER BY d.starts_at, d.id"""


def month_of_departures(*, product: Product, first: date, days: int, party: int, at: datetime) -> list[Day]:
    """Two queries."""
    begins, ends = _around(first, days)
    places = list(Location.objects.order_by("pk").values_list("pk", "time_zone"))
    rows = db.fetch_all(
        _MONTH,
        product=product.pk,
        first=begins,
        last=ends,
        soonest=at + timedelta(minutes=product.notice),
        latest=at + timedelta(days=product.horizon),
        places=[number for number, _zone in places],
        zones=[zone for _number, zone in places],
    )
    found = {row["day"]: row for row in rows}
    return [_day(first + timedelta(days=number), found, party) for number in range(days)]


def runs(*, product: int, day: date, party: int, at: datetime) -> list[Run]:
    """The departures of a day on their location's clock; of those that cannot be booked, why: closed, late, early,
    full. One query.
    """
    begins, ends = _around(day, 1)
    rows = db.fetch_all(_RUNS, product=product, day=day, first=begins, last=ends, party=party, at=at)
    return [Run(**row) for row in rows]


def _around(first: date, days: int) -> tuple[date, date]:
    return first - timedelta(days=1), first + timedelta(days=days + 1)


def _day(day: date, found: dict[date, dict[str, int | None]], party: int) -> Day:
    row = found.get(day)
    if row is None:
        return Day(day, DayState.NONE, 0, 0)
    runs_, left = row["runs"] or 0, row["left"] or 0
    if not row["open"]:
        return Day(day, DayState.CLOSED, 0, runs_)
    return Day(day, DayState.OPEN if left >= party else DayState.FULL, left, runs_)
