"""What higher apps tell customers. Filled in their `apps.py`."""

from typing import Any, Final, Protocol

from django.utils.functional import Promise

from apps.kernel.registry import Registry


class Follower(Protocol):
    """Something that belongs to a customer and goes along when two customers become one.

    `move` and `back` run in the merge's transaction with both customers locked; the customer merged away has been
    neither deleted at `move` nor is missing at `back`.
    """

    label: str | Promise

    def count(self, *, other: Any) -> int:
        """How much would move."""

    def move(self, *, kept: Any, other: Any) -> Any:
        """Give the kept customer what was the other's. Answers JSON from which `back` knows what moved."""

    def returning(self, *, moved: Any, kept: Any) -> tuple[int, int]:
        """How much of what `move` answered `back` would give back now, and how much it could not. Changes nothing."""

    def back(self, *, moved: Any, kept: Any, restored: Any) -> list[str]:
        """Give back what still is where `move` put it. Answers in words what is not."""


# "app.model.field" → how it follows. Foreign keys that nobody names here follow by themselves; name one where moving
# could break a rule, or where a customer's number stands in something that is no foreign key.
MERGED: Final[Registry[Follower]] = Registry("follower of merged customers")
