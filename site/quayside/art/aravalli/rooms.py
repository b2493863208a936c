"""Rooms, tables, and what guests do inside."""

from quayside.art.aravalli.palace import (
    BLUSH,
    BRASS,
    BRICK,
    CREAM,
    INDIGO,
    IVORY,
    LAKE,
    LEAF,
    MARIGOLD,
    ROSE,
    SAFFRON,
    SAGE,
    WOOD,
    arch,
    boat,
    floor,
    hills,
    lantern,
    lattice,
    palace,
    pot,
    tree,
    water,
)  # fmt: skip
from quayside.art.aravalli.views import GUEST, GUEST_2
from quayside.art.colour import mix, shade, tint
from quayside.art.figures import Look, figure
from quayside.art.picture import Picture

COOK = Look("#8a5636", "#1f1714", IVORY, BRICK, style="bun", sleeves=False)


def room(p: Picture, wall: str, ground: str, *, y: float = 860) -> None:
    p.ground(p.fade(tint(wall, 0.3), wall))
    p.rect(0, 0, 1600, 44, shade(wall, 0.1))
    p.path("M0,70H1600", line=shade(wall, 0.14), width=3)
    floor(p, y, ground)
    p.rect(0, y - 30, 1600, 32, shade(wall, 0.14))


def view(p: Picture, x: float, y: float, w: float, h: float, *, island: bool = True) -> None:
    """A window in the shape of an arch with the lake in it."""
    hole = arch(x, y, w, h)
    sky = ("#cfe2e8", "#f6efe2", "#fbe7cd")
    with p.group(clip=hole):
        p.rect(x - w / 2, y - h, w, h, p.fade(*sky))
        p.band([y - h * 0.36] * 2, "#c9b49c")
        p.blob(
            [
                (x - w * 0.6, y - h * 0.3),
                (x - w * 0.25, y - h * 0.48),
                (x + w * 0.1, y - h * 0.38),
                (x + w * 0.4, y - h * 0.52),
                (x + w * 0.7, y - h * 0.3),
            ],
            "#b7a68e",
        )
        p.rect(x - w / 2, y - h * 0.32, w, h * 0.34, LAKE)
        if island:
            palace(p, x + w * 0.08, y - h * 0.28, w * 0.56, IVORY, near=False)
        boat(p, x - w * 0.22, y - h * 0.1, w * 0.2)
    p.path(hole, line=BRICK, width=10)


def _bed(p: Picture, x: float, y: float, w: float, *, cover: str, accent: str, board: str = WOOD) -> None:
    """A bed from its foot, standing on y."""
    h = w * 0.5
    p.path(arch(x, y - h * 0.2, w * 1.02, h * 1.5), board)
    p.path(arch(x, y - h * 0.2, w * 0.9, h * 1.34), tint(board, 0.16))
    for side in (-1, 1):
        p.rect(x + side * w * 0.24 - w * 0.19, y - h * 0.98, w * 0.38, h * 0.3, IVORY, r=18)
        p.rect(x + side * w * 0.2 - w * 0.13, y - h * 0.86, w * 0.26, h * 0.22, accent, r=14)
    p.path(
        f"M{x - w * 0.5:.0f},{y - h * 0.7:.0f}H{x + w * 0.5:.0f}L{x + w * 0.54:.0f},{y - h * 0.08:.0f}H{x - w * 0.54:.0f}Z",
        IVORY,
    )
    p.path(
        f"M{x - w * 0.515:.0f},{y - h * 0.5:.0f}H{x + w * 0.515:.0f}L{x + w * 0.54:.0f},{y - h * 0.08:.0f}H{x - w * 0.54:.0f}Z",
        cover,
    )
    data = ""
    for row in range(3):
        for column in range(9):
            data += f"M{x + (column - 4) * w * 0.115:.0f},{y - h * (0.42 - row * 0.12):.0f}h.1"
    p.path(data, line=tint(cover, 0.55), width=w * 0.022)
    for edge in (-0.5, 0.47):
        p.rect(x + edge * w, y - h * 0.1, w * 0.03, h * 0.12, board)


def _rug(p: Picture, x: float, y: float, w: float, colour: str) -> None:
    p.poly(
        [(x - w * 0.42, y), (x + w * 0.42, y), (x + w * 0.5, y + w * 0.18), (x - w * 0.5, y + w * 0.18)],
        colour,
    )
    p.poly(
        [
            (x - w * 0.39, y + w * 0.02),
            (x + w * 0.39, y + w * 0.02),
            (x + w * 0.46, y + w * 0.16),
            (x - w * 0.46, y + w * 0.16),
        ],
        line=SAFFRON,
        width=5,
    )


def courtyard_room() -> Picture:
    """A quiet double on the courtyard."""
    p = Picture("aravalli courtyard room")
    room(p, CREAM, "#d9b899")
    p.path(arch(330, 800, 300, 560), mix(SAGE, "#dfe8d6", 0.6))
    tree(p, 340, 800, 380)
    p.path(arch(330, 800, 300, 560), line=BRICK, width=9)
    p.path("M330,800V300M180,540H480", line=BRICK, width=6)
    for x in (650, 1330):
        p.path(arch(x, 560, 130, 230), shade(CREAM, 0.14))
        pot(p, x, 558, 70)
    _rug(p, 960, 1010, 760, BRICK)
    _bed(p, 990, 1040, 560, cover=ROSE, accent=SAFFRON)
    lantern(p, 990, 44, 74)
    p.rect(1390, 830, 140, 160, WOOD, r=8)
    p.path("M1410,830q50,-100 100,0z", BRASS)
    return p


def jharokha_room() -> Picture:
    """The window seat over the lake."""
    p = Picture("aravalli jharokha")
    room(p, BLUSH, "#b98a6b")
    view(p, 560, 830, 620, 700)
    for x in (210, 910):
        p.path(
            f"M{x - 60},130C{x - 20},420 {x - 90},640 {x - 40},850H{x + 50}C{x + 10},640 {x + 70},420 {x + 60},130Z",
            tint(ROSE, 0.55),
            opacity=0.9,
        )
    p.rect(190, 820, 740, 150, BRICK, r=10)
    p.rect(190, 800, 740, 60, CREAM, r=24)
    for x, colour in ((280, SAFFRON), (390, LAKE), (840, MARIGOLD)):
        p.rect(x - 56, 712, 112, 100, colour, r=22)
    figure(p, 640, 880, 330, GUEST_2, legs="sit", arms="hold", facing=-1)
    p.path(arch(1280, 820, 330, 560), shade(BLUSH, 0.1))
    lattice(p, 1130, 300, 300, 380, step=40, colour=BRICK, width=5)
    _rug(p, 600, 1020, 820, INDIGO)
    p.rect(1160, 800, 250, 30, WOOD, r=8)
    p.path("M1190,830v170M1380,830v170", line=WOOD, width=16)
    p.path("M1230,800c-20,-60 90,-60 70,0z", BRASS)
    p.path("M1300,780q30,-10 30,-34", line=BRASS, width=8)
    lantern(p, 1280, 44, 66)
    return p


def suite() -> Picture:
    """The suite with its carved bed and lattice."""
    p = Picture("aravalli suite")
    room(p, mix(INDIGO, "#6a5f86", 0.35), "#a77a5e")
    for x in (200, 1400):
        p.path(arch(x, 830, 300, 640), mix(INDIGO, BLUSH, 0.35))
        lattice(p, x - 130, 330, 260, 490, step=36, colour=BRASS, width=4)
        p.path(arch(x, 830, 300, 640), line=BRASS, width=8)
    _rug(p, 800, 1000, 960, BRICK)
    _bed(p, 800, 1050, 660, cover=BRICK, accent=SAFFRON, board=mix(WOOD, INDIGO, 0.3))
    for x in (430, 1170):
        p.path(f"M{x},250V1010", line=BRASS, width=14)
    p.path("M430,250H1170", line=BRASS, width=14)
    p.path(
        "M430,256C500,420 450,560 436,760L420,760V256ZM1170,256C1100,420 1150,560 1164,760L1180,760V256Z",
        IVORY,
        opacity=0.75,
    )
    p.path("M430,256q92,80 185,0q92,80 185,0q92,80 185,0q92,80 185,0z", IVORY, opacity=0.85)
    lantern(p, 300, 44, 62)
    lantern(p, 1300, 44, 62)
    return p


def family_room() -> Picture:
    """Two beds and a swing."""
    p = Picture("aravalli family")
    room(p, tint(SAGE, 0.55), "#d3b28f")
    p.path(arch(800, 800, 320, 560), "#dfeef0")
    p.path(arch(800, 800, 320, 560), line=BRICK, width=8)
    p.path("M740,44V560M860,44V560", line=BRASS, width=5)
    p.rect(690, 560, 220, 26, WOOD, r=8)
    p.rect(700, 520, 90, 44, MARIGOLD, r=14)
    figure(
        p,
        850,
        640,
        220,
        Look("#a86d45", "#1f1714", SAFFRON, LAKE, style="short", sleeves=False),
        legs="sit",
        arms="up",
    )
    _rug(p, 800, 960, 700, ROSE)
    _bed(p, 350, 1060, 470, cover=LAKE, accent=SAFFRON)
    _bed(p, 1250, 1060, 470, cover=MARIGOLD, accent=LAKE)
    lantern(p, 350, 44, 56)
    lantern(p, 1250, 44, 56)
    return p


def lake_room() -> Picture:
    """A bed that looks at the water."""
    p = Picture("aravalli lake room")
    room(p, "#f4efe4", "#cfa684")
    for x in (250, 800, 1350):
        view(p, x, 790, 430, 640, island=x == 800)
    p.rect(0, 770, 1600, 60, IVORY)
    p.path("".join(f"M{left},776v50" for left in range(20, 1600, 46)), line=ROSE, width=7)
    _rug(p, 800, 1010, 900, LAKE)
    _bed(p, 800, 1080, 560, cover=mix(LAKE, IVORY, 0.25), accent=ROSE)
    pot(p, 250, 1010, 130)
    pot(p, 1370, 1010, 130)
    return p


def balcony() -> Picture:
    """Tea on the balcony at dusk."""
    p = Picture("aravalli balcony")
    p.ground(p.fade("#6b5578", "#cf8372", "#f5c195"))
    hills(p, 640, far="#b27a74", near="#8a5a62", height=190)
    water(p, 640, "#efbb90", "#a9807a", "#6a6684")
    palace(p, 860, 670, 520, "#f8e2cc")
    p.rect(0, 860, 1600, 340, "#a86a4f")
    p.rect(0, 700, 1600, 26, IVORY)
    p.path(
        "".join(f"M{left},726c-16,40 16,80 0,134h26c-16,-54 16,-94 0,-134z" for left in range(10, 1600, 76)),
        IVORY,
    )
    p.rect(0, 850, 1600, 30, IVORY)
    frame_colour = BLUSH
    p.rect(0, 0, 120, 1200, frame_colour)
    p.rect(1480, 0, 120, 1200, frame_colour)
    p.rect(104, 0, 16, 1200, shade(frame_colour, 0.15))
    p.rect(0, 0, 1600, 60, frame_colour)
    p.path("M560,1000h480l30,30h-540z", WOOD)
    p.path("M600,1030l-30,150M1000,1030l30,150", line=shade(WOOD, 0.2), width=18)
    p.path("M700,1000c-30,-100 140,-100 110,0z", BRASS)
    p.path("M812,960q46,-6 50,-50M742,926h26", line=BRASS, width=10)
    for x in (620, 930):
        p.path(f"M{x},952h56l-8,48h-40z", IVORY)
    figure(p, 380, 1140, 400, GUEST, legs="sit", arms="hold")
    figure(p, 1210, 1140, 410, GUEST_2, legs="sit", arms="hold", facing=-1)
    for x in (360, 1230):
        p.rect(x - 70, 1050, 140, 34, BRICK, r=12)
        p.path(f"M{x - 56},1084v100M{x + 56},1084v100", line=WOOD, width=14)
    lantern(p, 300, 60, 62)
    lantern(p, 1300, 60, 62)
    return p


def single_room() -> Picture:
    """A small room for one with a desk."""
    p = Picture("aravalli single")
    room(p, tint(SAFFRON, 0.66), "#c99f7c")
    p.path(arch(1160, 640, 260, 420), "#d8e8ea")
    tree(p, 1170, 640, 280, LEAF)
    p.path(arch(1160, 640, 260, 420), line=BRICK, width=8)
    p.rect(980, 770, 420, 26, WOOD, r=6)
    p.path("M1010,796v230M1370,796v230", line=WOOD, width=18)
    p.rect(1080, 700, 130, 70, IVORY, r=4)
    p.path("M1290,770v-90l-40,-40M1290,680l36,-30", line=BRASS, width=9)
    p.path("M1210,600l60,60l-80,20z", BRASS)
    p.path("M1130,900h130v26h-130zM1140,926v120M1250,926v120M1130,900v-110", BRICK, line=BRICK, width=12)
    _rug(p, 460, 1040, 620, BRICK)
    _bed(p, 460, 1060, 420, cover=SAFFRON, accent=BRICK)
    lantern(p, 460, 44, 60)
    return p


def long_stay() -> Picture:
    """A studio for a month: desk, kitchenette, terrace."""
    p = Picture("aravalli studio")
    room(p, tint(LAKE, 0.6), "#d9b899")
    view(p, 1130, 820, 520, 620)
    p.rect(110, 540, 520, 300, WOOD, r=6)
    p.rect(90, 520, 560, 34, IVORY, r=6)
    for x in (150, 330, 490):
        p.rect(x, 580, 120, 220, tint(WOOD, 0.15), r=4)
        p.disc(x + 100, 690, 7, BRASS)
    p.path("M210,520c-16,-70 116,-70 100,0z", BRASS)
    p.rect(420, 440, 90, 80, ROSE, r=12)
    p.rect(110, 220, 520, 20, WOOD)
    for x, colour, tall in (
        (140, ROSE, 90),
        (220, SAFFRON, 70),
        (300, LAKE, 100),
        (390, BRICK, 80),
        (480, SAGE, 96),
    ):
        p.rect(x, 220 - tall, 60, tall, colour, r=10)
    p.rect(820, 900, 460, 28, WOOD, r=8)
    p.path("M850,928v190M1250,928v190", line=WOOD, width=18)
    p.path("M960,900l20,-90h150l20,90z", "#2f3644")
    figure(p, 760, 1110, 410, GUEST_2, legs="sit", arms="hold")
    p.rect(690, 1010, 130, 30, BRICK, r=10)
    p.path("M700,1040v110M810,1040v110", line=WOOD, width=14)
    pot(p, 1440, 1050, 170)
    lantern(p, 700, 44, 58)
    return p
