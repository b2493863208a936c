"""Background work of the back office."""

from apps.backoffice.tasks import data, fields, titles

__all__ = ["data", "fields", "titles"]
