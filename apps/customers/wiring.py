"""What customers puts into registries; imported once when Django is ready."""

from apps.customers import takeout
from apps.tenancy.takeout.registries import REFERENCES
from apps.tenancy.takeout.rules import in_json, to_row

REFERENCES.add("customers_customermerge.snapshot", in_json(takeout.snapshot))
REFERENCES.add("customers_customermerge.merged_number", to_row(takeout.TABLE))
