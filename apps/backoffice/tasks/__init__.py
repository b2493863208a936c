"""Background work of the back office."""

from apps.backoffice.tasks import data, fields, record_types

__all__ = ["data", "fields", "record_types"]
