"""The people of the two houses, each in front of an arch."""

from functools import partial
from typing import Final

from quayside.art.aravalli.palace import (
    BLUSH,
    BRASS,
    BRICK,
    CREAM,
    INDIGO,
    IVORY,
    LAKE,
    MARIGOLD,
    ROSE,
    SAFFRON,
    SAGE,
    arch,
    lattice,
)
from quayside.art.colour import shade, tint
from quayside.art.faces import Person, portrait
from quayside.art.picture import Picture

TEAM: Final = {
    "meera": Person(
        "#c08a62", "#3a2a26", "bun", "sari", BRICK, second=SAFFRON, earrings=BRASS, smile="closed"
    ),
    "devendra": Person("#9a6642", "#d8d4cc", "turban", "kurta", IVORY, second=MARIGOLD, beard="moustache"),
    "farhan": Person(
        "#b97d55", "#1f1714", "parted", "blazer", INDIGO, second=IVORY, beard="stubble", smile="open"
    ),
    "kamla": Person("#8a5636", "#2b1c16", "scarf", "kurta", ROSE, second=BRASS, smile="open"),
    "ishita": Person("#a86d45", "#1b1412", "long", "kurta", LAKE, second=IVORY, earrings=BRASS, glasses=True),
    "suresh": Person("#b97d55", "#8d8680", "sides", "shirt", CREAM, glasses=True, beard="moustache"),
}
GROUNDS: Final = {
    "meera": BLUSH,
    "devendra": tint(LAKE, 0.45),
    "farhan": tint(SAFFRON, 0.5),
    "kamla": tint(SAGE, 0.4),
    "ishita": CREAM,
    "suresh": tint(ROSE, 0.35),
}


def _draw(key: str) -> Picture:
    p = Picture(f"aravalli {key}")
    ground = GROUNDS[key]
    p.ground(ground)
    lattice(p, 0, 0, 1600, 1200, step=84, colour=shade(ground, 0.06), width=5)
    p.path(arch(800, 1210, 1040, 1120, lobes=10), tint(ground, 0.5))
    p.path(arch(800, 1210, 1040, 1120, lobes=10), line=BRICK, width=6)
    portrait(p, TEAM[key])
    return p


PORTRAITS: Final = {key: partial(_draw, key) for key in TEAM}
