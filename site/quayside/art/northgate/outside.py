"""The garages from the street, the city, and the map."""

from quayside.art.cars import car
from quayside.art.colour import mix, shade, tint
from quayside.art.figures import Look, figure
from quayside.art.northgate.city import (
    AMBER,
    BRICK,
    DARK,
    GREEN,
    LEAF,
    MINT,
    MIST,
    SAND,
    SLAB,
    STONE,
    TAR,
    block,
    disc_sign,
    garage,
    lamp,
    road,
    sky,
    skyline,
    tree,
)  # fmt: skip
from quayside.art.picture import LOW, Picture

COMMUTER = Look("#e3b18c", "#3a2a22", "#3f5563", "#26332c", style="short", pack=AMBER)
WALKER = Look("#8a5636", "#1f1714", BRICK, "#26332c", style="long")
ATTENDANT = Look("#f0c7a4", "#8d9a93", LEAF, DARK, style="cap", hat=GREEN)


def hero() -> Picture:
    """The Northgate garage on its corner, the ramp, the city behind."""
    p = Picture("northgate hero", height=LOW)
    sky(p, "#cfe5dc", MIST, "#fdf8ea")
    p.disc(1330, 210, 90, "#fff6da")
    skyline(p, 760, colour=mix(MINT, "#ffffff", 0.25), scale=1.25)
    skyline(p, 780, colour=MINT, scale=0.75)
    garage(p, 420, 800, 860, 4, high=122, colour=STONE)
    p.rect(1250, 250, 150, 550, GREEN)
    p.rect(1372, 250, 28, 550, shade(GREEN, 0.25))
    disc_sign(p, 1312, 344, 56, colour=GREEN)
    for row in range(6):
        p.rect(1280, 440 + row * 56, 64, 30, tint(LEAF, 0.45), opacity=0.9)
    p.path("M420,800L420,690L90,800Z", STONE)
    p.path("M420,690L420,720L150,810H60Z", shade(STONE, 0.2))
    p.rect(520, 694, 240, 106, shade(DARK, 0.2))
    p.path("M520,694h240v14h-240z", AMBER)
    p.path("M760,720h-170", line="#ffffff", width=10)
    p.path("M740,720h-20M690,720h-20M640,720h-20", line="#c9523f", width=10)
    road(p, 822, 178)
    for x, tall in ((60, 210), (1470, 230), (1560, 190)):
        tree(p, x, 806, tall)
    lamp(p, 960, 804, 240)
    car(p, 470, 930, 300, AMBER, kind="hatch")
    car(p, 1120, 950, 320, "#ffffff", kind="suv", facing=-1)
    figure(p, 880, 812, 150, COMMUTER, legs="walk", arms="swing")
    figure(p, 1040, 812, 146, WALKER, legs="walk", arms="swing", facing=-1)
    return p


def city() -> Picture:
    """The centre from the roof in the evening."""
    p = Picture("northgate city")
    sky(p, "#f6d9a8", "#f8e9cb", "#e4efe6")
    p.disc(420, 430, 120, "#fff3d2")
    skyline(p, 820, colour="#c3d8c9", scale=1.7)
    skyline(p, 880, colour="#8fb39c", scale=1.1)
    for number in range(9):
        block(
            p,
            number * 190 - 30,
            980,
            180,
            160 + number * 71 % 190,
            mix(GREEN, LEAF, 0.1 * (number % 5)),
            windows=(4, 5),
            lit=0.4,
        )
    p.rect(0, 930, 1600, 270, SLAB)
    p.rect(0, 930, 1600, 22, tint(STONE, 0.4))
    p.path("M0,1060H1600", line=shade(SLAB, 0.12), width=6)
    marks = "".join(f"M{left},1200L{left + (left - 800) * -0.12:.0f},1000" for left in range(-80, 1760, 230))
    p.path(marks, line="#ffffff", width=12, opacity=0.85)
    car(p, 470, 1150, 350, LEAF, kind="hatch")
    car(p, 1180, 1150, 370, "#ffffff", kind="sedan", facing=-1)
    figure(p, 820, 1120, 290, COMMUTER, arms="down")
    return p


def _street(p: Picture, back: str) -> None:
    sky(p)
    skyline(p, 800, colour=back, scale=1.2)


def wellington() -> Picture:
    """The garage at the station: glass fins, a train behind."""
    p = Picture("northgate wellington")
    _street(p, tint(MINT, 0.3))
    p.rect(0, 590, 1600, 30, BRICK)
    for number in range(8):
        p.path(f"M{number * 220 - 40},860v-150q0,-80 90,-80t90,80v150z", mix(BRICK, "#ffffff", 0.25))
    p.rect(-40, 500, 700, 90, LEAF, r=26)
    p.rect(-40, 520, 660, 34, DARK, r=8)
    p.path("M-40,572H660", line=AMBER, width=10)
    garage(p, 640, 870, 780, 5, high=118, colour="#dfe3df")
    for number in range(18):
        p.rect(650 + number * 43, 286, 14, 584, LEAF if number % 3 else GREEN, opacity=0.9)
    p.rect(900, 744, 260, 126, DARK)
    disc_sign(p, 1030, 690, 50)
    road(p, 892, 308)
    tree(p, 180, 876, 230)
    tree(p, 420, 876, 200)
    car(p, 420, 1060, 340, "#5b7f95", kind="sedan")
    car(p, 1200, 1100, 350, AMBER, kind="hatch", facing=-1)
    figure(p, 560, 884, 176, COMMUTER, legs="stride", arms="swing")
    return p


def kirkgate() -> Picture:
    """The garage by the market: brick arches and awnings below."""
    p = Picture("northgate kirkgate")
    _street(p, tint(MINT, 0.2))
    garage(p, 160, 700, 1280, 3, high=120, colour=tint(BRICK, 0.35))
    p.rect(140, 690, 1320, 190, BRICK)
    for number in range(6):
        left = 180 + number * 212
        p.path(f"M{left},880v-90q0,-66 80,-66t80,66v90z", shade(BRICK, 0.55))
        p.path(f"M{left - 16},790h192l20,56h-232z", (LEAF, AMBER)[number % 2])
        stripes = "".join(f"M{left - 16 + step * 64},790h32l6,56h-36z" for step in range(3))
        p.path(stripes, "#ffffff", opacity=0.8)
    disc_sign(p, 800, 620, 62)
    p.path("M140,690H1460", line=tint(BRICK, 0.3), width=14)
    road(p, 896, 304)
    for x in (90, 1520):
        tree(p, x, 880, 250)
    car(p, 360, 1080, 340, "#c9523f", kind="hatch")
    car(p, 1130, 1110, 400, "#ffffff", kind="van", facing=-1)
    figure(p, 700, 890, 180, WALKER, legs="walk", arms="carry")
    figure(p, 900, 890, 176, COMMUTER, legs="walk", arms="swing", facing=-1)
    return p


def quarry_hill() -> Picture:
    """The newest garage: green wall, solar roof, cycle store."""
    p = Picture("northgate quarry")
    _street(p, tint(MINT, 0.25))
    garage(p, 260, 860, 1080, 4, high=124, colour="#e2e6e0")
    p.rect(260, 360, 250, 500, LEAF)
    for _ in range(70):
        p.disc(
            p.between(276, 494),
            p.between(376, 846),
            p.between(10, 24),
            mix(LEAF, GREEN, p.between(0, 0.8)),
            opacity=0.9,
        )
    for number in range(7):
        left = 560 + number * 108
        p.path(f"M{left},340l40,-60h80l-40,60z", "#2f4a63")
        p.path(f"M{left + 20},310h80M{left + 40},340l40,-60", line="#7fa0b8", width=3)
    disc_sign(p, 1250, 560, 60, mark="bolt", colour=LEAF)
    p.rect(700, 744, 250, 116, DARK)
    road(p, 880, 320)
    tree(p, 130, 866, 240)
    tree(p, 1470, 866, 260)
    car(p, 520, 1070, 340, LEAF, kind="hatch")
    car(p, 1150, 1090, 350, "#2f3d45", kind="suv", facing=-1)
    return p


def night() -> Picture:
    """The garage after dark, every level lit."""
    p = Picture("northgate night")
    p.ground(p.fade("#0d1f1a", "#17352b", "#2b5442"))
    for _ in range(40):
        p.disc(
            p.between(0, 1600), p.between(0, 480), p.between(1.4, 3.2), "#ffffff", opacity=p.between(0.3, 0.8)
        )
    p.disc(1320, 190, 70, "#f7eecb")
    p.disc(1292, 174, 62, "#12281f")
    skyline(p, 820, colour="#1f4536", scale=1.4)
    garage(p, 300, 880, 980, 4, high=132, colour="#8fa398")
    for level in range(4):
        p.rect(300, 880 - (level + 1) * 132 + 10, 980, 62, tint(AMBER, 0.4), opacity=0.28)
    p.rect(1230, 300, 130, 580, GREEN)
    disc_sign(p, 1295, 390, 50, colour=LEAF)
    p.rect(0, 880, 1600, 320, "#16231d")
    p.path("M520,880L380,1200H900L760,880Z", p.fade("#f0b441@0.4", "#f0b441@0"))
    p.rect(520, 760, 240, 120, tint(AMBER, 0.5))
    car(p, 640, 1080, 380, "#c9d4ce", kind="sedan")
    p.path("M828,1010L1250,960V1120Z", p.fade("#fff4cf@0.6", "#fff4cf@0", turn="right"))
    figure(p, 1120, 900, 180, ATTENDANT, arms="wave", facing=-1)
    return p


def city_map() -> Picture:
    """The four garages on a plan of the centre."""
    p = Picture("northgate map", height=LOW)
    p.ground("#e8eee7")
    for x, y, w, h in (
        (60, 60, 340, 200),
        (440, 60, 300, 160),
        (780, 60, 330, 210),
        (1150, 60, 400, 170),
        (60, 310, 250, 250),
        (350, 280, 390, 200),
        (780, 320, 300, 160),
        (1120, 280, 430, 230),
        (60, 620, 330, 320),
        (430, 530, 310, 170),
        (430, 750, 310, 190),
        (780, 530, 290, 410),
        (1120, 560, 200, 380),
        (1360, 560, 190, 380),
    ):
        p.rect(x, y, w, h, "#f8faf7" if (x + y) % 3 else "#dfe8df", r=10)
    p.rect(780, 320, 300, 160, tint(LEAF, 0.6), r=10)
    p.stroke([(-20, 1010), (300, 960), (700, 985), (1100, 955), (1640, 990)], "#a9cfd6", 54)
    p.stroke([(-20, 590), (500, 505), (760, 500), (1100, 520), (1640, 535)], "#ffffff", 26)
    p.stroke([(755, -20), (760, 500), (758, 1020)], "#ffffff", 26)
    p.stroke([(-20, 720), (200, 590), (420, 585), (700, 720), (1640, 730)], DARK, 8, dash="22 14")
    for x, y, here in ((596, 236, True), (250, 640, False), (1010, 690, False), (1330, 420, False)):
        big = 1.2 if here else 1
        p.path(
            f"M{x},{y + 96 * big:.0f}C{x},{y + 96 * big:.0f} {x - 70 * big:.0f},{y + 24 * big:.0f} {x - 70 * big:.0f},{y - 20 * big:.0f}A{70 * big:.0f},{70 * big:.0f} 0 1 1 {x + 70 * big:.0f},{y - 20 * big:.0f}C{x + 70 * big:.0f},{y + 24 * big:.0f} {x},{y + 96 * big:.0f} {x},{y + 96 * big:.0f}Z",
            GREEN if here else LEAF,
        )
        with p.group(f"translate({x} {y - 18 * big:.0f}) scale({0.46 * big:.2f})"):
            p.path("M-26,56V-54H8A31,31 0 0 1 8,8H-22", line="#ffffff", width=22)
    for x, y in ((900, 400), (960, 380), (1030, 420)):
        p.disc(x, y, 26, mix(LEAF, SAND, 0.2))
    p.path("M1470,90V190M1440,124L1470,86L1500,124", line=TAR, width=10)
    return p
