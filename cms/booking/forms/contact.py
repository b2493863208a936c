"""Who orders."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

NAME: Final = "contact.name"
EMAIL: Final = "contact.email"
PHONE: Final = "contact.phone"


def contact_fields(stored: dict[str, Any]) -> dict[str, forms.Field]:
    """Name, e-mail and phone, with what is known already."""
    return {
        NAME: forms.CharField(
            label=_("Your name"),
            max_length=160,
            initial=stored.get("name", ""),
            widget=forms.TextInput({"autocomplete": "name"}),
        ),
        EMAIL: forms.EmailField(
            label=_("E-mail"),
            max_length=254,
            initial=stored.get("email", ""),
            help_text=_("Your confirmation goes there."),
            widget=forms.EmailInput({"autocomplete": "email"}),
        ),
        PHONE: forms.CharField(
            label=_("Phone"),
            max_length=40,
            required=False,
            initial=stored.get("phone", ""),
            help_text=_("In case something changes on the day."),
            widget=forms.TextInput({"autocomplete": "tel", "type": "tel"}),
        ),
    }
