"""What the detailer's pictures are made of: dark grounds, beams, foam, drops, houses, tools."""

from typing import Final

from quayside.art.colour import mix, shade, tint
from quayside.art.figures import Look
from quayside.art.picture import Picture

INK: Final = "#111827"
SLATE: Final = "#1f2937"
STEEL: Final = "#374151"
ASH: Final = "#9ca3af"
PALE: Final = "#e5e7eb"
AMBER: Final = "#f59e0b"
FLAME: Final = "#ea7317"
DUSK: Final = "#7c3f58"
CREAM: Final = "#fff4dc"
WATER: Final = "#7dc4e4"
LAWN: Final = "#4d6b4a"
BRICK: Final = "#8f4a37"

MIKE: Final = Look("#b97d55", "#1f1714", INK, STEEL, style="cap", hat=AMBER, sleeves=False)
DANI: Final = Look("#e6b48d", "#5b3a24", AMBER, INK, style="bun", sleeves=False)
LUIS: Final = Look("#8a5636", "#14100e", INK, STEEL, style="short", sleeves=False)
OWNER: Final = Look("#f0c7a4", "#8a4b2a", "#b5473c", "#3b4a63", style="long", sleeves=False)


def stage(p: Picture, *, floor: float, top: str = INK, low: str = SLATE) -> None:
    """A dark hall: back wall, a slanting beam of light, a floor that mirrors."""
    p.ground(p.fade(top, low))
    p.poly([(1120, -20), (1620, -20), (1620, 420), (900, floor), (460, floor)], AMBER, opacity=0.1)
    p.poly([(1280, -20), (1500, -20), (1010, floor), (720, floor)], AMBER, opacity=0.12)
    p.rect(0, floor, p.width, p.height - floor, p.fade(STEEL, INK))
    p.path(f"M0,{floor:.0f}H{p.width}", line=tint(STEEL, 0.2), width=4, opacity=0.6)


def evening(p: Picture, horizon: float) -> None:
    """Texas at seven: violet, orange, pale."""
    p.ground(p.fade("#3b2f52", DUSK, "#e08a4f", "#f8cf8d"))
    p.disc(1180, horizon - 60, 240, p.glow("#fff1cf@0.9", "#fff1cf@0"))
    p.disc(1180, horizon - 60, 90, "#fff1cf")


def house(p: Picture, x: float, y: float, w: float, *, wall: str = "#d9c3a3", door: str = SLATE) -> None:
    """A low Austin house with a garage; standing on y."""
    h = w * 0.3
    p.rect(x, y - h, w, h, wall)
    boards = "".join(f"M{x:.0f},{y - h + line * h / 6:.0f}h{w:.0f}" for line in range(1, 6))
    p.path(boards, line=shade(wall, 0.1), width=3)
    p.poly(
        [
            (x - w * 0.05, y - h),
            (x + w * 0.18, y - h * 1.75),
            (x + w * 0.78, y - h * 1.75),
            (x + w * 1.05, y - h),
        ],
        STEEL,
    )
    p.poly([(x + w * 0.5, y - h), (x + w * 0.76, y - h * 1.5), (x + w * 1.02, y - h)], shade(wall, 0.06))
    p.poly(
        [
            (x + w * 0.46, y - h * 0.97),
            (x + w * 0.76, y - h * 1.62),
            (x + w * 1.06, y - h * 0.97),
            (x + w * 1.02, y - h * 0.97),
            (x + w * 0.76, y - h * 1.5),
            (x + w * 0.5, y - h * 0.97),
        ],
        tint(STEEL, 0.1),
    )
    p.rect(x + w * 0.56, y - h * 0.74, w * 0.38, h * 0.74, PALE)
    slats = "".join(
        f"M{x + w * 0.56:.0f},{y - h * 0.74 + line * h * 0.185:.0f}h{w * 0.38:.0f}" for line in range(1, 4)
    )
    p.path(slats, line=ASH, width=4)
    p.rect(x + w * 0.36, y - h * 0.76, w * 0.1, h * 0.76, door)
    p.rect(x + w * 0.08, y - h * 0.72, w * 0.2, h * 0.4, "#f8cf8d", line=CREAM, width=7)
    p.path(f"M{x + w * 0.18:.0f},{y - h * 0.72:.0f}v{h * 0.4:.0f}", line=CREAM, width=6)


def oak(p: Picture, x: float, y: float, tall: float, *, leaf: str = LAWN) -> None:
    """A live oak, wider than tall."""
    p.path(
        f"M{x:.0f},{y:.0f}q{-tall * 0.03:.0f},{-tall * 0.3:.0f} {tall * 0.02:.0f},{-tall * 0.5:.0f}M{x:.0f},{y - tall * 0.3:.0f}l{-tall * 0.24:.0f},{-tall * 0.24:.0f}M{x:.0f},{y - tall * 0.32:.0f}l{tall * 0.26:.0f},{-tall * 0.22:.0f}",
        line=shade(BRICK, 0.45),
        width=tall * 0.07,
    )
    for shift, rise, rx, dark in (
        (-0.38, 0.6, 0.3, 0.2),
        (0.36, 0.6, 0.32, 0.26),
        (0, 0.76, 0.4, 0.08),
        (-0.14, 0.58, 0.26, 0),
        (0.2, 0.56, 0.24, 0.12),
    ):
        p.oval(x + shift * tall, y - rise * tall, rx * tall, rx * tall * 0.62, shade(leaf, dark))


def foam(p: Picture, places: list[tuple[float, float, float]], *, opacity: float = 0.96) -> None:
    """Blobs of foam: x, y and radius."""
    for number, (x, y, r) in enumerate(places):
        p.disc(x, y, r, mix("#ffffff", WATER, 0.06 + 0.08 * (number % 3)), opacity=opacity)
    shine = "".join(
        f"M{x - r * 0.5:.0f},{y - r * 0.3:.0f}q{r * 0.2:.0f},{-r * 0.4:.0f} {r * 0.6:.0f},{-r * 0.36:.0f}"
        for x, y, r in places[::2]
    )
    p.path(shine, line="#ffffff", width=6)


def drops(p: Picture, left: float, top: float, right: float, low: float, count: int) -> None:
    """Beads of water on paint."""
    beads = lights = ""
    for _ in range(count):
        x, y, r = p.between(left, right), p.between(top, low), p.between(7, 26)
        beads += f"M{x - r:.0f},{y:.0f}a{r:.0f},{r * 0.8:.0f} 0 1 0 {r * 2:.0f},0a{r:.0f},{r * 0.8:.0f} 0 1 0 {-r * 2:.0f},0"
        lights += f"M{x - r * 0.4:.0f},{y - r * 0.34:.0f}h{r * 0.3:.0f}"
    p.path(beads, WATER, opacity=0.35, line="#ffffff", width=2)
    p.path(lights, line="#ffffff", width=6, opacity=0.9)


def spray(p: Picture, x: float, y: float, dx: float, dy: float) -> None:
    """A jet from x, y towards x + dx, y + dy."""
    p.poly(
        [(x, y - 5), (x + dx, y + dy - abs(dx) * 0.16), (x + dx, y + dy + abs(dx) * 0.16), (x, y + 5)],
        p.fade("#ffffff@0.85", "#ffffff@0.1", turn="right"),
        opacity=0.75,
    )
    points = "".join(
        f"M{x + dx * share:.0f},{y + dy * share + p.between(-0.14, 0.14) * abs(dx) * share:.0f}h.1"
        for share in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1)
    )
    p.path(points, line="#ffffff", width=9)


def bucket(p: Picture, x: float, y: float, size: float, colour: str) -> None:
    """A wash bucket standing on y, suds on top."""
    p.path(
        f"M{x - size * 0.5:.0f},{y - size:.0f}H{x + size * 0.5:.0f}L{x + size * 0.4:.0f},{y:.0f}H{x - size * 0.4:.0f}Z",
        colour,
    )
    p.path(
        f"M{x + size * 0.2:.0f},{y - size:.0f}H{x + size * 0.5:.0f}L{x + size * 0.4:.0f},{y:.0f}H{x + size * 0.16:.0f}Z",
        shade(colour, 0.4),
        opacity=0.35,
    )
    p.path(
        f"M{x - size * 0.48:.0f},{y - size * 0.94:.0f}C{x - size * 0.4:.0f},{y - size * 0.3:.0f} {x + size * 0.4:.0f},{y - size * 0.3:.0f} {x + size * 0.48:.0f},{y - size * 0.94:.0f}",
        line=ASH,
        width=size * 0.035,
    )
    p.oval(x, y - size, size * 0.5, size * 0.1, shade(colour, 0.3))
    foam(
        p,
        [
            (x - size * 0.3, y - size * 1.02, size * 0.15),
            (x, y - size * 1.08, size * 0.2),
            (x + size * 0.28, y - size * 1.02, size * 0.14),
        ],
    )


def bottle(p: Picture, x: float, y: float, tall: float, colour: str) -> None:
    """A spray bottle standing on y."""
    w = tall * 0.34
    p.path(
        f"M{x - w / 2:.0f},{y:.0f}V{y - tall * 0.52:.0f}Q{x - w / 2:.0f},{y - tall * 0.66:.0f} {x - w * 0.16:.0f},{y - tall * 0.72:.0f}H{x + w * 0.16:.0f}Q{x + w / 2:.0f},{y - tall * 0.66:.0f} {x + w / 2:.0f},{y - tall * 0.52:.0f}V{y:.0f}Z",
        colour,
    )
    p.rect(x - w * 0.36, y - tall * 0.46, w * 0.72, tall * 0.26, CREAM, r=6)
    p.rect(x - w * 0.42, y - tall * 0.6, w * 0.14, tall * 0.55, "#ffffff", r=5, opacity=0.3)
    p.path(
        f"M{x - w * 0.2:.0f},{y - tall * 0.72:.0f}V{y - tall * 0.82:.0f}H{x - w * 0.5:.0f}L{x - w * 0.5:.0f},{y - tall * 0.96:.0f}H{x + w * 0.3:.0f}Q{x + w * 0.44:.0f},{y - tall * 0.82:.0f} {x + w * 0.2:.0f},{y - tall * 0.72:.0f}Z",
        INK if colour != INK else STEEL,
    )


def star(p: Picture, x: float, y: float, r: float, *, colour: str = "#ffffff", opacity: float = 1) -> None:
    """A four-pointed glint."""
    p.path(
        f"M{x:.0f},{y - r:.0f}Q{x + r * 0.1:.0f},{y - r * 0.1:.0f} {x + r:.0f},{y:.0f}Q{x + r * 0.1:.0f},{y + r * 0.1:.0f} {x:.0f},{y + r:.0f}Q{x - r * 0.1:.0f},{y + r * 0.1:.0f} {x - r:.0f},{y:.0f}Q{x - r * 0.1:.0f},{y - r * 0.1:.0f} {x:.0f},{y - r:.0f}Z",
        colour,
        opacity=opacity,
    )
