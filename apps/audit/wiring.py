"""What audit puts into registries; imported once when Django is ready."""

from django.utils.translation import gettext_lazy as _

from apps.accounts.home import ENTRIES, Entry
from apps.audit import catalog, schema, sql, takeout
from apps.tenancy.catalog import AUDITS
from apps.tenancy.schema import AFTER_MIGRATE
from apps.tenancy.takeout.registries import LOGS, REFERENCES, ROWS, Log
from apps.tenancy.takeout.rules import to_person

AFTER_MIGRATE.add("audit", schema.complete)
AUDITS.add("audit", catalog.audit)
ROWS.add(sql.ENTRIES, takeout.entry)
ROWS.add(sql.REQUESTS, takeout.request)
for table, about in sql.ABOUT_PEOPLE.items():
    LOGS.add(table, Log(table, about))
    REFERENCES.add(f"{table}.actor", to_person)

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
