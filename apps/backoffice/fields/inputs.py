"""Fields of forms for the owner's fields, with the browser's own widgets."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, Protocol

from django import forms
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from apps.backoffice.attributes import formats
from apps.backoffice.attributes.references import ReferenceField
from apps.backoffice.fields import places, values
from apps.backoffice.types import Kind
from apps.files import uploads


class Own(Protocol):
    """What of an attribute decides about its form field."""

    kind: Kind
    label: Any
    help: Any
    currency: str
    choices: Any
    required: bool
    sensitive: bool
    target: str
    shown_when: Any

    def related(self) -> Any:
        """All records that a reference may name."""


class ReadField(forms.Field):
    """A text that is read as a cell of a file is: one set of rules for both. Shows what `plain` writes."""

    def __init__(self, own: Own, **options: Any) -> None:
        self.own = own
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        """The value as a person would write it; what was typed stays as it was typed."""
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, datetime):
            return timezone.localtime(value)
        return formats.minor_to_decimal(value, self.own.currency) if self.own.kind is Kind.MONEY else value

    def clean(self, value: Any) -> Any:
        """The Python value, None for nothing."""
        text = "" if value is None else str(value)
        try:
            read = values.read(self.own, text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        super().validate(read)
        return read


class FileInput(forms.ClearableFileInput):
    """Names the file that is there, leads to it and offers to remove it."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context(name, value, attrs)
        words = {
            "clear_checkbox_label": _("Remove"),
            "initial_text": _("Now"),
            "input_text": _("Another one"),
        }
        found["widget"].update({key: str(word) for key, word in words.items()})
        return found


def form_field(own: Own) -> forms.Field:
    """A form field with label, help and the rules of the kind. Whether a required one is shown, only the service knows,
    so one that is shown under a condition is not required here.
    """
    required = own.required and own.shown_when is None
    # Django's own templates take a help text for HTML.
    said = {"label": str(own.label), "help_text": escape(own.help), "required": required}
    return _MAKERS.get(own.kind, _text)(own, said)


def _text(own: Own, said: dict[str, Any]) -> forms.Field:
    widget = _WIDGETS.get(own.kind, lambda: forms.TextInput(attrs={"maxlength": values.TEXT_LETTERS}))()
    if own.sensitive:
        widget.attrs["autocomplete"] = "off"
    return ReadField(own, widget=widget, **said)


def _choice(own: Own, said: dict[str, Any]) -> forms.Field:
    listed = [("", "—"), *own.choices]
    return forms.TypedChoiceField(choices=listed, empty_value=None, **said)


def _choices(own: Own, said: dict[str, Any]) -> forms.Field:
    return forms.MultipleChoiceField(choices=own.choices, widget=forms.CheckboxSelectMultiple, **said)


def _yes_no(own: Own, said: dict[str, Any]) -> forms.Field:
    # An answer is required, not a yes.
    return forms.BooleanField(**{**said, "required": False})


def _reference(own: Own, said: dict[str, Any]) -> forms.Field:
    if places.link_model(own.target) is None:
        return forms.ModelChoiceField(queryset=places.nothing(), **said)
    return ReferenceField(own.related(), target=own.target, **said)


def _file(own: Own, said: dict[str, Any]) -> forms.Field:
    accept = uploads.ACCEPTED_IMAGES if own.kind is Kind.IMAGE else uploads.ACCEPTED
    return forms.FileField(widget=FileInput(attrs={"accept": accept}), max_length=200, **said)


_WIDGETS: Final[dict[Kind, Callable[[], forms.Widget]]] = {
    Kind.LONG_TEXT: lambda: forms.Textarea(attrs={"rows": 4, "maxlength": values.LONG_TEXT_LETTERS}),
    Kind.NUMBER: lambda: forms.TextInput(attrs={"inputmode": "decimal"}),
    Kind.MONEY: lambda: forms.TextInput(attrs={"inputmode": "decimal"}),
    Kind.DATE: lambda: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    Kind.TIME: lambda: forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    Kind.MOMENT: lambda: forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    Kind.EMAIL: lambda: forms.EmailInput(attrs={"maxlength": 254}),
    Kind.PHONE: lambda: forms.TextInput(attrs={"type": "tel", "maxlength": 30}),
    Kind.URL: lambda: forms.URLInput(attrs={"maxlength": values.URL_LETTERS}),
}
_MAKERS: Final[dict[Kind, Callable[[Own, dict[str, Any]], forms.Field]]] = {
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.YES_NO: _yes_no,
    Kind.REFERENCE: _reference,
    Kind.FILE: _file,
    Kind.IMAGE: _file,
}
