"""What Edinburgh is made of: tenements, chimneys, rock, spires, stalls, umbrellas; and the dotted line."""

from collections.abc import Sequence
from typing import Final

from quayside.art.colour import mix, shade, tint
from quayside.art.figures import Look
from quayside.art.picture import Picture, Point, smooth

SLATE: Final = "#2f4b7c"
INK: Final = "#1b2a49"
FOG: Final = "#dfe6f0"
MIST: Final = "#eef2f8"
STONE: Final = "#a9a396"
SAND: Final = "#cbb68f"
MUSTARD: Final = "#e0a92e"
RUST: Final = "#b4523a"
MOSS: Final = "#6f8a5b"
HEATHER: Final = "#8c6f9c"
PAPER: Final = "#f6f1e4"
NEAR: Final = 160  # wide houses are near, and have bars in their windows
WALLS: Final = ("#b8a888", "#9d978b", "#c7b48f", "#8f8b86", "#ab9a80", "#b3aca0")

GUIDE: Final = Look("#f0c7a4", "#8a4b2a", MUSTARD, INK, style="bun")
GUIDE_2: Final = Look("#8a5636", "#1f1714", MUSTARD, INK, style="short")
WALKERS: Final = (
    Look("#e6b48d", "#3a2a22", SLATE, "#5b5148", style="short", pack=RUST),
    Look("#c98d62", "#1f1714", RUST, INK, style="long"),
    Look("#f2cdb0", "#c9a468", MOSS, "#4a5568", style="hat", hat=INK),
    Look("#5b3a28", "#14100e", HEATHER, INK, style="bun"),
    Look("#f0c7a4", "#9aa5a0", "#6d7f99", "#3d3a38", style="cap", hat=RUST),
)


def route(
    p: Picture, points: Sequence[Point], *, colour: str = MUSTARD, stops: Sequence[int] = (), pin: bool = True
) -> None:
    """The walk as a dotted line with round stops, a pin at its end."""
    p.path(smooth(points), line="#ffffff", width=16, opacity=0.55)
    p.path(smooth(points), line=colour, width=9, dash="2 22")
    for index in stops:
        x, y = points[index]
        p.disc(x, y, 15, "#ffffff")
        p.disc(x, y, 10, colour)
    if pin:
        marker(p, *points[-1], 42, colour)


def marker(p: Picture, x: float, y: float, r: float, colour: str = MUSTARD) -> None:
    """A map pin whose point stands on x, y."""
    p.path(
        f"M{x:.0f},{y:.0f}C{x:.0f},{y:.0f} {x - r:.0f},{y - r * 1.3:.0f} {x - r:.0f},{y - r * 1.9:.0f}A{r:.0f},{r:.0f} 0 1 1 {x + r:.0f},{y - r * 1.9:.0f}C{x + r:.0f},{y - r * 1.3:.0f} {x:.0f},{y:.0f} {x:.0f},{y:.0f}Z",
        colour,
    )
    p.disc(x, y - r * 1.9, r * 0.42, "#ffffff")


def tenement(
    p: Picture,
    x: float,
    y: float,
    w: float,
    h: float,
    colour: str,
    *,
    floors: int = 5,
    across: int = 3,
    gable: bool = False,
    lit: float = 0.2,
) -> None:
    """A tall house standing on y: stone, sash windows, slate roof, chimney pots."""
    top = y - h
    p.rect(x, top, w, h, colour)
    p.poly([(x + w * 0.86, top), (x + w, top), (x + w, y), (x + w * 0.86, y)], shade(colour, 0.16))
    if gable:
        step, points = w / 10, [(x, top)]
        for number in range(5):
            points += [
                (x + step * number, top - step * (number + 1)),
                (x + step * (number + 1), top - step * (number + 1)),
            ]
        points += [(x + w - (px - x), py) for px, py in reversed(points)]
        p.poly(points, colour)
    else:
        p.poly(
            [(x - 6, top), (x + w + 6, top), (x + w - 14, top - w * 0.24), (x + 14, top - w * 0.24)],
            mix(SLATE, "#4a5160", 0.5),
        )
    _windows(p, x, top, w, h, colour, floors=floors, across=across, lit=lit)
    chimney(p, x + w * 0.12, top - w * (0.2 if not gable else 0.02), w * 0.2, colour)
    chimney(p, x + w * 0.68, top - w * (0.2 if not gable else 0.02), w * 0.2, colour)


def _windows(
    p: Picture, x: float, top: float, w: float, h: float, colour: str, *, floors: int, across: int, lit: float
) -> None:
    """Sashes; of more than a dozen only the panes, without bars."""
    wide, tall = w / across, h / (floors + 0.4)
    dark = bright = bars = ""
    for floor in range(floors):
        for column in range(across):
            left, up = x + wide * (column + 0.28), top + tall * (floor + 0.28)
            box = f"M{left:.0f},{up:.0f}h{wide * 0.44:.0f}v{tall * 0.58:.0f}h{-wide * 0.44:.0f}z"
            if p.chance.random() < lit:
                bright += box
            else:
                dark += box
            bars += f"M{left:.0f},{up + tall * 0.29:.0f}h{wide * 0.44:.0f}"
    p.path(dark, mix(INK, colour, 0.15), line=tint(colour, 0.4), width=3)
    if bright:
        p.path(bright, "#f3cf74", line=tint(colour, 0.4), width=3)
    if w > NEAR:
        p.path(bars, line=tint(colour, 0.45), width=2)


def chimney(p: Picture, x: float, y: float, w: float, colour: str) -> None:
    """A stack with its pots, standing on y."""
    p.rect(x, y - w * 0.9, w, w, shade(colour, 0.06))
    p.rect(x - 3, y - w * 0.95, w + 6, w * 0.16, tint(colour, 0.1))
    pots = "".join(f"M{x + w * at:.0f},{y - w * 0.95:.0f}v{-w * 0.36:.0f}" for at in (0.2, 0.5, 0.8))
    p.path(pots, line=RUST, width=w * 0.15)


def row(
    p: Picture,
    y: float,
    sizes: Sequence[tuple[float, float]],
    *,
    start: float = -20,
    fade: float = 0,
    into: str = FOG,
) -> None:
    """Tenements side by side: width and height of each; `fade` of the colour `into` in them."""
    x = start
    for number, (w, h) in enumerate(sizes):
        colour = mix(WALLS[number % len(WALLS)], into, fade)
        tenement(
            p,
            x,
            y,
            w,
            h,
            colour,
            floors=max(2, int(h / 105)),
            across=max(2, int(w / 68)),
            gable=number % 3 == 1,
        )
        x += w


def spire(p: Picture, x: float, y: float, h: float, colour: str) -> None:
    """A church tower with its spire."""
    w = h * 0.16
    p.rect(x - w / 2, y - h * 0.6, w, h * 0.6, colour)
    p.poly([(x - w * 0.6, y - h * 0.6), (x, y - h), (x + w * 0.6, y - h * 0.6)], shade(colour, 0.14))
    p.path(f"M{x:.0f},{y - h * 0.44:.0f}v{h * 0.12:.0f}", line=shade(colour, 0.35), width=w * 0.3)
    p.path(
        f"M{x - w / 2:.0f},{y - h * 0.6:.0f}v{-h * 0.07:.0f}M{x + w / 2:.0f},{y - h * 0.6:.0f}v{-h * 0.07:.0f}",
        line=colour,
        width=w * 0.12,
    )


def crown(p: Picture, x: float, y: float, h: float, colour: str) -> None:
    """The crown steeple of St Giles."""
    w = h * 0.34
    p.rect(x - w / 2, y - h * 0.55, w, h * 0.55, colour)
    p.path(
        f"M{x - w / 2:.0f},{y - h * 0.55:.0f}Q{x - w * 0.34:.0f},{y - h * 0.8:.0f} {x:.0f},{y - h * 0.84:.0f}Q{x + w * 0.34:.0f},{y - h * 0.8:.0f} {x + w / 2:.0f},{y - h * 0.55:.0f}M{x - w * 0.2:.0f},{y - h * 0.55:.0f}Q{x - w * 0.1:.0f},{y - h * 0.76:.0f} {x:.0f},{y - h * 0.84:.0f}Q{x + w * 0.1:.0f},{y - h * 0.76:.0f} {x + w * 0.2:.0f},{y - h * 0.55:.0f}",
        line=colour,
        width=h * 0.035,
    )
    p.poly([(x - h * 0.04, y - h * 0.8), (x, y - h), (x + h * 0.04, y - h * 0.8)], shade(colour, 0.1))


def castle(
    p: Picture, x: float, y: float, w: float, *, rock: str = "#5b5a63", walls: str = "#a59c8d"
) -> None:
    """The castle on its rock; the rock's foot at y, its middle at x."""
    h = w * 0.42
    faces = [
        (x - w * 0.5, y),
        (x - w * 0.42, y - h * 0.45),
        (x - w * 0.3, y - h * 0.62),
        (x - w * 0.22, y - h * 0.9),
        (x + w * 0.2, y - h * 0.94),
        (x + w * 0.34, y - h * 0.6),
        (x + w * 0.44, y - h * 0.34),
        (x + w * 0.52, y),
    ]
    p.poly(faces, rock)
    p.poly(
        [
            (x + w * 0.2, y - h * 0.94),
            (x + w * 0.34, y - h * 0.6),
            (x + w * 0.44, y - h * 0.34),
            (x + w * 0.52, y),
            (x + w * 0.16, y),
            (x + w * 0.24, y - h * 0.4),
        ],
        shade(rock, 0.2),
    )
    p.poly(
        [
            (x - w * 0.5, y),
            (x - w * 0.42, y - h * 0.45),
            (x - w * 0.3, y - h * 0.62),
            (x - w * 0.26, y - h * 0.3),
            (x - w * 0.34, y),
        ],
        tint(rock, 0.12),
    )
    base = y - h * 0.86
    for left, wide, tall in (
        (-0.26, 0.13, 0.2),
        (-0.13, 0.2, 0.36),
        (0.06, 0.1, 0.26),
        (0.14, 0.12, 0.17),
        (-0.3, 0.05, 0.12),
    ):
        p.rect(x + left * w, base - tall * h, wide * w, tall * h + h * 0.06, walls)
        p.rect(
            x + (left + wide * 0.8) * w,
            base - tall * h,
            wide * 0.2 * w,
            tall * h + h * 0.06,
            shade(walls, 0.16),
        )
        teeth = "".join(
            f"M{x + (left + wide * tooth / 5) * w:.0f},{base - tall * h:.0f}v{-h * 0.035:.0f}"
            for tooth in range(6)
        )
        p.path(teeth, line=walls, width=w * 0.012)
        slots = "".join(
            f"M{x + (left + wide * (slot + 0.5) / 3) * w:.0f},{base - tall * h * 0.62:.0f}v{h * 0.06:.0f}"
            for slot in range(3)
        )
        p.path(slots, line=INK, width=w * 0.008)
    p.poly(
        [(x - 0.13 * w, base - 0.36 * h), (x - 0.03 * w, base - 0.5 * h), (x + 0.07 * w, base - 0.36 * h)],
        shade(SLATE, 0.1),
    )
    p.path(f"M{x + 0.11 * w:.0f},{base - 0.26 * h:.0f}v{-h * 0.2:.0f}", line=INK, width=4)
    p.path(
        f"M{x + 0.11 * w:.0f},{base - 0.46 * h:.0f}l{w * 0.05:.0f},{h * 0.03:.0f}l{-w * 0.05:.0f},{h * 0.04:.0f}z",
        SLATE,
    )


def umbrella(p: Picture, x: float, y: float, w: float, colour: str) -> None:
    """An open umbrella; its grip at x, y."""
    p.path(f"M{x:.0f},{y:.0f}v{-w * 0.72:.0f}", line=INK, width=w * 0.03)
    top = y - w * 0.62
    p.path(
        f"M{x - w / 2:.0f},{top:.0f}C{x - w * 0.46:.0f},{top - w * 0.48:.0f} {x + w * 0.46:.0f},{top - w * 0.48:.0f} {x + w / 2:.0f},{top:.0f}q{-w * 0.125:.0f},{-w * 0.08:.0f} {-w * 0.25:.0f},0q{-w * 0.125:.0f},{-w * 0.08:.0f} {-w * 0.25:.0f},0q{-w * 0.125:.0f},{-w * 0.08:.0f} {-w * 0.25:.0f},0q{-w * 0.125:.0f},{-w * 0.08:.0f} {-w * 0.25:.0f},0z",
        colour,
    )
    p.path(
        f"M{x:.0f},{top - w * 0.36:.0f}Q{x + w * 0.1:.0f},{top - w * 0.2:.0f} {x + w * 0.25:.0f},{top:.0f}M{x:.0f},{top - w * 0.36:.0f}Q{x - w * 0.1:.0f},{top - w * 0.2:.0f} {x - w * 0.25:.0f},{top:.0f}",
        line=shade(colour, 0.2),
        width=3,
    )


def rain(p: Picture, count: int, *, opacity: float = 0.5) -> None:
    """Slanting strokes."""
    data = "".join(f"M{p.between(0, 1650):.0f},{p.between(0, p.height):.0f}l-12,44" for _ in range(count))
    p.path(data, line="#ffffff", width=4, opacity=opacity)


def lantern(p: Picture, x: float, y: float, size: float, *, lit: bool = True) -> None:
    """A street lantern on a wall bracket at x, y."""
    if lit:
        p.disc(x, y + size * 0.9, size * 2.4, p.glow("#f6d27a@0.6", "#f6d27a@0"))
    p.path(f"M{x:.0f},{y:.0f}v{size * 0.4:.0f}", line=INK, width=size * 0.1)
    p.path(
        f"M{x - size * 0.36:.0f},{y + size * 0.5:.0f}h{size * 0.72:.0f}l{-size * 0.16:.0f},{size * 0.8:.0f}h{-size * 0.4:.0f}z",
        "#f6d98e" if lit else FOG,
        line=INK,
        width=size * 0.09,
    )
    p.poly([(x - size * 0.44, y + size * 0.5), (x, y + size * 0.2), (x + size * 0.44, y + size * 0.5)], INK)


def cobbles(p: Picture, y: float, colour: str, *, rows: int = 6) -> None:
    """Setts from y down, larger towards the reader."""
    p.rect(0, y, p.width, p.height - y, colour)
    data = ""
    for number in range(rows):
        up = y + (p.height - y) * (number / rows) ** 1.4 + 12
        wide = 50 + number * 24
        data += "".join(
            f"M{left:.0f},{up:.0f}q{wide * 0.35:.0f},{-8 - number * 2} {wide * 0.7:.0f},0"
            for left in range(int(-20 - (number % 2) * wide / 2), 1620, int(wide))
        )
    p.path(data, line=shade(colour, 0.14), width=4)
