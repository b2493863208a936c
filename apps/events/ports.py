"""Who acts on facts, filled by `receivers.py` of higher apps, and the job that services begin."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol, TypeVar

from apps.events.types import Event
from apps.kernel.registry import Registry

E_contra = TypeVar("E_contra", bound=Event, contravariant=True)


class Handles(Protocol[E_contra]):
    """Acts on a fact inside a transaction of its own; what it writes happens once for each fact.

    What it does outside the database may happen again after a crash. An exception means: again, later.
    """

    def __call__(self, event: E_contra, /, *, at: datetime) -> object: ...


@dataclass(frozen=True, slots=True)
class Handler:
    """One of those who act on a fact. `key` is stored and never changes."""

    key: str
    fact: type[Event]
    run: Handles[Any]


HANDLERS: Final[Registry[Handler]] = Registry("handler of facts")
_by_kind: Final[dict[str, list[Handler]]] = defaultdict(list)
E = TypeVar("E", bound=Event)

# "dispatch" begins to handle what waits in the bound business.
JOBS: Final[Registry[Callable[[], Any]]] = Registry("job of events")


def on(fact: type[E], *, key: str) -> Callable[[Handles[E]], Handles[E]]:
    """Have a function `(event, *, at)` act on a fact. Several may act on one; each is retried by itself."""

    def declare(run: Handles[E]) -> Handles[E]:
        handler = HANDLERS.add(key, Handler(key, fact, run))
        _by_kind[fact.KIND].append(handler)
        return run

    return declare


def handlers_of(kind: str) -> list[Handler]:
    """Those who act on facts of this name, in the order they were declared."""
    return list(_by_kind.get(kind, ()))


def handled_kinds() -> list[str]:
    """Names of the facts on which anybody acts."""
    return list(_by_kind)
