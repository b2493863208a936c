"""What services of record types start and do not do themselves; bound when Django is ready."""

from collections.abc import Callable
from typing import Any, Final

from apps.kernel.registry import Registry

# "retitle": write the titles of a type's records anew, given its key, once the transaction is over.
JOBS: Final[Registry[Callable[[str], Any]]] = Registry("job of record types")
