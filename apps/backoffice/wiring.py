"""What the back office puts into registries; imported once when Django is ready."""

from apps.backoffice.screens import accounts, tenancy
from apps.backoffice.search import catalog, schema
from apps.tenancy.catalog import AUDITS
from apps.tenancy.schema import AFTER_MIGRATE

AFTER_MIGRATE.add("search", schema.complete)
AUDITS.add("search", catalog.audit)

__all__ = ["accounts", "tenancy"]
