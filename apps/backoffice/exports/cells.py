"""Values as cells that no spreadsheet takes for a formula, and that read back as what they were."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from apps.backoffice.attributes import Attribute
from apps.backoffice.imports.mapping import number_label
from apps.backoffice.imports.reading.texts import INSIDE

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Negative numbers and international phone numbers stand for themselves.
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
# What no XML file can hold.
_NO_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def headings(attributes: Sequence[Attribute]) -> list[str]:
    """The record's number, then labels; equal labels are told apart by their keys."""
    labels = [str(one.label) for one in attributes]
    times = Counter([number_label(), *labels])
    shown = [
        label if times[label] == 1 else f"{label} ({one.key})"
        for one, label in zip(attributes, labels, strict=True)
    ]
    return [number_label(), *shown]


def plain(attribute: Attribute, record: Any) -> Any:
    """The value in the types of files: text, number, yes or no, nothing."""
    return attribute.plain(attribute.value(record))


def is_risky(text: str) -> bool:
    """Whether a spreadsheet would compute the text. A leading quote of the text's own counts with what follows."""
    return text.lstrip("'").startswith(FORMULA) and _NUMBER.fullmatch(text) is None


def for_csv(value: Any) -> Any:
    """A cell of a CSV file: what would be computed gets a quote before it, which importing takes away again.

    At the beginning of the text, and within it behind what ends a cell or a row where the comma does not.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        broken = INSIDE.sub(r"\1'\2\3", value)
        return "'" + broken if is_risky(value) else broken
    return value


def for_xml(text: str) -> str:
    """The text without the signs a workbook cannot hold."""
    return _NO_XML.sub("", text)
