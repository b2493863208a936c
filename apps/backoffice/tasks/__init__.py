"""Background work of the back office."""

from apps.backoffice.tasks import fields

__all__ = ["fields"]
