"""What staff fill in when they do something to departures and resources."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.capacity.models import Resource
from apps.capacity.models.lists import DatesField, TimesField
from apps.capacity.types import ReservationKind
from apps.catalog.models.products import MOST_PEOPLE

MOMENT = {"type": "datetime-local"}
DAYS, TIMES = DatesField(), TimesField()


class CapacityForm(forms.Form):
    """How many."""

    capacity = forms.IntegerField(label=_("Capacity"), min_value=1, max_value=MOST_PEOPLE)


class RaiseForm(CapacityForm):
    """How many, and why."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ResourceForm(forms.Form):
    """Who or what."""

    resource = forms.ModelChoiceField(label=_("Who or what"), queryset=Resource.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Resource.objects.filter(active=True).select_related("resource_class")
        field: Any = self.fields["resource"]
        field.queryset = rows.order_by("resource_class__position", "resource_class__name", "position", "name")
        field.label_from_instance = lambda row: f"{row.name} ({row.resource_class.name})"


class TimeForm(forms.Form):
    """From when to when."""

    starts_at = forms.DateTimeField(
        label=_("From"), widget=forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M")
    )
    ends_at = forms.DateTimeField(
        label=_("To"), widget=forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M")
    )


class BlockForm(TimeForm):
    """From when to when, and why."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            (ReservationKind.BLOCK.value, ReservationKind.BLOCK.label),
            (ReservationKind.MAINTENANCE.value, ReservationKind.MAINTENANCE.label),
        ],
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class BulkForm(forms.Form):
    """Which days and times, as 2026-12-24 and 09:00 with commas between them."""

    days = forms.CharField(label=_("Days"), max_length=8000, help_text=_("Such as 2026-12-24, 2026-12-31."))
    times = forms.CharField(label=_("Times"), max_length=1000, help_text=_("Such as 09:00, 14:00."))
    capacity = forms.IntegerField(label=_("Capacity"), min_value=1, max_value=MOST_PEOPLE, required=False)

    def clean_days(self) -> Any:
        """Dates."""
        return DAYS.to_python(self.cleaned_data["days"])

    def clean_times(self) -> Any:
        """Times."""
        return TIMES.to_python(self.cleaned_data["times"])
