"""What the measured tables hold: the same rows on both sides."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

ROWS: Final = 500  # trips of one business
BOATS: Final = 5
FEW: Final = 10
MANY: Final = 2_000
BULK: Final = 5_000
LIST: Final = 50

# The business and the trip of the one-query page.
BUSINESS: Final = 7
CODE: Final = "t250"

START: Final = datetime(2026, 1, 1, 8, tzinfo=UTC)
NOTES: Final = "Meet at the pier twenty minutes before we leave; bring a towel and something warm to wear."


def slug(number: int) -> str:
    """Name of the business with this number, which is also its id."""
    return f"bench-{number:05d}"


def starts_at(row: int) -> datetime:
    """When a business's nth trip begins."""
    return START + timedelta(hours=6 * row)


def values(row: int, code: str) -> dict[str, Any]:
    """Columns of a new trip besides its business and boat."""
    return {
        "code": code,
        "title": f"Reef and wreck, trip {row}",
        "starts_at": starts_at(row),
        "capacity": 12,
        "price": 14_900,
        "notes": NOTES,
    }


def fill_trips(table: str, boats: str, businesses: str) -> str:
    """SQL that writes every business's trips in the order they would come: all businesses' first, then their second."""
    return f"""
        INSERT INTO {table} (tenant_id, boat_id, code, title, starts_at, capacity, price, notes)
        SELECT b.tenant_id, b.ids[1 + n % {BOATS}], 't' || n, 'Reef and wreck, trip ' || n,
               timestamptz '{START.isoformat()}' + n * interval '6 hours', 12, 14900, '{NOTES}'
        FROM generate_series(0, {ROWS - 1}) n,
             (SELECT tenant_id, array_agg(id ORDER BY id) AS ids FROM {boats}
              WHERE tenant_id IN (SELECT id FROM {businesses}) GROUP BY tenant_id) b
        ORDER BY n, b.tenant_id
    """


def fill_boats(table: str, businesses: str) -> str:
    """SQL that gives every business its boats."""
    return f"""
        INSERT INTO {table} (tenant_id, name)
        SELECT b.id, 'Boat ' || n FROM {businesses} b, generate_series(1, {BOATS}) n ORDER BY n, b.id
    """
