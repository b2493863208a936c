"""What is asked of the database once per request: definitions that every page needs several times.

Kept with the binding in force, so another request, person or business begins with nothing. A service that changes what
is kept calls `forget`.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

from apps.tenancy import context

T = TypeVar("T")
_NAME: Final = "backoffice"


def once(name: str, load: Callable[[], T]) -> T:
    """What `load` answers, asked at most once under this name while the binding lasts; never where none is bound."""
    bound = context.current()
    if bound.tenant is None:
        return load()
    kept: dict[str, Any] = bound.memory.setdefault(_NAME, {})
    if name not in kept:
        kept[name] = load()
    return cast("T", kept[name])


def forget() -> None:
    """Ask everything anew."""
    context.current().memory.pop(_NAME, None)
