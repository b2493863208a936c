"""What the back office puts into registries; imported once when Django is ready."""

from apps.backoffice import takeout
from apps.backoffice.screens import tenancy
from apps.tenancy.takeout.registries import REFERENCES, ROWS
from apps.tenancy.takeout.rules import in_json

__all__ = ["tenancy"]

ROWS.add(takeout.IMPORTS, takeout.interrupted)
REFERENCES.add("backoffice_export.chosen", in_json(takeout.nothing_chosen))
