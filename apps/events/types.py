"""What a fact is: a frozen dataclass of JSON values under a name that is stored and never changes."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, Final, TypeVar

from apps.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class Event:
    """Something that has happened. Subclasses hold int, str, bool, None and lists of them; instants as ISO text.

    A field that is added later needs a default, because facts of before are still read.
    """

    KIND: ClassVar[str] = ""

    @property
    def subject(self) -> str:
        """What it is about, as "booking:12": facts of one subject are handled in order. "": in any order."""
        return ""

    def payload(self) -> dict[str, Any]:
        """Its values by name."""
        return asdict(self)


E = TypeVar("E", bound=Event)

# Stored name → class.
FACTS: Final[Registry[type[Event]]] = Registry("fact")


def fact(kind: str) -> Callable[[type[E]], type[E]]:
    """Give a fact the name it is stored under, as "bookings.booking_confirmed". Stands above @dataclass."""

    def declare(declared: type[E]) -> type[E]:
        declared.KIND = kind
        FACTS.add(kind, declared)
        return declared

    return declare


def read(kind: str, payload: Mapping[str, Any]) -> Event:
    """The fact as it was recorded; what the class no longer knows is left out. Raises KeyError, TypeError."""
    known = FACTS.get(kind)
    names = {one.name for one in fields(known)}
    return known(**{name: value for name, value in payload.items() if name in names})
