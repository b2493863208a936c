"""Which font has a letter.

Noto Sans (Latin, Greek, Cyrillic, Vietnamese), Noto Sans Hebrew and Noto Sans Arabic stand in `fonts/` and are
embedded, only the letters that occur. Chinese, Japanese and Korean are named and not embedded, since one such font has
10 MB: readers of PDF bring a font of their own for them. Anything else, as an emoji, is one replacement sign.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

_FOLDER: Final = Path(__file__).parents[1] / "fonts"
_FAMILIES: Final = ("NotoSans", "NotoSansHebrew", "NotoSansArabic")
_WEIGHTS: Final = ("Regular", "Bold")
REPLACEMENT: Final = "\ufffd"
_KOREAN: Final = "HYGothic-Medium"
_JAPANESE: Final = "HeiseiKakuGo-W5"
_CHINESE: Final = "STSong-Light"
_HANGUL: Final = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7A3))
_KANA: Final = ((0x3041, 0x30FF), (0x31F0, 0x31FF))
_HAN: Final = (
    (0x2E80, 0x2FDF),
    (0x3000, 0x303F),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF00, 0xFFEF),
)
_BASIC: Final = 0x20
# Signs that our fonts lack, and what stands for them.
_INSTEAD: Final = str.maketrans(
    {"\u2212": "\u2013", "\u2192": "\u2013", "\u202f": "\u00a0", "\u2011": "-", "\t": " ", "\r": "\n"}
)


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that stand next to each other in one font."""

    font: str
    text: str


@cache
def ready() -> dict[str, frozenset[int]]:
    """Make the fonts known to ReportLab, once per process; answers which letters each embedded one has."""
    known = {}
    for family in _FAMILIES:
        for weight in _WEIGHTS:
            font = TTFont(f"{family}-{weight}", str(_FOLDER / f"{family}-{weight}.ttf"))
            pdfmetrics.registerFont(font)
            known[font.fontName] = frozenset(font.face.charToGlyph)
    for name in (_KOREAN, _JAPANESE, _CHINESE):
        pdfmetrics.registerFont(UnicodeCIDFont(name))
    return known


def name(*, bold: bool) -> str:
    """The main font."""
    return f"NotoSans-{_WEIGHTS[bold]}"


@lru_cache(maxsize=4096)
def runs(text: str, *, bold: bool) -> tuple[Run, ...]:
    """The text by fonts; what none has is replaced, several in a row by one sign."""
    ready()
    east = _eastern(text)
    placed = [(font, one) for one in text if (font := _font_of(one, east, bold=bold)) is not None]
    found: list[Run] = []
    for font, letters in groupby(placed, key=lambda pair: pair[0]):
        said = "".join(one for _font, one in letters)
        found.append(Run(font or name(bold=bold), said if font else REPLACEMENT))
    return tuple(found)


def clean(text: str) -> str:
    """Letters with their accents in one, and no control characters but line breaks."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").translate(_INSTEAD)
    return "".join(one for one in lines if one == "\n" or ord(one) >= _BASIC)


def width(text: str, size: float, *, bold: bool) -> float:
    """In points."""
    return sum(float(pdfmetrics.stringWidth(run.text, run.font, size)) for run in runs(text, bold=bold))


def _font_of(one: str, east: str, *, bold: bool) -> str | None:
    """Name of the font; "" when no font has it, None for what is not seen."""
    code = ord(one)
    for family in _FAMILIES:
        font = f"{family}-{_WEIGHTS[bold]}"
        if code in ready()[font]:
            return font
    if _within(code, _HANGUL):
        return _KOREAN
    if _within(code, (*_KANA, *_HAN)):
        return east
    return None if unicodedata.category(one) in {"Mn", "Me", "Cf", "Cc", "Cs"} else ""


def _eastern(text: str) -> str:
    """Japanese where there is any kana, Korean where there is any hangul, else Chinese."""
    codes = [ord(one) for one in text]
    if any(_within(code, _KANA) for code in codes):
        return _JAPANESE
    return _KOREAN if any(_within(code, _HANGUL) for code in codes) else _CHINESE


def _within(code: int, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(low <= code <= high for low, high in ranges)
