"""Keys of fields, made from what people call them."""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

LONGEST: Final = 40
_ROOM: Final = 34  # for a number behind it


def key_for(label: str, taken: Collection[str]) -> str:
    """ "Last dive" is last_dive, or last_dive_2; a label without Latin letters is field_1."""
    bare = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", bare).strip("_")[:_ROOM].strip("_")
    if not re.search("[a-z]", words):
        return _numbered("field", taken, first=1)
    if not words[0].isalpha():
        words = f"field_{words}"[:_ROOM].strip("_")
    return words if words not in taken else _numbered(words, taken, first=2)


def _numbered(stem: str, taken: Collection[str], *, first: int) -> str:
    number = first
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"
