"""What customers puts into registries; imported once when Django is ready."""

from apps.audit.ports import PERSONAL, words_of
from apps.backoffice import panels as today_panels
from apps.backoffice.fields import takeout as own_fields
from apps.backoffice.models import Todo
from apps.customers import packs, panels, takeout
from apps.customers.models import Consent, Customer, CustomerLink, CustomerMerge, Gear, Vehicle
from apps.customers.ports import MERGED
from apps.customers.services.contacts import HELD
from apps.customers.services.following import Rows
from apps.tenancy.packs import SAMPLES
from apps.tenancy.schema import AFTER_MIGRATE
from apps.tenancy.takeout.registries import REFERENCES, ROWS
from apps.tenancy.takeout.rules import in_json, to_row

AFTER_MIGRATE.add("customers.held", HELD.create)
today_panels.add(panels.NEW)
SAMPLES.add("customers", packs.Customers())
REFERENCES.add("customers_customermerge.snapshot", in_json(takeout.snapshot))
REFERENCES.add("customers_customermerge.merged_number", to_row(takeout.TABLE))
ROWS.add(CustomerLink._meta.db_table, own_fields.row)
MERGED.add(
    "backoffice.todo.about_id", Rows(Todo._meta.get_field("about_id"), about_screen="customers.customer")
)
# What stays says nothing of a person: which country's tax applied, and where they came from.
_KEPT = frozenset({"country", "currency", "language", "lifetime_currency"})
for _model in (Customer, Vehicle, Gear, Consent, CustomerMerge):
    PERSONAL.add(_model._meta.db_table, words_of(_model, but=_KEPT))
