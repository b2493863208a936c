"""XLSX files, read row by row. Formulas come as the values the spreadsheet last saw; nothing is computed here."""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import IO, Any, Final

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from apps.backoffice.errors import Unreadable
from apps.backoffice.imports import limits

_TEXTS: Final = "sharedStrings.xml"
# Beyond it a float no longer tells neighbouring whole numbers apart.
_EXACT: Final = 2**53
# What a broken or hostile workbook makes its reader raise; openpyxl promises nothing.
_BROKEN: Final = (
    *(ValueError, KeyError, IndexError, TypeError, AttributeError, OSError, EOFError, SyntaxError),
    *(zipfile.BadZipFile, NotImplementedError, OverflowError, RuntimeError),
)


def sheets(file: IO[bytes]) -> list[str]:
    """Names of the tables in the file. Raises Unreadable."""
    with _opened(file) as book:
        return [str(sheet.title) for sheet in book.worksheets]


def rows(file: IO[bytes], *, sheet: str) -> Iterator[tuple[int, list[str]]]:
    """Every row with its number. `sheet` is a name, "" the first one. Raises Unreadable."""
    with _opened(file) as book:
        found = next((one for one in book.worksheets if one.title == sheet), None)
        table = found if found is not None else book.worksheets[0]
        # What the file says of its own size need not be true.
        table.reset_dimensions()
        # One column more than allowed is read, so that it can be refused.
        read = table.iter_rows(max_col=limits.COLUMNS + 1, values_only=True)
        for number, cells in enumerate(read, start=1):
            yield number, [text_of(cell) for cell in cells]


@contextmanager
def _opened(file: IO[bytes]) -> Iterator[Any]:
    file.seek(0)
    try:
        _weigh(file)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # extensions that openpyxl leaves out
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        if not book.worksheets:
            raise Unreadable(why=_("There is no table in it."))
        yield book
    except _BROKEN as error:
        raise Unreadable(why=_("It is no workbook, or it is damaged.")) from error


def _weigh(file: IO[bytes]) -> None:
    """Refuse what unpacks to more than a file of the allowed size would hold."""
    with zipfile.ZipFile(file) as packed:
        parts = packed.infolist()
    texts = sum(part.file_size for part in parts if part.filename.endswith(_TEXTS))
    whole = sum(part.file_size for part in parts)
    if len(parts) > limits.PARTS or whole > limits.UNPACKED_BYTES or texts > limits.TEXTS_BYTES:
        raise Unreadable(why=_("It unpacks to far more than a spreadsheet needs. Save it as CSV."))
    file.seek(0)


def text_of(value: Any) -> str:
    """A cell as text: numbers and dates so that they are read back as what they are."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if isinstance(value, datetime):
        moment: datetime = value.replace(microsecond=0)
        return moment.date().isoformat() if moment.time() == time() else moment.isoformat(sep=" ")
    if isinstance(value, date | time):
        day: date | time = value
        return day.isoformat()
    return str(value).replace("\x00", "")
