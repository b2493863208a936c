"""What is asked of the database once per request: definitions that every page needs several times.

Kept with the binding in force, so another request, person or business begins with nothing. A service that changes what
is kept calls `forget`.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, Final, TypeVar, cast

from apps.tenancy import context
from apps.tenancy.context import Bound

T = TypeVar("T")
_kept: Final[ContextVar[tuple[Bound, dict[str, Any]] | None]] = ContextVar("backoffice_kept", default=None)


def once(name: str, load: Callable[[], T]) -> T:
    """What `load` answers, asked at most once under this name while the binding lasts."""
    bound = context.current()
    kept = _kept.get()
    if kept is None or kept[0] is not bound:
        kept = (bound, {})
        _kept.set(kept)
    if name not in kept[1]:
        kept[1][name] = load()
    return cast("T", kept[1][name])


def forget() -> None:
    """Ask everything anew."""
    _kept.set(None)
