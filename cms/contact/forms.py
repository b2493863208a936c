"""The form by which visitors write."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.tenancy import context, facts

LONGEST: Final = 4000


class ContactForm(forms.Form):
    """What a visitor writes. `website` is a trap: people do not see it, programs fill it."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"})
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=32,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "type": "tel"}),
    )
    message = forms.CharField(
        label=_("Message"), max_length=LONGEST, widget=forms.Textarea({"rows": 6, "maxlength": LONGEST})
    )
    agreed = forms.BooleanField(
        label=_("You may use what I write to answer me."),
        error_messages={"required": _("Without this we may not answer you. Please tick it.")},
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].label = agreement()

    @property
    def is_trapped(self) -> bool:
        """Whether a program has filled it in."""
        return bool(self.cleaned_data.get("website"))


def agreement() -> str:
    """The sentence that the visitor agrees to, with the business's name."""
    if context.current_tenant_id() is None:
        return str(ContactForm.base_fields["agreed"].label)
    said = _("%(business)s may use what I write to answer me, and keeps it for nothing else.")
    return str(said) % {"business": facts.current().name}
