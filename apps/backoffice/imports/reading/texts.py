"""CSV files, read piece by piece."""

import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import IO, Final

from django.utils.translation import gettext as _

from apps.backoffice.errors import Unreadable

DELIMITERS: Final = (",", ";", "\t", "|")
_SAMPLE_LETTERS: Final = 64 * 1024
_SAMPLE_ROWS: Final = 40
# Where a program that takes another sign than a comma for the end of a cell would begin one that it computes.
INSIDE: Final = re.compile("([;\\t\\r\\n][^\\S\\t\\r\\n]*)('*)([=+\\-@\uff1d\uff0b\uff0d\uff20])")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def delimiter_of(file: IO[bytes], encoding: str) -> str:
    """What separates the cells: the sign that cuts the first rows into as many cells each. Leaves the file at 0."""
    file.seek(0)
    with _decoded(file, encoding) as text:
        sample = text.read(_SAMPLE_LETTERS)
    said = _said(sample)
    return said or max(DELIMITERS, key=lambda sign: _evenness(sample, sign))


def rows(file: IO[bytes], *, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every row with its number as a spreadsheet shows it. Raises Unreadable."""
    file.seek(0)
    number = 0
    with _decoded(file, encoding) as text:
        try:
            for number, cells in enumerate(csv.reader(text, delimiter=delimiter), start=1):
                if number == 1 and _said(delimiter.join(cells)):
                    continue
                yield number, [_cleaned(cell) for cell in cells]
        except csv.Error as error:
            sentence = _("Row %(number)d begins a quotation that does not end, or is far too long.")
            raise Unreadable(why=sentence % {"number": number + 1}) from error
        except UnicodeError as error:
            raise Unreadable(why=_("It is not written in this encoding. Choose another.")) from error


class _decoded(io.TextIOWrapper):  # noqa: N801  reads as a verb where it is used
    """The file as text; closing it leaves the file itself open."""

    def __init__(self, file: IO[bytes], encoding: str) -> None:
        super().__init__(file, encoding=encoding, errors="replace", newline="")

    def __exit__(self, *_args: object) -> None:
        # A reader that stops early lets go when the file is closed already.
        with contextlib.suppress(ValueError):
            self.detach()


def _cleaned(cell: str) -> str:
    if "\x00" in cell:
        cell = cell.replace("\x00", "")
    # Our own exports mark texts so that no spreadsheet takes them for formulas.
    if cell[:1] == "'" and cell.lstrip("'").startswith(_FORMULA):
        cell = cell[1:]
    return INSIDE.sub(lambda found: found[1] + found[2][1:] + found[3], cell) if "'" in cell else cell


def _said(sample: str) -> str:
    """Some spreadsheets write the sign in the first line: sep=;"""
    line = sample[:8].lstrip("\ufeff").splitlines()[:1]
    if line and line[0].strip('"').startswith("sep=") and line[0].strip('"')[4:5] in DELIMITERS:
        return line[0].strip('"')[4:5]
    return ""


def _evenness(sample: str, sign: str) -> tuple[float, int]:
    widths = _widths(sample, sign)
    if not widths:
        return (0.0, 0)
    (width, count), *_rest = Counter(widths).most_common(1)
    return (0.0, 0) if width == 1 else (count / len(widths), width)


def _widths(sample: str, sign: str) -> Sequence[int]:
    found = []
    try:
        for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=sign):
            if cells:
                found.append(len(cells))
            if len(found) == _SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    # The sample may end within its last row.
    return (
        found[:-1]
        if len(found) > 1 and len(found) < _SAMPLE_ROWS and len(sample) == _SAMPLE_LETTERS
        else found
    )
