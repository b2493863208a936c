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


def fill_bookings(tenant: int, count: int) -> list[str]:
    """SQL that gives a business that sells something a thousand customers, an order, and so many bookings."""
    near = f"timestamptz '{START.isoformat()}' - interval '20 days' + n * interval '58 minutes'"
    past = f"timestamptz '{START.isoformat()}' - interval '21 days' - n * interval '2 minutes'"
    letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
    code = " || ".join(f"substr('{letters}', 1 + (n / {30**place}) % 30, 1)" for place in range(6))
    sold = f"""(SELECT o.id AS option, o.product_id AS product, l.id AS location FROM catalog_option o, tenancy_location l
        WHERE o.tenant_id = {tenant} AND l.tenant_id = {tenant} ORDER BY o.id, l.id LIMIT 1) s"""
    return [
        fill_guests(tenant, SMALL_ROWS),
        f"""
        INSERT INTO sales_order (tenant_id, reference, token, status, customer_id, location_id, language, currency,
            contact, requests, notes, payment_plan, subtotal, discount, tax, total, deposit, paid, refund_due, source,
            device, browser, referrer, utm_source, utm_medium, utm_campaign, placed_at, version, custom)
        SELECT {tenant}, 'OR-2026-222222', gen_random_uuid(), 'placed', min(id), NULL, 'en', 'USD', '{{}}', '', '',
            'at_desk', 0, 0, 0, 0, 0, 0, 0, 'website', '', '', '', '', '', '', now(), 1, '{{}}'
        FROM customers_customer WHERE tenant_id = {tenant}
        """,
        f"""
        INSERT INTO sales_orderitem (tenant_id, order_id, product_id, option_id, people, quantities, answers,
            deposit_rule, deposit, policy, by_hand_reason, currency, position, removed, custom)
        SELECT {tenant}, o.id, s.product, s.option, 2, '{{}}', '{{}}', '{{}}', 0, '{{}}', '', 'USD', 0, false, '{{}}'
        FROM sales_order o, {sold} WHERE o.tenant_id = {tenant}
        """,
        f"""
        INSERT INTO bookings_booking (tenant_id, reference, token, order_id, item_id, customer_id, product_id, option_id,
            location_id, starts_at, ends_at, people, status, source, requests, diet, notes, address, plate, policy,
            total, fee, refund_due, currency, sequence, created_at, cancelled_by, reason, custom)
        SELECT {tenant}, 'BK-2026-' || {code}, gen_random_uuid(), i.order_id, i.id, c.first + n % {SMALL_ROWS},
            s.product, s.option, s.location, x.starts_at, x.starts_at + interval '4 hours', 1 + n % 4,
            CASE WHEN x.n < {SMALL_ROWS} THEN 'confirmed' ELSE 'completed' END, 'website', '', '', '', '', '', '{{}}',
            10000 + n % 5000, 0, 0, 'USD', 0, x.starts_at - interval '9 days', '', '', '{{}}'
        FROM (SELECT n, CASE WHEN n < {SMALL_ROWS} THEN {near} ELSE {past} END AS starts_at
              FROM generate_series(0, {count - 1}) n) x,
            (SELECT id, order_id FROM sales_orderitem WHERE tenant_id = {tenant}) i,
            (SELECT min(id) AS first FROM customers_customer WHERE tenant_id = {tenant}) c, {sold}
        """,
    ]
