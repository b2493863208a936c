"""A list of permission patterns, one per line."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts import patterns


class PatternsField(forms.CharField):
    """Text with one pattern per line; `clean` answers the list without blanks and doubles."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 4000)
        kwargs.setdefault(
            "widget",
            forms.Textarea(
                attrs={"rows": 8, "spellcheck": "false", "class": "code", "autocapitalize": "none"}
            ),
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        words = [line.strip() for line in str(text or "").replace(",", "\n").splitlines()]
        return list(dict.fromkeys(word for word in words if word))

    def validate(self, value: Any) -> None:
        wrong = [word for word in value if not patterns.is_pattern(word)]
        if wrong:
            raise forms.ValidationError(
                _("Not a permission: %(wrong)s. Write one per line, such as bookings.view or -payments.*"),
                params={"wrong": ", ".join(wrong)},
                code="pattern",
            )
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        for word in value:
            super().run_validators(word)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(list(initial or []) != self.to_python(data))
