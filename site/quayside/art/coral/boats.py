"""The dive boat, the jetty, the shop on the beach, and what lies about them."""

from quayside.art.colour import shade, tint
from quayside.art.coral.sea import CLEAR, DEEP, FOAM, REEF, SAND, SHALLOW, SUN, TEAL, WOOD
from quayside.art.picture import Picture


def boat(p: Picture, x: float, y: float, long: float, *, facing: int = 1) -> None:
    """The dive boat with its sunshade; its waterline is y, its middle x."""
    deck(p, x, y, long, facing=facing)
    hull(p, x, y, long, facing=facing)


def deck(p: Picture, x: float, y: float, long: float, *, facing: int = 1) -> None:
    """Sunshade, windscreen and tanks: what stands behind the people on board."""
    with p.group(f"translate({x:.0f} {y:.0f}) scale({long * facing / 200:.2f} {long / 200:.2f})"):
        p.path("M-64,-58V-26M-28,-58V-26M8,-58V-26M42,-58V-26", line="#f6f2e8", width=3.4)
        p.path("M-78,-64Q-20,-70 56,-62L52,-56L-76,-57Z", TEAL)
        p.path("M-76,-57L52,-56L50,-53L-74,-54Z", shade(TEAL, 0.3))
        p.path("M40,-30L44,-46L60,-46L70,-30Z", "#cfe9e6", line="#f6f2e8", width=3)
        p.path(
            "M-57,-34V-24M-46,-34V-24M-35,-34V-24M-24,-34V-24M-13,-34V-24M-2,-34V-24M9,-34V-24",
            line="#9fb5b8",
            width=7,
        )


def hull(p: Picture, x: float, y: float, long: float, *, facing: int = 1) -> None:
    """The boat's side and its engine."""
    with p.group(f"translate({x:.0f} {y:.0f}) scale({long * facing / 200:.2f} {long / 200:.2f})"):
        p.path(
            "M-92,-30L70,-30C86,-31 98,-34 108,-38C100,-14 86,4 70,8L-84,8C-90,0 -92,-14 -92,-30Z", "#fbf8f1"
        )
        p.path("M-91,-16L92,-16C88,-10 84,-5 80,-1L-88,-1C-90,-6 -91,-10 -91,-16Z", REEF)
        p.path("M-86,2L77,2L70,8L-84,8Z", DEEP)
        p.rect(-106, -28, 15, 12, "#39444a", r=3)
        p.rect(-102, -17, 7, 24, "#556269", r=2)
        p.path(
            "M-92,-30L70,-30C86,-31 98,-34 108,-38L107,-34C96,-29 84,-26 70,-26L-92,-26Z",
            shade("#fbf8f1", 0.14),
        )


def hull_below(p: Picture, x: float, y: float, long: float) -> None:
    """The part of the boat that divers see from below."""
    half = long / 2
    p.path(
        f"M{x - half:.0f},{y:.0f}H{x + half * 0.92:.0f}C{x + half * 0.7:.0f},{y + long * 0.1:.0f} {x + half * 0.2:.0f},{y + long * 0.13:.0f} {x - half * 0.9:.0f},{y + long * 0.1:.0f}Z",
        shade(DEEP, 0.25),
    )
    p.rect(x - half - 16, y, 14, long * 0.14, shade(DEEP, 0.45), r=4)


def jetty(p: Picture, x: float, y: float, *, wide: float = 700, posts: int = 7, depth: float = 90) -> None:
    """A plank jetty seen from the side, its boards at y."""
    for number in range(posts):
        left = x + 18 + number * (wide - 50) / (posts - 1)
        p.rect(left, y, 15, depth, shade(WOOD, 0.32))
        p.rect(left, y, 5, depth, shade(WOOD, 0.1))
        p.path(f"M{left - 12:.0f},{y + depth:.0f}q20,-8 40,0", line=FOAM, width=4, opacity=0.7)
    p.rect(x, y - 16, wide, 18, tint(WOOD, 0.18))
    p.rect(x, y - 2, wide, 8, shade(WOOD, 0.25))
    for number in range(int(wide / 34)):
        p.path(f"M{x + 20 + number * 34:.0f},{y - 15:.0f}v15", line=shade(WOOD, 0.2), width=2, opacity=0.7)


def hut(p: Picture, x: float, y: float, tall: float) -> None:
    """The shop: boards, a thatched roof, shutters open."""
    wide = tall * 1.5
    wall = y - tall * 0.62
    p.rect(x, wall, wide, tall * 0.62, "#f7efdd")
    for row in range(1, 6):
        p.path(f"M{x:.0f},{wall + row * tall * 0.1:.0f}h{wide:.0f}", line=shade("#f7efdd", 0.1), width=2)
    p.rect(x + wide * 0.09, wall + tall * 0.17, wide * 0.2, tall * 0.45, TEAL)
    p.disc(x + wide * 0.26, wall + tall * 0.42, 5, SUN)
    p.rect(x + wide * 0.4, wall + tall * 0.17, wide * 0.5, tall * 0.25, shade(DEEP, 0.2))
    for number, colour in enumerate((REEF, SUN, CLEAR, SHALLOW)):
        p.rect(x + wide * (0.43 + number * 0.12), wall + tall * 0.22, wide * 0.07, tall * 0.2, colour, r=8)
    p.rect(x + wide * 0.38, wall + tall * 0.42, wide * 0.54, tall * 0.05, WOOD)
    p.path(
        f"M{x + wide * 0.38:.0f},{wall + tall * 0.16:.0f}h{wide * 0.54:.0f}l24,{tall * 0.12:.0f}h{-wide * 0.54 - 48:.0f}Z",
        TEAL,
        opacity=0.95,
    )
    for number in range(4):
        left = x + wide * (0.38 + 0.135 * number)
        p.path(
            f"M{left:.0f},{wall + tall * 0.16:.0f}h{wide * 0.067:.0f}v{tall * 0.12:.0f}h{-wide * 0.067:.0f}Z",
            "#ffffff",
            opacity=0.75,
        )
    roof = wall - tall * 0.42
    p.path(
        f"M{x - wide * 0.12:.0f},{wall + 14:.0f}Q{x + wide * 0.14:.0f},{wall - tall * 0.2:.0f} {x + wide * 0.3:.0f},{roof:.0f}H{x + wide * 0.7:.0f}Q{x + wide * 0.86:.0f},{wall - tall * 0.2:.0f} {x + wide * 1.12:.0f},{wall + 14:.0f}Z",
        "#c79a5b",
    )
    for number in range(9):
        start = x + wide * (0.3 + number * 0.05)
        end = x + wide * (-0.06 + number * 0.14)
        p.path(
            f"M{start:.0f},{roof + 6:.0f}Q{(start + end) / 2:.0f},{wall - tall * 0.2:.0f} {end:.0f},{wall + 8:.0f}",
            line=shade("#c79a5b", 0.2),
            width=3,
            opacity=0.6,
        )


def tank(p: Picture, x: float, y: float, tall: float, colour: str) -> None:
    """An upright cylinder standing on y."""
    wide = tall * 0.27
    p.rect(x, y - tall * 0.86, wide, tall * 0.86, colour, r=wide * 0.42)
    p.rect(x + wide * 0.14, y - tall * 0.8, wide * 0.16, tall * 0.7, "#ffffff", r=wide * 0.08, opacity=0.35)
    p.rect(
        x + wide * 0.72,
        y - tall * 0.82,
        wide * 0.28,
        tall * 0.78,
        shade(colour, 0.45),
        r=wide * 0.14,
        opacity=0.3,
    )
    p.rect(x + wide * 0.34, y - tall * 0.94, wide * 0.32, tall * 0.1, "#8b979b", r=4)
    p.rect(x + wide * 0.14, y - tall, wide * 0.72, tall * 0.075, "#5d6a6f", r=8)
    p.rect(x, y - tall * 0.5, wide, tall * 0.09, "#ffffff", opacity=0.5)
    p.rect(x - 3, y - tall * 0.07, wide + 6, tall * 0.07, "#2e383c", r=6)


def mask(p: Picture, x: float, y: float, wide: float, colour: str = REEF) -> None:
    """A mask with its snorkel."""
    with p.group(f"translate({x:.0f} {y:.0f}) scale({wide / 200:.2f})"):
        p.path("M96,6C120,0 132,-30 130,-120", line=colour, width=17)
        p.path("M96,6C84,18 66,46 40,52", line=shade(colour, 0.2), width=15)
        p.path("M-104,-4Q-124,-30 -96,-36M104,-4Q124,-30 96,-36", line="#2c3539", width=16)
        p.path(
            "M-100,-30C-100,-58 -70,-62 0,-62C70,-62 100,-58 100,-30C100,10 76,36 46,34C28,32 22,10 0,10C-22,10 -28,32 -46,34C-76,36 -100,10 -100,-30Z",
            colour,
        )
        p.path(
            "M-84,-28C-84,-46 -62,-48 -12,-48L-12,-4C-26,2 -34,20 -48,20C-68,20 -84,2 -84,-28ZM84,-28C84,-46 62,-48 12,-48L12,-4C26,2 34,20 48,20C68,20 84,2 84,-28Z",
            tint(CLEAR, 0.55),
        )
        p.path("M-74,-30L-44,-44L-30,-44L-70,-8ZM30,-30L60,-44L72,-40L34,-4Z", "#ffffff", opacity=0.5)


def fin(p: Picture, x: float, y: float, tall: float, colour: str = SUN, *, turn: float = 0) -> None:
    """A fin standing on its foot pocket."""
    with p.group(f"translate({x:.0f} {y:.0f}) rotate({turn:.0f}) scale({tall / 300:.2f})"):
        p.path(
            "M-34,0C-44,-40 -36,-90 -50,-160C-58,-220 -66,-270 -56,-296Q0,-312 56,-296C66,-270 58,-220 50,-160C36,-90 44,-40 34,0Q0,14 -34,0Z",
            colour,
        )
        p.path("M-34,0C-42,-30 -38,-60 -38,-84Q0,-104 38,-84C38,-60 42,-30 34,0Q0,14 -34,0Z", "#2c3539")
        p.oval(0, -26, 22, 30, shade("#2c3539", 0.5))
        for left in (-26, 0, 26):
            p.path(
                f"M{left * 0.7:.0f},-100Q{left},-200 {left * 1.3:.0f},-284", line=shade(colour, 0.2), width=7
            )


def sand_and_sea(p: Picture, *, horizon: float, shore: float) -> None:
    """Sky, sea in three tones and a beach."""
    p.ground(p.fade("#fbe3bd", "#fdf3df", "#dff1ea"))
    p.rect(0, horizon, p.width, p.height - horizon, p.fade(TEAL, CLEAR, SHALLOW, SHALLOW))
    p.band([shore + 30, shore - 14, shore + 12, shore - 24, shore + 16], FOAM, opacity=0.8)
    p.band([shore + 56, shore + 8, shore + 36, shore, shore + 40], p.fade(SAND, tint(SAND, 0.35)))


def wall(p: Picture, paint: str, bench: float, top: str) -> None:
    """A boarded wall over a bench whose top is at `bench`."""
    p.ground(p.fade(tint(paint, 0.2), paint))
    for row in range(1, 8):
        p.path(f"M0,{row * 120}H1600", line=shade(paint, 0.07), width=4)
    p.rect(0, bench, 1600, 1200 - bench, p.fade(top, shade(top, 0.12)))
    p.rect(0, bench, 1600, 16, tint(top, 0.3))
