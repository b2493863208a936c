"""The long steps of imports and exports, which tasks do; bound when Django is ready."""

from collections.abc import Callable
from typing import Any, Final

from apps.kernel.registry import Registry

# "check", "write" and "workbook" are given a row's number, "undo" also that of the member who undoes. They begin
# once the transaction is over.
JOBS: Final[Registry[Callable[..., Any]]] = Registry("job of imports")
