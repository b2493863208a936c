"""What the sea is made of: water, light, sand, coral and boats."""

import math
from collections.abc import Sequence
from typing import Final

from quayside.art.colour import mix, shade, tint
from quayside.art.picture import Picture, Point, smooth

TEAL: Final = "#0b7a75"
DEEP: Final = "#07545a"
NIGHT: Final = "#04303c"
CLEAR: Final = "#35a79c"
SHALLOW: Final = "#9ad8cb"
FOAM: Final = "#e3f4ee"
SAND: Final = "#f3e3c6"
DUNE: Final = "#e2c797"
REEF: Final = "#e4705a"
ROSE: Final = "#f2a48d"
SUN: Final = "#f5c465"
PLUM: Final = "#7a4f78"
WOOD: Final = "#a8734a"
PALM: Final = "#3c7a55"
CORALS: Final = (REEF, ROSE, SUN, PLUM, "#d9566b", "#f0b48a")


def water(p: Picture, *colours: str, top: float = 0) -> None:
    """Water from `top` down, lighter where light enters."""
    p.rect(0, top, p.width, p.height - top, p.fade(*colours))


def rays(p: Picture, x: float, *, top: float = 0, reach: float = 800, opacity: float = 0.16) -> None:
    """Shafts of light that fall from x."""
    for number in range(6):
        left = x - 260 + number * 110 + p.between(-20, 20)
        wide = p.between(26, 60)
        lean = (number - 3) * 90 - 120
        ends = [
            (left, top),
            (left + wide, top),
            (left + wide * 2.4 + lean, top + reach),
            (left + lean - wide, top + reach),
        ]
        p.poly(ends, p.fade("#ffffff@0.9", "#ffffff@0"), opacity=opacity)


def depth_lines(
    p: Picture,
    x: float,
    y: float,
    *,
    count: int = 7,
    step: float = 70,
    colour: str = "#ffffff",
    opacity: float = 0.16,
) -> None:
    """Contours as on a chart, around x and y."""
    wobble = [p.between(0.8, 1.25) for _ in range(9)]
    for ring in range(1, count + 1):
        bends = [(factor - 1) * (1 - ring / count / 3) + 1 for factor in wobble]
        points = [
            _around(x, y, ring * step * bend, number / len(bends), 0.62) for number, bend in enumerate(bends)
        ]
        p.blob(points, line=colour, width=2.5, opacity=opacity)


def _around(x: float, y: float, r: float, turn: float, flat: float) -> Point:
    angle = turn * math.tau
    return (x + r * math.cos(angle), y + r * flat * math.sin(angle))


def ripple(p: Picture, x: float, y: float, wide: float, colour: str = FOAM, *, opacity: float = 0.6) -> None:
    """A short broken line on the water."""
    p.path(
        f"M{x:.0f},{y:.0f}q{wide / 4:.0f},-9 {wide / 2:.0f},0t{wide / 2:.0f},0",
        line=colour,
        width=5,
        opacity=opacity,
    )


def ripples(
    p: Picture, low: float, high: float, count: int, *, colour: str = FOAM, opacity: float = 0.5
) -> None:
    """Ripples scattered between two heights."""
    for _ in range(count):
        ripple(
            p,
            p.between(0, 1550),
            p.between(low, high),
            p.between(40, 120),
            colour,
            opacity=opacity * p.between(0.5, 1),
        )


def bubbles(p: Picture, x: float, y: float, count: int = 6, *, rise: float = 34) -> None:
    """Breath that rises from x and y."""
    for number in range(count):
        r = 5 + number * 1.5 * p.between(0.6, 1.2)
        p.disc(
            x + p.between(-14, 14), y - number * rise, r, "#ffffff22", line="#ffffff", width=2.4, opacity=0.6
        )


def sand_bed(p: Picture, heights: Sequence[float], *, colour: str = SAND) -> None:
    """A bottom of sand with ripple marks."""
    p.band([y - 26 for y in heights], mix(colour, CLEAR, 0.35))
    p.band(heights, colour)
    for _ in range(14):
        x, y = p.between(0, 1500), p.between(max(heights) + 20, p.height - 10)
        p.path(f"M{x:.0f},{y:.0f}q40,-12 90,-2", line=shade(colour, 0.12), width=3.5, opacity=0.6)


def fan(p: Picture, x: float, y: float, tall: float, colour: str) -> None:
    """A sea fan on its stem."""
    wide = tall * 0.55
    p.path(f"M{x:.0f},{y:.0f}v{-tall * 0.3:.0f}", line=shade(colour, 0.25), width=tall * 0.04)
    outline = [
        (x, y - tall * 0.18),
        (x - wide * 0.8, y - tall * 0.42),
        (x - wide, y - tall * 0.75),
        (x - wide * 0.4, y - tall),
        (x + wide * 0.2, y - tall * 0.94),
        (x + wide * 0.9, y - tall * 0.84),
        (x + wide, y - tall * 0.5),
        (x + wide * 0.5, y - tall * 0.26),
    ]
    p.blob(outline, colour, opacity=0.92)
    veins = ""
    for lean in (-0.75, -0.4, 0, 0.4, 0.75):
        veins += f"M{x:.0f},{y - tall * 0.16:.0f}q{lean * wide * 0.3:.0f},{-tall * 0.4:.0f} {lean * wide:.0f},{-tall * 0.72 + abs(lean) * tall * 0.14:.0f}"
        veins += f"M{x + lean * wide * 0.45:.0f},{y - tall * 0.52:.0f}q{-lean * 10:.0f},{-tall * 0.1:.0f} {-lean * wide * 0.25:.0f},{-tall * 0.24:.0f}"
    p.path(veins, line=shade(colour, 0.22), width=tall * 0.013)


def branches(p: Picture, x: float, y: float, tall: float, colour: str) -> None:
    """Staghorn coral."""
    for lean, size in ((-0.55, 0.7), (-0.2, 0.95), (0.15, 1), (0.55, 0.72)):
        tip = (x + lean * tall * 0.8, y - tall * size)
        middle = (x + lean * tall * 0.45, y - tall * size * 0.5)
        p.stroke([(x, y), middle, tip], colour, tall * 0.1)
        side = 1 if lean > 0 else -1
        p.stroke(
            [
                middle,
                (middle[0] + side * tall * 0.16, middle[1] - tall * 0.16),
                (middle[0] + side * tall * 0.18, middle[1] - tall * 0.32),
            ],
            colour,
            tall * 0.075,
        )
        p.disc(tip[0], tip[1], tall * 0.025, tint(colour, 0.55))


def brain(p: Picture, x: float, y: float, wide: float, colour: str) -> None:
    """A boulder of brain coral."""
    half, tall = wide / 2, wide * 0.4
    p.path(
        f"M{x - half:.0f},{y:.0f}C{x - half:.0f},{y - tall * 1.35:.0f} {x + half:.0f},{y - tall * 1.35:.0f} {x + half:.0f},{y:.0f}Z",
        colour,
    )
    p.path(
        f"M{x + half * 0.2:.0f},{y - tall:.0f}C{x + half * 0.9:.0f},{y - tall * 0.9:.0f} {x + half:.0f},{y - tall * 0.4:.0f} {x + half:.0f},{y:.0f}H{x + half * 0.4:.0f}C{x + half * 0.7:.0f},{y - tall * 0.4:.0f} {x + half * 0.6:.0f},{y - tall * 0.8:.0f} {x + half * 0.2:.0f},{y - tall:.0f}Z",
        shade(colour, 0.4),
        opacity=0.25,
    )
    for row in (0.25, 0.5, 0.75):
        reach = half * (1 - row * 0.55)
        p.path(
            f"M{x - reach * 0.85:.0f},{y - tall * row:.0f}q{reach * 0.2:.0f},-14 {reach * 0.42:.0f},0t{reach * 0.42:.0f},0t{reach * 0.42:.0f},0t{reach * 0.3:.0f},0",
            line=tint(colour, 0.35),
            width=4,
            opacity=0.8,
        )


def tubes(p: Picture, x: float, y: float, tall: float, colour: str) -> None:
    """Tube sponges."""
    for shift, size in ((-0.32, 0.72), (0.3, 0.6), (0, 1)):
        left, wide, top = x + shift * tall * 0.75, tall * 0.2, y - tall * size
        p.path(
            f"M{left - wide * 0.42:.0f},{y:.0f}L{left - wide / 2:.0f},{top:.0f}H{left + wide / 2:.0f}L{left + wide * 0.42:.0f},{y:.0f}Z",
            colour,
        )
        p.path(
            f"M{left + wide * 0.15:.0f},{y:.0f}V{top:.0f}H{left + wide / 2:.0f}L{left + wide * 0.42:.0f},{y:.0f}Z",
            shade(colour, 0.4),
            opacity=0.25,
        )
        p.oval(left, top, wide / 2, wide * 0.2, tint(colour, 0.3))
        p.oval(left, top + 1, wide * 0.32, wide * 0.12, shade(colour, 0.45))


def grass(p: Picture, x: float, y: float, tall: float, colour: str = "#4f9a70") -> None:
    """Turtle grass that sways to the right."""
    blades = ["", ""]
    for number in range(8):
        left = x + (number - 3.5) * tall * 0.11
        blades[number % 2] += (
            f"M{left:.0f},{y:.0f}q{-tall * 0.05:.0f},{-tall * 0.5:.0f} {tall * 0.16 * p.between(0.4, 1.4):.0f},{-tall * p.between(0.7, 1):.0f}"
        )
    for number, data in enumerate(blades):
        p.path(data, line=shade(colour, 0.2 * number), width=tall * 0.05)


def garden(p: Picture, places: Sequence[tuple[str, float, float, float]]) -> None:
    """Corals by kind at x, y, size; their colours go round the palette."""
    kinds = {"fan": fan, "branches": branches, "brain": brain, "tubes": tubes}
    for number, (kind, x, y, size) in enumerate(places):
        kinds[kind](p, x, y, size, CORALS[number % len(CORALS)])


def rock(p: Picture, points: Sequence[Point], colour: str) -> None:
    """A piece of reef with ledges in its face."""
    p.blob(points, colour)
    with p.group(clip=smooth(points, closed=True)):
        left, right = min(x for x, _y in points), max(x for x, _y in points)
        for number in range(7):
            x, y = p.between(left, right), p.between(80, p.height)
            p.path(
                f"M{x - 130:.0f},{y:.0f}q{60 + number * 8},-34 120,-6t140,8q-120,30 -260,-2Z",
                tint(colour, 0.09),
            )


def palm(p: Picture, x: float, y: float, tall: float, *, lean: float = 0.18) -> None:
    """A coconut palm rooted at x, y."""
    top = (x + lean * tall, y - tall)
    p.path(smooth([(x, y), (x + lean * tall * 0.25, y - tall * 0.5), top]), line=WOOD, width=tall * 0.045)
    p.path(
        smooth([(x + 4, y), (x + lean * tall * 0.25 + 5, y - tall * 0.5), (top[0] + 3, top[1])]),
        line=shade(WOOD, 0.3),
        width=tall * 0.012,
        opacity=0.6,
    )
    for reach, drop, dark in (
        (-0.42, 0.16, 0.2),
        (0.44, 0.14, 0.2),
        (-0.36, -0.06, 0),
        (0.38, -0.08, 0),
        (-0.2, 0.3, 0.3),
        (0.24, 0.3, 0.3),
        (-0.12, -0.2, 0.1),
        (0.16, -0.18, 0.1),
    ):
        end = (top[0] + reach * tall, top[1] + drop * tall)
        rise = (top[0] + reach * tall * 0.5, top[1] + drop * tall * 0.4 - tall * 0.12)
        under = (top[0] + reach * tall * 0.5, top[1] + drop * tall * 0.4 - tall * 0.02)
        data = f"M{top[0]:.0f},{top[1]:.0f}Q{rise[0]:.0f},{rise[1]:.0f} {end[0]:.0f},{end[1]:.0f}Q{under[0]:.0f},{under[1]:.0f} {top[0]:.0f},{top[1]:.0f}Z"
        p.path(data, shade(PALM, dark))
    for shift in (-10, 8):
        p.disc(top[0] + shift, top[1] + 10, tall * 0.02, shade(WOOD, 0.35))


def cloud(p: Picture, x: float, y: float, wide: float, *, opacity: float = 0.85) -> None:
    """A flat-bottomed trade-wind cloud."""
    tall = wide * 0.3
    p.path(
        f"M{x:.0f},{y:.0f}c{-wide * 0.1:.0f},{-tall * 0.6:.0f} {wide * 0.12:.0f},{-tall * 0.9:.0f} {wide * 0.24:.0f},{-tall * 0.6:.0f}c{wide * 0.06:.0f},{-tall:.0f} {wide * 0.36:.0f},{-tall:.0f} {wide * 0.44:.0f},{-tall * 0.1:.0f}c{wide * 0.14:.0f},{-tall * 0.3:.0f} {wide * 0.36:.0f},{tall * 0.1:.0f} {wide * 0.3:.0f},{tall * 0.7:.0f}Z",
        "#ffffff",
        opacity=opacity,
    )
