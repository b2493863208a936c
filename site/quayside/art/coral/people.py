"""The team of the dive shop, in front of water."""

from functools import partial
from typing import Final

from quayside.art.colour import tint
from quayside.art.coral.sea import CLEAR, DEEP, REEF, SAND, SHALLOW, SUN, TEAL, bubbles, depth_lines
from quayside.art.faces import Person, portrait
from quayside.art.picture import Picture

TEAM: Final = {
    "marisol": Person(
        "#b97d55", "#2a1b15", "long", "polo", TEAL, second="#fbf8f1", earrings=SUN, smile="open"
    ),
    "dwight": Person("#5f3b28", "#d8d4cc", "cap", "shirt", "#fbf8f1", second=TEAL, beard="moustache"),
    "elena": Person("#e3b18c", "#5b3a24", "bob", "shirt", tint(REEF, 0.15), glasses=True),
    "rosa": Person("#a86d45", "#241712", "tail", "wetsuit", "#243640", second=REEF, smile="open"),
    "jamal": Person(
        "#6b432c", "#1b1412", "locks", "wetsuit", "#243640", second=SUN, beard="stubble", smile="open"
    ),
    "anders": Person("#f0c7a4", "#c9a468", "swept", "apron", "#4a6a78", second=SAND, beard="full"),
}
GROUNDS: Final = {
    "marisol": (SHALLOW, CLEAR), "dwight": (SAND, "#f2cf9f"), "elena": (CLEAR, TEAL),
    "rosa": (TEAL, DEEP), "jamal": (SHALLOW, TEAL), "anders": ("#f7e9cf", SHALLOW),
}  # fmt: skip


def _draw(key: str) -> Picture:
    p = Picture(f"coral {key}")
    p.ground(p.fade(*GROUNDS[key]))
    depth_lines(p, 800, 520, count=8, step=105, opacity=0.3)
    bubbles(p, 1330, 1000, 7, rise=70)
    portrait(p, TEAM[key])
    return p


PORTRAITS: Final = {key: partial(_draw, key) for key in TEAM}
