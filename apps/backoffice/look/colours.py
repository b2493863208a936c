"""All accent colours of the shell from one, so that words on and in them can be read in light and dark. Pure.

Hue and strength stay the owner's; lightness moves until the contrast of WCAG 2.2 is there: 4.5:1 for words, which is
more than the 3:1 of controls.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

TEXT: Final = 4.5
# The surfaces words in the accent stand on, as quayside.css has them.
LIGHT: Final = ("#ffffff", "#fbfaf7", "#f1efe9")
DARK: Final = ("#12181b", "#1a2226", "#232d32")
INK_ON_LIGHT: Final = "#1b2227"
INK_ON_DARK: Final = "#ecf0f1"
HEX: Final = re.compile(r"#[0-9a-f]{6}")
_STEP: Final = 0.01
_STRONGER: Final = 0.08
_SLACK: Final = 0.001  # what rounding does to colours at the edge
_LINEAR_BELOW: Final = 0.04045
_CURVED_ABOVE: Final = 0.0031308


class Tint(NamedTuple):
    """Oklch: lightness 0 to 1, chroma, hue in radians."""

    lightness: float
    chroma: float
    hue: float


@dataclass(frozen=True, slots=True)
class Palette:
    """What one scheme's stylesheet sets."""

    accent: str  # links, borders and buttons
    strong: str  # the same under the pointer
    ink: str  # words on accent and strong
    tint: str  # a quiet surface, on which words are in strong


def palettes(accent: str) -> tuple[Palette, Palette]:
    """The colours for light and for dark. Raises ValueError for what is not #rrggbb."""
    if not HEX.fullmatch(accent):
        raise ValueError(accent)
    return _light(accent), _dark(accent)


def shade(colour: str, lightness: float, *, chroma: float = 1.0) -> str:
    """The colour's hue at another lightness, 0 to 1, and at most this strong."""
    base = _oklch(colour)
    return _hex(Tint(lightness, min(base.chroma, chroma), base.hue))


def lightness(colour: str) -> float:
    """How light the eye finds it: 0 for black, 1 for white."""
    return _oklch(colour).lightness


def chroma(colour: str) -> float:
    """How far from grey: 0 to about 0.37."""
    return _oklch(colour).chroma


def readable(colour: str, against: Sequence[str], *, lighter: bool, ratio: float = TEXT) -> str:
    """The colour, made lighter or darker until it has this contrast with all of them; white or black at last."""
    return _hex(_until(_oklch(colour), tuple(against), _STEP if lighter else -_STEP, ratio))


def contrast(one: str, other: str) -> float:
    """Of two colours by WCAG 2.2: 1 for equal ones, 21 for black and white."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _light(accent: str) -> Palette:
    base = _oklch(accent)
    tint = _hex(Tint(0.95, min(base.chroma, 0.03), base.hue))
    main = _until(base, (*LIGHT, tint), -_STEP)
    strong = _until(main._replace(lightness=main.lightness - _STRONGER), (*LIGHT, tint), -_STEP)
    return Palette(_hex(main), _hex(strong), "#ffffff", tint)


def _dark(accent: str) -> Palette:
    base = _oklch(accent)
    tint = _hex(Tint(0.31, min(base.chroma, 0.045), base.hue))
    # Lighter than the owner's, since a deep colour glares on black when it is only just readable.
    start = base._replace(lightness=max(base.lightness, 0.72))
    main = _until(start, (*DARK, tint), _STEP)
    strong = _until(main._replace(lightness=main.lightness + _STRONGER), (*DARK, tint), _STEP)
    ink = _until(Tint(0.25, min(base.chroma, 0.05), base.hue), (_hex(main), _hex(strong)), -_STEP)
    return Palette(_hex(main), _hex(strong), _hex(ink), tint)


def _until(tint: Tint, against: tuple[str, ...], step: float, ratio: float = TEXT) -> Tint:
    """The nearest lightness in the direction of `step` that reads against all of them; black or white at last."""
    while 0 < tint.lightness < 1:
        if all(contrast(_hex(tint), other) >= ratio for other in against):
            return tint
        tint = tint._replace(lightness=tint.lightness + step)
    return Tint(0.0 if step < 0 else 1.0, 0.0, tint.hue)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_straight(int(colour[n : n + 2], 16) / 255) for n in (1, 3, 5))
    return red, green, blue


def _straight(value: float) -> float:
    return value / 12.92 if value <= _LINEAR_BELOW else ((value + 0.055) / 1.055) ** 2.4


def _curved(value: float) -> float:
    return value * 12.92 if value <= _CURVED_ABOVE else 1.055 * value ** (1 / 2.4) - 0.055


def _oklch(colour: str) -> Tint:
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return Tint(lightness, math.hypot(a, b), math.atan2(b, a))


def _rgb(tint: Tint) -> tuple[float, float, float]:
    a, b = tint.chroma * math.cos(tint.hue), tint.chroma * math.sin(tint.hue)
    long = (tint.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (tint.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (tint.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _hex(tint: Tint) -> str:
    """The colour on a screen; what no screen can show is made paler until one can."""
    shown = _rgb(tint)
    while any(not -_SLACK <= part <= 1 + _SLACK for part in shown) and tint.chroma > 0:
        tint = tint._replace(chroma=max(0.0, tint.chroma - 0.005))
        shown = _rgb(tint)
    red, green, blue = (round(255 * _curved(min(max(part, 0.0), 1.0))) for part in shown)
    return f"#{red:02x}{green:02x}{blue:02x}"
