"""Forms of the editor about publishing."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from apps.tenancy import facts


class PreviewForm(forms.Form):
    """A day, and one of the languages the page is in."""

    day = forms.DateTimeField(
        label=_("As on"),
        required=False,
        help_text=_(
            "On the clock of your business. The notices of that moment are shown; empty stands for now."
        ),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    version = forms.ModelChoiceField(label=_("Language"), queryset=Page.objects.none(), empty_label=None)

    def __init__(self, page: Page, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["version"]
        field.queryset = page.get_translations(inclusive=True).select_related("locale").order_by("pk")
        field.label_from_instance = lambda one: str(one.locale)
        field.initial = page.pk

    def clean_day(self) -> datetime | None:
        """The moment on the business's own clock."""
        day = self.cleaned_data["day"]
        zone = ZoneInfo(facts.current().time_zone)
        return None if day is None else day.replace(tzinfo=zone)
