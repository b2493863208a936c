"""What the back office puts into registries; imported once when Django is ready."""

from apps.backoffice.screens import tenancy

__all__ = ["tenancy"]
from apps.backoffice import tasks
from apps.backoffice.fields import schema, takeout
from apps.backoffice.fields.ports import JOBS
from apps.tenancy.catalog import AUDITS
from apps.tenancy.schema import AFTER_MIGRATE
from apps.tenancy.takeout.registries import ROWS

AFTER_MIGRATE.add("backoffice.fields", schema.complete)
AUDITS.add("backoffice.fields", schema.findings)
JOBS.add("change", tasks.fields.run_change)
for table in takeout.tables():
    ROWS.add(table, takeout.row)
