"""XLSX files, written row by row to a file on disk."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import IO, Any, Final

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES

from apps.backoffice.attributes import Attribute
from apps.backoffice.attributes.base import Rows
from apps.backoffice.exports import cells, choosing
from apps.backoffice.imports import limits
from apps.backoffice.types import Kind

# A table of a workbook ends at 1,048,576 rows.
ROWS_OF_TABLE: Final = 1_000_000


def write(
    file: IO[bytes],
    *,
    found: Rows,
    attributes: Sequence[Attribute],
    headings: Sequence[str],
    title: str,
    tell: Callable[[int], None],
) -> int:
    """Write a workbook of the records and answer how many; `tell` hears that number meanwhile."""
    book = Workbook(write_only=True)
    sheet: Any = None
    count = 0
    for records in choosing.batches(found, attributes):
        for record in records:
            if count % ROWS_OF_TABLE == 0:
                sheet = _sheet(book, title, headings)
            values = [_cell(sheet, one, one.value(record)) for one in attributes]
            sheet.append([record.pk, *values])
            count += 1
        tell(count)
    if sheet is None:
        _sheet(book, title, headings)
    book.save(file)
    return count


def _sheet(book: Workbook, title: str, headings: Sequence[str]) -> Any:
    sheet: Any = book.create_sheet(_title(title))
    sheet.freeze_panes = "A2"
    sheet.append([_text(sheet, heading) for heading in headings])
    return sheet


def _title(text: str) -> str:
    """A table's name has 31 signs at most and none that addresses are made of."""
    return "".join(sign for sign in text if sign not in "[]:*?/\\'")[:28] or "Export"


def _cell(sheet: Any, attribute: Attribute, value: Any) -> Any:
    if isinstance(value, datetime) and attribute.kind is Kind.MOMENT:
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    if isinstance(value, date) and attribute.kind is Kind.DATE:
        return value
    plain = attribute.plain(value)
    return _text(sheet, plain) if isinstance(plain, str) else plain


def _text(sheet: Any, text: str) -> Any:
    """A text stays one: neither computed when the file is opened, nor when somebody edits the cell."""
    text = cells.for_xml(text)[: limits.CELL]
    if not cells.is_risky(text) and text not in ERROR_CODES:
        return text
    cell: Any = WriteOnlyCell(sheet, value="")
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
