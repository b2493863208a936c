"""The form that arranges a role's Today page."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.backoffice.models import PanelPlacement
from apps.backoffice.panels import Panel
from apps.backoffice.types import Placed


class PanelForm(forms.Form):
    """Where one panel stands."""

    position = forms.IntegerField(label=_("Place"), min_value=1, max_value=999)
    width = forms.ChoiceField(label=_("Width"), choices=PanelPlacement.Width.choices)
    shown = forms.BooleanField(label=_("Shown"), required=False)


class Arrangement:
    """A form per panel, in the order of `arranged`; each has the panel's key as its prefix."""

    def __init__(self, arranged: Sequence[tuple[Panel, Placed]], data: Any = None) -> None:
        self.rows = [
            (
                panel,
                PanelForm(
                    data,
                    prefix=panel.key,
                    initial={"position": number, "width": place.width, "shown": not place.hidden},
                ),
            )
            for number, (panel, place) in enumerate(arranged, 1)
        ]

    def is_valid(self) -> bool:
        """Whether every form is."""
        checked = [
            form.is_valid() for _panel, form in self.rows
        ]  # all of them, so that each says what is wrong
        return all(checked)

    def placed(self) -> list[Placed]:
        """The panels in their new order; of equal places the earlier one stays first."""
        ordered = sorted(self.rows, key=lambda row: int(row[1].cleaned_data["position"]))
        return [
            Placed(panel.key, hidden=not form.cleaned_data["shown"], width=form.cleaned_data["width"])
            for panel, form in ordered
        ]
