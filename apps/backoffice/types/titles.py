"""Title patterns of record types: `{boat} {date}`, over keys of the owner's fields. Pure, and no format strings."""

import re
from collections.abc import Callable
from typing import Final

LONGEST: Final = 200
_PLACE: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def keys(pattern: str) -> tuple[str, ...]:
    """Keys the pattern names, in their order, each once."""
    return tuple(dict.fromkeys(_PLACE.findall(pattern)))


def is_pattern(text: str) -> bool:
    """Whether every brace of the text belongs to a key."""
    rest = _PLACE.sub("", text)
    return "{" not in rest and "}" not in rest


def fill(pattern: str, text_of: Callable[[str], str]) -> str:
    """The title: every key replaced by its text, spaces made single, cut to fit; "" when no key had any."""
    texts = {key: text_of(key) for key in keys(pattern)}
    if texts and not any(texts.values()):
        return ""
    title = " ".join(_PLACE.sub(lambda found: texts[found[1]], pattern).split())
    return title if len(title) <= LONGEST else title[: LONGEST - 1] + "…"
