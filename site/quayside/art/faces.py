"""Portraits, shoulders up, drawn in units of a hundredth of the picture's half height."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from quayside.art.colour import mix, shade, tint
from quayside.art.picture import Picture

HEAD: Final = "M-31,-8C-31,-38 -18,-46 0,-46C18,-46 31,-38 31,-8C31,16 20,42 0,42C-20,42 -31,16 -31,-8Z"
SHADED_SIDE: Final = (
    "M31,-8C31,16 20,42 0,42C-4,42 -8,41 -11,38C10,36 19,14 19,-10C19,-26 14,-38 6,-46C22,-44 31,-34 31,-8Z"
)
SHOULDERS: Final = "M-88,150C-88,106 -76,86 -51,76L-22,64Q0,80 22,64L51,76C76,86 88,106 88,150Z"


@dataclass(frozen=True, slots=True)
class Person:
    """How somebody looks. `hair`, `wear` and `beard` name the styles below."""

    skin: str
    hair_colour: str
    hair: str
    wear: str
    cloth: str
    second: str = "#ffffff"
    beard: str = ""
    glasses: bool = False
    earrings: str = ""
    smile: str = "closed"


def portrait(p: Picture, person: Person, *, x: float = 800, y: float = 560, scale: float = 5.6) -> None:
    """Draw a person with the middle of the face at x, y."""
    with p.group(f"translate({x:.0f} {y:.0f}) scale({scale})"):
        _behind(p, person)
        p.path("M-15,20L-15,66Q0,84 15,66L15,20Z", shade(person.skin, 0.12))
        p.path("M-15,40Q0,54 15,40L15,48Q4,62 -15,54Z", shade(person.skin, 0.26))
        WEARS[person.wear](p, person)
        for side in (-1, 1):
            p.oval(31 * side, 0, 5.5, 9, shade(person.skin, 0.1))
            if person.earrings:
                p.disc(32 * side, 13, 3, person.earrings)
        p.path(HEAD, person.skin)
        p.path(SHADED_SIDE, shade(person.skin, 0.5), opacity=0.13)
        _beard(p, person)
        _face(p, person)
        HAIRS[person.hair](p, person)
        if person.glasses:
            _glasses(p)


def _face(p: Picture, person: Person) -> None:
    dark = shade(person.skin, 0.72)
    blush = mix(person.skin, "#d0443a", 0.5)
    brow = mix(shade(person.hair_colour, 0.2), dark, 0.4)
    for side in (-1, 1):
        p.oval(18 * side, 11, 7, 4.5, blush, opacity=0.22)
        p.oval(12 * side, -2, 2.9, 3.6, "#1d1716")
        p.disc(12 * side + 1, -3.2, 0.9, "#ffffff", opacity=0.85)
        p.path(f"M{6 * side},-12Q{12 * side},-16.5 {19 * side},-11.5", line=brow, width=2.6)
    p.path("M1,-1C4,7 6,10 1,12.5Q-2,13.4 -4,12", line=shade(person.skin, 0.38), width=2)
    if person.smile == "open":
        p.path("M-11,20Q0,24 11,20Q8,31 0,31Q-8,31 -11,20Z", "#7d2b2a")
        p.path("M-9.5,20.7Q0,24 9.5,20.7Q8,24.6 0,25Q-8,24.6 -9.5,20.7Z", "#ffffff")
    else:
        p.path("M-10,22Q0,29.5 10,22", line=shade(mix(person.skin, "#9c3a34", 0.45), 0.15), width=2.6)


def _beard(p: Picture, person: Person) -> None:
    colour = mix(person.hair_colour, person.skin, 0.08)
    if person.beard in {"full", "stubble"}:
        thin = 0.28 if person.beard == "stubble" else 1
        jaw = "M-31,-4C-30,4 -26,12 -20,14Q0,10 20,14C26,12 30,4 31,-4C32,24 20,47 0,47C-20,47 -32,24 -31,-4Z"
        p.path(jaw, colour, opacity=thin)
        p.path("M-12,20Q0,15 12,20Q10,32 0,32Q-10,32 -12,20Z", person.skin, opacity=1 if thin == 1 else 0.5)
    if person.beard in {"full", "moustache"}:
        p.path("M-14,20Q-8,14 0,16Q8,14 14,20Q6,20 0,19Q-6,20 -14,20Z", shade(colour, 0.1))


def _glasses(p: Picture) -> None:
    for side in (-1, 1):
        p.disc(12.5 * side, -2, 9, "#ffffff", opacity=0.18)
        p.disc(12.5 * side, -2, 9, "none", line="#26211f", width=1.9)
        p.path(f"M{21.5 * side},-3L{31 * side},-5", line="#26211f", width=1.9)
    p.path("M-3.5,-3Q0,-5 3.5,-3", line="#26211f", width=1.9)


# Hair. What falls behind the shoulders is drawn first.


def _behind(p: Picture, person: Person) -> None:
    colour = shade(person.hair_colour, 0.18)
    if person.hair == "long":
        p.path("M-37,-10C-44,-58 44,-58 37,-10C40,20 46,52 40,84Q0,96 -40,84C-46,52 -40,20 -37,-10Z", colour)
    elif person.hair == "bob":
        p.path("M-37,-10C-44,-58 44,-58 37,-10C40,10 42,24 36,38Q0,46 -36,38C-42,24 -40,10 -37,-10Z", colour)
    elif person.hair == "tail":
        p.path("M16,-44C52,-46 58,-8 48,26Q44,52 50,66C30,58 32,20 28,-10Z", colour)
    elif person.hair == "bun":
        p.disc(0, -58, 17, colour)
        p.path("M-12,-66Q0,-74 11,-66", line=tint(colour, 0.16), width=2)
    elif person.hair == "locks":
        for number in range(9):
            x = -40 + number * 10
            p.path(f"M{x * 0.7:.0f},-30Q{x},20 {x * 1.12:.0f},{70 - abs(x) * 0.35:.0f}", line=colour, width=9)
    elif person.hair == "scarf":
        p.path(
            "M-42,-6C-46,-62 46,-62 42,-6C46,30 56,60 50,88Q0,100 -50,88C-56,60 -46,30 -42,-6Z",
            person.hair_colour,
        )


def _short(p: Picture, person: Person) -> None:
    top = "M-33,-4C-40,-40 -24,-58 4,-56C30,-56 39,-34 33,-4C31,-14 29,-22 24,-28C10,-24 -10,-26 -20,-33C-26,-26 -31,-16 -33,-4Z"
    p.path(top, person.hair_colour)
    p.path("M-24,-40C-14,-50 6,-52 18,-46", line=tint(person.hair_colour, 0.18), width=2.4, opacity=0.7)


def _parted(p: Picture, person: Person) -> None:
    top = "M-33,-2C-42,-40 -22,-60 8,-57C32,-55 39,-30 33,-2C32,-12 30,-19 27,-24C8,-24 -8,-30 -14,-40C-18,-30 -28,-24 -33,-2Z"
    p.path(top, person.hair_colour)
    p.path("M-12,-44C0,-34 14,-31 27,-30", line=tint(person.hair_colour, 0.2), width=2.2, opacity=0.7)


def _fringe(p: Picture, person: Person) -> None:
    top = "M-36,4C-44,-44 -20,-58 2,-57C28,-57 43,-40 36,4C34,-8 32,-14 28,-18C20,-28 6,-34 -4,-35C-14,-32 -26,-24 -30,-16C-33,-10 -34,-4 -36,4Z"
    p.path(top, person.hair_colour)
    p.path("M-3,-36C10,-44 22,-36 29,-24", line=tint(person.hair_colour, 0.2), width=2.2, opacity=0.7)
    p.path("M-6,-36C-16,-44 -26,-34 -31,-22", line=tint(person.hair_colour, 0.2), width=2.2, opacity=0.7)


def _swept(p: Picture, person: Person) -> None:
    top = "M-34,-4C-40,-44 -18,-58 4,-56C28,-55 40,-36 34,-4C31,-18 26,-27 16,-34C2,-42 -16,-38 -26,-24C-30,-18 -32,-12 -34,-4Z"
    p.path(top, person.hair_colour)
    for bend in (-18, -4, 10):
        p.path(
            f"M{bend},-42Q{bend + 4},-50 {bend + 12},-53",
            line=tint(person.hair_colour, 0.18),
            width=2,
            opacity=0.6,
        )


def _curly(p: Picture, person: Person) -> None:
    rounds = (
        (-32, -14, 11),
        (-34, -30, 13),
        (-24, -46, 15),
        (-8, -55, 16),
        (10, -55, 16),
        (25, -46, 15),
        (34, -30, 13),
        (32, -14, 11),
        (-14, -38, 13),
        (2, -40, 13),
        (17, -38, 12),
    )
    for x, y, r in rounds:
        p.disc(x, y, r, person.hair_colour)
    for x, y, _r in rounds[2:6]:
        p.path(
            f"M{x - 6},{y + 2}Q{x},{y - 8} {x + 7},{y}",
            line=tint(person.hair_colour, 0.2),
            width=2,
            opacity=0.7,
        )


def _afro(p: Picture, person: Person) -> None:
    p.path(
        "M-34,2C-62,-4 -58,-52 -34,-64C-18,-84 22,-84 36,-64C60,-52 62,-4 34,2C34,-14 30,-26 22,-32C8,-38 -10,-38 -22,-32C-30,-26 -34,-14 -34,2Z",
        person.hair_colour,
    )
    p.path("M-42,-42C-34,-62 -8,-74 14,-70", line=tint(person.hair_colour, 0.16), width=3, opacity=0.6)


def _buzz(p: Picture, person: Person) -> None:
    top = "M-32,-6C-38,-40 -20,-52 0,-52C20,-52 38,-40 32,-6C30,-20 26,-29 20,-33C8,-38 -8,-38 -20,-33C-26,-29 -30,-20 -32,-6Z"
    p.path(top, mix(person.hair_colour, person.skin, 0.18))


def _bald(p: Picture, person: Person) -> None:
    p.path("M-16,-38Q-6,-44 6,-43", line=tint(person.skin, 0.4), width=3.4, opacity=0.7)


def _grey_sides(p: Picture, person: Person) -> None:
    for side in (-1, 1):
        p.path(
            f"M{33 * side},4C{39 * side},-14 {36 * side},-30 {27 * side},-36C{28 * side},-24 {29 * side},-10 {33 * side},4Z",
            person.hair_colour,
        )
    _bald(p, person)


def _cap(p: Picture, person: Person) -> None:
    p.path("M-33,4C-36,-6 -35,-20 -31,-26L31,-26C35,-20 36,-6 33,4L29,-18L-29,-18Z", person.hair_colour)
    p.path("M-35,-20C-38,-62 38,-62 35,-20Z", person.second)
    p.path(
        "M-36,-19C-20,-30 20,-30 36,-19C48,-16 52,-12 54,-9C30,-16 -10,-16 -36,-19Z",
        shade(person.second, 0.25),
    )
    p.path("M0,-52V-24", line=shade(person.second, 0.18), width=1.6)


def _turban(p: Picture, person: Person) -> None:
    p.path("M-37,-10C-50,-40 -30,-72 2,-72C34,-72 50,-40 37,-10C22,-30 -22,-30 -37,-10Z", person.second)
    for rise in (0, 12, 24):
        p.path(
            f"M-40,{-20 - rise}C-14,{-48 - rise * 0.6:.0f} 14,{-30 - rise} 40,{-24 - rise * 0.8:.0f}",
            line=shade(person.second, 0.2),
            width=2,
        )


def _scarf(p: Picture, person: Person) -> None:
    p.path(
        "M-40,8C-48,-60 48,-60 40,8C38,30 26,52 0,56C-26,52 -38,30 -40,8ZM-29,4C-29,22 -18,40 0,40C18,40 29,22 29,4C29,-28 18,-36 0,-36C-18,-36 -29,-28 -29,4Z",
        person.hair_colour,
    )
    p.path("M-34,20C-30,50 20,74 58,70L50,104C10,104 -40,80 -34,20Z", shade(person.hair_colour, 0.1))
    p.path("M-30,34C-20,58 18,76 52,76", line=shade(person.hair_colour, 0.25), width=2)


def _tied(p: Picture, person: Person) -> None:
    top = "M-33,0C-42,-44 -20,-58 0,-58C20,-58 42,-44 33,0C31,-18 26,-28 14,-36Q0,-41 -14,-36C-26,-28 -31,-18 -33,0Z"
    p.path(top, person.hair_colour)
    p.path("M-22,-38Q0,-54 22,-38", line=tint(person.hair_colour, 0.18), width=2.2, opacity=0.6)


HAIRS: Final[dict[str, Callable[[Picture, Person], None]]] = {
    "short": _short, "parted": _parted, "swept": _swept, "curly": _curly, "afro": _afro, "buzz": _buzz,
    "bald": _bald, "sides": _grey_sides, "cap": _cap, "turban": _turban, "scarf": _scarf,
    "long": _fringe, "bob": _fringe, "tail": _tied, "bun": _tied, "locks": _tied,
}  # fmt: skip


# Clothes


def _tee(p: Picture, person: Person) -> None:
    p.path(SHOULDERS, person.cloth)
    p.path("M-23,63Q0,90 23,63L27,65Q0,98 -27,65Z", shade(person.cloth, 0.16))
    p.path("M-15,60Q0,80 15,60L20,63Q0,88 -20,63Z", shade(person.skin, 0.12))
    p.path("M-58,150Q-60,116 -66,102M58,150Q60,116 66,102", line=shade(person.cloth, 0.22), width=2.4)


def _shirt(p: Picture, person: Person) -> None:
    p.path(SHOULDERS, person.cloth)
    p.path("M-12,66L0,92L12,66L15,60L-15,60Z", shade(person.skin, 0.12))
    p.path(
        "M-24,58L-34,70L-12,100L0,88ZM24,58L34,70L12,100L0,88Z",
        tint(person.cloth, 0.3),
        line=shade(person.cloth, 0.12),
        width=1,
    )
    p.path("M0,92V150", line=shade(person.cloth, 0.22), width=2)
    for y in (110, 130):
        p.disc(0, y, 2.2, shade(person.cloth, 0.35))
    p.path("M-60,150Q-60,118 -66,104M60,150Q60,118 66,104", line=shade(person.cloth, 0.2), width=2.4)


def _polo(p: Picture, person: Person) -> None:
    _shirt(p, person)
    p.rect(30, 108, 16, 11, person.second, r=2.5)


def _blazer(p: Picture, person: Person) -> None:
    p.path(SHOULDERS, person.cloth)
    p.path("M-24,62L0,150L24,62Q0,78 -24,62Z", person.second)
    p.path("M-12,66L0,92L12,66L15,60L-15,60Z", shade(person.skin, 0.12))
    p.path("M-24,60L-44,80L-30,92L-36,100L0,150ZM24,60L44,80L30,92L36,100L0,150Z", shade(person.cloth, 0.2))


def _hoodie(p: Picture, person: Person) -> None:
    p.path(SHOULDERS, person.cloth)
    p.path("M-28,58C-50,66 -44,92 0,104C44,92 50,66 28,58Q0,86 -28,58Z", shade(person.cloth, 0.16))
    p.path("M-15,58Q0,78 15,58L20,66Q0,88 -20,66Z", shade(person.skin, 0.12))
    p.path("M-9,98V124M9,98V120", line=person.second, width=2.6)


def _apron(p: Picture, person: Person) -> None:
    _tee(p, person)
    p.path("M-34,150L-28,104Q0,112 28,104L34,150Z", person.second)
    p.path("M-27,106L-30,70M27,106L30,70", line=person.second, width=5)


def _kurta(p: Picture, person: Person) -> None:
    p.path(SHOULDERS, person.cloth)
    p.path("M-15,54L-15,66Q0,82 15,66L15,54L22,60L22,74Q0,92 -22,74L-22,60Z", shade(person.cloth, 0.2))
    p.path("M0,84V150", line=person.second, width=7)
    for y in (96, 112, 128):
        p.disc(0, y, 2, shade(person.cloth, 0.3))


def _sari(p: Picture, person: Person) -> None:
    p.path(SHOULDERS, person.second)
    p.path("M-15,58Q0,86 15,58L22,63Q0,100 -22,63Z", shade(person.skin, 0.12))
    p.path("M24,63L51,76C76,86 88,106 88,150L-70,150C-30,130 10,108 24,63Z", person.cloth)
    p.path("M24,63C10,108 -30,130 -70,150L-54,150C-16,134 22,112 34,67Z", tint(person.cloth, 0.45))
    p.path("M60,80C52,110 30,134 6,150M80,96C76,118 62,138 48,150", line=shade(person.cloth, 0.2), width=2.2)


def _wetsuit(p: Picture, person: Person) -> None:
    p.path(SHOULDERS, person.cloth)
    p.path("M-16,52L-16,64Q0,82 16,64L16,52L24,58L24,72Q0,92 -24,72L-24,58Z", tint(person.cloth, 0.12))
    p.path(
        "M-88,150C-88,106 -76,86 -51,76C-53,100 -50,126 -44,150ZM88,150C88,106 76,86 51,76C53,100 50,126 44,150Z",
        person.second,
    )
    p.path("M0,84V150", line=tint(person.cloth, 0.3), width=2.4)


WEARS: Final[dict[str, Callable[[Picture, Person], None]]] = {
    "tee": _tee, "shirt": _shirt, "polo": _polo, "blazer": _blazer, "hoodie": _hoodie, "apron": _apron,
    "kurta": _kurta, "sari": _sari, "wetsuit": _wetsuit,
}  # fmt: skip
