"""Run as a program, as the owner: makes the benchmark's tables after the product's, or fills them."""

import sys
from collections.abc import Callable

import django

django.setup()

from django.db import connections, transaction  # noqa: E402

from apps.audit import sql as audit  # noqa: E402
from apps.backoffice.search import sql as search  # noqa: E402
from apps.tenancy import owner, schema  # noqa: E402
from tests.bench import shape  # noqa: E402
from tests.bench.product.models import Boat, LoggedTrip, Trip  # noqa: E402

TABLES = ("product_boat", "product_trip", "product_loggedtrip")
UNLOGGED = TABLES[:2]
PAGE_TABLES = {"wagtailcore_page": "id", "cms_sitepage": "page_ptr_id", "cms_standardpage": "sitepage_ptr_id"}
# What a copy of a page does not share with it.
COPIED = {
    "path": "p.path || lpad(upper(to_hex(m.n)), 4, '0')",
    "depth": "p.depth + 1",
    "title": "p.title || ' ' || m.n",
    "draft_title": "p.title || ' ' || m.n",
    "slug": "'page-' || m.n",
    "url_path": "p.url_path || 'page-' || m.n || '/'",
    "translation_key": "gen_random_uuid()",
    "show_in_menus": "false",
    "latest_revision_id": "NULL",
    "live_revision_id": "NULL",
}


def make() -> None:
    """The tables, and what every migration does after tables were made; then two lose their triggers."""
    with owner.as_default():
        with connections["default"].schema_editor() as editor:
            for model in (Boat, Trip, LoggedTrip):
                editor.create_model(model)
        with transaction.atomic(), connections["default"].cursor() as cursor:
            schema.run(cursor)
            for table in UNLOGGED:
                for statement in audit.drop_triggers(table):
                    cursor.execute(statement)


def fill() -> None:
    """The same rows for every business that has none yet."""
    with owner.as_default(), transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(TABLES)} RESTART IDENTITY")
        cursor.execute(shape.fill_boats("product_boat", "tenancy_tenant"))
        cursor.execute(shape.fill_trips("product_trip", "product_boat", "tenancy_tenant"))


def places(count: str) -> None:
    """Records to search in, written into the index by its own triggers; the trigrams afterwards, all at once."""
    with owner.as_default(), transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute(f"DROP INDEX {search.INDEX}")
        cursor.execute("ALTER TABLE tenancy_location DISABLE TRIGGER audit_insert")
        cursor.execute(shape.fill_places(int(count)))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE tenancy_location ENABLE TRIGGER audit_insert")
        cursor.execute(search.GIN)


def guests(tenant: str, count: str) -> None:
    """Customers of a business with three fields of the owner's; neither logged nor searched, which is no list's cost."""
    with owner.as_default(), transaction.atomic(), connections["default"].cursor() as cursor:
        for trigger in ("audit_insert", "search_insert"):
            cursor.execute(f"ALTER TABLE customers_customer DISABLE TRIGGER {trigger}")
        cursor.execute(shape.fill_guests(int(tenant), int(count)))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for trigger in ("audit_insert", "search_insert"):
            cursor.execute(f"ALTER TABLE customers_customer ENABLE TRIGGER {trigger}")


def booked(tenant: str, count: str) -> None:
    """Bookings of a business's first option: a thousand in forty days around the days shown, the rest years before."""
    tables = ("customers_customer", "sales_order", "sales_orderitem", "bookings_booking")
    with owner.as_default(), transaction.atomic(), connections["default"].cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in shape.fill_bookings(int(tenant), int(count)):
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def pages() -> None:
    """Bring every site that has none of them yet to its pages: copies of “About us” below it, in all three tables."""
    with owner.as_default(), transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute(
            f"""
            CREATE TEMPORARY TABLE made ON COMMIT DROP AS
            SELECT nextval(pg_get_serial_sequence('wagtailcore_page', 'id')) AS number, n, p.id AS above
            FROM wagtailcore_page p CROSS JOIN generate_series(1, {shape.PAGES} - 7) n
            WHERE p.slug = 'about' AND p.depth = 3 AND p.numchild = 0 ORDER BY n, p.id
            """
        )
        for table, key in PAGE_TABLES.items():
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
            )
            columns = [name for (name,) in cursor.fetchall()]
            values = ["m.number" if name == key else COPIED.get(name, f'p."{name}"') for name in columns]
            cursor.execute(
                f"""
                INSERT INTO {table} ({", ".join(f'"{name}"' for name in columns)})
                SELECT {", ".join(values)} FROM made m JOIN {table} p ON p.{key} = m.above ORDER BY m.number
                """
            )
        cursor.execute(
            f"UPDATE wagtailcore_page SET numchild = {shape.PAGES} - 7 WHERE id IN (SELECT above FROM made)"
        )


def settle() -> None:
    """Nothing of the preparation is left to be done while measuring."""
    with owner.as_default(), connections["default"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


STEPS: dict[str, Callable[..., None]] = {
    step.__name__: step for step in (make, fill, places, guests, booked, pages, settle)
}

if __name__ == "__main__":
    for argument in sys.argv[1:]:
        name, *values = argument.split(":")
        STEPS[name](*values)
