"""What higher apps give to messages, filled in their `apps.py`, and the job that services begin."""

from collections.abc import Callable
from typing import Any, Final, Protocol

from apps.kernel.registry import Registry
from apps.messaging.types import Enclosed


class Maker(Protocol):
    """Draws an attachment when the message is sent or looked at."""

    def __call__(self, *, about: str, name: str, language: str) -> Enclosed: ...


# "bookings.confirmation" → who draws it.
MAKERS: Final[Registry[Maker]] = Registry("maker of attachments")

# "deliver" begins to send what waits in the bound business.
JOBS: Final[Registry[Callable[[], Any]]] = Registry("job of messages")
