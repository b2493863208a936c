"""A field of the owner's as an attribute, which is all that pages, filters, imports and exports see of it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Final

from django import forms
from django.db.models import Exists, Func, Model, OuterRef, Q, QuerySet, TextField, Value
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.backoffice.attributes import cells, parsing
from apps.backoffice.attributes.base import OPERATORS, Among, Attribute, Rows, everything
from apps.backoffice.attributes.columns import ORDERED, named_by
from apps.backoffice.fields import inputs, ordering, places, values
from apps.backoffice.models import CustomField, CustomFile, CustomSecret, CustomValue, Link
from apps.backoffice.types import Kind, Operator

PREFIX: Final = "custom."
FILES: Final = frozenset({Kind.FILE, Kind.IMAGE})
# Kinds of which a record has one value at most.
ONCE: Final = ORDERED - {Kind.MOMENT} | {Kind.URL}
NUMBERS: Final = frozenset({Kind.NUMBER, Kind.MONEY, Kind.YES_NO})
# Loaded beside the record, under this name in its own dictionary: by field.
_BESIDE: Final = "_own_values"


class Folded(Func):
    """A text as `CustomValue.text` has it."""

    function = "backoffice_folded"
    output_field = TextField(db_collation="C")


class OwnField(Attribute):
    """A field of the owner's. Its `kind` is that of its values: a formula's is the kind of what comes out."""

    own: ClassVar[bool] = True

    def __init__(self, field: CustomField) -> None:
        self.field = field
        self.key = PREFIX + field.key
        self.computed = field.kind == Kind.FORMULA
        self.kind = Kind(field.result or Kind.TEXT) if self.computed else Kind(field.kind)
        self.label, self.help, self.section = field.label, field.help, field.section
        self.required, self.later = field.required, field.later
        self.editable = not self.computed
        self.sensitive, self.public = field.sensitive, field.public
        self.currency, self.target, self.formula = field.currency, field.target, field.formula
        self.choices = [(str(one["value"]), str(one["label"])) for one in field.choices]
        self.sortable = self.kind in ORDERED and not self.sensitive
        self.filterable = True
        if field.shown_when_key:
            self.shown_when = (field.shown_when_key, tuple(map(str, field.shown_when_values)))

    # -- values ----------------------------------------------------------------------------------------------------

    @property
    def beside(self) -> type[CustomSecret | CustomFile | Link] | None:
        """The table that holds the values, None for those in the record itself."""
        if self.sensitive:
            return CustomSecret
        if self.kind in FILES:
            return CustomFile
        return places.link_model(self.target) if self.kind is Kind.REFERENCE else None

    def value(self, record: Model) -> Any:
        """The Python value; the record for a reference, a CustomFile for a file. A query where it is not prefetched."""
        if self.beside is None:
            custom = getattr(record, "custom", None)
            return values.load(self, custom.get(self.field.key) if isinstance(custom, dict) else None)
        if self.field.pk not in record.__dict__.get(_BESIDE, {}):
            self.prefetch([record])
        return record.__dict__[_BESIDE].get(self.field.pk)

    def stored(self, raw: Any) -> Any:
        """The Python value of what stands in a record's own values."""
        return values.load(self, raw)

    def prefetch(self, records: Sequence[Model]) -> None:
        """One query for values that do not stand in the records themselves."""
        table = self.beside
        if table is None or not records:
            return
        known = {one.pk: one for one in records if one.pk is not None}
        for one in records:
            one.__dict__.setdefault(_BESIDE, {})[self.field.pk] = None
        if not known:
            return
        found: QuerySet[Any] = table._default_manager.filter(field=self.field.pk, record_id__in=list(known))
        for row in _joined(found, table):
            known[row.record_id].__dict__[_BESIDE][self.field.pk] = self._beside_value(row)

    def _beside_value(self, row: Any) -> Any:
        if isinstance(row, CustomSecret):
            return values.load(self, _number_again(self.kind, row.value))
        if isinstance(row, CustomFile):
            row.field = self.field  # which its address names
            return row
        return row.target

    def text(self, value: Any) -> str:
        """The value for people; a file's name."""
        return value.name if isinstance(value, CustomFile) else super().text(value)

    def cell(self, record: Model) -> SafeString:
        """The value as HTML; a file's name leads to it."""
        value = self.value(record)
        if isinstance(value, CustomFile):
            return format_html('<a href="{}">{}</a>', value.url, value.name)
        return cells.cell(self.kind, value, self.text(value))

    def plain(self, value: Any) -> Any:
        """The value for files; a file's name, the label of a choice as `parse` reads it too."""
        return value.name if isinstance(value, CustomFile) else super().plain(value)

    def parse(self, text: str) -> Any:
        """The value a cell means. References are given as their number. Raises ValueError."""
        cleaned = text.strip()
        if self.kind in FILES:
            if cleaned:
                raise ValueError(_("A file cannot come out of a table; add it on the record's own page."))
            return None
        if self.kind is Kind.REFERENCE:
            if cleaned and parsing.record_number(cleaned) is None:
                raise ValueError(_("“%(value)s” is not the number of a record.") % {"value": cleaned})
            return int(cleaned) if cleaned else None
        return values.read(self, cleaned)

    def form_field(self) -> forms.Field:
        """A field for forms."""
        return inputs.form_field(self)

    # -- references ------------------------------------------------------------------------------------------------

    def related(self) -> Rows:
        """All records that a reference may name, with what their names need."""
        found = places.rows(self.target)
        return found.select_related(*named_by(found.model))

    def options(self, *, most: int, among: Among = everything) -> list[tuple[str, str]]:
        """Records a reference could name, as (number, name): at most `most`, one query."""
        if self.kind is not Kind.REFERENCE or places.link_model(self.target) is None:
            return []
        return [(str(row.pk), str(row)) for row in among(self.related())[:most]]

    def named(self, raw: str, *, among: Among = everything) -> str:
        """What the record of a number is called."""
        number = parsing.record_number(raw)
        if self.kind is not Kind.REFERENCE or number is None:
            return raw
        row = among(self.related()).filter(pk=number).first()
        return str(row) if row else raw

    # -- lists -----------------------------------------------------------------------------------------------------

    def operators(self) -> tuple[Operator, ...]:
        """A sensitive value answers only whether it is exactly something."""
        return (Operator.IS,) if self.sensitive else OPERATORS.get(self.kind, ())

    def where(self, rows: Rows, operator: Operator, values: Sequence[Any]) -> Rows:
        """Conditions that an index serves under row security, except HAS, which reads the field's values."""
        table = self.beside
        if operator in (Operator.EMPTY, Operator.FILLED):
            found: QuerySet[Any] = (table or CustomValue)._default_manager.filter(
                tenant=self.field.tenant_id, field=self.field.pk, record_id=OuterRef("pk")
            )
            return rows.filter(Exists(found) if operator is Operator.FILLED else ~Exists(found))
        if table is None:
            return self._by_value(rows, operator, values)
        condition = self._secret(values[0]) if self.sensitive else Q(target__in=[_pk(one) for one in values])
        beside: Any = table
        own = beside._default_manager.filter(condition, tenant=self.field.tenant_id, field=self.field.pk)
        return rows.filter(pk__in=own.values("record_id"))

    def _secret(self, value: Any) -> Q:
        try:
            return Q(value=str(values.dump(self, value)))
        except ValueError:
            return Q(pk__in=[])

    def _by_value(self, rows: Rows, operator: Operator, wanted: Sequence[Any]) -> Rows:
        if self.kind is Kind.YES_NO and not wanted[0]:  # what nobody said yes to
            said = CustomValue.objects.filter(
                tenant=self.field.tenant_id, field=self.field.pk, record_id=OuterRef("pk"), number=1.0
            )
            return rows.filter(~Exists(said))
        if self.kind is Kind.MOMENT:
            return self._by_moment(rows, operator, wanted[0])
        return rows.filter(pk__in=self._with_value(operator, wanted))

    def numbers(self, operator: Operator, wanted: Sequence[Any]) -> Rows | None:
        """The numbers of all records for which the condition holds, each once, read from the index of values alone.

        None where that does not tell.
        """
        if self.beside is not None or self.kind not in ONCE or operator not in _LOOKUPS:
            return None
        if self.kind is Kind.YES_NO and not wanted[0]:
            return None
        return self._with_value(operator, wanted)

    def _with_value(self, operator: Operator, wanted: Sequence[Any]) -> "QuerySet[Any]":
        column = "number" if self.kind in NUMBERS else "text"
        stored = [self._needle(one) for one in wanted]
        suffix = _LOOKUPS[operator]
        condition = {f"{column}{suffix}": stored if operator is Operator.IN else stored[0]}
        return ordering.with_value(self.field, **condition)

    def _needle(self, value: Any) -> Any:
        if self.kind in NUMBERS:
            return float(value)
        text = value.isoformat() if hasattr(value, "isoformat") else str(value)
        return Folded(Value(text))

    def _by_moment(self, rows: Rows, operator: Operator, value: Any) -> Rows:
        lookup = _LOOKUPS[operator]
        if isinstance(value, date) and not isinstance(value, datetime):
            day = datetime(value.year, value.month, value.day, tzinfo=timezone.get_current_timezone())
            value = day + timedelta(days=1) if operator is Operator.TO else day
            lookup = "__lt" if operator is Operator.TO else lookup
        stored = Folded(Value(values.dump(self, value)))
        return rows.filter(pk__in=ordering.with_value(self.field, **{f"text{lookup}": stored}))

    def order(self, rows: Rows, *, descending: bool) -> Rows:
        """By the side table's index; rows without a value come last, in order of their key."""
        column = "number" if self.kind in NUMBERS else "text"
        return ordering.ordered(rows, self.field, column, descending=descending)


def remember(record: Model, field: OwnField, value: Any) -> None:
    """Let the record know a value that was just stored beside it."""
    record.__dict__.setdefault(_BESIDE, {})[field.field.pk] = value


def forget(record: Model) -> None:
    """Let the record read what stands beside it anew."""
    record.__dict__.pop(_BESIDE, None)


def _joined(found: "QuerySet[Any]", table: Any) -> "QuerySet[Any]":
    if not issubclass(table, Link):
        return found
    target: Any = table._meta.get_field("target").related_model
    return found.select_related("target", *(f"target__{more}" for more in named_by(target)))


def _number_again(kind: Kind, text: str) -> Any:
    """Secrets are text; a number among them was one."""
    return text if kind not in NUMBERS else float(text) if "." in text else int(text)


def _pk(value: Any) -> int:
    return int(value.pk) if isinstance(value, Model) else int(value)


_LOOKUPS: Final = {
    Operator.IS: "",
    Operator.IN: "__in",
    Operator.HAS: "__contains",
    Operator.FROM: "__gte",
    Operator.TO: "__lte",
}
