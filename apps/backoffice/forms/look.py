"""The form of the business's look."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.backoffice.look.colours import HEX
from apps.backoffice.look.logo import MOST_BYTES


class LookForm(forms.Form):
    """A colour, a logo or none."""

    accent = forms.CharField(
        label=_("Accent colour"),
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_("Links and buttons. We make it lighter or darker where words would be hard to read."),
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        help_text=_("PNG, JPEG or WebP, at most 2 MB. It is shown 40 pixels high."),
    )
    remove_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    def __init__(self, *args: Any, has_logo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_logo:
            del self.fields["remove_logo"]

    def clean_accent(self) -> str:
        colour = str(self.cleaned_data["accent"]).lower()
        if not HEX.fullmatch(colour):
            raise ValidationError(_("Write a colour such as #0b7a75."), code="colour")
        return colour

    def clean_logo(self) -> bytes | None:
        """The bytes; what is too large is not read."""
        file = self.cleaned_data.get("logo")
        return None if file is None else file.read(MOST_BYTES + 1)


class ThemeForm(forms.Form):
    """Light, dark, or as the device has it."""

    theme = forms.ChoiceField(
        label=_("Brightness"),
        choices=[("auto", _("As my device has it")), ("light", _("Light")), ("dark", _("Dark"))],
    )
