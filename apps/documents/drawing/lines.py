"""Texts as lines that fit, and lines on a canvas."""

from dataclasses import dataclass, replace
from typing import Final, Literal, Self

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from apps.documents.drawing import fonts, scripts

INK: Final = "#1b2227"
QUIET: Final = "#5c666c"
RULE: Final = "#d9dcd8"

Align = Literal["left", "right", "centre"]


@dataclass(frozen=True, slots=True)
class Style:
    """How letters look. Sizes in points."""

    size: float = 10
    leading: float = 14.5
    bold: bool = False
    colour: str = INK
    spacing: float = 0

    def but(self, **changes: object) -> Self:
        """The same with something else."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def width(self, text: str) -> float:
        """Of one line."""
        return fonts.width(scripts.visual(text), self.size, bold=self.bold) + self.spacing * len(text)


BODY: Final = Style()
SMALL: Final = Style(8.5, 12.5, colour=QUIET)
LABEL: Final = Style(7.5, 11, bold=True, colour=QUIET, spacing=0.5)
STRONG: Final = Style(bold=True)


def wrapped(text: str, style: Style, width: float) -> list[str]:
    """The lines of a text within a width; line breaks stay, words that are too long are cut."""
    found: list[str] = []
    for paragraph in fonts.clean(text).split("\n"):
        line = ""
        for word in filter(None, paragraph.split(" ")):
            tried = f"{line} {word}" if line else word
            if style.width(tried) <= width:
                line = tried
                continue
            if line:
                found.append(line)
            *full, line = _cut(word, style, width)
            found.extend(full)
        found.append(line)
    return found


def _cut(word: str, style: Style, width: float) -> list[str]:
    """A word in pieces that fit, at least a letter each."""
    pieces: list[str] = []
    while style.width(word) > width and len(word) > 1:
        low, high = 1, len(word)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if style.width(word[:middle]) <= width else (low, middle)
        pieces.append(word[:low])
        word = word[low:]
    return [*pieces, word]


def cut_short(text: str, style: Style, width: float) -> str:
    """One line of the text, with an ellipsis where it does not fit."""
    line = " ".join(fonts.clean(text).split())
    if style.width(line) <= width:
        return line
    return f"{_cut(line, style, width - style.width('…'))[0].rstrip()}…"


def put(canvas: Canvas, x: float, y: float, line: str, style: Style, align: Align = "left") -> None:
    """One line with its foot at `y`; `x` is its left or right end, or its middle."""
    if align != "left":
        x -= style.width(line) / (1 if align == "right" else 2)
    text = canvas.beginText(x, y)
    text.setFillColor(HexColor(style.colour))
    text.setCharSpace(style.spacing)
    for run in fonts.runs(scripts.visual(line), bold=style.bold):
        text.setFont(run.font, style.size)
        text.textOut(run.text)
    canvas.drawText(text)
