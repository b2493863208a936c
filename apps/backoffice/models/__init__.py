"""Tables of the back office."""

from apps.backoffice.models.definitions import DefinitionVersion, Label, PanelPlacement, SavedView
from apps.backoffice.models.exports import Export
from apps.backoffice.models.fields import (
    CustomField,
    CustomFile,
    CustomSecret,
    CustomValue,
    FieldChange,
    FormerValue,
)
from apps.backoffice.models.imports import Import, ImportBatch, ImportRow
from apps.backoffice.models.links import LINKS, Link, LocationLink, MemberLink
from apps.backoffice.models.records import Record, RecordType

__all__ = [
    "LINKS",
    "CustomField",
    "CustomFile",
    "CustomSecret",
    "CustomValue",
    "DefinitionVersion",
    "Export",
    "FieldChange",
    "FormerValue",
    "Import",
    "ImportBatch",
    "ImportRow",
    "Label",
    "Link",
    "LocationLink",
    "MemberLink",
    "PanelPlacement",
    "Record",
    "RecordType",
    "SavedView",
]
