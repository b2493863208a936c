"""What the back office puts into registries; imported once when Django is ready."""

from django.utils.translation import gettext_lazy as _

from apps.accounts.home import ENTRIES, Entry
from apps.audit.ports import PERSONAL
from apps.backoffice import own_panels, packs, takeout, tasks
from apps.backoffice import panels as today_panels
from apps.backoffice.fields import families
from apps.backoffice.fields import schema as field_schema
from apps.backoffice.fields import takeout as field_takeout
from apps.backoffice.fields.places import FAMILIES
from apps.backoffice.imports import takeout as import_takeout
from apps.backoffice.models import CustomFile, Record
from apps.backoffice.ports import JOBS
from apps.backoffice.screens import accounts, events, tenancy, todos
from apps.backoffice.search import catalog as search_catalog
from apps.backoffice.search import schema as search_schema
from apps.backoffice.search.sources import SOURCES, source
from apps.backoffice.services import (
    field_definition,
    label_definition,
    panels,
    record_type_definition,
    view_definition,
)
from apps.backoffice.services.definitions import DEFINITIONS
from apps.files.room import STORED
from apps.tenancy.catalog import AUDITS
from apps.tenancy.packs import SECTIONS
from apps.tenancy.schema import AFTER_MIGRATE
from apps.tenancy.takeout.registries import REFERENCES, ROWS
from apps.tenancy.takeout.rules import in_json, to_person

__all__ = ["accounts", "events", "tenancy", "todos"]

FAMILIES.add(families.PREFIX, families.RECORDS)
AFTER_MIGRATE.add("backoffice.fields", field_schema.complete)
AUDITS.add("backoffice.fields", field_schema.findings)
STORED.add("backoffice.fields", CustomFile.stored_bytes)
JOBS.add("change", tasks.fields.run_change)
JOBS.add("retitle", tasks.record_types.retitle)
for table in field_takeout.tables():
    ROWS.add(table, field_takeout.row)

# Records of the owner's types are found under the type's key.
OF_RECORD = (
    "(SELECT 'records.' || t.key FROM public.backoffice_recordtype t"
    " WHERE t.tenant_id = {row}.tenant_id AND t.id = {row}.type_id)"
)
SOURCES.add("records", source(Record, columns=("title",), kind=OF_RECORD, kinds="records.%"))
AFTER_MIGRATE.add("search", search_schema.complete)
AUDITS.add("search", search_catalog.audit)

# A file is read in this order: what views and labels speak of comes before them.
for definition in (
    record_type_definition.DEFINITION,
    field_definition.DEFINITION,
    label_definition.DEFINITION,
    view_definition.DEFINITION,
    panels.DEFINITION,
):
    DEFINITIONS.add(definition.kind, definition)

# Record types before what stands on them, views after the columns they show.
for section in (
    packs.Words(),
    packs.RecordTypes(),
    packs.Fields(),
    packs.Views(),
    packs.Navigation(),
    packs.Dashboards(),
    packs.Look(),
):
    SECTIONS.add(section.kind, section)

for column in takeout.JSON_WITH_RECORDS:
    REFERENCES.add(column, takeout.RECORDS)

for panel in (own_panels.TODOS, own_panels.CHANGES, own_panels.TEAM):
    today_panels.add(panel)

ROWS.add("backoffice_todo", takeout.todo)
ROWS.add("backoffice_besidechange", takeout.beside_change)
REFERENCES.add("backoffice_besidechange.actor", to_person)
ENTRIES.add(
    "look",
    Entry(
        _("Look"),
        "office_look",
        "palette",
        45,
        code="backoffice.change_businesslook",
        about=_("Your colour and your logo in the back office."),
    ),
)
ENTRIES.add(
    "fields",
    Entry(
        _("Fields"),
        "office_fields",
        "fields",
        41,
        code="backoffice.view_customfield",
        about=_("Fields of your own on any kind of record."),
    ),
)
ENTRIES.add(
    "record_types",
    Entry(
        _("Record types"),
        "office_types",
        "types",
        42,
        code="backoffice.view_recordtype",
        about=_("Lists of your own, such as a boat log."),
    ),
)
ENTRIES.add(
    "words",
    Entry(
        _("Words"),
        "office_words",
        "words",
        43,
        code="backoffice.view_label",
        about=_("What things are called here, and what is hidden."),
    ),
)
for name, job in (
    ("check", tasks.data.check_import),
    ("write", tasks.data.write_import),
    ("undo", tasks.data.undo_import),
    ("workbook", tasks.data.make_export),
):
    JOBS.add(name, job)
ROWS.add(import_takeout.IMPORTS, import_takeout.interrupted)
REFERENCES.add("backoffice_export.chosen", in_json(import_takeout.nothing_chosen))
ENTRIES.add(
    "today_pages",
    Entry(
        _("Today pages"),
        "office_panels",
        "panels",
        44,
        code="backoffice.arrange_dashboard",
        about=_("What each role sees first."),
    ),
)
ENTRIES.add(
    "changes",
    Entry(
        _("Changes"),
        "office_versions",
        "versions",
        46,
        code="backoffice.view_definitionversion",
        about=_("Who changed what in these settings, and the way back."),
    ),
)
PERSONAL.add("backoffice_todo", ("title", "notes", "waiting_for", "about_title", "custom"))
PERSONAL.add("backoffice_customfile", ("name", "file"))
PERSONAL.add("backoffice_import", ("preview",))
