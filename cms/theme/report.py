"""Whether a theme can be read, in words for its owner."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.backoffice.look.colours import TEXT, contrast
from cms.theme.palette import CONTROL, Scheme, schemes
from cms.theme.types import Choices


@dataclass(frozen=True, slots=True)
class Finding:
    """One contrast: what stands on what, and how well."""

    sentence: str | Promise
    ratio: float
    least: float

    @property
    def good(self) -> bool:
        return self.ratio >= self.least


# What an owner would look at first; the promises of the palette have all of them.
_ASKED: tuple[tuple[str | Promise, str, str, float], ...] = (
    (_("Words on the page"), "ink", "paper", TEXT),
    (_("Quiet words on the page"), "muted", "paper", TEXT),
    (_("Links on the page"), "accent", "paper", TEXT),
    (_("Words on buttons"), "accent_ink", "accent", TEXT),
    (_("Words on the second colour"), "second_ink", "second_fill", TEXT),
    (_("Words on dark bands"), "deep_ink", "deep", TEXT),
    (_("Borders of inputs"), "line_strong", "paper", CONTROL),
)


def findings(choices: Choices) -> list[tuple[str | Promise, list[Finding]]]:
    """The contrasts in light and in dark."""
    light, dark = schemes(choices.accent, choices.second, choices.ground)
    return [(_("In light"), _of(light)), (_("In the dark"), _of(dark))]


def _of(scheme: Scheme) -> list[Finding]:
    return [
        Finding(sentence, contrast(getattr(scheme, one), getattr(scheme, other)), least)
        for sentence, one, other, least in _ASKED
    ]


def adjustments(choices: Choices) -> list[str | Promise]:
    """What we changed so that everything can be read; empty when the owner's colours are used as they are."""
    light, _dark = schemes(choices.accent, choices.second, choices.ground)
    said: list[str | Promise] = []
    if light.accent != choices.accent:
        said.append(
            _("Your accent was made a little darker for links and buttons, so that they can be read.")
        )
    if light.paper != choices.ground:
        said.append(_("The colour of the page was made lighter, so that words stand out on it."))
    if choices.second and light.second != choices.second:
        said.append(_("Your second colour fills buttons and marks as it is; words in it are darker."))
    return said
