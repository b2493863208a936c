"""Definitions of the owner's as versioned data: kinds of them, their versions, and files that carry them."""

from apps.backoffice.services.definitions.exchange import Item, Preview, Problem, check, export, import_file
from apps.backoffice.services.definitions.registry import DEFINITIONS, Data, Definition
from apps.backoffice.services.definitions.versions import changing, lock, record, roll_back
from apps.backoffice.services.definitions.words import Difference, differences

__all__ = [
    "DEFINITIONS",
    "Data",
    "Definition",
    "Difference",
    "Item",
    "Preview",
    "Problem",
    "changing",
    "check",
    "differences",
    "export",
    "import_file",
    "lock",
    "record",
    "roll_back",
]
