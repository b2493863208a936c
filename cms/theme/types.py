"""What a theme is chosen from."""

from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Layout(TextChoices):
    """Where things stand and how the page speaks."""

    EDITORIAL = "editorial", _("Editorial")
    CALM = "calm", _("Calm")
    LIVELY = "lively", _("Lively")
    BOLD = "bold", _("Bold")
    PLAIN = "plain", _("Plain")


class Typeface(TextChoices):
    """The family of headings; reading text goes with it."""

    SERIF = "serif", _("Warm serif")
    CLASSIC = "classic", _("Fine serif")
    GROTESK = "grotesk", _("Lively sans")
    CONDENSED = "condensed", _("Heavy condensed")
    SYSTEM = "system", _("The reader's own, fastest")


class Scale(TextChoices):
    """How large words are."""

    SMALL = "small", _("Small")
    NORMAL = "normal", _("Normal")
    LARGE = "large", _("Large")


class Spacing(TextChoices):
    """How much air stands between the parts of a page."""

    TIGHT = "tight", _("Close together")
    NORMAL = "normal", _("Normal")
    AIRY = "airy", _("Much air")


class Corners(TextChoices):
    """Of pictures, cards and buttons."""

    SQUARE = "square", _("Square")
    SOFT = "soft", _("Slightly round")
    ROUND = "round", _("Round")


ABOUT_LAYOUTS: Final = {
    Layout.EDITORIAL: _("Large pictures and serif headings, like a good magazine."),
    Layout.CALM: _("Wide margins, thin rules and small capitals: room to breathe."),
    Layout.LIVELY: _("Map lines, big numerals and chips, for a business that goes out and about."),
    Layout.BOLD: _("A dark front with heavy headings and one loud colour."),
    Layout.PLAIN: _("What you sell comes first; nothing stands in its way."),
}


@dataclass(frozen=True, slots=True)
class Choices:
    """All that a theme says besides its logo. Colours are #rrggbb; `second` may be empty."""

    layout: str = Layout.PLAIN
    accent: str = "#0b5c6b"
    second: str = ""
    ground: str = "#ffffff"
    typeface: str = Typeface.SYSTEM
    scale: str = Scale.NORMAL
    spacing: str = Spacing.NORMAL
    corners: str = Corners.SOFT


# What a layout looks best with: the picker offers it, a pack may leave it out.
SUGGESTED: Final = {
    Layout.EDITORIAL: {"typeface": "serif", "spacing": "normal", "corners": "soft"},
    Layout.CALM: {"typeface": "classic", "spacing": "airy", "corners": "square"},
    Layout.LIVELY: {"typeface": "grotesk", "spacing": "normal", "corners": "round"},
    Layout.BOLD: {"typeface": "condensed", "spacing": "normal", "corners": "square"},
    Layout.PLAIN: {"typeface": "system", "spacing": "tight", "corners": "soft"},
}
