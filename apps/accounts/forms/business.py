"""Forms about the business itself."""

from typing import Any

from babel.numbers import list_currencies
from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.forms.languages import language_choices
from apps.accounts.forms.zones import zone_choices
from apps.tenancy.models import Location, TaxProfile, Tenant


class BusinessForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the business is called, and in which language, money and clock it works."""

    locale = forms.ChoiceField(
        label=_("Language"),
        choices=language_choices,
        help_text=_("With your country, dates, times and numbers are written as people there do."),
    )
    currency = forms.CharField(
        label=_("Currency"), min_length=3, max_length=3, help_text=_("Three letters, such as USD or GBP.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)

    class Meta:
        model = Tenant
        fields = ["name", "locale", "currency", "time_zone"]
        labels = {"name": _("Name")}

    def clean_currency(self) -> str:
        code = str(self.cleaned_data["currency"]).upper()
        if code not in list_currencies():
            raise forms.ValidationError(_("There is no such currency."), code="currency")
        return code


class LocationForm(forms.ModelForm):  # type: ignore[type-arg]
    """A place of the business."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)

    class Meta:
        model = Location
        fields = [
            "name",
            "time_zone",
            "street",
            "postal_code",
            "city",
            "region",
            "country",
            "phone",
            "email",
            "booking_copies",
            "copies_to",
            "tax_profile",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tax_profile"].queryset = TaxProfile.objects.all()  # type: ignore[attr-defined]

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()
