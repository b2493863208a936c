"""What many pages of a site have in common, kept by each process for as long as the pages themselves are.

A part is known by the last forgetting of the host's pages (`pages.forget`), which every public request asks Valkey for
anyway: what forgets the pages forgets their parts. A request whose page belongs to one visitor, and a process that
Valkey does not answer, make everything anew.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, Final, TypeVar

from apps.tenancy import context

T = TypeVar("T")

SECONDS: Final = 60.0
# Longer than a process may go on with what it knew of a business before the change, as for pages.
HOLD_SECONDS: Final = 3
_MOST: Final = 5_000
_MEMORY: Final = "tenancy.parts"
_kept: "OrderedDict[tuple[int | None, str, str], tuple[bytes, float, Any]]" = OrderedDict()
_lock = Lock()


def begin(host: str, mark: bytes) -> None:
    """From here on the binding's page may share parts with others of `host` made since the forgetting `mark`."""
    context.current().memory[_MEMORY] = (host, mark)


def begun() -> tuple[str, bytes] | None:
    """The host and the forgetting that `begin` said, None before."""
    known: tuple[str, bytes] | None = context.current().memory.get(_MEMORY)
    return known


def part(name: str, make: Callable[[], T]) -> T:
    """The part as another page made it, else as `make` does. It must be the same for every visitor and never changed.

    `name` says all it depends on besides the business and the host, such as the language.
    """
    known = begun()
    if known is None:
        return make()
    host, mark = known
    key = (context.current_tenant_id(), host, name)
    kept = _kept.get(key)
    if kept is not None and kept[0] == mark and kept[1] > time.monotonic():
        found: T = kept[2]
        return found
    made = make()
    if _is_settled(mark):
        with _lock:
            _kept[key] = (mark, time.monotonic() + SECONDS, made)
            _kept.move_to_end(key)
            while len(_kept) > _MOST:
                _kept.popitem(last=False)
    return made


def forget() -> None:
    """Drop what this process knows."""
    with _lock:
        _kept.clear()


def _is_settled(mark: bytes) -> bool:
    """Whether the last change is long enough ago for every process to know of it. A mark begins with milliseconds."""
    changed = mark.partition(b".")[0]
    return not changed.isdigit() or time.time() - int(changed) / 1000 > HOLD_SECONDS
