"""What a list asks for, as an address and as a saved view says it."""

from apps.backoffice.lists.query import Filter, ListQuery

__all__ = ["Filter", "ListQuery"]
