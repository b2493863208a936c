"""A registry stands in a low app and is filled by higher ones in their `apps.py`."""

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Things in the order they were added; adding the same key twice is a programming error."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._items: dict[str, T] = {}

    def add(self, key: str, item: T) -> T:
        """Register `item`; raises ValueError when the key is taken by something else."""
        if self._items.get(key, item) is not item:
            raise ValueError(f"{self.what} {key!r} is registered twice")
        self._items[key] = item
        return item

    def get(self, key: str) -> T:
        """The item; KeyError names what exists."""
        try:
            return self._items[key]
        except KeyError:
            known = ", ".join(sorted(self._items)) or "nothing"
            raise KeyError(f"no {self.what} {key!r}; there is {known}") from None

    def __contains__(self, key: str) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[T]:
        return iter(list(self._items.values()))

    def items(self) -> list[tuple[str, T]]:
        """Pairs in the order they were added."""
        return list(self._items.items())

    def __len__(self) -> int:
        return len(self._items)
