"""Mike and his three, lit from the right."""

from functools import partial
from typing import Final

from quayside.art.faces import Person, portrait
from quayside.art.mirror.shine import AMBER, CREAM, INK, SLATE, STEEL, star
from quayside.art.picture import Picture

TEAM: Final = {
    "mike": Person("#b97d55", "#1f1714", "cap", "polo", INK, second=AMBER, beard="full", smile="open"),
    "dani": Person("#e6b48d", "#5b3a24", "tail", "tee", AMBER, earrings=CREAM),
    "luis": Person(
        "#8a5636", "#14100e", "short", "hoodie", STEEL, second=AMBER, beard="moustache", smile="open"
    ),
    "tasha": Person(
        "#5b3a28", "#17110f", "locks", "polo", "#b5473c", second=CREAM, glasses=True, smile="open"
    ),
}


def _draw(key: str) -> Picture:
    p = Picture(f"mirror {key}")
    p.ground(p.fade(SLATE, INK))
    p.poly([(900, -20), (1620, -20), (1620, 700), (700, 1220), (200, 1220)], AMBER, opacity=0.22)
    p.poly([(1240, -20), (1620, -20), (1620, 300), (1000, 1220), (640, 1220)], AMBER, opacity=0.3)
    star(p, 300, 260, 46, colour=CREAM, opacity=0.8)
    star(p, 1330, 980, 34, colour=CREAM, opacity=0.8)
    portrait(p, TEAM[key])
    return p


PORTRAITS: Final = {key: partial(_draw, key) for key in TEAM}
