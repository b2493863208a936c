"""What the back office puts into registries; imported once when Django is ready."""

from apps.backoffice import takeout
from apps.backoffice.screens import tenancy
from apps.backoffice.services import label_definition, panels, record_type_definition, view_definition
from apps.backoffice.services.definitions import DEFINITIONS
from apps.tenancy.takeout.registries import REFERENCES

__all__ = ["tenancy"]

# A file is read in this order: what views and labels speak of comes before them.
for definition in (
    record_type_definition.DEFINITION,
    label_definition.DEFINITION,
    view_definition.DEFINITION,
    panels.DEFINITION,
):
    DEFINITIONS.add(definition.kind, definition)

for column in takeout.JSON_WITH_RECORDS:
    REFERENCES.add(column, takeout.RECORDS)
