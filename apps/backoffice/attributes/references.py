"""Choosing a record of the business: a short list at once, the rest by searching."""

from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.urls import reverse

from apps.backoffice.attributes import parsing

LISTED: Final = 50


class ReferenceSelect(forms.Select):
    """A select of the first records and the chosen one. The office's script lets people search all the others."""

    def __init__(self, *, target: str) -> None:
        super().__init__()
        app, _, name = target.partition(".")
        self.attrs["data-options"] = reverse("office_options", args=[app, name])

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        """The chosen record is always among the options."""
        field: ReferenceField = self.choices.field  # type: ignore[attr-defined]
        wanted = {str(one) for one in value if parsing.record_number(str(one)) is not None}
        listed = list(field.rows()[:LISTED])
        missing = wanted - {str(row.pk) for row in listed}
        if missing:
            listed += list(field.rows().filter(pk__in=missing))
        options = [] if field.required and wanted else [("", field.empty_label or "—")]
        options += [(row.pk, str(row)) for row in listed]
        return [
            (
                None,
                [
                    self.create_option(name, key, str(label), str(key) in wanted, index)
                    for index, (key, label) in enumerate(options)
                ],
                0,
            )
        ]


class ReferenceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One record of the bound business; another business's is "not one of the available choices"."""

    def __init__(self, queryset: "QuerySet[Any]", *, target: str, **options: Any) -> None:
        super().__init__(queryset=queryset, widget=ReferenceSelect(target=target), empty_label="—", **options)

    def rows(self) -> "QuerySet[Any]":
        """Everything it may name."""
        found: QuerySet[Any] = self.queryset.all()  # type: ignore[union-attr]
        return found
