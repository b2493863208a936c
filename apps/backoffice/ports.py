"""Long work that services start and do not do themselves; bound to tasks when Django is ready."""

from collections.abc import Callable
from typing import Any, Final

from apps.kernel.registry import Registry

# "change" does the work of a FieldChange; "check", "write" and "undo" are the steps of an import, "workbook" writes an
# export; each is given a row's number, "undo" also that of the member who undoes. "retitle" is given a type's key.
# All of them begin once the transaction is over.
JOBS: Final[Registry[Callable[..., Any]]] = Registry("job of the back office")
