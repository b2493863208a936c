"""Types of the language, and names it may use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Type(StrEnum):
    """What an expression gives. `ANY` is empty itself, which fits everywhere."""

    NUMBER = "number"
    TEXT = "text"
    DAY = "day"
    TRUTH = "truth"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Name:
    """An attribute that formulas may use: how it is called, what it gives, and for a choice the stored value by what
    people call it.
    """

    key: str
    type: Type
    choices: Mapping[str, str] = field(default_factory=dict)
