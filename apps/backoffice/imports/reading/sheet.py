"""A file as headings and rows, whatever its format."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from apps.backoffice.errors import TooManyColumns, TooManyRows, Unreadable
from apps.backoffice.imports import limits
from apps.backoffice.imports.reading import texts, workbooks
from apps.backoffice.models import Import


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty. `number` is the one a spreadsheet shows beside it."""

    number: int
    cells: list[str]


class Sheet:
    """An open file. Reading begins at the top each time and holds one row at a time."""

    def __init__(self, file: IO[bytes], run: Import) -> None:
        self._file, self._run = file, run

    def headings(self) -> list[str]:
        """The first row that is not empty, each heading made unique. Raises Unreadable, TooManyColumns."""
        first = next(self._filled(), None)
        if first is None:
            raise Unreadable(why=_("It is empty."))
        return named(first.cells)

    def names(self) -> list[str]:
        """Names of the tables of a workbook; none of another file. Raises Unreadable."""
        return workbooks.sheets(self._file) if self._run.format == Import.Format.XLSX else []

    def rows(self) -> Iterator[Row]:
        """The rows below the headings. Raises Unreadable, TooManyColumns, TooManyRows."""
        below = self._filled()
        next(below, None)
        for count, row in enumerate(below, start=1):
            if count > limits.ROWS:
                raise TooManyRows(limit=limits.ROWS)
            yield row

    def _filled(self) -> Iterator[Row]:
        for number, cells in self._all():
            while cells and not cells[-1].strip():
                cells.pop()
            if len(cells) > limits.COLUMNS:
                raise TooManyColumns(limit=limits.COLUMNS)
            if cells:
                yield Row(number, cells)

    def _all(self) -> Iterator[tuple[int, list[str]]]:
        if self._run.format == Import.Format.XLSX:
            return workbooks.rows(self._file, sheet=self._run.sheet)
        return texts.rows(self._file, encoding=self._run.encoding, delimiter=self._run.delimiter)


@contextmanager
def opened(run: Import) -> Iterator[Sheet]:
    """The file of an import. Raises Unreadable when it is gone."""
    try:
        file = default_storage.open(str(run.file.name))
    except (FileNotFoundError, ValueError) as error:
        raise Unreadable(why=_("It is no longer here. Upload it again.")) from error
    with file:
        yield Sheet(file, run)


def named(cells: list[str]) -> list[str]:
    """Headings as they are shown: empty ones get a number, repeated ones another."""
    found: list[str] = []
    for number, cell in enumerate(cells, start=1):
        text = " ".join(cell.split())[:120] or _("Column %(number)d") % {"number": number}
        name, times = text, 1
        while name in found:
            times += 1
            name = f"{text} ({times})"
        found.append(name)
    return found
