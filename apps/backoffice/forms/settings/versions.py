"""The form that takes a file of definitions: uploaded first, then sent along as text when it is confirmed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.backoffice.services.definitions.files import LARGEST


class DefinitionsForm(forms.Form):
    """A file, or the text of one that was looked at."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": _("Choose a file.")},
    )
    raw = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["file"].required = not (data and data.get("raw"))

    def contents(self) -> bytes:
        """The bytes, one more than can be read at most: what is too large is refused without being read."""
        file = self.cleaned_data.get("file")
        if file:
            return bytes(file.read(LARGEST + 1))
        return str(self.cleaned_data["raw"]).encode("utf-8", "replace")
