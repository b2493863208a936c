"""Which of many products can be had on a day, for lists."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final, LiteralString

from apps.tenancy import db

_RUNNING: Final[LiteralString] = """SELECT DISTINCT d.product_id AS product
FROM capacity_departure d JOIN tenancy_location l ON l.id = d.location_id JOIN catalog_product p ON p.id = d.product_id
WHERE d.product_id = ANY(%(products)s::bigint[]) AND d.starts_at >= %(first)s AND d.starts_at < %(last)s
  AND d.status = 'open' AND d.capacity - d.booked >= %(party)s
  AND d.starts_at > %(at)s::timestamptz + p.notice * interval '1 minute'
  AND d.starts_at <= %(at)s::timestamptz + p.horizon * interval '1 day'
  AND (d.starts_at AT TIME ZONE l.time_zone)::date = %(day)s"""


def running(*, products: Collection[int], day: date, party: int, at: datetime) -> frozenset[int]:
    """The products with a departure on the day, on its location's clock, that has room for so many. One query."""
    rows = db.fetch_all(
        _RUNNING,
        products=list(products),
        first=day - timedelta(days=1),
        last=day + timedelta(days=2),
        day=day,
        party=party,
        at=at,
    )
    return frozenset(row["product"] for row in rows)
