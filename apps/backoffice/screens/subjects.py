"""What a text such as "booking:12" names, as a link to the record's page."""

from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from apps.backoffice.attributes import Attribute
from apps.backoffice.screens.registry import SCREENS
from apps.backoffice.types import Kind

_DIGITS = 18  # of a number that a database holds


class Subject(Attribute):
    """A column that says what a row is about: the model's name, a colon, and the record's number."""

    kind, editable = Kind.TEXT, False

    def __init__(self, key: str, label: Any) -> None:
        self.key, self.label = key, label

    def value(self, record: Model) -> Any:
        """The text as it stands."""
        return getattr(record, self.key)

    def cell(self, record: Model) -> SafeString:
        """A link with the record's kind and number; the text where there is no such screen."""
        said = self.value(record)
        name, _colon, number = said.partition(":")
        screen = next((one for one in SCREENS if one.name == name), None)
        if screen is None or not (number.isascii() and number.isdigit() and len(number) <= _DIGITS):
            return escape(said)
        address = reverse("office_detail", args=[screen.app, screen.name, int(number)])
        return format_html('<a href="{}">{} {}</a>', address, screen.label, number)
