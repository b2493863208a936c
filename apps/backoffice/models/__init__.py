"""Tables of the back office."""

from apps.backoffice.models.beside import BesideChange
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
from apps.backoffice.models.links import LINKS, Link, LocationLink, MemberLink, RecordLink
from apps.backoffice.models.look import BusinessLook
from apps.backoffice.models.records import Record, RecordType
from apps.backoffice.models.search import SearchEntry
from apps.backoffice.models.todos import Priority, Repeats, Todo, TodoState

__all__ = [
    "LINKS",
    "BesideChange",
    "BusinessLook",
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
    "Priority",
    "Record",
    "RecordLink",
    "RecordType",
    "Repeats",
    "SavedView",
    "SearchEntry",
    "Todo",
    "TodoState",
]
