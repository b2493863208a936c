"""What higher apps do after a pack came in. Filled in their `apps.py`."""

from typing import Final, Protocol

from apps.kernel.registry import Registry


class Follower(Protocol):
    """Runs at the end of the installation's transaction, with the business bound."""

    def __call__(self) -> object: ...


FOLLOWERS: Final[Registry[Follower]] = Registry("follower of packs")
