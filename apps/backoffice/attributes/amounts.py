"""Amounts of money as people write them."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from apps.backoffice.attributes import formats, parsing


def read(text: str, currency: str) -> int:
    """ "12.50", "€ 12.50", "12.50 EUR" in minor units. Raises ValueError with a sentence for people."""
    bare = re.sub(rf"(?i)[$€£¥]|\b{re.escape(currency)}\b", "", text) if currency else text
    minor = formats.decimal_to_minor(parsing.number(bare), currency)
    if abs(minor) >= 2**63:
        raise ValueError(_("“%(value)s” is out of range.") % {"value": text})
    return minor


class AmountField(forms.Field):
    """An amount in major units of a currency; its value is in minor units."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def __init__(self, *, currency: str, **options: Any) -> None:
        self.currency = currency
        for bound in ("min_value", "max_value"):  # the column's validators know them, too
            options.pop(bound, None)
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        """As a person would write it; what was typed stays as it was typed."""
        if value is None or isinstance(value, str):
            return value
        return formats.minor_to_decimal(int(value), getattr(value, "currency", "") or self.currency)

    def to_python(self, value: Any) -> int | None:
        """Minor units, None for nothing."""
        text = "" if value is None else str(value).strip()
        if not text:
            return None
        if isinstance(value, int):  # what the form began with
            return int(value)
        try:
            return read(text, self.currency)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
