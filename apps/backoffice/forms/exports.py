"""The form of an export: which format, which values, which records."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from apps.backoffice.attributes import Attribute


class ExportForm(forms.Form):
    """`query` and `pk` come from the list; without them it is everything."""

    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=(
            ("csv", gettext_lazy("CSV, for any program")),
            ("xlsx", gettext_lazy("Excel (.xlsx), made in the background")),
            ("json", gettext_lazy("JSON, for programmers")),
        ),
        widget=forms.RadioSelect,
        initial="csv",
    )
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Values"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, attributes: Sequence[Attribute], *args: Any, **kwargs: Any) -> None:
        # Sensitive values leave only when somebody says so.
        keys = [one.key for one in attributes if not one.sensitive]
        super().__init__(*args, **{"initial": {"columns": keys, "format": "csv"}, **kwargs})
        self.fields["columns"].choices = [(one.key, one.label) for one in attributes]  # type: ignore[attr-defined]
