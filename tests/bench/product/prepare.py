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


def settle() -> None:
    """Nothing of the preparation is left to be done while measuring."""
    with owner.as_default(), connections["default"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


STEPS: dict[str, Callable[..., None]] = {step.__name__: step for step in (make, fill, places, guests, settle)}

if __name__ == "__main__":
    for argument in sys.argv[1:]:
        name, *values = argument.split(":")
        STEPS[name](*values)
