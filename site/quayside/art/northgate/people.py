"""The people of the garages, in front of bays."""

from functools import partial
from typing import Final

from quayside.art.colour import tint
from quayside.art.faces import Person, portrait
from quayside.art.northgate.city import AMBER, DARK, GREEN, LEAF, MINT, MIST, SLAB, STONE
from quayside.art.picture import Picture

TEAM: Final = {
    "harriet": Person("#f0c7a4", "#8a4b2a", "bob", "blazer", GREEN, second="#ffffff", earrings=AMBER),
    "imran": Person("#b97d55", "#1f1714", "parted", "shirt", "#ffffff", beard="full"),
    "priya": Person("#a86d45", "#1b1412", "long", "polo", LEAF, second=AMBER, smile="open"),
    "colin": Person("#f2cdb0", "#9aa5a0", "cap", "polo", LEAF, second=GREEN, beard="moustache", glasses=True),
    "kofi": Person("#5b3a28", "#14100e", "buzz", "hoodie", DARK, second=AMBER, smile="open"),
}
GROUNDS: Final = {
    "harriet": MINT,
    "imran": STONE,
    "priya": tint(AMBER, 0.6),
    "colin": MIST,
    "kofi": tint(LEAF, 0.4),
}


def _draw(key: str) -> Picture:
    p = Picture(f"northgate {key}")
    p.ground(GROUNDS[key])
    lines = "".join(f"M{left},1200V{760 + abs(left - 800) // 6}" for left in range(80, 1600, 240))
    p.path(lines, line="#ffffff", width=20, opacity=0.8)
    p.rect(0, 120, 1600, 90, SLAB, opacity=0.35)
    p.rect(0, 210, 1600, 16, AMBER, opacity=0.6)
    portrait(p, TEAM[key])
    return p


PORTRAITS: Final = {key: partial(_draw, key) for key in TEAM}
