"""Tables that go on over pages, with their heads again on each."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.documents.drawing.lines import BODY, LABEL, QUIET, SMALL, Align, Style, put, wrapped
from apps.documents.drawing.sheet import Sheet
from apps.documents.types import Total

_PAD = 5.0
_GAP = 12.0


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in points; the one column of 0 takes what is left."""

    label: str
    width: float = 0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A text per column, and what stands small below the first."""

    cells: Sequence[str]
    detail: str = ""


def table(sheet: Sheet, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Draw it from `sheet.y` on. A row that is longer than a page is cut between lines."""
    places = _places(sheet, columns)
    _head(sheet, columns, places)
    for row in rows:
        _row(sheet, columns, places, row)


def _places(sheet: Sheet, columns: Sequence[Column]) -> list[tuple[float, float]]:
    """Left end and width of each."""
    free = sheet.inner - sum(one.width for one in columns) - _GAP * (len(columns) - 1)
    found, x = [], sheet.left
    for one in columns:
        width = one.width or free
        found.append((x, width))
        x += width + _GAP
    return found


def _head(sheet: Sheet, columns: Sequence[Column], places: Sequence[tuple[float, float]]) -> None:
    if not any(one.label for one in columns):
        sheet.rule(sheet.y)
        sheet.y -= _PAD
        return
    sheet.room(LABEL.leading + _PAD + BODY.leading * 2)
    for one, (x, width) in zip(columns, places, strict=True):
        end = x + width if one.align == "right" else x
        put(sheet.canvas, end, sheet.y - LABEL.size, one.label.upper(), LABEL, one.align)
    sheet.y -= LABEL.leading + 2
    sheet.rule(sheet.y, weight=0.9, colour="#aab0ad")
    sheet.y -= _PAD


def _row(sheet: Sheet, columns: Sequence[Column], places: Sequence[tuple[float, float]], row: Row) -> None:
    drawn = _lines(places, row)
    # Short rows stay in one piece.
    if len(drawn) <= 6 and sheet.room(_height(drawn) + _PAD):  # noqa: PLR2004  lines
        _head(sheet, columns, places)
    for style, cells in drawn:
        if sheet.room(style.leading):
            _head(sheet, columns, places)
        for one, (x, width), said in zip(columns, places, cells, strict=True):
            end = x + width if one.align == "right" else x
            put(sheet.canvas, end, sheet.y - style.size, said, style, one.align)
        sheet.y -= style.leading
    sheet.y -= _PAD - 3.5
    sheet.rule(sheet.y)
    sheet.y -= _PAD


def _lines(places: Sequence[tuple[float, float]], row: Row) -> list[tuple[Style, list[str]]]:
    cells = [wrapped(text, BODY, width) for text, (_x, width) in zip(row.cells, places, strict=True)]
    most = max(len(one) for one in cells)
    found = [(BODY, [one[n] if n < len(one) else "" for one in cells]) for n in range(most)]
    if row.detail:
        rest = [""] * (len(places) - 1)
        found += [(SMALL, [line, *rest]) for line in wrapped(row.detail, SMALL, places[0][1])]
    return found


def _height(drawn: Sequence[tuple[Style, list[str]]]) -> float:
    return sum(style.leading for style, _cells in drawn)


def totals(sheet: Sheet, found: Sequence[Total]) -> None:
    """Figures at the right margin, kept together."""
    if not found:
        return
    strong = Style(12.5, 20, bold=True)
    sheet.room(sum(strong.leading if one.strong else BODY.leading + 1 for one in found))
    left = sheet.left + sheet.inner * 0.45
    for one in found:
        style = strong if one.strong else BODY
        sheet.room(style.leading)
        lines = wrapped(one.label, style, sheet.right - left - 110)
        put(sheet.canvas, sheet.right, sheet.y - style.size, one.amount, style, "right")
        for line in lines:
            put(
                sheet.canvas,
                left,
                sheet.y - style.size,
                line,
                style if one.strong else style.but(colour=QUIET),
            )
            sheet.y -= style.leading + (0 if one.strong else 1)
