"""Tables of the back office."""

from apps.backoffice.models.search import SearchEntry

__all__ = ["SearchEntry"]
