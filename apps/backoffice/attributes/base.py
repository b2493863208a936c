"""The attribute: all that lists, filters, forms, details, imports and exports need to know of one value of a record."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from apps.backoffice.attributes import cells, formats
from apps.backoffice.types import Kind, Operator

Text = str | Promise
Rows = QuerySet[Any]
Among = Callable[[Rows], Rows]

OPERATORS: dict[Kind, tuple[Operator, ...]] = {
    Kind.TEXT: (Operator.IS, Operator.HAS, Operator.EMPTY, Operator.FILLED),
    Kind.LONG_TEXT: (Operator.EMPTY, Operator.FILLED),
    Kind.NUMBER: (Operator.IS, Operator.FROM, Operator.TO, Operator.EMPTY, Operator.FILLED),
    Kind.MONEY: (Operator.IS, Operator.FROM, Operator.TO, Operator.EMPTY, Operator.FILLED),
    Kind.DATE: (Operator.IS, Operator.FROM, Operator.TO, Operator.EMPTY, Operator.FILLED),
    Kind.MOMENT: (Operator.FROM, Operator.TO, Operator.EMPTY, Operator.FILLED),
    Kind.TIME: (Operator.FROM, Operator.TO, Operator.EMPTY, Operator.FILLED),
    Kind.CHOICE: (Operator.IN, Operator.EMPTY, Operator.FILLED),
    Kind.CHOICES: (Operator.IN, Operator.EMPTY, Operator.FILLED),
    Kind.YES_NO: (Operator.IS,),
    Kind.EMAIL: (Operator.IS, Operator.EMPTY, Operator.FILLED),
    Kind.PHONE: (Operator.IS, Operator.EMPTY, Operator.FILLED),
    Kind.URL: (Operator.EMPTY, Operator.FILLED),
    Kind.FILE: (Operator.EMPTY, Operator.FILLED),
    Kind.IMAGE: (Operator.EMPTY, Operator.FILLED),
    Kind.REFERENCE: (Operator.IN, Operator.EMPTY, Operator.FILLED),
}


def everything(rows: Rows) -> Rows:
    """Narrows nothing."""
    return rows


class Attribute:
    """One value of a record. Subclasses know where it stands; nobody else does.

    `key` names it in addresses, services and files. `sensitive` values appear in no list, search or audit text and
    are exported only with permission. `shown_when` is ("key", values): the form shows it only then.
    """

    key: str
    kind: Kind
    label: Text
    help: Text = ""
    required: bool = False
    editable: bool = True
    sortable: bool = False
    filterable: bool = False
    sensitive: bool = False
    public: bool = False
    section: str = ""
    currency: str = ""  # ISO code of a MONEY; whose values are integers of minor units
    choices: Sequence[tuple[str, Text]] = ()
    target: str = ""  # "app.model" that a REFERENCE points at
    shown_when: tuple[str, Sequence[str]] | None = None
    own: ClassVar[bool] = False  # a field of the owner's

    def value(self, record: Model) -> Any:
        """The Python value the record has."""
        raise NotImplementedError

    def stored(self, raw: Any) -> Any:
        """The Python value of what the database's JSON holds."""
        return raw

    def text(self, value: Any) -> str:
        """The value for people, in their language and zone; "" for nothing."""
        return formats.text(self, value)

    def cell(self, record: Model) -> SafeString:
        """The value as HTML of a list or detail page. Escaped."""
        value = self.value(record)
        return cells.cell(self.kind, value, self.text(value))

    def plain(self, value: Any) -> Any:
        """The value for files: text, number, bool or None; dates in ISO form. `parse` reads it back."""
        return formats.plain(self, value)

    def parse(self, text: str) -> Any:
        """The value a cell of a file means. Raises ValueError with a sentence for people."""
        raise NotImplementedError

    def form_field(self) -> forms.Field:
        """A field for forms, with label, help and validation."""
        raise NotImplementedError

    def operators(self) -> tuple[Operator, ...]:
        """What a filter may ask; none when it cannot be filtered."""
        return OPERATORS.get(self.kind, ()) if self.filterable else ()

    def where(self, rows: Rows, operator: Operator, values: Sequence[Any]) -> Rows:
        """The rows for which the condition holds. `values` are Python values of the kind."""
        raise NotImplementedError

    def order(self, rows: Rows, *, descending: bool) -> Rows:
        """The rows in the order of this value, then of their key; rows without one come last."""
        raise NotImplementedError

    def options(self, *, most: int, among: Among = everything) -> list[tuple[str, str]]:
        """Records a reference could name, as (number, name): at most `most`, one query. Nothing for other kinds.

        `among` narrows them, as to those somebody sees.
        """
        return []

    def named(self, raw: str, *, among: Among = everything) -> str:
        """What the record of a number is called, for a reference; the number where `among` has none. One query."""
        return raw

    def prefetch(self, records: Sequence[Model]) -> None:
        """Load what `value` needs for all of these at once: at most one query."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.key}>"
