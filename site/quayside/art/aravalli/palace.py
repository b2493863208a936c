"""What the hotels are made of: cusped arches, lattices, domes, hills, lanterns."""

import math
from itertools import pairwise
from typing import Final

from quayside.art.colour import mix, shade, tint
from quayside.art.picture import Picture, Point, short, smooth

BRICK: Final = "#8a3b2e"
ROSE: Final = "#c97b5d"
BLUSH: Final = "#edc7ab"
IVORY: Final = "#fffcf7"
CREAM: Final = "#f7e9d5"
SAFFRON: Final = "#e0a03a"
MARIGOLD: Final = "#e5832d"
INDIGO: Final = "#2c3459"
LAKE: Final = "#6f9fa8"
SAGE: Final = "#7f9169"
LEAF: Final = "#4f7355"
WOOD: Final = "#7a4b33"
BRASS: Final = "#c9973f"


def arch(x: float, y: float, w: float, h: float, *, lobes: int = 8) -> str:
    """Path data of a cusped arch: its base in the middle at x, y, w wide and h high."""
    rise = min(h * 0.6, w * 0.62)
    spring = y - h + rise
    turns = [math.pi * (1 - number / lobes) for number in range(lobes + 1)]
    points = [(x + w / 2 * math.cos(turn), spring - rise * 0.92 * math.sin(turn)) for turn in turns]
    points[lobes // 2] = (x, y - h)
    parts = f"M{short(x - w / 2)},{short(y)}L{short(points[0][0])},{short(points[0][1])}"
    for before, here in pairwise(points):
        r = math.dist(before, here) * 0.56
        parts += f"A{short(r)},{short(r)} 0 0 1 {short(here[0])},{short(here[1])}"
    return parts + f"L{short(x + w / 2)},{short(y)}Z"


def plain_arch(x: float, y: float, w: float, h: float) -> str:
    """Path data of a pointed arch without lobes."""
    spring = y - h * 0.6
    return f"M{short(x - w / 2)},{short(y)}V{short(spring)}C{short(x - w / 2)},{short(y - h * 0.85)} {short(x - w * 0.12)},{short(y - h * 0.92)} {short(x)},{short(y - h)}C{short(x + w * 0.12)},{short(y - h * 0.92)} {short(x + w / 2)},{short(y - h * 0.85)} {short(x + w / 2)},{short(spring)}V{short(y)}Z"


def frame(
    p: Picture, colour: str, *, x: float = 800, w: float = 1180, h: float | None = None, line: str = ""
) -> None:
    """A wall with one large arch cut out of it, the view behind."""
    tall = h or p.height - 70
    hole = arch(x, p.height + 10, w, tall, lobes=10)
    p.path(f"M-10,-10V{p.height + 10}H{p.width + 10}V-10Z{hole}", colour)
    p.path(hole, line=line or shade(colour, 0.25), width=5)
    inner = arch(x, p.height + 10, w + 70, tall + 38, lobes=10)
    p.path(inner, line=line or shade(colour, 0.16), width=3, opacity=0.8)


def dome(p: Picture, x: float, y: float, w: float, colour: str) -> None:
    """A small dome with its finial; its base in the middle at x, y."""
    p.path(
        f"M{x - w / 2:.0f},{y:.0f}C{x - w * 0.62:.0f},{y - w * 0.42:.0f} {x - w * 0.2:.0f},{y - w * 0.62:.0f} {x:.0f},{y - w * 0.8:.0f}C{x + w * 0.2:.0f},{y - w * 0.62:.0f} {x + w * 0.62:.0f},{y - w * 0.42:.0f} {x + w / 2:.0f},{y:.0f}Z",
        colour,
    )
    p.path(
        f"M{x:.0f},{y - w * 0.8:.0f}C{x + w * 0.2:.0f},{y - w * 0.62:.0f} {x + w * 0.62:.0f},{y - w * 0.42:.0f} {x + w / 2:.0f},{y:.0f}H{x + w * 0.2:.0f}C{x + w * 0.3:.0f},{y - w * 0.4:.0f} {x + w * 0.1:.0f},{y - w * 0.6:.0f} {x:.0f},{y - w * 0.8:.0f}Z",
        shade(colour, 0.14),
    )
    p.path(f"M{x:.0f},{y - w * 0.78:.0f}v{-w * 0.22:.0f}", line=BRASS, width=max(2.5, w * 0.03))
    p.disc(x, y - w * 0.9, max(2.5, w * 0.045), BRASS)
    p.rect(x - w * 0.56, y - w * 0.05, w * 1.12, w * 0.1, tint(colour, 0.2))


def chhatri(p: Picture, x: float, y: float, w: float, colour: str) -> None:
    """A roof kiosk: four posts, arches, a dome; standing on y."""
    h = w * 0.75
    p.rect(x - w / 2, y - h * 0.12, w, h * 0.12, shade(colour, 0.06))
    p.rect(x - w * 0.46, y - h * 0.98, w * 0.92, h * 0.9, shade(colour, 0.35))
    for side in (-0.27, 0.27):
        p.path(
            arch(x + side * w, y - h * 0.1, w * 0.38, h * 0.78, lobes=6),
            mix(IVORY, colour, 0.1),
            opacity=0.85,
        )
    for side in (-0.46, -0.03, 0.4):
        p.rect(x + side * w, y - h, w * 0.065, h * 0.9, colour)
    dome(p, x, y - h, w, colour)


def lattice(
    p: Picture,
    x: float,
    y: float,
    w: float,
    h: float,
    *,
    step: float = 30,
    colour: str = BRICK,
    width: float = 4,
) -> None:
    """A pierced stone screen of crossing curves, cut to a rectangle."""
    with p.group(clip=f"M{x},{y}h{w}v{h}h{-w}z"):
        data, row = "", 0.0
        while row < h + step:
            data += f"M{x},{y + row:.0f}" + f"q{step / 2},{-step * 0.7:.0f} {step},0" * (int(w / step) + 1)
            data += f"M{x},{y + row:.0f}" + f"q{step / 2},{step * 0.7:.0f} {step},0" * (int(w / step) + 1)
            row += step * 0.7
        p.path(data, line=colour, width=width)


def hills(p: Picture, y: float, *, far: str, near: str, height: float = 160) -> None:
    """Two ranges of the Aravallis."""
    p.band(
        [
            y,
            y - height * 0.8,
            y - height * 0.4,
            y - height,
            y - height * 0.5,
            y - height * 0.9,
            y - height * 0.3,
            y - height * 0.6,
        ],
        far,
    )
    p.band(
        [
            y - height * 0.2,
            y - height * 0.5,
            y - height * 0.1,
            y - height * 0.35,
            y - height * 0.6,
            y - height * 0.2,
            y - height * 0.45,
            y - height * 0.1,
        ],
        near,
    )


def water(p: Picture, y: float, *colours: str) -> None:
    """The lake from y down, thin lines of light on it."""
    p.rect(0, y, p.width, p.height - y, p.fade(*colours))
    data = "".join(
        f"M{p.between(0, 1500):.0f},{p.between(y + 20, p.height):.0f}h{p.between(30, 130):.0f}"
        for _ in range(34)
    )
    p.path(data, line="#ffffff", width=3, opacity=0.4)


def palace(p: Picture, x: float, y: float, w: float, colour: str, *, near: bool = True) -> None:
    """The white palace on its island, mirrored faintly; small ones have no kiosks."""
    h = w * 0.2
    for number, (shift, size, tall) in enumerate(
        ((0, 0.36, 1.5), (-0.3, 0.26, 1.1), (0.31, 0.28, 1.15), (-0.46, 0.12, 0.75), (0.47, 0.12, 0.8))
    ):
        left, wide = x + shift * w - size * w / 2, size * w
        p.rect(left, y - h * tall, wide, h * tall, shade(colour, 0.05 * (number % 2)))
        p.rect(left + wide * 0.84, y - h * tall, wide * 0.16, h * tall, shade(colour, 0.13))
        count = max(2, int(size * 14))
        spots = [left + wide * (window + 0.5) / count for window in range(count)]
        if near:
            data = "".join(
                plain_arch(spot, y - h * tall * 0.3, wide / count * 0.5, h * tall * 0.3) for spot in spots
            )
            p.path(data, mix(colour, BRICK, 0.55))
        else:
            data = "".join(f"M{spot:.0f},{y - h * tall * 0.35:.0f}v{-h * tall * 0.2:.0f}" for spot in spots)
            p.path(data, line=mix(colour, BRICK, 0.5), width=wide / count * 0.4)
        if near and number < 3:
            chhatri(p, left + wide * 0.16, y - h * tall, w * 0.06, colour)
            chhatri(p, left + wide * 0.84, y - h * tall, w * 0.06, colour)
    dome(p, x, y - h * 1.5, w * 0.13, colour)
    p.rect(x - w * 0.55, y - h * 0.12, w * 1.1, h * 0.14, shade(colour, 0.2))
    p.rect(x - w * 0.5, y + 4, w, h * 0.8, p.fade(f"{colour}@0.55", f"{colour}@0"))


def boat(p: Picture, x: float, y: float, long: float, *, awning: str = MARIGOLD) -> None:
    """A wooden lake boat with an awning; waterline y."""
    with p.group(f"translate({x:.0f} {y:.0f}) scale({long / 200:.2f})"):
        p.path("M-40,-52H44L50,-44H-46Z", awning)
        p.path("M-46,-44q8,9 16,0q8,9 16,0q8,9 16,0q8,9 16,0q8,9 16,0q8,9 16,0z", tint(awning, 0.35))
        p.path("M-38,-44V-10M42,-44V-10", line=WOOD, width=3.4)
        p.path("M-104,-22C-80,-8 80,-8 106,-26C98,-2 78,8 60,8L-60,8C-80,8 -96,-4 -104,-22Z", WOOD)
        p.path("M-104,-22C-80,-8 80,-8 106,-26L104,-20C80,-4 -80,-4 -102,-17Z", tint(WOOD, 0.35))
        p.path("M-90,14h180", line="#ffffff", width=3, opacity=0.5)


def lantern(p: Picture, x: float, y: float, size: float, *, lit: str = SAFFRON) -> None:
    """A hanging brass lantern whose hook is at x, y."""
    p.disc(x, y + size * 1.3, size * 1.5, p.glow(f"{lit}@0.55", f"{lit}@0"))
    p.path(f"M{x:.0f},{y:.0f}v{size * 0.6:.0f}", line=BRASS, width=3)
    p.path(
        f"M{x - size * 0.3:.0f},{y + size * 0.75:.0f}L{x:.0f},{y + size * 0.5:.0f}L{x + size * 0.3:.0f},{y + size * 0.75:.0f}Z",
        BRASS,
    )
    p.path(
        f"M{x - size * 0.34:.0f},{y + size * 0.75:.0f}h{size * 0.68:.0f}l{size * 0.1:.0f},{size * 0.6:.0f}l{-size * 0.2:.0f},{size * 0.5:.0f}h{-size * 0.48:.0f}l{-size * 0.2:.0f},{-size * 0.5:.0f}z",
        tint(lit, 0.4),
        line=BRASS,
        width=4,
    )
    p.path(f"M{x:.0f},{y + size * 0.75:.0f}v{size * 1.1:.0f}", line=BRASS, width=2.5)


def pot(p: Picture, x: float, y: float, size: float, *, plant: str = LEAF) -> None:
    """A clay pot with a plant, standing on y."""
    for lean in (-0.7, -0.35, 0, 0.35, 0.7):
        p.path(
            f"M{x:.0f},{y - size * 0.7:.0f}q{lean * size * 0.2:.0f},{-size * 0.7:.0f} {lean * size:.0f},{-size * (1.2 - abs(lean) * 0.5):.0f}q{-lean * size * 0.1:.0f},{size * 0.7:.0f} {-lean * size:.0f},{size * (1.2 - abs(lean) * 0.5):.0f}Z",
            shade(plant, abs(lean) * 0.25),
        )
    p.path(
        f"M{x - size * 0.36:.0f},{y - size * 0.75:.0f}h{size * 0.72:.0f}l{-size * 0.12:.0f},{size * 0.75:.0f}h{-size * 0.48:.0f}z",
        ROSE,
    )
    p.rect(x - size * 0.4, y - size * 0.8, size * 0.8, size * 0.14, shade(ROSE, 0.15), r=4)


def garland(p: Picture, points: list[Point], *, size: float = 11) -> None:
    """Marigolds on a string through the points."""
    beads: list[Point] = []
    for before, here in pairwise(points):
        count = max(2, int(math.dist(before, here) / (size * 1.7)))
        beads += [
            (
                before[0] + (here[0] - before[0]) * step / count,
                before[1]
                + (here[1] - before[1]) * step / count
                + math.sin(math.pi * step / count) * size * 3,
            )
            for step in range(count)
        ]
    for colour, offset in ((MARIGOLD, 0), (SAFFRON, 1)):
        data = "".join(f"M{x:.0f},{y:.0f}h.1" for number, (x, y) in enumerate(beads) if number % 2 == offset)
        p.path(data, line=colour, width=size * 1.9)


def floor(p: Picture, y: float, colour: str, *, rows: int = 4) -> None:
    """Tiles in perspective."""
    p.rect(0, y, p.width, p.height - y, colour)
    data = "".join(
        f"M{800 + (left - 800) * 0.55:.0f},{y:.0f}L{left},{p.height}" for left in range(-800, 2500, 220)
    )
    for row in range(1, rows + 1):
        data += f"M0,{y + (p.height - y) * (row / rows) ** 1.6:.0f}H1600"
    p.path(data, line=shade(colour, 0.12), width=3)


def tree(p: Picture, x: float, y: float, tall: float, colour: str = SAGE) -> None:
    """A neem or frangipani, round and layered."""
    p.path(
        smooth([(x, y), (x - tall * 0.03, y - tall * 0.3), (x + tall * 0.04, y - tall * 0.6)]),
        line=WOOD,
        width=tall * 0.055,
    )
    p.path(
        f"M{x:.0f},{y - tall * 0.36:.0f}L{x - tall * 0.2:.0f},{y - tall * 0.6:.0f}M{x:.0f},{y - tall * 0.42:.0f}L{x + tall * 0.22:.0f},{y - tall * 0.64:.0f}",
        line=WOOD,
        width=tall * 0.03,
    )
    for shift, rise, r, dark in (
        (-0.24, 0.66, 0.2, 0.16),
        (0.26, 0.68, 0.2, 0.2),
        (0, 0.82, 0.24, 0.06),
        (-0.1, 0.62, 0.17, 0),
        (0.12, 0.6, 0.16, 0.1),
    ):
        p.disc(x + shift * tall, y - rise * tall, r * tall, shade(colour, dark))
