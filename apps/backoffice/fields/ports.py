"""What services of fields start and do not do themselves; bound when Django is ready."""

from collections.abc import Callable
from typing import Any, Final

from apps.kernel.registry import Registry

# "change": do the work of a FieldChange, given its number, once the transaction is over.
JOBS: Final[Registry[Callable[[int], Any]]] = Registry("job of fields")
