"""Background work of the back office."""

from apps.backoffice.tasks import data, fields

__all__ = ["data", "fields"]
