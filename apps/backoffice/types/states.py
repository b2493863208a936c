"""States that records of a type go through, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

# Tones the theme has, light and dark.
COLOURS: Final = ("grey", "blue", "green", "amber", "red", "purple", "teal", "pink")


@dataclass(frozen=True, slots=True)
class State:
    """One state. `to` are the keys it may be followed by: None is any of them, () is none."""

    key: str
    label: str
    colour: str = COLOURS[0]
    to: tuple[str, ...] | None = None

    def leads_to(self, key: str) -> bool:
        """Whether a record in this state may get the other one."""
        return key == self.key or self.to is None or key in self.to

    def as_data(self) -> dict[str, Any]:
        """As it is stored; `read` reads it back."""
        return {
            "key": self.key,
            "label": self.label,
            "colour": self.colour,
            "to": None if self.to is None else list(self.to),
        }


def read(data: Any) -> tuple[State, ...]:
    """What is stored, as states; entries that are none are left out."""
    rows: Sequence[Any] = data if isinstance(data, list) else ()
    return tuple(_state(row) for row in rows if isinstance(row, Mapping) and row.get("key"))


def _state(row: Mapping[str, Any]) -> State:
    following = row.get("to")
    return State(
        key=str(row["key"]),
        label=str(row.get("label") or row["key"]),
        colour=str(row.get("colour") or COLOURS[0]),
        to=None if following is None else tuple(map(str, following)),
    )
