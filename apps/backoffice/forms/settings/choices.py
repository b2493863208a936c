"""Choices of a field as people write them: one per line, `value | label` where the two differ."""

from collections.abc import Sequence
from typing import Any

from django import forms


def read(text: str) -> list[dict[str, str]]:
    """The choices of the lines; empty lines are none."""
    found = []
    for line in text.splitlines():
        value, bar, label = (part.strip() for part in line.partition("|"))
        if value or label:
            found.append({"value": value or label, "label": label if bar and label else value})
    return found


def write(choices: Sequence[dict[str, str]]) -> str:
    """The same as lines."""
    return "\n".join(
        one["label"] if one["value"] == one["label"] else f"{one['value']} | {one['label']}"
        for one in choices
    )


class ChoicesField(forms.CharField):
    """Choices, one per line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """Lines, whether they come from a definition or from a form that was sent."""
        return value if isinstance(value, str) or value is None else write(value)

    def clean(self, value: Any) -> list[dict[str, str]]:
        """The choices as a definition keeps them."""
        return read(str(super().clean(value) or ""))
