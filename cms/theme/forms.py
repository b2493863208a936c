"""The form of a theme."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser

from apps.backoffice.look.colours import HEX
from cms.theme.types import ABOUT_LAYOUTS, Choices, Corners, Layout, Scale, Spacing, Typeface

COLOURS = ("accent", "second", "ground")


class ColourField(forms.CharField):
    """#rrggbb, in small letters."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=7, widget=forms.TextInput(attrs={"type": "color"}), **options)

    def clean(self, value: Any) -> str:
        colour = str(super().clean(value)).lower()
        if colour and not HEX.fullmatch(colour):
            raise ValidationError(_("Write a colour such as #0b7a75."), code="colour")
        return colour


class ChoicesForm(forms.Form):
    """Everything but the logo; also reads what a preview's address says."""

    layout = forms.ChoiceField(label=_("Layout"), choices=Layout.choices, widget=forms.RadioSelect)
    accent = ColourField(label=_("Main colour"), help_text=_("Links and buttons."))
    has_second = forms.BooleanField(label=_("Use a second colour"), required=False)
    second = ColourField(
        label=_("Second colour"), required=False, help_text=_("Marks, and buttons on dark bands.")
    )
    ground = ColourField(
        label=_("Background"),
        help_text=_("Behind the words, when it is light. We make the dark side of your site ourselves."),
    )
    typeface = forms.ChoiceField(label=_("Typeface"), choices=Typeface.choices)
    scale = forms.ChoiceField(label=_("Size of words"), choices=Scale.choices)
    spacing = forms.ChoiceField(label=_("Spacing"), choices=Spacing.choices)
    corners = forms.ChoiceField(label=_("Corners"), choices=Corners.choices)

    def choices(self) -> Choices:
        """What was chosen; the form is valid."""
        given = dict(self.cleaned_data)
        given.pop("logo", None)
        if not given.pop("has_second"):
            given["second"] = ""
        return Choices(**given)

    def layouts(self) -> list[dict[str, Any]]:
        """The layouts to choose from, each with its radio button and a line about it."""
        return [
            {"radio": radio, "key": radio.data["value"], "about": ABOUT_LAYOUTS[Layout(radio.data["value"])]}
            for radio in self["layout"]
        ]


class ThemeForm(ChoicesForm):
    """A theme as its owner fills it in."""

    logo = forms.ModelChoiceField(
        label=_("Logo"),
        queryset=get_image_model().objects.none(),
        required=False,
        widget=AdminImageChooser,
        help_text=_("A wide picture with a transparent ground looks best. It is shown 48 pixels high."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["logo"].queryset = get_image_model().objects.all()  # type: ignore[attr-defined]
