"""The kinds of definition there are. Filled by `backoffice.wiring`, in the order in which a file is read in."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from django.utils.functional import Promise

from apps.kernel.registry import Registry

Data = dict[str, Any]
Text = str | Promise


class Put(Protocol):
    """Brings a definition to what `data` says, through the kind's own service; None removes it.

    Raises Invalid with paths within `data`, and whatever the service refuses.
    """

    def __call__(self, *, key: str, data: Any, by: Any, at: Any, cause: Any) -> None: ...


@dataclass(frozen=True, slots=True)
class Definition:
    """One kind. `read` answers all of a definition as JSON, None when there is none of the key; `several` does so for
    many in one query, those that are there; `every` answers those that travel in a file, by key. `words` are what
    people call the members of the JSON.
    """

    kind: str
    label: Text
    read: Callable[[str], Data | None]
    every: Callable[[], dict[str, Data]]
    put: Put
    words: Mapping[str, Text] = field(default_factory=dict)
    # What a person calls one definition, given its key and JSON.
    title: Callable[[str, Data], str] = lambda key, data: str(data.get("name") or key)
    # In which order those of a file are put, given a key and what stands under it, which may be anything.
    order: Callable[[str, Any], Any] = lambda key, data: 0
    several: Callable[[Collection[str]], dict[str, Data]] | None = None

    def read_all(self, keys: Collection[str]) -> dict[str, Data]:
        """Those of the keys that are there, as `read` answers them."""
        if self.several is not None:
            return self.several(keys)
        return {key: found for key in keys if (found := self.read(key)) is not None}


DEFINITIONS: Final[Registry[Definition]] = Registry("kind of definition")
