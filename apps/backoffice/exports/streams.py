"""CSV and JSON, sent while the records are read."""

import csv
import json
from collections.abc import Iterator, Sequence

from apps.backoffice.attributes import Attribute
from apps.backoffice.attributes.base import Rows
from apps.backoffice.exports import cells, choosing


class _Kept:
    """A file that keeps what was written until it is taken."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def write(self, text: str) -> None:
        self._parts.append(text)

    def take(self) -> str:
        text = "".join(self._parts)
        self._parts.clear()
        return text


def csv_of(found: Rows, attributes: Sequence[Attribute], headings: Sequence[str]) -> Iterator[str]:
    """Pieces of a CSV file; the headings come first, before anything is asked of the database."""
    kept = _Kept()
    writer = csv.writer(kept)
    kept.write("\ufeff")  # tells spreadsheets that this is UTF-8
    writer.writerow([cells.for_csv(heading) for heading in headings])
    yield kept.take()
    for records in choosing.batches(found, attributes):
        for record in records:
            values = [cells.for_csv(cells.plain(attribute, record)) for attribute in attributes]
            writer.writerow([record.pk, *values])
        yield kept.take()


def json_of(found: Rows, attributes: Sequence[Attribute]) -> Iterator[str]:
    """Pieces of a JSON array with an object for each record, by the keys of the attributes."""
    yield "["
    begin = "\n"
    for records in choosing.batches(found, attributes):
        lines = []
        for record in records:
            values = {one.key: cells.plain(one, record) for one in attributes}
            lines.append(json.dumps({"id": record.pk, **values}, ensure_ascii=False))
        yield begin + ",\n".join(lines)
        begin = ",\n"
    yield "\n]\n"
