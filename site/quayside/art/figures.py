"""Standing and walking people, seven and a half heads tall."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from quayside.art.colour import shade
from quayside.art.picture import Picture, Point

Limb = tuple[Point, Point]

# Knee and foot, elbow and hand, in hundredths of the height from hip or shoulder; the farther limb first.
LEGS: Final[dict[str, tuple[Limb, Limb]]] = {
    "stand": (((3, 24), (3, 48)), ((-3, 24), (-3, 48))),
    "walk": (((-4, 23), (-13, 44)), ((6, 23), (10, 47))),
    "stride": (((-7, 22), (-19, 41)), ((10, 21), (15, 46))),
    "sit": (((17, 3), (18, 25)), ((16, 4), (15, 27))),
    "kneel": (((8, 20), (-8, 26)), ((14, 8), (14, 27))),
}
ARMS: Final[dict[str, tuple[Limb, Limb]]] = {
    "down": (((3, 16), (5, 31)), ((-3, 16), (-3, 32))),
    "swing": (((8, 14), (14, 26)), ((-6, 15), (-11, 28))),
    "point": (((12, 4), (25, -4)), ((-4, 16), (-3, 31))),
    "wave": (((10, 4), (14, -13)), ((-4, 16), (-3, 31))),
    "hold": (((6, 15), (17, 12)), ((4, 16), (15, 15))),
    "hips": (((12, 13), (5, 24)), ((-12, 13), (-5, 24))),
    "reach": (((10, 10), (22, 4)), ((9, 12), (21, 12))),
    "up": (((9, -10), (12, -27)), ((-9, -10), (-12, -27))),
    "carry": (((4, 16), (7, 31)), ((5, 14), (14, 20))),
}


@dataclass(frozen=True, slots=True)
class Look:
    """Clothes and colours of a figure."""

    skin: str
    hair: str
    top: str
    legs: str
    style: str = "short"  # short, long, bun, cap, hat, bald
    shoes: str = "#2b2623"
    skirt: bool = False
    sleeves: bool = True
    pack: str = ""
    hat: str = ""


def figure(
    p: Picture,
    x: float,
    y: float,
    tall: float,
    look: Look,
    *,
    legs: str = "stand",
    arms: str = "down",
    facing: int = 1,
) -> None:
    """A person whose feet stand at x, y; `facing` 1 looks right, -1 left."""
    with p.group(f"translate({x:.0f} {y:.0f}) scale({tall * facing / 100:.3f} {tall / 100:.3f})"):
        far_leg, near_leg = LEGS[legs]
        far_arm, near_arm = ARMS[arms]
        hip = -26.0 if legs in {"sit", "kneel"} else -48.0
        with p.group(f"translate(0 {hip:.0f})"):
            _arm(p, far_arm, look, dim=True)
            _leg(p, (2.6, 0), far_leg, look, dim=True)
            _leg(p, (-2.6, 0), near_leg, look, dim=False)
            _trunk(p, look)
            _head(p, look)
            _arm(p, near_arm, look, dim=False)


def crowd(
    p: Picture, places: Sequence[tuple[float, float, float]], looks: Sequence[Look], *, legs: str = "stand"
) -> None:
    """Several people: x, y and height of each."""
    for number, (x, y, tall) in enumerate(places):
        figure(p, x, y, tall, looks[number % len(looks)], legs=legs, facing=1 if number % 2 else -1)


def _leg(p: Picture, hip: Point, limb: Limb, look: Look, *, dim: bool) -> None:
    knee, foot = limb
    colour = shade(look.legs, 0.2) if dim else look.legs
    ends = [hip, (hip[0] + knee[0] * 0.9, knee[1]), (hip[0] + foot[0] * 0.9, foot[1] - 1.5)]
    if look.skirt:
        p.stroke(ends, shade(look.skin, 0.18 if dim else 0.05), 4.2, bent=False)
    else:
        p.stroke(ends, colour, 6.6, bent=False)
    p.path(f"M{ends[2][0] - 2.6:.1f},{foot[1] - 2}h4q5,1 5,4h-9.4z", look.shoes)


def _arm(p: Picture, limb: Limb, look: Look, *, dim: bool) -> None:
    (elbow_x, elbow_y), (hand_x, hand_y) = limb
    side = 6.2 if dim else -6.2
    start = (side, -32.0)
    elbow, hand = (side + elbow_x, -33 + elbow_y), (side + hand_x, -33 + hand_y)
    cloth, skin = (
        (shade(look.top, 0.2), shade(look.skin, 0.15)) if dim else (shade(look.top, 0.08), look.skin)
    )
    if look.sleeves:
        p.stroke([start, elbow, hand], cloth, 5, bent=False)
    else:
        p.stroke([start, elbow, hand], skin, 4.2, bent=False)
        half = ((start[0] + elbow[0]) / 2, (start[1] + elbow[1]) / 2)
        p.stroke([start, half], cloth, 5.6, bent=False)
    p.disc(hand[0], hand[1], 2.5, skin)


def _trunk(p: Picture, look: Look) -> None:
    if look.pack:
        p.rect(-15, -33, 11, 22, look.pack, r=4)
    if look.skirt:
        p.path("M-6,-8L6,-8L13,22Q0,26 -13,22Z", look.legs)
    p.path("M-3,-37Q-9.5,-36.5 -9.5,-30L-6.6,1Q0,3 6.6,1L9.5,-30Q9.5,-36.5 3,-37Z", look.top)
    p.path("M3,-37Q9.5,-36.5 9.5,-30L6.6,1Q4,2.4 1,2.3L4.5,-20Z", shade(look.top, 0.4), opacity=0.22)
    if look.pack:
        p.path("M-5,-36Q-9,-26 -6,-14", line=shade(look.pack, 0.25), width=1.8)


def _head(p: Picture, look: Look) -> None:
    p.path("M-2.4,-42L-2.6,-35.5Q0,-33.5 2.6,-35.5L2.4,-42Z", shade(look.skin, 0.16))
    if look.style == "long":
        p.path("M-6.4,-46C-7,-53 6,-54.5 5.6,-47L1,-36Q-4,-33 -7.6,-35Z", shade(look.hair, 0.15))
    if look.style == "bun":
        p.disc(-5.4, -50.5, 3, look.hair)
    p.oval(0.4, -45.3, 4.9, 6.2, look.skin)
    p.path("M5,-45.6q1.6,1.6 0,2z", look.skin)
    if look.style != "bald":
        p.path(
            "M-5,-43.2C-7.4,-50 -4,-52.8 0.6,-52.6C4.4,-52.4 6,-49.6 5.2,-47.6C2.6,-48.6 0.2,-48.6 -1.4,-48C-1.6,-46 -2.6,-44.2 -5,-43.2Z",
            look.hair,
        )
    if look.style == "cap":
        p.path("M-5.8,-47.6C-6,-54 5.6,-54 5.4,-47.8L9.4,-46.8Q2,-48.4 -5.8,-47.6Z", look.hat or look.top)
    if look.style == "hat":
        p.path("M-4.8,-48.4C-5,-55 5.4,-55 5.2,-48.4Z", look.hat or look.top)
        p.path("M-9.6,-47.6Q0,-51.4 10,-47.6Q0,-46 -9.6,-47.6Z", shade(look.hat or look.top, 0.18))
