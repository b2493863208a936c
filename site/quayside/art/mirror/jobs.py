"""At the customer's place: foam, before and after, trucks, fleets, the van, the map."""

from quayside.art.cars import BODIES, car
from quayside.art.colour import mix, shade, tint
from quayside.art.figures import figure
from quayside.art.mirror.shine import (
    AMBER,
    ASH,
    BRICK,
    CREAM,
    DANI,
    DUSK,
    INK,
    LAWN,
    LUIS,
    MIKE,
    OWNER,
    PALE,
    SLATE,
    STEEL,
    WATER,
    bucket,
    drops,
    evening,
    foam,
    house,
    oak,
    spray,
    stage,
    star,
)  # fmt: skip
from quayside.art.picture import LOW, Picture


def _mirror(p: Picture, x: float, y: float, long: float, colour: str, kind: str) -> None:
    """A car and its reflection in a wet floor."""
    with p.group(f"translate(0 {2 * y:.0f}) scale(1 -1)", opacity=0.22):
        car(p, x, y, long, colour, kind=kind, shine=True)
    car(p, x, y, long, colour, kind=kind, shine=True)


def hero() -> Picture:
    """One dark car, one beam of evening."""
    p = Picture("mirror hero", height=LOW)
    stage(p, floor=720)
    p.path("M0,250L1600,20M0,330L1600,100", line=AMBER, width=3, opacity=0.35)
    p.disc(1210, 300, 330, p.glow("#f59e0b@0.5", "#f59e0b@0"))
    _mirror(p, 860, 790, 1080, "#232c3b", "coupe")
    p.path("M346,556C520,470 660,424 760,424C960,420 1080,470 1130,548", line=AMBER, width=7, opacity=0.9)
    p.path("M1140,562C1240,570 1330,590 1384,640", line=AMBER, width=6, opacity=0.8)
    star(p, 764, 426, 54)
    star(p, 1376, 614, 36, colour=CREAM)
    star(p, 1188, 716, 30)
    figure(p, 250, 850, 380, MIKE, arms="hips")
    return p


def driveway() -> Picture:
    """Foam on the drive."""
    p = Picture("mirror driveway")
    evening(p, 600)
    oak(p, 200, 700, 520, leaf=shade(LAWN, 0.15))
    house(p, 500, 720, 960)
    p.rect(0, 710, 1600, 490, mix(LAWN, "#e08a4f", 0.18))
    p.poly([(420, 1200), (900, 716), (1440, 716), (1600, 900), (1600, 1200)], "#b9aa98")
    p.path("M760,860H1560M600,1020H1600", line=shade("#b9aa98", 0.12), width=5)
    car(p, 1000, 1040, 820, "#2f5f8a", kind="suv", shine=True)
    foam(
        p,
        [
            (640, 830, 60),
            (720, 770, 70),
            (810, 700, 60),
            (900, 680, 66),
            (990, 690, 60),
            (1080, 720, 70),
            (1160, 800, 64),
            (1260, 830, 60),
            (1340, 850, 50),
            (680, 920, 54),
            (880, 860, 56),
            (1100, 880, 60),
            (1000, 780, 50),
        ],
    )
    figure(p, 420, 1090, 440, MIKE, arms="reach")
    p.path("M470,900h70l24,-10", line=INK, width=16)
    spray(p, 566, 888, 170, -60)
    p.path("M440,930C380,1040 300,1000 240,1100S120,1180 40,1140", line=AMBER, width=14)
    bucket(p, 250, 1120, 130, INK)
    return p


def _lot(p: Picture, *, clean: bool) -> None:
    """The same car in the same light, before or after."""
    wall = SLATE if clean else "#5a5148"
    p.ground(p.fade(INK if clean else "#4a433c", wall))
    p.poly(
        [(1100, -20), (1620, -20), (1620, 500), (1000, 800), (560, 800)],
        AMBER if clean else "#b59b76",
        opacity=0.14,
    )
    p.rect(0, 800, 1600, 400, p.fade(STEEL, INK) if clean else p.fade("#6b6055", "#4a433c"))


def before() -> Picture:
    """Dust, mud and a dull lamp."""
    p = Picture("mirror before")
    _lot(p, clean=False)
    x, y, long = 800, 900, 1240
    car(p, x, y, long, "#6e5a55", kind="sedan")
    scale = long / 200
    with p.group(f"translate({x} {y}) scale({scale})"), p.group(clip=BODIES["sedan"].shell):
        p.path("M-100,-34C-60,-40 -20,-28 20,-36S80,-30 100,-36V0H-100Z", "#8a7355", opacity=0.8)
        p.path("M-100,-80H100V-58C40,-50 -40,-56 -100,-50Z", "#b8a488", opacity=0.4)
        specks = "".join(f"M{p.between(-96, 96):.1f},{p.between(-70, -14):.1f}h.1" for _ in range(90))
        p.path(specks, line="#5c4a35", width=2.2)
        p.path("M-40,-30l6,12M-10,-28l3,14M30,-30l5,12M66,-28l4,12M-76,-28l4,10", line="#5c4a35", width=2.4)
        p.path("M-38,-62q10,-8 26,-4M6,-62q8,-6 18,2", line="#d8c7a8", width=3, opacity=0.7)
    p.disc(x + 62 * scale, y - 17 * scale, 12 * scale, "#6b5844", opacity=0.75)
    p.disc(x - 58 * scale, y - 17 * scale, 12 * scale, "#6b5844", opacity=0.75)
    splats = "".join(
        f"M{p.between(60, 1540):.0f},{p.between(930, 1160):.0f}h{p.between(10, 50):.0f}" for _ in range(26)
    )
    p.path(splats, line="#3d362f", width=12, opacity=0.6)
    p.oval(330, 420, 60, 20, "#8a7a55", turn=30)
    p.oval(470, 330, 46, 16, "#7a6a45", turn=-20)
    return p


def after() -> Picture:
    """The same car, four hours later."""
    p = Picture("mirror after")
    _lot(p, clean=True)
    _mirror(p, 800, 900, 1240, "#8e2f2b", "sedan")
    p.path("M235,590C430,500 560,438 740,436C960,432 1060,510 1110,588", line=CREAM, width=6, opacity=0.8)
    p.path("M250,640C560,600 1040,610 1390,668", line=tint("#8e2f2b", 0.6), width=9, opacity=0.7)
    for x, y, r in ((1370, 660, 46), (742, 436, 60), (430, 800, 34), (1184, 794, 40)):
        star(p, x, y, r)
    drops(p, 300, 640, 660, 730, 9)
    return p


def pickup() -> Picture:
    """A truck in a ranch yard."""
    p = Picture("mirror pickup")
    evening(p, 640)
    p.band([660, 620, 640, 600, 650, 630, 660], mix(DUSK, "#e08a4f", 0.35))
    p.rect(0, 690, 1600, 510, "#b58a5c")
    p.path("M0,760H1600M0,700H1600", line=shade(BRICK, 0.4), width=9)
    p.path("".join(f"M{left},640v170" for left in range(60, 1600, 190)), line=shade(BRICK, 0.4), width=16)
    oak(p, 1390, 760, 480, leaf=shade(LAWN, 0.1))
    p.oval(800, 1050, 560, 40, shade("#b58a5c", 0.18))
    car(p, 780, 1040, 1060, "#e9e4da", kind="pickup", shine=True)
    star(p, 1040, 640, 44)
    star(p, 1296, 800, 34, colour=CREAM)
    figure(p, 1400, 1090, 430, LUIS, arms="hold", facing=-1)
    figure(p, 180, 1080, 420, OWNER, arms="hips")
    return p


def van() -> Picture:
    """Mike's van: water, power and towels inside."""
    p = Picture("mirror van")
    evening(p, 560)
    for x, w, h in (
        (40, 150, 260),
        (210, 110, 380),
        (340, 170, 300),
        (540, 120, 450),
        (690, 90, 340),
        (800, 160, 280),
        (980, 110, 400),
        (1110, 170, 310),
        (1310, 120, 430),
        (1450, 170, 290),
    ):
        p.rect(x, 760 - h, w, h, mix("#3b2f52", DUSK, 0.3 + (x % 7) * 0.06))
        lights = "".join(
            f"M{x + 22 + column * 34},{760 - h + 34 + line * 52}h12"
            for line in range(h // 60)
            for column in range(w // 40)
            if (x + line * 3 + column * 5) % 4
        )
        p.path(lights, line="#f8cf8d", width=9, opacity=0.8)
    p.rect(0, 760, 1600, 440, STEEL)
    p.rect(0, 748, 1600, 20, ASH)
    p.path("M40,1100H1600", line=AMBER, width=12, dash="120 80")
    car(p, 760, 990, 1120, INK, kind="van", shine=True)
    p.poly([(226, 800), (500, 760), (500, 800), (226, 846)], AMBER)
    p.disc(420, 660, 84, AMBER)
    p.disc(420, 660, 66, INK)
    star(p, 420, 660, 58, colour=CREAM)
    p.rect(230, 560, 40, 30, "#c8402f")
    figure(p, 1440, 1050, 420, DANI, arms="wave", facing=-1)
    return p


def fleet() -> Picture:
    """Six company vans before eight."""
    p = Picture("mirror fleet")
    p.ground(p.fade("#6c7fa3", "#c9b8b0", "#f8d9a8"))
    p.rect(140, 250, 1320, 420, "#dfe3ea")
    panes = "".join(
        f"M{180 + column * 128},{290 + line * 120}h96v80h-96z" for line in range(3) for column in range(10)
    )
    p.path(panes, mix(WATER, SLATE, 0.35))
    p.rect(120, 236, 1360, 26, SLATE)
    p.rect(0, 660, 1600, 540, "#8b8f98")
    p.path("".join(f"M{60 + number * 320},680l-60,120" for number in range(6)), line="#ffffff", width=10)
    for number in range(4):
        car(p, 190 + number * 400, 830, 380, PALE, kind="van", shine=number < 2)
    for number in range(3):
        car(p, 380 + number * 460, 1090, 460, PALE, kind="van", shine=number == 0)
    for x, y in ((100, 720), (500, 720), (210, 950)):
        star(p, x, y, 34)
    figure(p, 690, 1130, 360, MIKE, arms="reach", facing=-1)
    bucket(p, 620, 1140, 100, AMBER)
    return p


def city_map() -> Picture:
    """Austin, the river, the ring, today's route."""
    p = Picture("mirror map", height=LOW)
    p.ground(SLATE)
    for column in range(14):
        for line in range(9):
            if (column * 5 + line * 7) % 6:
                p.rect(
                    20 + column * 114,
                    20 + line * 110,
                    96,
                    92,
                    tint(SLATE, 0.06 + 0.03 * ((column + line) % 3)),
                    r=4,
                )
    p.stroke(
        [(-30, 640), (240, 560), (480, 610), (760, 540), (1020, 600), (1300, 520), (1640, 560)], SLATE, 96
    )
    p.stroke(
        [(-30, 640), (240, 560), (480, 610), (760, 540), (1020, 600), (1300, 520), (1640, 560)], "#3d7a9c", 66
    )
    p.stroke([(980, -20), (930, 240), (960, 500), (900, 760), (940, 1020)], STEEL, 26)
    p.stroke([(-20, 300), (400, 330), (800, 260), (1200, 320), (1640, 240)], STEEL, 22)
    p.disc(760, 520, 430, AMBER, opacity=0.09)
    p.disc(760, 520, 430, "none", line=AMBER, width=5, opacity=0.8)
    p.stroke(
        [(700, 700), (560, 780), (440, 480), (640, 300), (860, 200), (1060, 400), (1000, 720), (700, 700)],
        AMBER,
        9,
        dash="2 22",
    )
    for x, y in ((560, 780), (440, 480), (640, 300), (860, 200), (1060, 400), (1000, 720)):
        p.disc(x, y, 24, INK)
        p.disc(x, y, 17, AMBER)
    p.path("M700,700C700,700 626,620 626,560A74,74 0 1 1 774,560C774,620 700,700 700,700Z", AMBER)
    star(p, 700, 556, 44, colour=INK)
    p.path("M1480,900V780M1446,820L1480,776L1514,820", line=ASH, width=10)
    return p


def skyline() -> Picture:
    """Over the bridge at sundown."""
    p = Picture("mirror skyline")
    evening(p, 640)
    for x, w, h in (
        (60, 120, 220),
        (200, 90, 330),
        (310, 130, 270),
        (460, 100, 440),
        (590, 70, 540),
        (690, 130, 360),
        (850, 90, 480),
        (960, 120, 300),
        (1120, 80, 390),
        (1240, 140, 260),
        (1420, 110, 320),
    ):
        p.rect(x, 740 - h, w, h, mix("#3b2f52", INK, 0.25 + (x % 5) * 0.08))
        p.rect(x + w * 0.78, 740 - h, w * 0.22, h, "#f8cf8d", opacity=0.3)
    p.poly([(590, 200), (625, 130), (660, 200)], "#32274a")
    p.rect(0, 730, 1600, 160, p.fade("#e08a4f", DUSK))
    p.path("M60,780h240M420,820h300M860,770h220M1160,830h300", line=CREAM, width=6, opacity=0.5)
    p.rect(0, 860, 1600, 340, SLATE)
    p.rect(0, 846, 1600, 26, STEEL)
    rails = "".join(f"M{left},800v50" for left in range(20, 1620, 80))
    p.path(rails + "M0,800H1600", line=STEEL, width=10)
    p.path("M0,1110H1600", line=AMBER, width=12, dash="120 90")
    _mirror(p, 760, 1050, 900, "#8e2f2b", "coupe")
    star(p, 1180, 900, 40, colour=CREAM)
    return p
