"""The form of a saved view: its name and who has it where."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from apps.backoffice.errors import Invalid


class ViewForm(forms.Form):
    """A name, shared or not, pinned or not. Filters, columns and order come from the list."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    pinned = forms.BooleanField(label=gettext_lazy("In the navigation"), required=False)
    shared = forms.BooleanField(label=gettext_lazy("For everybody"), required=False)

    def __init__(self, data: Any = None, *, may_share: bool, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="view-%s")
        if not may_share:
            del self.fields["shared"]

    def refuse(self, refusal: Invalid) -> None:
        """Show a service's sentences beside their inputs."""
        for key, sentences in refusal.by_key.items():
            for sentence in sentences:
                self.add_error(key if key in self.fields else None, sentence)
