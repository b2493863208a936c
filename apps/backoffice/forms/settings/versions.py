"""The form that takes a file of definitions: uploaded first, then sent along as text when it is confirmed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.backoffice.services.definitions.files import LARGEST


class DefinitionsForm(forms.Form):
    """A file, or the text of one that was looked at."""

    file = forms.FileField(
        label=_("File"), required=False, widget=forms.FileInput(attrs={"accept": ".json,application/json"})
    )
    raw = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given = super().clean() or {}
        if not given.get("file") and not given.get("raw"):
            self.add_error("file", _("Choose a file."))
        return given

    def contents(self) -> bytes:
        """The bytes, one more than can be read at most: what is too large is refused without being read."""
        file = self.cleaned_data.get("file")
        if file:
            return bytes(file.read(LARGEST + 1))
        return str(self.cleaned_data["raw"]).encode("utf-8", "replace")
