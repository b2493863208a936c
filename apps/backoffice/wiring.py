"""What the back office puts into registries; imported once when Django is ready."""

from apps.backoffice.fields import schema, takeout
from apps.tenancy.catalog import AUDITS
from apps.tenancy.schema import AFTER_MIGRATE
from apps.tenancy.takeout.registries import ROWS

AFTER_MIGRATE.add("backoffice.fields", schema.complete)
AUDITS.add("backoffice.fields", schema.findings)
for table in takeout.tables():
    ROWS.add(table, takeout.row)
