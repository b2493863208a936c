"""What the back office keeps: the owner's definitions and records."""

from apps.backoffice.models.definitions import DefinitionVersion, Label, PanelPlacement, SavedView
from apps.backoffice.models.records import Record, RecordType

__all__ = ["DefinitionVersion", "Label", "PanelPlacement", "Record", "RecordType", "SavedView"]
