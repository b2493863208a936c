"""Placeholders: found, checked and filled. Nothing but a name stands between braces, so no text asks for more."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from apps.messaging.occasions import PLACEHOLDERS
from apps.messaging.types import Words

_BRACES: Final = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}]*)\}|(?P<lone>[{}])")
_BLANKS: Final = re.compile(r"[ \t]+")
_GAPS: Final = re.compile(r"\n{3,}")
SUBJECT: Final = 200  # characters


def unknown(text: str) -> Iterator[re.Match[str]]:
    """What stands in braces and is no placeholder, and braces that stand alone."""
    for found in _BRACES.finditer(text):
        name = found["name"]
        if found["lone"] or (name is not None and name not in PLACEHOLDERS):
            yield found


def filled(words: Words, values: Mapping[str, str]) -> Words:
    """The words with the values in place; a subject is one line. Lines that ask only for what is empty are left out."""
    subject = " ".join(_fill(words.subject, values).split())
    lines = (_line(line, values) for line in words.text.splitlines())
    text = _GAPS.sub("\n\n", "\n".join(line for line in lines if line is not None))
    return Words(subject[:SUBJECT], text.strip() + "\n")


def _line(line: str, values: Mapping[str, str]) -> str | None:
    asked = [found["name"] for found in _BRACES.finditer(line) if found["name"] is not None]
    if asked and not any(values.get(name) for name in asked):
        return None
    return _BLANKS.sub(" ", _fill(line, values)).strip().removesuffix(" ·")


def _fill(text: str, values: Mapping[str, str]) -> str:
    def said(found: re.Match[str]) -> str:
        if found["name"] is None:
            return found[0][0]
        return values.get(found["name"], "")

    return _BRACES.sub(said, text)
