"""The form of a record, made of its attributes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django import forms
from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BoundField
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute
from apps.backoffice.attributes.references import ReferenceField
from apps.backoffice.errors import Invalid
from apps.backoffice.screens import permitted
from apps.backoffice.screens.declaration import Screen, Section
from apps.backoffice.types import Kind

LOADED: Final = "loaded"
_SALT: Final = "backoffice.loaded"


@dataclass(frozen=True, slots=True)
class FormSection:
    """Fields under a heading."""

    title: str
    about: str
    fields: list[BoundField]


class RecordForm(forms.Form):
    """A field for each attribute. `values()` has what a service wants; errors of a service go to their fields.

    References name what the `member` sees, and what the record, or else `current`, names now by key.
    """

    def __init__(
        self,
        attributes: Sequence[Attribute],
        *args: Any,
        record: Any = None,
        member: Member | None = None,
        current: Mapping[str, Any] = MappingProxyType({}),
        **kwargs: Any,
    ) -> None:
        self.attributes = {one.key: one for one in attributes}
        self.record = record
        if record is not None:
            for one in attributes:
                one.prefetch([record])
            current = initial(record, attributes)
            kwargs["initial"] = {**current, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for one in attributes:
            field = one.form_field()
            if member is not None and isinstance(field, ReferenceField):
                field.queryset = permitted.nameable(
                    field.rows(), one.target, member, current=current.get(one.key)
                )
            if one.shown_when:
                field.widget.attrs["data-shown-when"] = json.dumps(
                    [one.shown_when[0], list(one.shown_when[1])]
                )
                # Whether it is demanded depends on another value; the service knows.
                field.required = False
            self.fields[one.key] = field

    def values(self) -> dict[str, Any]:
        """Cleaned values by key. A file that was not chosen again is left out."""
        return {
            key: value
            for key, value in self.cleaned_data.items()
            if key in self.attributes and not (self.is_file(key) and not self._was_sent(key))
        }

    def is_file(self, key: str) -> bool:
        """Whether the value of a key is a file."""
        return self.attributes[key].kind in (Kind.FILE, Kind.IMAGE)

    def _was_sent(self, key: str) -> bool:
        return self.add_prefix(key) in self.files or f"{self.add_prefix(key)}-clear" in self.data

    def refuse(self, refusal: Invalid) -> None:
        """Show a service's sentences beside their fields, those without one above the form."""
        for key, sentences in refusal.by_key.items():
            for sentence in sentences:
                self.add_error(key if key in self.fields else None, sentence)

    def sections(self, declared: Sequence[Section]) -> list[FormSection]:
        """The form's fields under the screen's headings, what no heading names under the owner's or at the end."""
        left = [key for key in self.fields if key in self.attributes]
        found = []
        for section in declared:
            keys = [key for key in section.keys if key in left]
            left = [key for key in left if key not in keys]
            if keys:
                found.append(FormSection(str(section.title), str(section.about), [self[key] for key in keys]))
        named: dict[str, list[BoundField]] = {}
        for key in left:
            named.setdefault(self.attributes[key].section, []).append(self[key])
        rest = _("More") if declared else ""
        return [*found, *(FormSection(title or rest, "", fields) for title, fields in named.items())]


def initial(record: Any, attributes: Sequence[Attribute]) -> dict[str, Any]:
    """What a form shows of a record."""
    return {one.key: key_of(one, one.value(record)) for one in attributes}


def key_of(attribute: Attribute, value: Any) -> Any:
    if attribute.kind is Kind.REFERENCE and hasattr(value, "pk"):
        return value.pk
    return value


def editable(screen: Screen, *, new: bool) -> list[Attribute]:
    """The attributes people may fill in."""
    return [one for one in screen.attributes() if one.editable and one.key not in screen.readonly]


def stamp(record: Any, attributes: Sequence[Attribute]) -> str:
    """What the record held when its form was made, signed, so that saving can tell what changed meanwhile."""
    return signed(comparable(record, attributes))


def signed(plain: Mapping[str, Any]) -> str:
    """Plain data for a hidden input, which `read_stamp` reads back."""
    return signing.dumps(plain, salt=_SALT, compress=True)


def read_stamp(text: str) -> Mapping[str, Any] | None:
    """What `stamp` wrote; None for a text that is not ours."""
    try:
        found: Any = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None
    return found if isinstance(found, dict) else None


def comparable(record: Any, attributes: Sequence[Attribute]) -> dict[str, Any]:
    """The record's values as plain data that compares equal when they are the same."""
    return plain_values(attributes, {one.key: one.value(record) for one in attributes})


def plain_values(attributes: Sequence[Attribute], values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the values that are attributes', as plain data."""
    made = {one.key: one.plain(key_of(one, values[one.key])) for one in attributes if one.key in values}
    found: dict[str, Any] = json.loads(json.dumps(made, cls=DjangoJSONEncoder))
    return found
