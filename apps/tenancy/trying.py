"""Doing once more what the database has broken off: two waited for each other, or did not fit one after the other.

Nothing of the attempt stays, so it may be made again; the other has gone on meanwhile and is soon through.
"""

import random
import time
from collections.abc import Callable
from typing import Final, TypeVar

from django.db import OperationalError

from apps.tenancy import context
from apps.tenancy.errors import Busy

T = TypeVar("T")
TRIES: Final = 4
# Seconds, times the number of attempts made; by chance, so that two do not meet again.
_PAUSE: Final = (0.02, 0.12)
# Deadlock detected, serialization failure.
_BROKEN_OFF: Final = frozenset({"40P01", "40001"})


def trying(attempt: Callable[[], T]) -> T:
    """What `attempt` answers, in a transaction of its own; made four times at most. Raises Busy.

    Each attempt must read anew what it writes. To be called outside of transactions: what is broken off inside another
    one is not this one's to repeat.
    """

    def whole() -> T:
        with context.atomic():
            return attempt()

    return again(whole)


def again(attempt: Callable[[], T]) -> T:
    """The same of what has a transaction of its own, and may keep something when it refuses. Raises Busy."""
    for made in range(1, TRIES + 1):
        try:
            return attempt()
        except OperationalError as error:
            if not is_broken_off(error):
                raise
            if made == TRIES:
                raise Busy from error
        # No secret: who comes first after a collision.
        time.sleep(made * random.uniform(*_PAUSE))  # noqa: S311
    raise AssertionError("unreachable")


def is_broken_off(error: OperationalError) -> bool:
    """Whether the database gave up on it for the sake of somebody else."""
    return getattr(error.__cause__, "sqlstate", "") in _BROKEN_OFF
