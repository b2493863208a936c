"""Writes of the owner's fields: definitions, and changes that reach all values."""

from apps.backoffice.services.fields.changes import resume_change, run_change
from apps.backoffice.services.fields.define import change_field, define_field, place_field, reorder_fields
from apps.backoffice.services.fields.delete import delete_field, preview_delete, purge_fields, restore_field
from apps.backoffice.services.fields.retype import preview_retype, retype_field, undo_retype

__all__ = [
    "change_field",
    "define_field",
    "delete_field",
    "place_field",
    "preview_delete",
    "preview_retype",
    "purge_fields",
    "reorder_fields",
    "restore_field",
    "resume_change",
    "retype_field",
    "run_change",
    "undo_retype",
]
