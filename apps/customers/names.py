"""Names of people: put together, put in order, and compared. Pure."""

import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import Final

ALIKE: Final = 0.8
LONGEST: Final = 200
_INVISIBLE: Final = frozenset({"Cc", "Cs"})  # control characters, and halves of characters
_SOFT: Final = frozenset("aeiouyhw")


def tidy(text: str) -> str:
    """One line, single spaces, nothing invisible in it."""
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(c) in _INVISIBLE else c for c in text)
    return " ".join(text.split())


def composed(given: str, family: str) -> str:
    """The full name of two parts."""
    return f"{given} {family}".strip()


@lru_cache(maxsize=4096)
def sortable(name: str) -> str:
    """The name without case and accents, in which names stand in order."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(bare.split())[:LONGEST]


def words(name: str) -> list[str]:
    """The name's words without case, accents and punctuation, sorted: Smith, Ann and Ann Smith have the same."""
    bare = "".join(c if c.isalnum() else " " for c in sortable(name))
    return sorted(bare.split())


def outline(name: str) -> str:
    """What similar names have in common, for finding them by an index: each word's first letter and its consonants."""
    return " ".join(sorted(map(_outline, words(name))))[:LONGEST]


def _outline(word: str) -> str:
    rest = "".join(c for c in word[1:] if c not in _SOFT)
    return "".join(c for c, _run in groupby(word[0] + rest))


def agree(one: str, other: str) -> bool:
    """Whether both can be the name of one person: equal, one short for the other, or nearly the same.

    No name agrees with every name.
    """
    a, b = words(one), words(other)
    if not a or not b or a == b:
        return True
    short, long = sorted((a, b), key=len)
    return _abbreviates(short, long) or likeness(one, other) >= ALIKE


def _abbreviates(short: list[str], long: list[str]) -> bool:
    left = list(long)
    for word in short:
        found = next((one for one in left if one.startswith(word) or word.startswith(one)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def likeness(one: str, other: str) -> float:
    """From 0, nothing in common, to 1, the same but for case, accents and order."""
    return SequenceMatcher(None, " ".join(words(one)), " ".join(words(other)), autojunk=False).ratio()
