"""What the owner defines, as plain values that services take whole."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from apps.backoffice.types.states import State


class Cause(StrEnum):
    """Why a definition changed: a person edited it, undid a change, or read in a file."""

    EDIT = "edit"
    ROLLBACK = "rollback"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class TypeFacts:
    """All that a record type says of itself, but its key. `visible_to` are keys of roles; none means all of them."""

    name: str
    name_plural: str = ""
    icon: str = "description"
    description: str = ""
    group: str = ""
    position: int = 100
    title_pattern: str = ""
    states: tuple[State, ...] = ()
    initial: str = ""
    visible_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewFacts:
    """All that a saved view says of itself. `filters` as `lists.query` writes them."""

    name: str
    filters: list[dict[str, Any]] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    sort: str = ""
    shared: bool = False
    pinned: bool = False
    position: int = 100


@dataclass(frozen=True, slots=True)
class Placed:
    """A panel of a dashboard, where it stands in a list of them."""

    panel: str
    hidden: bool = False
    width: str = "normal"
