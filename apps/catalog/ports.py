"""What higher apps do when the catalogue changes. Filled in their `apps.py`."""

from datetime import datetime
from typing import Any, Final, Protocol

from apps.catalog.types import Before
from apps.kernel.registry import Registry


class Follower(Protocol):
    """Follows a product that was made, or whose own row changed, in the same transaction.

    `before` is what it was, None for a new one. It may refuse, and then nothing has changed.
    """

    def __call__(self, *, product: Any, before: Before | None, by: Any, at: datetime) -> None: ...


FOLLOWERS: Final[Registry[Follower]] = Registry("follower of products")
