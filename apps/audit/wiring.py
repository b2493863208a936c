"""What audit puts into registries; imported once when Django is ready."""

from django.utils.translation import gettext_lazy as _

from apps.accounts.home import ENTRIES, Entry
from apps.audit import catalog, schema
from apps.tenancy.catalog import AUDITS
from apps.tenancy.schema import AFTER_MIGRATE

AFTER_MIGRATE.add("audit", schema.complete)
AUDITS.add("audit", catalog.audit)

ENTRIES.add(
    "audit",
    Entry(
        _("Audit log"),
        "home_audit",
        "list",
        50,
        code="audit.view_entry",
        about=_("Who changed what, and when."),
    ),
)
