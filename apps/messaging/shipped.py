"""Words of our own, `texts/<occasion>.toml`: used where neither the owner nor a pack has any."""

import tomllib
from functools import cache
from pathlib import Path

from apps.messaging.occasions import OCCASIONS
from apps.messaging.types import Words

_FOLDER = Path(__file__).parent / "texts"


@cache
def words(occasion: str, language: str) -> Words | None:
    """In exactly this language; None where there are none."""
    known = OCCASIONS.get(occasion)
    if known is None or not known.shipped:
        return None
    said = tomllib.loads((_FOLDER / f"{occasion}.toml").read_text(encoding="utf-8")).get(language)
    return None if said is None else Words(said["subject"], said["text"])


LANGUAGES = ("en", "es", "fr")
