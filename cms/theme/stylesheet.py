"""The stylesheet of one business's theme: tokens and nothing else. Pure."""

from typing import Final

from cms.theme.palette import schemes
from cms.theme.types import Choices, Corners, Scale, Spacing, Typeface

SCHEMES: Final = ("light", "dark")
_SANS: Final = '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
_TEXT_SERIF: Final = (
    '"Iowan Old Style", Charter, "Palatino Linotype", Palatino, Georgia, "Liberation Serif", serif'
)
# Headings, reading text, weight of headings, how close their letters and lines stand.
FACES: Final[dict[str, tuple[str, str, int, str, str]]] = {
    Typeface.SERIF: (f'"Fraunces", {_TEXT_SERIF}', _SANS, 500, "-0.015em", "1.08"),
    Typeface.CLASSIC: (f'"Cormorant", {_TEXT_SERIF}', _SANS, 500, "-0.01em", "1.08"),
    Typeface.GROTESK: (f'"Bricolage Grotesque", {_SANS}', f'"Bricolage Grotesque", {_SANS}', 700, "-0.025em", "1.05"),
    Typeface.CONDENSED: (f'"Bricolage Condensed", "Arial Narrow", {_SANS}', _SANS, 800, "-0.015em", "0.98"),
    Typeface.SYSTEM: (_SANS, _SANS, 700, "-0.02em", "1.12"),
}  # fmt: skip
# Pixels of reading text on a phone and at a desk.
SIZES: Final = {Scale.SMALL: (16, 16), Scale.NORMAL: (16, 17), Scale.LARGE: (17, 19)}
RATIOS: Final = (1.2, 1.25)
WIDTHS: Final = (360, 1280)
STEPS: Final = range(-1, 8)
# Pixels above and below a part of the page.
SECTIONS: Final = {Spacing.TIGHT: (36, 60), Spacing.NORMAL: (52, 92), Spacing.AIRY: (72, 136)}
CORNERS: Final = {
    Corners.SQUARE: ("0", "0", "0"),
    Corners.SOFT: ("4px", "8px", "6px"),
    Corners.ROUND: ("10px", "20px", "999px"),
}


def stylesheet(choices: Choices, *, scheme: str = "") -> str:
    """Tokens for light and dark as the device prefers, or for the one `scheme` whatever it prefers."""
    light, dark = schemes(choices.accent, choices.second, choices.ground)
    shape = _rule({**_type(choices), **_shape(choices)})
    if scheme in SCHEMES:
        colours = dark if scheme == "dark" else light
        return f":root{{color-scheme:{scheme}}}{shape}{_rule(colours.tokens())}\n"
    return (
        f":root{{color-scheme:light dark}}{shape}{_rule(light.tokens())}"
        f"@media (prefers-color-scheme:dark){{{_rule(dark.tokens())}}}"
        # Paper is white, whatever the screen was.
        f"@media print{{{_rule(light.tokens())}}}\n"
    )


def _rule(tokens: dict[str, str]) -> str:
    return ":root{" + ";".join(f"{name}:{value}" for name, value in tokens.items()) + "}"


def _type(choices: Choices) -> dict[str, str]:
    display, text, weight, tracking, leading = FACES[choices.typeface]
    small, large = SIZES[Scale(choices.scale)]
    sizes = {
        f"--step-{n}".replace("--step--", "--step-less-"): fluid(
            small * RATIOS[0] ** n, large * RATIOS[1] ** n
        )
        for n in STEPS
    }
    return {
        "--display": display,
        "--text": text,
        "--weight": str(weight),
        "--tracking": tracking,
        "--leading": leading,
        **sizes,
    }


def _shape(choices: Choices) -> dict[str, str]:
    small, large, pill = CORNERS[Corners(choices.corners)]
    return {
        "--section": fluid(*SECTIONS[Spacing(choices.spacing)]),
        "--corner-small": small,
        "--corner": large,
        "--corner-button": pill,
    }


def fluid(least: float, most: float) -> str:
    """A size in rem that grows evenly between the two widths; both in pixels at the usual text size."""
    if round(least, 1) == round(most, 1):
        return f"{least / 16:.4g}rem"
    slope = (most - least) / (WIDTHS[1] - WIDTHS[0])
    start = least - slope * WIDTHS[0]
    sign = "+" if slope >= 0 else "-"
    low, high = sorted((least, most))
    return (
        f"clamp({low / 16:.4g}rem, {start / 16:.4g}rem {sign} {abs(slope) * 100:.4g}vw, {high / 16:.4g}rem)"
    )
