"""What the garages and the city around them are made of."""

from collections.abc import Sequence
from typing import Final

from quayside.art.cars import car
from quayside.art.colour import mix, shade, tint
from quayside.art.picture import Picture

GREEN: Final = "#14532d"
LEAF: Final = "#2f8a55"
MINT: Final = "#cfe6d6"
MIST: Final = "#eaf3ec"
STONE: Final = "#d9ddd6"
SLAB: Final = "#b9c0b8"
DARK: Final = "#26332c"
TAR: Final = "#3d4843"
SAND: Final = "#d8b98a"
AMBER: Final = "#f0b441"
BRICK: Final = "#b5674a"
SKY: Final = "#dcebe6"
PAINT: Final = ("#ffffff", AMBER, LEAF, "#5b7f95", "#c9523f", "#8d9a93", "#2f3d45")


def sky(p: Picture, *colours: str) -> None:
    """The whole picture as sky, a pale sun in it."""
    p.ground(p.fade(*(colours or (SKY, MIST, "#fbf7ea"))))


def block(
    p: Picture,
    x: float,
    y: float,
    w: float,
    h: float,
    colour: str,
    *,
    windows: tuple[int, int] = (0, 0),
    lit: float = 0.15,
) -> None:
    """A building standing on y: its front, its shaded right edge, its windows."""
    p.rect(x, y - h, w, h, colour)
    p.rect(x + w * 0.82, y - h, w * 0.18, h, shade(colour, 0.16))
    across, up = windows
    if not across:
        return
    dark, light = "", ""
    wide, tall = w / across, (h * 0.9) / up
    for row in range(up):
        for column in range(across):
            spot = f"M{x + wide * (column + 0.25):.0f},{y - h * 0.95 + tall * (row + 0.2):.0f}h{wide * 0.5:.0f}v{tall * 0.5:.0f}h{-wide * 0.5:.0f}z"
            if p.chance.random() < lit:
                light += spot
            else:
                dark += spot
    p.path(dark, shade(colour, 0.2))
    if light:
        p.path(light, tint(AMBER, 0.3))


def skyline(p: Picture, y: float, *, colour: str = MINT, scale: float = 1) -> None:
    """Leeds from the north: towers, the town hall's dome, a chimney, a church."""
    shapes = (
        (-20, 150, 190),
        (120, 90, 260),
        (215, 130, 170),
        (360, 70, 330),
        (440, 150, 210),
        (760, 110, 240),
        (880, 80, 360),
        (970, 150, 200),
        (1140, 120, 280),
        (1270, 90, 190),
        (1370, 140, 250),
        (1520, 120, 170),
    )
    for number, (x, w, h) in enumerate(shapes):
        block(p, x, y, w, h * scale, mix(colour, LEAF, 0.05 * (number % 3)))
    x = 640
    p.rect(x - 60, y - 150 * scale, 150, 150 * scale, mix(colour, LEAF, 0.18))
    p.rect(x - 12, y - 220 * scale, 54, 80 * scale, mix(colour, LEAF, 0.18))
    p.path(f"M{x - 20},{y - 220 * scale:.0f}q35,{-80 * scale:.0f} 70,0z", mix(colour, LEAF, 0.3))
    p.rect(x + 11, y - 290 * scale, 8, 40 * scale, mix(colour, LEAF, 0.3))
    p.rect(1082, y - 390 * scale, 26, 390 * scale, mix(colour, LEAF, 0.16))
    p.path(
        f"M300,{y:.0f}v{-170 * scale:.0f}l24,{-110 * scale:.0f}l24,{110 * scale:.0f}v{170 * scale:.0f}z",
        mix(colour, LEAF, 0.2),
    )


def garage(
    p: Picture,
    x: float,
    y: float,
    w: float,
    levels: int,
    *,
    high: float = 110,
    colour: str = STONE,
    cars: bool = True,
) -> None:
    """A multi-storey standing on y: slabs, parapets, cars nose out on each level."""
    for level in range(levels):
        top = y - (level + 1) * high
        p.rect(x, top, w, high, shade(colour, 0.62))
        p.rect(x, top + high * 0.1, w, high * 0.34, p.fade(shade(colour, 0.5), shade(colour, 0.66)))
        lamps = "".join(
            f"M{left:.0f},{top + high * 0.16:.0f}h{w * 0.06:.0f}"
            for left in _spread(x + w * 0.06, w * 0.94, 6)
        )
        p.path(lamps, line=tint(AMBER, 0.55), width=5)
        if cars:
            for number, left in enumerate(_spread(x + 20, w - 40, 7)):
                if (number * 3 + level * 5) % 4:
                    _nose(
                        p, left + 10, top + high * 0.62, w * 0.085, PAINT[(number + level * 2) % len(PAINT)]
                    )
        p.rect(x, top + high * 0.56, w, high * 0.44, colour)
        p.rect(x, top + high * 0.56, w, high * 0.07, tint(colour, 0.4))
        p.rect(x, top + high * 0.93, w, high * 0.07, shade(colour, 0.2))
    for left in _spread(x, w, 8):
        p.rect(left - 5, y - levels * high + 8, 12, levels * high, shade(colour, 0.1))
    p.rect(x - 14, y - levels * high - 8, w + 28, 20, shade(colour, 0.06))


def _nose(p: Picture, x: float, y: float, w: float, colour: str) -> None:
    p.path(
        f"M{x:.0f},{y:.0f}v{-w * 0.3:.0f}l{w * 0.16:.0f},{-w * 0.28:.0f}h{w * 0.68:.0f}l{w * 0.16:.0f},{w * 0.28:.0f}v{w * 0.3:.0f}z",
        colour,
    )
    p.path(
        f"M{x + w * 0.14:.0f},{y - w * 0.32:.0f}l{w * 0.1:.0f},{-w * 0.19:.0f}h{w * 0.52:.0f}l{w * 0.1:.0f},{w * 0.19:.0f}z",
        DARK,
    )
    p.path(
        f"M{x + w * 0.08:.0f},{y - w * 0.2:.0f}h{w * 0.14:.0f}M{x + w * 0.78:.0f},{y - w * 0.2:.0f}h{w * 0.14:.0f}",
        line="#fff4cf",
        width=w * 0.08,
    )


def _spread(x: float, w: float, count: int) -> list[float]:
    return [x + w * number / count for number in range(count + 1)][: count + (1 if count == 8 else 0)]


def disc_sign(
    p: Picture, x: float, y: float, r: float, *, colour: str = GREEN, mark: str = "parking"
) -> None:
    """A round sign: a P made of a stem and a bow, an arrow, a tick, a bolt or a car."""
    p.disc(x, y, r, colour)
    p.disc(x, y, r * 0.9, "none", line="#ffffff", width=r * 0.05)
    with p.group(f"translate({x:.0f} {y:.0f}) scale({r / 100:.2f})"):
        glyph(p, mark, "#ffffff")


def glyph(p: Picture, mark: str, colour: str) -> None:
    """A sign's mark about the origin, some hundred units high."""
    if mark == "parking":
        p.path("M-26,56V-54H8A31,31 0 0 1 8,8H-22", line=colour, width=20)
    elif mark == "up":
        p.path("M0,52V-46M-36,-12L0,-50L36,-12", line=colour, width=18)
    elif mark == "right":
        p.path("M-52,0H46M12,-36L50,0L12,36", line=colour, width=18)
    elif mark == "tick":
        p.path("M-44,4L-12,38L48,-36", line=colour, width=20)
    elif mark == "bolt":
        p.path("M12,-64L-40,14H-4L-14,64L42,-16H4Z", colour)
    elif mark == "chair":
        p.disc(-8, -56, 12, colour)
        p.path("M-8,-36L-4,8H26L40,44M-6,-14H24", line=colour, width=12)
        p.path("M-20,-8A36,36 0 1 0 28,34", line=colour, width=10)
    elif mark == "cycle":
        p.disc(-34, 18, 26, "none", line=colour, width=8)
        p.disc(36, 18, 26, "none", line=colour, width=8)
        p.path(
            "M-34,18L-14,-26H22L36,18M-14,-26L4,18L22,-26M4,18H-34M-26,-30H-6M22,-26L18,-40H34",
            line=colour,
            width=8,
        )


def levels_sign(p: Picture, x: float, y: float, lit: int, count: int = 5) -> None:
    """A level shown as bars, the lowest first; `lit` of them bright."""
    p.rect(x, y, 150, count * 46 + 30, DARK, r=12)
    for number in range(count):
        top = y + 20 + (count - 1 - number) * 46
        p.rect(x + 20, top, 110, 28, AMBER if number == lit else tint(DARK, 0.2), r=6)


def road(p: Picture, y: float, h: float, *, dashes: bool = True) -> None:
    """A street across the picture with its kerb."""
    p.rect(0, y - 22, p.width, 24, tint(STONE, 0.3))
    p.rect(0, y, p.width, h, TAR)
    if dashes:
        marks = "".join(f"M{left},{y + h * 0.55:.0f}h90" for left in range(20, 1600, 190))
        p.path(marks, line="#ffffff", width=9, opacity=0.75)


def tree(p: Picture, x: float, y: float, tall: float) -> None:
    """A street tree clipped to a ball."""
    p.rect(x - tall * 0.03, y - tall * 0.5, tall * 0.06, tall * 0.5, shade(BRICK, 0.4))
    p.disc(x, y - tall * 0.68, tall * 0.32, LEAF)
    p.path(
        f"M{x:.0f},{y - tall:.0f}a{tall * 0.32:.0f},{tall * 0.32:.0f} 0 0 1 0,{tall * 0.64:.0f}a{tall * 0.42:.0f},{tall * 0.42:.0f} 0 0 0 0,{-tall * 0.64:.0f}z",
        shade(LEAF, 0.2),
    )


def lamp(p: Picture, x: float, y: float, tall: float) -> None:
    """A street lamp."""
    p.path(f"M{x:.0f},{y:.0f}v{-tall:.0f}q0,-24 30,-24h40", line=DARK, width=9)
    p.path(f"M{x + 44:.0f},{y - tall - 18:.0f}h46", line=AMBER, width=10)


def row_of_cars(p: Picture, y: float, places: Sequence[tuple[float, str]], *, long: float = 250) -> None:
    """Cars parked one behind the other."""
    for number, (x, kind) in enumerate(places):
        car(p, x, y, long, PAINT[number % len(PAINT)], kind=kind)
