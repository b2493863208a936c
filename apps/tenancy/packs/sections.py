"""The parts of a pack. Apps register the one they know, in `SECTIONS`, from their `apps.py`.

Everything a pack gives becomes items: a kind, a key, and values by name as JSON. The engine (`operator_console`)
compares what the pack said before, what it says now and what the business has, member by member; a section only
reads its tables, and reads and writes its items.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Final

from apps.kernel.registry import Registry
from apps.tenancy.packs.folder import Pack
from apps.tenancy.packs.tables import Table

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a pack gives. `values` are JSON; `title` is for people."""

    key: str
    values: Values
    title: str
    file: str
    line: int


def item(key: str, values: Mapping[str, Any], title: str, table: Table) -> Item:
    """An item that stands where the table does."""
    return Item(key, dict(values), title, table.source.file, table.line)


@dataclass(slots=True)
class Install:
    """One installation at work: what sections need of each other while items are read and written."""

    pack: Pack
    at: datetime
    # (kind, key) → number of the row that was made of the item, where the section said one.
    made: dict[tuple[str, str], int] = field(default_factory=dict)
    # (kind, key) → the item as it was right after the pack wrote it last.
    was: dict[tuple[str, str], Values] = field(default_factory=dict)
    # The section's own memory for the length of the installation.
    memory: dict[str, Any] = field(default_factory=dict)


class Section:
    """A kind of items. Instances hold nothing."""

    kind: ClassVar[str]
    label: ClassVar[Any] = ""
    # Where `write` answers a number: the kind of row that the engine remembers for the item.
    row: ClassVar[str] = ""
    # Whether each pack has keys of its own, so that two packs' never meet.
    private: ClassVar[bool] = False
    # What people call the members of an item's values.
    words: ClassVar[Mapping[str, Any]] = {}

    def collect(self, pack: Pack) -> list[Item]:
        """Read and check this section's tables and files; problems go to the pack's report. Touches no database."""
        raise NotImplementedError

    def default(self, key: str, install: Install) -> Values | None:
        """What a new business has of the key before any pack, None for nothing."""
        return None

    def read(self, key: str, install: Install) -> Values | None:
        """What the business has now: members as in the items, None for nothing."""
        raise NotImplementedError

    def read_all(self, keys: Sequence[str], install: Install) -> dict[str, Values | None]:
        """The same for several, by key: where one by one would ask for each, in as few queries as for one."""
        return {key: self.read(key, install) for key in keys}

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Make or change what the key names so that it has these values, all of them; through the app's services.

        Answers the number of the row, where `read` needs it to find the item again.
        """
        raise NotImplementedError

    def prepare(self, items: Sequence[Item], install: Install) -> None:
        """Before the transaction: slow work that touches no table, as drawing pictures."""

    def leaving(self, items: Sequence[Item], install: Install) -> list[str]:
        """What `begin` would take away to make room, for people. Writes nothing."""
        return []

    def begin(self, items: Sequence[Item], install: Install) -> None:
        """Within the transaction, before the first item: make room for items that name each other."""

    def restore(self, one: Item, install: Install) -> None:
        """Make room for one item that the business had removed and wants back, before it is written."""

    def said(self, member: str, value: Any) -> str:
        """A member's value for people."""
        return str(value)

    def finish(self, install: Install) -> None:
        """After all items of the pack are written."""


class Sample:
    """A part of the sample business: written once, kept apart from items, never compared."""

    kind: ClassVar[str]

    def collect(self, pack: Pack) -> Any:
        """Read and check; what comes back is given to `write`. Touches no database."""
        raise NotImplementedError

    def write(self, found: Any, install: Install) -> int:
        """Make what is missing; answers how many. Doing it again makes nothing."""
        raise NotImplementedError


SECTIONS: Final[Registry[Section]] = Registry("section of packs")
SAMPLES: Final[Registry[Sample]] = Registry("part of sample businesses")


@dataclass(frozen=True, slots=True)
class Collected:
    """All that a pack gives."""

    items: dict[str, list[Item]]
    samples: dict[str, Any]


def collect(pack: Pack) -> Collected:
    """Let all sections read the pack, then look whether everything that is named is there."""
    items = {section.kind: section.collect(pack) for section in SECTIONS}
    samples = {sample.kind: sample.collect(pack) for sample in SAMPLES}
    pack.close()
    return Collected(items, samples)
