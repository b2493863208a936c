"""Rows of texts into values of attributes, a batch at a time: what cannot be read is told by column."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute, parsing
from apps.backoffice.imports import limits, mapping
from apps.backoffice.imports.keys import Seen
from apps.backoffice.imports.matching import Matcher
from apps.backoffice.imports.reading.sheet import Row
from apps.backoffice.imports.references import References
from apps.backoffice.imports.values import same
from apps.backoffice.models import Import
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.types import Incoming, Kind
from apps.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: in which column, or in the row as a whole; with which attribute."""

    column: int | None
    key: str
    sentence: str

    def packed(self) -> list[Any]:
        """For JSON."""
        return [self.column, self.key, self.sentence]


@dataclass(slots=True)
class Converted:
    """A row as values; `record` is the existing one it changes and `before` what it had."""

    row: Row
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    pk: int | None = None
    record: Any = None
    before: dict[str, Any] = field(default_factory=dict)
    # The service has found a record by itself, so nobody knows what it had.
    found: bool = False

    def refuse(self, key: str, sentence: str) -> None:
        """Note what is wrong with the row; the converter finds the column."""
        self.problems.append(Problem(None, key, sentence))

    @property
    def is_unchanged(self) -> bool:
        """Whether the record has all of it already."""
        return self.record is not None and not self.values

    @property
    def action(self) -> str:
        """What importing the row does, once its service was asked: "new", "changed" or "unchanged"."""
        if self.is_unchanged:
            return "unchanged"
        return "new" if self.record is None and not self.found else "changed"

    def incoming(self) -> Incoming:
        """For the bulk service."""
        return Incoming(self.row.number, self.values, self.record.pk if self.record is not None else None)


class Converter:
    """Reads rows as one import says. Remembers unique values, so one converter sees the whole file."""

    def __init__(self, screen: Screen, member: Member, run: Import) -> None:
        known = {one.key: one for one in mapping.importable(screen)}
        self.columns = {int(c): known[key] for c, key in run.mapping.items() if key in known}
        self._by_key = {one.key: column for column, one in self.columns.items()}
        self._number = next((int(c) for c, key in run.mapping.items() if key == mapping.NUMBER), None)
        self._required = [one for one in known.values() if one.required]
        self._width = len(run.headings)
        self._day_first = bool(run.options.get("day_first", True))
        self._clear = bool(run.options.get("clear", False))
        self._references = {
            column: References(one) for column, one in self.columns.items() if one.kind is Kind.REFERENCE
        }
        self._matcher = Matcher(screen, member, run.options.get("match", ()), list(self.columns.values()))
        self._seen = Seen(screen, set(self._by_key))

    def convert(self, rows: Sequence[Row]) -> list[Converted]:
        """Values of the rows: a fixed number of queries, one for each kind of reference and way to match."""
        for column, reference in self._references.items():
            reference.load(row.cells[column] for row in rows if column < len(row.cells))
        found = [self._read(row) for row in rows]
        self._matcher.match([one for one in found if not one.problems])
        for one in found:
            self._complete(one)
        return found

    def problems_of(self, refusal: Refusal) -> list[Problem]:
        """What a service refused, by column."""
        by_key: Mapping[str, Iterable[str]] = getattr(refusal, "by_key", None) or {"": [str(refusal)]}
        return [self._problem(key, sentence) for key, sentences in by_key.items() for sentence in sentences]

    def _problem(self, key: str, sentence: str) -> Problem:
        column = self._number if key == mapping.NUMBER else self._by_key.get(key)
        return Problem(column, key if column is not None else "", sentence)

    def _read(self, row: Row) -> Converted:
        one = Converted(row)
        if len(row.cells) > self._width:
            more = len(row.cells) - self._width
            sentence = ngettext(
                "The row has %(more)d cell more than there are headings.",
                "The row has %(more)d cells more than there are headings.",
                more,
            )
            one.problems.append(Problem(None, "", sentence % {"more": more}))
        for column, attribute in self.columns.items():
            text = row.cells[column] if column < len(row.cells) else ""
            if text.strip():
                self._read_cell(one, column, attribute, text)
        if self._number is not None and self._number < len(row.cells) and row.cells[self._number].strip():
            self._read_number(one, row.cells[self._number])
        return one

    def _read_cell(self, one: Converted, column: int, attribute: Attribute, text: str) -> None:
        try:
            one.values[attribute.key] = self._value(column, attribute, text)
        except OverflowError:
            sentence = _("“%(value)s” is outside what can be kept.") % {"value": text}
            one.problems.append(Problem(column, attribute.key, sentence))
        except ValueError as error:
            one.problems.append(Problem(column, attribute.key, str(error)))

    def _value(self, column: int, attribute: Attribute, text: str) -> Any:
        if len(text) > limits.CELL:
            raise ValueError(
                _("This is longer than a cell may be (%(most)d characters).") % {"most": limits.CELL}
            )
        if "\ufffd" in text:
            raise ValueError(_("This has signs that cannot be read. Choose another encoding, or correct it."))
        if attribute.kind is Kind.REFERENCE:
            return self._references[column].find(text)
        if not self._day_first and attribute.kind is Kind.DATE:
            text = parsing.day(text, day_first=False).isoformat()
        elif not self._day_first and attribute.kind is Kind.MOMENT:
            text = parsing.moment(text, day_first=False).isoformat()
        return attribute.parse(text)

    def _read_number(self, one: Converted, text: str) -> None:
        try:
            one.pk = parsing.whole_number(text)
        except ValueError as error:
            one.problems.append(Problem(self._number, mapping.NUMBER, str(error)))

    def _complete(self, one: Converted) -> None:
        if one.problems:
            one.problems = [
                p if p.column is not None else self._problem(p.key, p.sentence) for p in one.problems
            ]
            return
        if one.record is None:
            self._require(one)
        else:
            self._compare(one)
        if not one.problems:
            values = {**one.before, **one.values}
            again = self._seen.note(one.row.number, values, pk=getattr(one.record, "pk", None))
            if again is not None:
                one.problems.append(self._problem(*again))

    def _require(self, one: Converted) -> None:
        for attribute in self._required:
            if attribute.key not in one.values:
                sentence = _("%(field)s is missing.") % {"field": attribute.label}
                one.problems.append(Problem(self._by_key.get(attribute.key), attribute.key, sentence))

    def _compare(self, one: Converted) -> None:
        """Keep what differs. An empty cell empties the value only when the person wants that."""
        for column, attribute in self.columns.items():
            key = attribute.key
            empty = key not in one.values
            if empty and not self._clear:
                continue
            if empty and attribute.required:
                sentence = _("%(field)s is missing.") % {"field": attribute.label}
                one.problems.append(Problem(column, key, sentence))
                continue
            value = attribute.parse("") if empty else one.values[key]
            before = attribute.value(one.record)
            one.before[key] = before
            if same(before, value):
                one.values.pop(key, None)
            else:
                one.values[key] = value
