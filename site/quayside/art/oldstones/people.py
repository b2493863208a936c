"""The guides, in front of the town's roofs."""

from functools import partial
from typing import Final

from quayside.art.colour import mix, tint
from quayside.art.faces import Person, portrait
from quayside.art.oldstones.town import FOG, HEATHER, INK, MOSS, MUSTARD, PAPER, RUST, SLATE, route, row
from quayside.art.picture import Picture

TEAM: Final = {
    "ailsa": Person("#f2cdb0", "#a5502c", "curly", "hoodie", MUSTARD, second=INK, smile="open"),
    "callum": Person("#f0c7a4", "#5b3a24", "swept", "shirt", SLATE, beard="full"),
    "nkechi": Person(
        "#6b432c", "#17110f", "bun", "blazer", RUST, second=PAPER, earrings=MUSTARD, smile="open"
    ),
    "rory": Person("#f2cdb0", "#9aa0a8", "cap", "hoodie", MOSS, second=RUST, beard="stubble", glasses=True),
    "ines": Person("#d9a47c", "#2b1c16", "bob", "tee", HEATHER, earrings=MUSTARD),
}
GROUNDS: Final = {
    "ailsa": FOG,
    "callum": tint(MUSTARD, 0.6),
    "nkechi": tint(SLATE, 0.55),
    "rory": tint(RUST, 0.65),
    "ines": tint(MOSS, 0.5),
}


def _draw(key: str) -> Picture:
    p = Picture(f"oldstones {key}")
    ground = GROUNDS[key]
    p.ground(ground)
    row(
        p,
        1210,
        ((200, 380), (180, 480), (210, 420), (190, 520), (210, 400), (200, 470), (210, 430), (220, 390)),
        fade=0.72,
        into=mix(ground, SLATE, 0.15),
    )
    route(p, [(-20, 240), (260, 180), (560, 250), (1060, 170), (1380, 230)], stops=(1, 3))
    portrait(p, TEAM[key])
    return p


PORTRAITS: Final = {key: partial(_draw, key) for key in TEAM}
