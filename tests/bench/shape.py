"""What the measured tables hold: the same rows on both sides."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

ROWS: Final = 500  # trips of one business
BOATS: Final = 5
FEW: Final = 10
MANY: Final = 2_000
BULK: Final = 5_000
LIST: Final = 50

# Records of each of the few businesses that are searched.
FOUND: Final = 100_000
FOUND_QUICK: Final = 2_000
FOUND_SHOWN: Final = "100k records, 1M in all"

# Customers of two businesses whose lists are compared.
SMALL: Final = 1
LARGE: Final = 2
SMALL_ROWS: Final = 1_000
LARGE_ROWS: Final = 1_000_000
LARGE_QUICK: Final = 20_000
LISTED: Final = 25
LEVELS: Final = ("beginner", "open", "advanced", "rescue", "master")

# Products on a home page; pages of each of the few and of the many sites.
SOLD: Final = 20
PAGES: Final = 50
SITES: Final = 1_000
SITES_QUICK: Final = 30

# The business and the trip of the one-query page.
BUSINESS: Final = 7
CODE: Final = "t250"

START: Final = datetime(2026, 1, 1, 8, tzinfo=UTC)
NOTES: Final = "Meet at the pier twenty minutes before we leave; bring a towel and something warm to wear."


def slug(number: int) -> str:
    """Name of the business with this number, which is also its id."""
    return f"bench-{number:05d}"


def page_slug(number: int) -> str:
    """Address of a site's nth page."""
    return f"page-{number}"


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


_GIVEN: Final = (
    "Anna Ben Carla Dan Eva Frank Gina Hans Ida Jan Kim Lena Max Nora Otto Paula Rita Sam Tina Uwe Vera Will Xenia Yann"
    " Zoë Andrea Sandra Ivan Joanna Susan Dylan Brian"
)
_FAMILY: Final = (
    "Anders Banks Cole Dunn Evans Ford Grant Hughes Ivanov Jones Kane Lane Mann Nolan Owens Pratt Quinn Reyes Stone"
    " Turner Usman Vance Walsh Young Zimmermann Fernandez Hernandez Lindgren Okafor Nguyen"
)


def fill_places(count: int) -> str:
    """SQL that gives every business places that read like customers: names, addresses, phones, two fields of its own."""
    given, family = (f"string_to_array('{names}', ' ')" for names in (_GIVEN, _FAMILY))
    first, last = f"({given})[1 + (n * 7 + b.id) % 32]", f"({family})[1 + (n * 13) % 30]"
    return f"""
        INSERT INTO tenancy_location (tenant_id, name, time_zone, street, postal_code, city, region, country,
                                      phone, email, custom)
        SELECT b.id, {first} || ' ' || {last} || ' ' || n, 'UTC', n || ' Harbour Road', '',
               ({family})[1 + (n * 11) % 30] || 'ville', '', '', '+4420' || (10000000 + n * 79 + b.id),
               lower({first}) || n || '@example.com',
               jsonb_build_object('certificate', 'PADI ' || n * 3, 'note', 'likes wreck ' || n % 997)
        FROM generate_series(1, {count}) n, tenancy_tenant b ORDER BY n, b.id
    """


def fill_guests(tenant: int, count: int) -> str:
    """SQL that gives a business customers: a fifth of each level, dives and days spread over them all."""
    levels = "ARRAY[" + ", ".join(f"'{one}'" for one in LEVELS) + "]"
    given, family = (f"string_to_array('{names}', ' ')" for names in (_GIVEN, _FAMILY))
    return f"""
        INSERT INTO customers_customer (tenant_id, name, given_name, family_name, sort_name, outline, email, street,
            postal_code, city, region, country, language, currency, source, source_detail, channel, campaign, tags, notes,
            created_at, booking_count, lifetime_value, lifetime_currency, risk_score, custom)
        SELECT {tenant}, g || ' ' || f, '', '', lower(f || ' ' || g || ' ' || n), lower(g || f), 'guest' || n || '@people.example',
            '', '', '', '', (ARRAY['DE', 'GB', 'FR', 'US', 'BZ'])[1 + n % 5], 'en', '', '', '', '', '', '{{}}', '',
            timestamptz '{START.isoformat()}' + n * interval '1 minute', n % 9, n % 50000, 'USD', 0,
            jsonb_build_object('level', ({levels})[1 + (n / 7) % {len(LEVELS)}], 'dives', (n::bigint * 7919) % 100003,
                               'last_dive', to_char(date '2020-01-01' + (n * 31) % 2500, 'YYYY-MM-DD'))
        FROM (SELECT n, ({given})[1 + n % 30] AS g, ({family})[1 + (n / 30) % 30] AS f FROM generate_series(1, {count}) n) x
    """
