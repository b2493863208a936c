"""What the back office puts into registries; imported once when Django is ready."""

from apps.backoffice import own_panels, panels
from apps.backoffice.screens import accounts, tenancy
from apps.backoffice.search import catalog, schema
from apps.tenancy.catalog import AUDITS
from apps.tenancy.schema import AFTER_MIGRATE

AFTER_MIGRATE.add("search", schema.complete)
AUDITS.add("search", catalog.audit)

for panel in (own_panels.CHANGES, own_panels.TEAM):
    panels.add(panel)

__all__ = ["accounts", "tenancy"]
