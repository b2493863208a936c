"""Fish, rays, a turtle, an octopus; and divers among them."""

from typing import Final

from quayside.art.colour import mix, shade, tint
from quayside.art.coral.sea import DEEP, NIGHT, REEF, SAND, SUN, bubbles
from quayside.art.picture import Picture, short


def fish(
    p: Picture,
    x: float,
    y: float,
    long: float,
    colour: str,
    *,
    facing: int = 1,
    bars: str = "",
    turn: float = 0,
) -> None:
    """A reef fish seen from the side."""
    with p.group(
        f"translate({x:.0f} {y:.0f}) rotate({turn:.0f}) scale({long * facing / 100:.2f} {long / 100:.2f})"
    ):
        p.path("M-34,0C-46,-8 -54,-20 -58,-22C-54,-6 -54,6 -58,22C-54,20 -46,8 -34,0Z", shade(colour, 0.12))
        p.path("M-16,-22C-6,-40 16,-38 26,-22ZM-8,22C-2,34 10,34 14,22Z", shade(colour, 0.16))
        p.path("M-38,0C-24,-26 14,-36 46,-2C16,32 -24,26 -38,0Z", colour)
        p.path("M-38,0C-24,26 16,32 46,-2C18,14 -10,12 -38,0Z", tint(colour, 0.4), opacity=0.55)
        if bars:
            p.path("M-8,-24Q-2,0 -8,22L2,24Q8,0 2,-26ZM18,-23Q24,-2 18,20L25,16Q31,-2 25,-19Z", bars)
        p.path("M6,2Q-8,10 -10,16Q6,18 12,8Z", shade(colour, 0.2))
        p.disc(34, -6, 4.6, "#ffffff")
        p.disc(35, -6, 2.8, "#20262b")


def school(
    p: Picture,
    x: float,
    y: float,
    count: int,
    *,
    long: float = 54,
    colour: str = SUN,
    facing: int = 1,
    spread: float = 260,
) -> None:
    """Many small fish that swim one way, in three shades."""
    bodies, eyes = ["", "", ""], ""
    for number in range(count):
        left = x + (number / count - 0.5) * spread * 2 + p.between(-30, 30)
        top = y + ((number * 0.618) % 1 - 0.5) * spread + p.between(-14, 14)
        size = long * p.between(0.8, 1.15) / 100
        bodies[number % 3] += _small(left, top, size * facing, size)
        eyes += f"M{left + 28 * size * facing:.0f},{top - 4 * size:.0f}h.1"
    for number, body in enumerate(bodies):
        p.path(body, shade(colour, number * 0.07))
    p.path(eyes, line="#20262b", width=long * 0.08)


def _small(x: float, y: float, across: float, down: float) -> str:
    def at(*points: tuple[float, float]) -> str:
        return " ".join(f"{short(a * across)},{short(b * down)}" for a, b in points)

    tail = f"m{at((8, 0))}l{at((-24, -20))}q{at((6, 20), (0, 40))}z"
    return f"M{x - 38 * across:.0f},{y:.0f}c{at((18, -24), (54, -26), (84, 0))}c{at((-30, 26), (-66, 24), (-84, 0))}{tail}"


def turtle(p: Picture, x: float, y: float, long: float, *, facing: int = 1, turn: float = -8) -> None:
    """A green turtle from the side and a little above."""
    skin, shell = "#6f9a6b", "#8a6a3d"
    with p.group(
        f"translate({x:.0f} {y:.0f}) rotate({turn:.0f}) scale({long * facing / 100:.2f} {long / 100:.2f})"
    ):
        p.path("M20,-4C34,-34 44,-50 56,-54C54,-36 46,-12 34,4Z", shade(skin, 0.28))
        p.path("M-40,4C-56,2 -64,8 -68,16C-56,18 -46,16 -38,10Z", shade(skin, 0.2))
        p.path("M40,-2C50,-16 66,-16 70,-6C72,4 60,8 42,8Z", skin)
        p.path("M-48,6C-40,-32 24,-36 46,2C30,16 -30,20 -48,6Z", shell)
        p.path("M-48,6C-30,20 30,16 46,2C34,24 -30,28 -48,6Z", tint(SAND, 0.1))
        for left in (-30, -12, 6, 23):
            p.path(f"M{left},-6l8,-9l11,2l3,10l-9,7l-11,-2Z", tint(shell, 0.22), opacity=0.85)
        p.path("M-26,12C-38,20 -44,30 -44,38C-32,36 -20,26 -14,14Z", skin)
        p.path("M24,6C34,28 28,52 18,62C10,46 4,22 8,10Z", skin)
        p.path("M24,10C30,28 26,46 19,58", line=shade(skin, 0.22), width=2)
        p.disc(60, -6, 2.4, "#20262b")
        p.path("M58,2Q64,3 69,0", line=shade(skin, 0.35), width=1.4)


def ray(p: Picture, x: float, y: float, long: float, *, facing: int = 1, turn: float = -6) -> None:
    """A spotted eagle ray."""
    back = "#2c4a5e"
    with p.group(
        f"translate({x:.0f} {y:.0f}) rotate({turn:.0f}) scale({long * facing / 100:.2f} {long / 100:.2f})"
    ):
        p.path("M-30,4Q-90,2 -128,22", line=shade(back, 0.2), width=2.2)
        p.path("M44,-2C26,-16 6,-40 -18,-66C-20,-40 -24,-18 -36,2C-20,14 20,16 44,-2Z", back)
        p.path("M40,0C20,8 6,26 -16,44C-20,28 -26,14 -36,2C-20,-6 20,-8 40,0Z", tint(back, 0.12))
        p.path("M30,-8C46,-14 60,-10 64,-3C58,5 44,8 30,6Z", tint(back, 0.06))
        p.path(
            "M-36,2C-20,14 20,16 44,-2C50,4 56,4 62,0C54,10 34,12 20,11C0,18 -22,14 -36,2Z",
            "#ffffff",
            opacity=0.7,
        )
        for number in range(16):
            row = number / 16
            p.disc(
                -18 + row * 44 + p.between(-6, 6),
                -42 + row * 34 + p.between(-4, 12),
                p.between(1.2, 2.2),
                "#ffffff",
                opacity=0.85,
            )
        p.disc(52, -7, 2, "#11181d")


def shark(
    p: Picture, x: float, y: float, long: float, colour: str, *, facing: int = 1, turn: float = 0
) -> None:
    """A nurse shark."""
    with p.group(
        f"translate({x:.0f} {y:.0f}) rotate({turn:.0f}) scale({long * facing / 100:.2f} {long / 100:.2f})"
    ):
        p.path("M-40,0C-54,-6 -70,-22 -80,-24C-76,-12 -74,-2 -86,8C-70,8 -54,8 -40,4Z", shade(colour, 0.1))
        p.path(
            "M-14,-13C-18,-26 -24,-32 -30,-34C-30,-24 -30,-16 -28,-10ZM-36,-7C-40,-16 -46,-20 -50,-20C-49,-12 -48,-8 -46,-4Z",
            shade(colour, 0.14),
        )
        p.path("M-48,2C-20,-18 30,-24 56,-4C62,2 58,8 50,9C20,16 -20,12 -48,2Z", colour)
        p.path("M-48,2C-20,12 20,16 50,9C54,8.5 58,7 58,3C30,9 -10,10 -48,2Z", tint(colour, 0.5), opacity=0.6)
        p.path("M22,8C16,24 4,32 -6,34C-4,22 2,12 8,8Z", shade(colour, 0.18))
        p.disc(46, -5, 1.8, "#181512")
        for gill in (26, 30, 34):
            p.path(f"M{gill},-4q-2,5 0,8", line=shade(colour, 0.3), width=1.2)


def octopus(p: Picture, x: float, y: float, size: float) -> None:
    """A Caribbean reef octopus on the prowl."""
    skin = "#c95f4b"
    with p.group(f"translate({x:.0f} {y:.0f}) scale({size / 100:.2f})"):
        for reach, drop, curl in (
            (-92, 44, -20),
            (-70, 66, 18),
            (-34, 76, -16),
            (30, 78, 16),
            (66, 66, -20),
            (94, 40, 20),
        ):
            p.path(
                f"M{reach * 0.16:.0f},14C{reach * 0.4:.0f},{drop * 0.7:.0f} {reach * 0.6:.0f},{drop * 1.1:.0f} {reach},{drop}q{curl},-12 {curl * 0.3:.0f},-24",
                line=shade(skin, 0.16 if reach % 4 else 0.04),
                width=13,
            )
        p.path("M-34,26C-46,-8 -52,-62 -8,-72C38,-80 52,-34 34,24C20,38 -18,40 -34,26Z", skin)
        p.path(
            "M4,-71C38,-74 50,-34 34,24C28,30 20,34 10,35C30,6 30,-40 4,-71Z", shade(skin, 0.5), opacity=0.2
        )
        for dot_x, dot_y, r in (
            (-20, -40, 6),
            (-4, -56, 4),
            (14, -40, 5),
            (-10, -20, 4),
            (20, -14, 4),
            (-26, -12, 4),
        ):
            p.disc(dot_x, dot_y, r, tint(skin, 0.35), opacity=0.7)
        for side in (-1, 1):
            p.disc(17 * side, 6, 9, tint(skin, 0.45))
            p.oval(17 * side, 6, 5.5, 2.6, "#241312")


SUIT: Final = "#20303a"


def diver(
    p: Picture,
    x: float,
    y: float,
    long: float,
    *,
    facing: int = 1,
    turn: float = 6,
    fins: str = SUN,
    band: str = REEF,
    air: int = 5,
    torch: bool = False,
) -> None:
    """A diver swimming level; `long` from fingertips to fins."""
    with p.group(
        f"translate({x:.0f} {y:.0f}) rotate({turn * facing:.0f}) scale({long * facing / 200:.2f} {long / 200:.2f})"
    ):
        p.stroke([(-28, 6), (-52, 16), (-74, 10)], shade(SUIT, 0.25), 11)
        p.path("M-72,6L-76,16L-106,28Q-110,20 -108,14Z", shade(fins, 0.25))
        p.stroke([(-26, 4), (-54, 2), (-78, -6)], SUIT, 12)
        p.path("M-76,-12L-78,0L-112,2Q-116,-8 -112,-16Z", fins)
        p.rect(-20, -25, 56, 15, tint("#7d98a1", 0.15), r=7)
        p.rect(-20, -25, 56, 6, "#ffffff", r=3, opacity=0.3)
        p.rect(34, -22, 7, 9, "#39444a", r=2)
        p.path("M-32,2C-26,-12 22,-16 40,-10C48,-4 46,10 36,12C10,16 -24,16 -32,2Z", SUIT)
        p.path("M-14,-13L-8,14L6,15L2,-14Z", band)
        p.path("M39,-16Q56,-22 66,-2", line="#11181c", width=3)
        p.stroke([(30, 6), (40, 20), (66, 22)], SUIT, 8)
        p.disc(68, 22, 4.6, "#c48a62")
        p.disc(54, -4, 13, SUIT)
        p.path("M56,-12C66,-13 70,-8 70,-2C68,4 62,6 56,5Z", "#c48a62")
        p.path("M58,-12L70,-10Q73,-4 69,-1L58,-1Z", mix(DEEP, "#bfeae2", 0.65), line="#11181c", width=2.4)
        p.path("M64,2h8v6h-8z", "#11181c")
        if torch:
            p.path("M72,19L226,-26L240,70Z", p.fade("#fff3c4@0.85", "#fff3c4@0", turn="right"))
            p.rect(66, 18, 16, 8, "#d9dde0", r=3)
    if air:
        bubbles(p, x + long * 0.33 * facing, y - long * 0.12, air)


def snorkeller(
    p: Picture, x: float, y: float, long: float, *, facing: int = 1, cloth: str = REEF, skin: str = "#b97d55"
) -> None:
    """A snorkeller afloat, seen from the side under water."""
    with p.group(f"translate({x:.0f} {y:.0f}) scale({long * facing / 200:.2f} {long / 200:.2f})"):
        p.stroke([(-26, 4), (-54, 12), (-76, 6)], shade(skin, 0.2), 10)
        p.path("M-74,2L-76,12L-104,26Q-110,18 -106,10Z", shade(SUN, 0.2))
        p.stroke([(-26, 2), (-54, -2), (-78, -8)], skin, 10)
        p.path("M-76,-14L-78,-2L-110,2Q-114,-8 -110,-16Z", SUN)
        p.path("M-34,0C-28,-12 24,-13 38,-8C44,-2 42,8 34,10C10,14 -26,14 -34,0Z", cloth)
        p.stroke([(28, 6), (42, 22), (62, 26)], skin, 8)
        p.disc(52, 0, 12, skin)
        p.path("M40,-2Q44,-14 56,-12L52,-2Z", NIGHT)
        p.path("M54,-7L66,-3Q66,6 58,8L52,4Z", mix(DEEP, "#bfeae2", 0.65), line="#11181c", width=2.2)
        p.path("M60,12Q48,14 46,-4L42,-30", line=REEF, width=4.5)
