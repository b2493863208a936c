"""Forms that move a record on the calendar and on the board."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.backoffice.calendars.entries import Row
from apps.backoffice.calendars.window import EARLIEST, LATEST

Choices = Sequence[tuple[str, Any]]


class MoveForm(forms.Form):
    """The day, the time and the row an entry is moved to. What the calendar does not know is left out."""

    date = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    time = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    row = forms.ChoiceField(required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        initial: dict[str, Any],
        timed: bool,
        time_required: bool,
        row_label: str,
        rows: Sequence[Row],
        current: Model | None,
        records: "QuerySet[Any] | None",
    ) -> None:
        """`current` is the row the record stands in, which it may keep although nobody may choose it any more."""
        super().__init__(data, initial=initial)
        self.records, self.current = records, current
        if not timed:
            del self.fields["time"]
        elif time_required:
            self.fields["time"].required = True
        if records is None:
            del self.fields["row"]
        else:
            known = {row.key: row.label for row in rows}
            if current is not None:
                known.setdefault(str(current.pk), str(current))
            choices: Choices = [("", _("Unassigned")), *known.items()]
            self.fields["row"].label, self.fields["row"].choices = row_label, choices  # type: ignore[attr-defined]

    def clean_date(self) -> Any:
        day = self.cleaned_data["date"]
        if not EARLIEST <= day <= LATEST:
            raise ValidationError(_("Choose a day between 1900 and 2999."), code="date")
        return day

    def clean_row(self) -> Model | None:
        """The record behind the key."""
        key = self.cleaned_data.get("row", "")
        if not key or self.records is None:
            return None
        if self.current is not None and key == str(self.current.pk):
            return self.current
        found: Model | None = self.records.filter(pk=int(key)).first()
        if found is None:
            raise ValidationError(_("Choose one from the list."), code="row")
        return found


class StateForm(forms.Form):
    """The column a card is moved to."""

    state = forms.ChoiceField(label=_("Move to"))

    def __init__(self, data: Any = None, *, states: Choices, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["state"].choices = states  # type: ignore[attr-defined]
