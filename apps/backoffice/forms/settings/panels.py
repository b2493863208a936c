"""The form of a role's page: each panel with its place, width, and whether it is shown."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from apps.backoffice.models import PanelPlacement
from apps.backoffice.panels import Panel
from apps.backoffice.types import Placed


class PanelForm(forms.Form):
    """One panel."""

    panel = forms.CharField(widget=forms.HiddenInput)
    shown = forms.BooleanField(label=_("Shown"), required=False)
    width = forms.ChoiceField(label=_("Width"), choices=PanelPlacement.Width.choices)
    place = forms.IntegerField(label=_("Place"), min_value=1, max_value=999)


class PanelRows(BaseFormSet):  # type: ignore[type-arg]
    """All panels of a page."""

    def placed(self, *, known: Sequence[Panel]) -> list[Placed]:
        """The arrangement that was sent, of panels there are."""
        keys = {one.key for one in known}
        given = sorted(
            (form.cleaned_data for form in self.forms if form.cleaned_data.get("panel") in keys),
            key=lambda one: int(one["place"]),
        )
        return [Placed(panel=one["panel"], hidden=not one["shown"], width=one["width"]) for one in given]


def panel_rows(data: Any = None, *, panels: Sequence[Panel], placed: Sequence[Placed]) -> PanelRows:
    """Rows for the panels: those placed in their order, then the others as apps propose."""
    by_key = {one.key: one for one in panels}
    known = [one for one in placed if one.panel in by_key]
    named = {one.panel for one in known}
    rest = sorted((one for one in panels if one.key not in named), key=lambda one: one.position)
    order = [*known, *(Placed(panel=one.key, width=one.width) for one in rest)]
    initial = [
        {"panel": one.panel, "shown": not one.hidden, "width": one.width, "place": number}
        for number, one in enumerate(order, 1)
    ]
    made = formset_factory(PanelForm, formset=PanelRows, extra=0, max_num=200)
    rows: PanelRows = made(data, initial=initial, prefix="panels")  # type: ignore[assignment]
    for form, one in zip(rows.forms, order, strict=False):
        form.of = by_key[one.panel]
    return rows
