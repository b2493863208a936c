"""All colours of a site from three, so that words and controls can be seen in light and dark. Pure.

The owner's hues stay; lightness moves until WCAG 2.2's contrasts are there: 4.5:1 for words, 3:1 for what
has to be recognised, such as the border of an input.
"""

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Final

from apps.backoffice.look.colours import HEX, TEXT, chroma, contrast, lightness, readable, shade

CONTROL: Final = 3.0
_WHITE: Final = "#ffffff"
_RED: Final = "#b3261e"
_GREEN: Final = "#1d6b3a"
# A ground that is greyer than this takes its hue in the dark from the accent.
_GREY: Final = 0.02


@dataclass(frozen=True, slots=True)
class Scheme:
    """The colours of one brightness."""

    paper: str  # the page
    surface: str  # cards and inputs on it
    sunken: str  # quiet bands across it
    line: str
    line_strong: str  # borders that make a control out
    ink: str
    muted: str
    accent: str  # links, buttons
    accent_strong: str  # the same under the pointer
    accent_ink: str  # words on both
    tint: str  # a quiet surface in the accent
    second: str  # the second colour as words
    second_fill: str  # the second colour as the owner chose it
    second_ink: str  # words on it
    deep: str  # dark bands: some heroes, footers
    deep_raised: str
    deep_ink: str
    deep_muted: str
    deep_line: str
    deep_accent: str  # links and marks on deep
    band: str  # a band in the accent
    band_ink: str
    danger: str
    danger_tint: str
    success: str

    def tokens(self) -> dict[str, str]:
        """By the names of the stylesheet."""
        return {f"--{field.name.replace('_', '-')}": getattr(self, field.name) for field in fields(self)}

    def promises(self) -> list[tuple[str, str, float]]:
        """Pairs of tokens that stand on each other, with the contrast they have at least."""
        grounds = ("paper", "surface", "sunken", "tint")
        words = ("ink", "muted", "accent", "accent_strong", "second", "danger", "success")
        on_deep = ("deep_ink", "deep_muted", "deep_accent")
        return [
            *((word, ground, TEXT) for word in words for ground in grounds),
            *((word, ground, TEXT) for word in on_deep for ground in ("deep", "deep_raised")),
            ("accent_ink", "accent", TEXT),
            ("accent_ink", "accent_strong", TEXT),
            ("second_ink", "second_fill", TEXT),
            ("band_ink", "band", TEXT),
            ("danger", "danger_tint", TEXT),
            *(("line_strong", ground, CONTROL) for ground in ("paper", "surface", "sunken")),
        ]

    def broken_promises(self) -> list[tuple[str, str, float]]:
        """Those that do not hold; there are none, and a test looks."""
        return [
            (one, other, found)
            for one, other, least in self.promises()
            if (found := contrast(getattr(self, one), getattr(self, other))) < least
        ]


@lru_cache(maxsize=256)
def schemes(accent: str, second: str, ground: str) -> tuple[Scheme, Scheme]:
    """Light and dark. `second` may be empty. Raises ValueError for what is not #rrggbb."""
    for colour in (accent, second or accent, ground):
        if not HEX.fullmatch(colour):
            raise ValueError(colour)
    return _light(accent, second or accent, ground), _dark(accent, second or accent, ground)


def _light(accent: str, second: str, ground: str) -> Scheme:
    paper = shade(ground, max(lightness(ground), 0.955), chroma=0.03)
    surface = shade(ground, min(1.0, lightness(paper) + 0.02), chroma=0.012)
    sunken = shade(ground, lightness(paper) - 0.028, chroma=0.035)
    tint = shade(accent, 0.945, chroma=0.024)
    grounds = (paper, surface, sunken, tint)
    main = readable(accent, (*grounds, _WHITE), lighter=False)
    strong = readable(shade(main, max(0.0, lightness(main) - 0.07)), (*grounds, _WHITE), lighter=False)
    deep = shade(accent, min(lightness(accent), 0.27), chroma=0.055)
    return Scheme(
        paper=paper,
        surface=surface,
        sunken=sunken,
        line=shade(ground, lightness(paper) - 0.1, chroma=0.03),
        line_strong=readable(
            shade(ground, 0.66, chroma=0.03), (paper, surface, sunken), lighter=False, ratio=CONTROL
        ),
        ink=readable(shade(accent, 0.24, chroma=0.025), grounds, lighter=False),
        muted=readable(shade(accent, 0.47, chroma=0.025), grounds, lighter=False),
        accent=main,
        accent_strong=strong,
        accent_ink=_WHITE,
        tint=tint,
        second=readable(second, grounds, lighter=False),
        second_fill=second,
        second_ink=_ink_on(second),
        band=main,
        band_ink=_WHITE,
        danger=readable(_RED, (*grounds, shade(_RED, 0.95, chroma=0.02)), lighter=False),
        danger_tint=shade(_RED, 0.95, chroma=0.02),
        success=readable(_GREEN, grounds, lighter=False),
        **_deep(deep, second),
    )


def _dark(accent: str, second: str, ground: str) -> Scheme:
    hue = ground if chroma(ground) > _GREY else accent
    paper, surface, sunken = (shade(hue, light, chroma=0.014) for light in (0.185, 0.235, 0.215))
    tint = shade(accent, 0.3, chroma=0.045)
    grounds = (paper, surface, sunken, tint)
    main = readable(shade(accent, max(lightness(accent), 0.74)), grounds, lighter=True)
    strong = readable(shade(main, min(1.0, lightness(main) + 0.07)), grounds, lighter=True)
    deep = shade(accent, 0.14, chroma=0.03)
    band = shade(accent, 0.36, chroma=0.08)  # a bright one would glare
    return Scheme(
        paper=paper,
        surface=surface,
        sunken=sunken,
        line=shade(hue, 0.33, chroma=0.016),
        line_strong=readable(
            shade(hue, 0.5, chroma=0.02), (paper, surface, sunken), lighter=True, ratio=CONTROL
        ),
        ink=readable(shade(hue, 0.95, chroma=0.01), grounds, lighter=True),
        muted=readable(shade(hue, 0.77, chroma=0.014), grounds, lighter=True),
        accent=main,
        accent_strong=strong,
        accent_ink=readable(shade(accent, 0.22, chroma=0.05), (main, strong), lighter=False),
        tint=tint,
        second=readable(shade(second, max(lightness(second), 0.74)), grounds, lighter=True),
        second_fill=second,
        second_ink=_ink_on(second),
        band=band,
        band_ink=readable(shade(accent, 0.97, chroma=0.01), (band,), lighter=True),
        danger=readable(
            shade(_RED, 0.75, chroma=0.13), (*grounds, shade(_RED, 0.28, chroma=0.06)), lighter=True
        ),
        danger_tint=shade(_RED, 0.28, chroma=0.06),
        success=readable(shade(_GREEN, 0.76), grounds, lighter=True),
        **_deep(deep, second),
    )


def _deep(deep: str, second: str) -> dict[str, str]:
    """What stands on a dark band, which is dark in both schemes."""
    raised = shade(deep, lightness(deep) + 0.06, chroma=0.055)
    both = (deep, raised)
    return {
        "deep": deep,
        "deep_raised": raised,
        "deep_ink": readable(shade(deep, 0.97, chroma=0.008), both, lighter=True),
        "deep_muted": readable(shade(deep, 0.8, chroma=0.02), both, lighter=True),
        "deep_line": shade(deep, lightness(deep) + 0.16, chroma=0.05),
        "deep_accent": readable(shade(second, max(lightness(second), 0.76)), both, lighter=True),
    }


def _ink_on(fill: str) -> str:
    """Near black or white, whichever reads better; one of them always does."""
    dark = readable(shade(fill, 0.2, chroma=0.04), (fill,), lighter=False)
    return max((dark, _WHITE), key=lambda ink: contrast(ink, fill))
