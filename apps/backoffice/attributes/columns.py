"""Attributes that are columns of a model: everything is read off Django's own field."""

from collections.abc import Callable, Sequence
from copy import copy
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.backoffice.attributes import amounts, parsing
from apps.backoffice.attributes.base import Among, Attribute, Rows, everything
from apps.backoffice.attributes.references import ReferenceField
from apps.backoffice.types import Amount, Kind, Operator
from apps.tenancy import context, facts
from apps.tenancy.sensitive import SensitiveField

# The first that fits decides, so the narrower ones stand first.
KINDS: Final[tuple[tuple[type["models.Field[Any, Any]"], Kind], ...]] = (
    (models.ForeignKey, Kind.REFERENCE),
    (models.BooleanField, Kind.YES_NO),
    (models.ImageField, Kind.IMAGE),
    (models.FileField, Kind.FILE),
    (models.EmailField, Kind.EMAIL),
    (models.URLField, Kind.URL),
    (models.DateTimeField, Kind.MOMENT),
    (models.DateField, Kind.DATE),
    (models.TimeField, Kind.TIME),
    (models.IntegerField, Kind.NUMBER),
    (models.DecimalField, Kind.NUMBER),
    (models.FloatField, Kind.NUMBER),
    (ArrayField, Kind.CHOICES),
    (models.CharField, Kind.TEXT),
    (models.TextField, Kind.LONG_TEXT),
)
# How a select says that nothing is chosen.
NO_CHOICE: Final = "—"
# More choices than that are no help in a sentence.
MOST_NAMED: Final = 20
# Kinds whose columns an ordinary index can serve under row security.
ORDERED: Final = frozenset(
    {
        Kind.TEXT,
        Kind.NUMBER,
        Kind.MONEY,
        Kind.DATE,
        Kind.MOMENT,
        Kind.TIME,
        Kind.CHOICE,
        Kind.YES_NO,
        Kind.EMAIL,
        Kind.PHONE,
    }
)


def columns_of(model: type[models.Model]) -> tuple["ModelColumn", ...]:
    """Attributes of all columns of the model that a person could care about, in their order."""
    return _columns(model)


@cache
def _columns(model: type[models.Model]) -> tuple["ModelColumn", ...]:
    left_out = {"tenant", "custom"}
    return tuple(
        ModelColumn(field)
        for field in model._meta.concrete_fields
        if field.name not in left_out and not field.primary_key and kind_of(field) is not None
    )


def kind_of(field: "models.Field[Any, Any]") -> Kind | None:
    """The kind of a model's field, None for one that nobody edits as such (JSON, binary)."""
    said: Kind | None = getattr(field, "kind", None)
    if said is not None:
        return said
    if getattr(field, "choices", None):
        return Kind.CHOICE
    for type_, kind in KINDS:
        if isinstance(field, type_):
            return kind
    return None


class ModelColumn(Attribute):
    """A column of the model. A model's field may say its `kind` itself, as `PHONE` or `MONEY` do.

    It may also say how a value is written (`said(value)`), by which column it is ordered (`sort_by`), and in which
    column the currency of an amount stands (`currency_column`).
    """

    def __init__(self, field: "models.Field[Any, Any]") -> None:
        self.field = field
        self.key = field.name
        self.kind = kind_of(field) or Kind.TEXT
        self.label = capital(field.verbose_name)
        self.help = field.help_text
        self.required = not field.blank and not field.null and not field.has_default()
        self.editable = field.editable
        self.sensitive = isinstance(field, SensitiveField)
        self.sortable = self.kind in ORDERED and not self.sensitive
        self.filterable = not self.sensitive or bool(getattr(field, "blind", False))
        if self.kind is Kind.CHOICE:
            self.choices = [(str(v), label) for v, label in field.flatchoices if v not in ("", None)]
        if self.kind is Kind.REFERENCE:
            self.target = str(field.related_model._meta.label_lower)  # type: ignore[union-attr]

    def value(self, record: models.Model) -> Any:
        """The column's value; the related record for a reference."""
        value = getattr(record, self.key)
        if self.kind is Kind.MONEY and value is not None:
            return Amount(value, getattr(record, getattr(self.field, "currency_column", ""), ""))
        return value

    @property
    def currency(self) -> str:  # type: ignore[override]
        """What amounts that do not say so are counted in: the business's currency."""
        if self.kind is not Kind.MONEY or context.current_tenant_id() is None:
            return ""
        return facts.current().currency

    def text(self, value: Any) -> str:
        """The value for people."""
        if isinstance(value, models.fields.files.FieldFile):
            return (value.name or "").rsplit("/", 1)[-1]
        said: Callable[[Any], str] | None = getattr(self.field, "said", None)
        return said(value) if said and value else super().text(value)

    def parse(self, text: str) -> Any:
        """The value a cell means; None for an empty one. References are given as their number."""
        cleaned = text.strip()
        if not cleaned:
            return (
                None
                if self.field.null
                else self.field.get_default()
                if self.kind is not Kind.YES_NO
                else False
            )
        reader = _READERS.get(self.kind)
        return reader(self, cleaned) if reader else cleaned

    def form_field(self) -> forms.Field:
        """Django's own form field of the column, with widgets that suit the kind."""
        options = dict(_FORM.get(self.kind, {}))
        if self.kind is Kind.MONEY:
            options |= {"form_class": amounts.AmountField, "currency": self.currency}
        if self.kind is Kind.CHOICE and not self.field.choices:
            options["widget"] = forms.Select(choices=[("", NO_CHOICE), *self.choices])
        if self.kind is Kind.REFERENCE:
            options |= {"form_class": ReferenceField, "target": self.target, "queryset": self.related()}
        made = self.field.formfield(**options)
        if not isinstance(made, forms.Field):
            raise TypeError(f"{self.field} has no form field")
        # A plain form asks its fields only, so what the model demands stands there too.
        # A choice is checked against its list, and is still text when validators run.
        if not isinstance(made, forms.ChoiceField):
            made.validators += [one for one in self.field.validators if one not in made.validators]
        if self.kind is Kind.CHOICE and isinstance(made, forms.ChoiceField):
            offered: Any = made.choices
            made.choices = [(value, label if value else NO_CHOICE) for value, label in offered]
        made.label, made.help_text = str(self.label), str(self.help)
        return made

    def operators(self) -> tuple[Operator, ...]:
        """A sensitive column answers only whether it is exactly something."""
        if self.sensitive:
            return (Operator.IS,) if self.filterable else ()
        return super().operators()

    def where(self, rows: Rows, operator: Operator, values: Sequence[Any]) -> Rows:
        """Conditions whose operators an index can serve under row security, except HAS."""
        if operator is Operator.EMPTY:
            return rows.filter(self._empty())
        if operator is Operator.FILLED:
            return rows.exclude(self._empty())
        if self.kind is Kind.MOMENT:
            return rows.filter(**self._moment(operator, values[0]))
        if isinstance(self.field, ArrayField):
            return rows.filter(**{f"{self.key}__overlap": list(values)})
        suffix = _LOOKUPS[operator]
        return rows.filter(**{f"{self.key}{suffix}": list(values) if operator is Operator.IN else values[0]})

    def options(self, *, most: int, among: Among = everything) -> list[tuple[str, str]]:
        """Rows of the related table, in its own order."""
        if self.kind is not Kind.REFERENCE:
            return []
        return [(str(row.pk), str(row)) for row in among(self.related())[:most]]

    def related(self) -> Rows:
        """All rows a reference may name, with what their names need."""
        model: Any = self.field.related_model
        rows: Rows = model._default_manager.all()
        return rows.select_related(*named_by(model))

    def named(self, raw: str, *, among: Among = everything) -> str:
        """The related row's name; its number where there is none."""
        number = parsing.record_number(raw)
        row = among(self.related()).filter(pk=number).first() if number is not None else None
        return str(row) if row else raw

    def _empty(self) -> models.Q:
        nothing = models.Q(**{f"{self.key}__isnull": True}) if self.field.null else models.Q()
        if self.field.empty_strings_allowed and isinstance(
            self.field, models.CharField | models.TextField | models.FileField
        ):
            nothing |= models.Q(**{self.key: ""})
        if isinstance(self.field, ArrayField):
            nothing |= models.Q(**{self.key: []})
        return nothing or models.Q(pk__in=[])

    def _moment(self, operator: Operator, value: Any) -> dict[str, Any]:
        zone = timezone.get_current_timezone()
        if not isinstance(value, datetime):
            value = datetime(value.year, value.month, value.day, tzinfo=zone)
            if operator is Operator.TO:
                return {f"{self.key}__lt": value + timedelta(days=1)}
        return {f"{self.key}__gte" if operator is Operator.FROM else f"{self.key}__lte": value}

    def order(self, rows: Rows, *, descending: bool) -> Rows:
        """By the column, then by the key in the same direction, so that one index serves both."""
        column = F(getattr(self.field, "sort_by", self.key))
        if self.field.null:
            first = column.desc(nulls_last=True) if descending else column.asc(nulls_last=True)
        else:
            first = column.desc() if descending else column.asc()
        return rows.order_by(first, "-pk" if descending else "pk")


def chosen_from(column: ModelColumn, choices: Sequence[tuple[str, Any]]) -> ModelColumn:
    """The same column as a choice from these pairs of value and label."""
    made = copy(column)
    made.kind, made.choices = Kind.CHOICE, [(value, label) for value, label in choices if value]
    return made


def named_by(model: type[models.Model] | None) -> list[str]:
    """Relations that a model's name is made of, as a member's is of the person."""
    return list(getattr(model, "named_by", ()))


def capital(text: Any) -> str:
    """A name as a heading begins; the rest of it stays as it is."""
    word = str(text)
    return word[:1].upper() + word[1:]


def _choice(column: Attribute, text: str) -> str:
    wanted = text.casefold()
    for value, label in column.choices:
        if wanted in (value.casefold(), str(label).casefold()):
            return value
    if len(column.choices) > MOST_NAMED:
        raise ValueError(
            _("“%(value)s” is none of the choices for %(label)s.")
            % {"value": text, "label": str(column.label).lower()}
        )
    known = ", ".join(str(label) for _value, label in column.choices)
    raise ValueError(_("“%(value)s” is none of: %(known)s.") % {"value": text, "known": known})


def _number(column: "ModelColumn", text: str) -> Any:
    return (
        parsing.whole_number(text) if isinstance(column.field, models.IntegerField) else parsing.number(text)
    )


def _checked(column: "ModelColumn", text: str) -> str:
    try:
        column.field.run_validators(text)
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from error
    return text


_READERS: Final[dict[Kind, Callable[["ModelColumn", str], Any]]] = {
    Kind.YES_NO: lambda column, text: parsing.yes_no(text),
    Kind.NUMBER: _number,
    Kind.MONEY: lambda column, text: amounts.read(text, column.currency),
    Kind.DATE: lambda column, text: parsing.day(text),
    Kind.MOMENT: lambda column, text: parsing.moment(text),
    Kind.TIME: lambda column, text: parsing.clock_time(text),
    Kind.CHOICE: _choice,
    Kind.CHOICES: lambda column, text: [
        part.strip() for part in text.replace(",", ";").split(";") if part.strip()
    ],
    Kind.EMAIL: _checked,
    Kind.URL: _checked,
    Kind.REFERENCE: lambda column, text: parsing.whole_number(text),
}
_FORM: Final[dict[Kind, dict[str, Any]]] = {
    Kind.DATE: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
    Kind.TIME: {"widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")},
    Kind.MOMENT: {"widget": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")},
    Kind.LONG_TEXT: {"widget": forms.Textarea(attrs={"rows": 4})},
    Kind.PHONE: {"widget": forms.TextInput(attrs={"type": "tel"})},
}
_LOOKUPS: Final = {
    Operator.IS: "",
    Operator.IN: "__in",
    Operator.HAS: "__icontains",
    Operator.FROM: "__gte",
    Operator.TO: "__lte",
}
