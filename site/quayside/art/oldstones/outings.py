"""Farther out and other seasons: hills, water, port, children, December."""

from quayside.art.colour import mix, shade, tint
from quayside.art.figures import Look, crowd, figure
from quayside.art.oldstones.town import (
    FOG,
    GUIDE,
    GUIDE_2,
    INK,
    MOSS,
    MUSTARD,
    PAPER,
    RUST,
    SAND,
    SLATE,
    STONE,
    WALKERS,
    castle,
    cobbles,
    route,
    row,
    spire,
    tenement,
)  # fmt: skip
from quayside.art.picture import Picture


def hill() -> Picture:
    """Up Arthur's Seat in a wind."""
    p = Picture("oldstones hill")
    p.ground(p.fade("#b9cfe8", "#dfe9f4", "#f8efd8"))
    p.path("M120,220h300M60,256h240M980,160h340M1080,196h200", line="#ffffff", width=18, opacity=0.8)
    p.rect(0, 560, 1600, 120, mix(SLATE, "#dfe9f4", 0.45))
    p.poly(
        [(300, 700), (700, 360), (820, 300), (900, 320), (1040, 420), (1180, 400), (1600, 700)],
        mix(MOSS, FOG, 0.35),
    )
    p.poly([(820, 300), (900, 320), (1040, 420), (1000, 520), (880, 480)], mix(STONE, MOSS, 0.3))
    p.poly([(-20, 1200), (-20, 760), (300, 660), (640, 720), (1000, 610), (1620, 800), (1620, 1200)], MOSS)
    p.poly([(-20, 1200), (-20, 980), (420, 860), (900, 960), (1620, 860), (1620, 1200)], mix(MOSS, INK, 0.22))
    gorse = "".join(f"M{p.between(0, 1600):.0f},{p.between(760, 1160):.0f}h.1" for _ in range(46))
    p.path(gorse, line=MUSTARD, width=16, opacity=0.9)
    route(p, [(60, 1160), (380, 1000), (700, 900), (900, 720), (860, 520), (840, 320)], stops=(1, 3))
    for x, y, tall, look in (
        (470, 1010, 220, WALKERS[0]),
        (620, 950, 200, WALKERS[3]),
        (740, 900, 180, GUIDE),
    ):
        figure(p, x, y, tall, look, legs="stride", arms="swing")
    for x, y in ((1200, 320), (1270, 290)):
        p.path(f"M{x - 34},{y - 10}L{x},{y}L{x + 34},{y - 12}", line=INK, width=6)
    return p


def calton() -> Picture:
    """Columns on Calton Hill at sunrise."""
    p = Picture("oldstones calton")
    p.ground(p.fade("#8fa6cc", "#f3c9a0", "#f9e3bd"))
    p.disc(1130, 560, 150, "#fff1cf")
    row(
        p,
        820,
        (
            (150, 150),
            (160, 190),
            (140, 160),
            (150, 200),
            (160, 170),
            (150, 150),
            (140, 190),
            (160, 160),
            (150, 180),
            (140, 170),
            (160, 190),
            (150, 160),
        ),
        fade=0.62,
        into="#eccfb0",
    )
    p.band([850, 800, 760, 740, 750, 800, 860], MOSS)
    p.band([1000, 960, 940, 950, 930, 970], mix(MOSS, INK, 0.25))
    p.rect(300, 730, 760, 40, SAND)
    p.rect(330, 700, 700, 34, tint(SAND, 0.15))
    for number in range(6):
        x = 380 + number * 116
        p.rect(x, 400, 50, 304, tint(SAND, 0.2))
        p.rect(x + 34, 400, 16, 304, shade(SAND, 0.18))
        p.rect(x - 12, 382, 74, 24, SAND)
        p.path(f"M{x + 14},410v286M{x + 26},410v286", line=shade(SAND, 0.1), width=3)
    p.rect(350, 330, 660, 54, SAND)
    p.rect(336, 316, 688, 22, tint(SAND, 0.2))
    figure(p, 1180, 900, 230, GUIDE, arms="point", facing=-1)
    crowd(p, ((1290, 930, 220), (1380, 910, 214)), WALKERS)
    route(p, [(1620, 1100), (1300, 1020), (1000, 1060), (720, 940), (690, 740)], stops=(1, 3))
    return p


def dean_village() -> Picture:
    """Mill houses along the water of Leith."""
    p = Picture("oldstones dean")
    p.ground(p.fade("#d5e0ef", "#f6efdd"))
    p.path("M-20,330V250Q180,250 320,250T700,250T1080,250T1640,250V330", mix(STONE, FOG, 0.4))
    for number in range(4):
        x = 60 + number * 400
        p.path(
            f"M{x},620V420a170,170 0 0 1 340,0V620h-40V430a130,130 0 0 0 -260,0V620z", mix(STONE, FOG, 0.4)
        )
    row(p, 830, ((220, 330), (190, 420), (240, 300)), start=-20)
    tenement(p, 1010, 830, 300, 430, "#b9835f", floors=5, across=4, gable=True)
    tenement(p, 1310, 830, 310, 340, "#c7b48f", floors=4, across=4)
    for x, y, r in ((700, 780, 90), (800, 760, 110), (920, 790, 90)):
        p.disc(x, y - 60, r, mix(MOSS, MUSTARD, 0.25))
    p.rect(0, 820, 1600, 40, STONE)
    p.path("M-20,860H1620V1200H-20Z", p.fade("#7f9abf", "#5f7da8"))
    p.path(
        "M80,930h180M420,980h240M820,920h160M1100,1010h260M200,1100h200M900,1120h180",
        line="#ffffff",
        width=6,
        opacity=0.6,
    )
    p.path(
        "M520,860C560,900 640,930 700,1000S760,1130 740,1210H900C900,1120 890,1040 830,980S700,890 660,860Z",
        "#ffffff",
        opacity=0.35,
    )
    route(p, [(-20, 800), (320, 790), (640, 800), (960, 790), (1240, 800)], stops=(1, 2, 3))
    figure(p, 420, 826, 190, GUIDE, legs="walk", arms="wave")
    crowd(p, ((300, 828, 180), (220, 828, 184)), WALKERS, legs="walk")
    return p


def leith() -> Picture:
    """The Shore at Leith: quay, boats, gulls."""
    p = Picture("oldstones leith")
    p.ground(p.fade("#cbdcf0", "#f2f0e4"))
    row(
        p,
        720,
        (
            (180, 300),
            (150, 380),
            (200, 330),
            (160, 280),
            (190, 360),
            (170, 310),
            (200, 350),
            (180, 300),
            (190, 330),
        ),
    )
    for number in range(6):
        p.rect(40 + number * 270, 630, 170, 90, (RUST, SLATE, MUSTARD, MOSS)[number % 4])
        p.path(
            f"M{40 + number * 270},630h170l18,34h-206z", tint((RUST, SLATE, MUSTARD, MOSS)[number % 4], 0.3)
        )
    p.rect(0, 716, 1600, 100, "#9d978b")
    p.rect(0, 806, 1600, 40, shade(STONE, 0.3))
    p.rect(0, 840, 1600, 360, p.fade("#6d8ab5", "#3f5f92"))
    p.path(
        "M60,930h240M400,1010h200M760,900h260M1120,980h200M300,1120h260M1000,1110h300",
        line="#ffffff",
        width=6,
        opacity=0.55,
    )
    for x, colour in ((380, RUST), (1100, SLATE)):
        p.path(f"M{x - 220},880H{x + 230}L{x + 180},960H{x - 170}Z", colour)
        p.path(f"M{x - 220},880H{x + 230}l-8,20H{x - 208}Z", "#ffffff")
        p.rect(x - 60, 800, 120, 84, PAPER)
        p.rect(x - 44, 818, 88, 34, INK)
        p.path(f"M{x + 100},880V600M{x + 100},620L{x + 210},860", line=INK, width=9)
    route(p, [(-20, 780), (300, 770), (700, 784), (1040, 770), (1380, 780)], stops=(1, 2, 3))
    crowd(p, ((620, 806, 190), (720, 806, 196), (540, 806, 184)), WALKERS)
    figure(p, 830, 806, 198, GUIDE_2, arms="point")
    for x, y in ((760, 240), (840, 210), (1180, 260)):
        p.path(
            f"M{x - 30},{y - 10}Q{x - 12},{y - 22} {x},{y}Q{x + 12},{y - 22} {x + 30},{y - 10}",
            line=INK,
            width=5,
        )
    return p


def children() -> Picture:
    """Children with a map, a dog, and a question."""
    p = Picture("oldstones children")
    p.ground(p.fade("#dbe7f5", "#fbf3dd"))
    row(
        p,
        830,
        ((220, 430), (200, 520), (230, 460), (210, 400), (230, 500), (220, 450), (240, 480), (210, 430)),
        fade=0.2,
    )
    cobbles(p, 824, "#b9b4aa")
    for x, y, tall, look, arms in (
        (480, 1080, 250, Look("#e6b48d", "#8a4b2a", RUST, SLATE, style="bun", sleeves=False), "hold"),
        (640, 1110, 230, Look("#8a5636", "#1f1714", MUSTARD, INK, style="short", sleeves=False), "point"),
        (880, 1090, 260, Look("#f2cdb0", "#c9a468", MOSS, "#5b5148", style="cap", hat=RUST), "up"),
    ):
        figure(p, x, y, tall, look, arms=arms)
    p.poly([(500, 900), (660, 880), (672, 990), (512, 1010)], PAPER, line=STONE, width=5)
    p.path("M520,970q40,-50 70,-20t60,-30", line=RUST, width=7, dash="2 14")
    figure(p, 1120, 1090, 350, GUIDE_2, arms="hips", facing=-1)
    with p.group("translate(330 1100) scale(2)"):
        p.path(
            "M-50,0V-30C-50,-52 -20,-50 10,-50L20,-74L36,-78L44,-66L62,-60L56,-48L36,-44C40,-24 34,-14 32,0H22V-22H-30V0Z",
            "#6b4f3a",
        )
        p.path("M-50,-36q-24,-10 -22,-34", line="#6b4f3a", width=9)
        p.disc(44, -62, 3, INK)
        p.path("M24,-42l16,4", line=RUST, width=6)
    route(p, [(1620, 1160), (1340, 1120), (1000, 1160), (700, 1140), (160, 1160)], stops=(1, 2))
    return p


def christmas() -> Picture:
    """Lights, wheel and stalls in December."""
    p = Picture("oldstones christmas")
    p.ground(p.fade("#131b38", "#26376a", "#5d6ea0"))
    castle(p, 330, 700, 620, rock="#1d2747", walls="#4f5b84")
    spire(p, 1180, 900, 640, "#33436f")
    p.path("M1120,520h120M1130,620h100", line="#33436f", width=36)
    wheel_x, wheel_y, r = 720, 470, 250
    p.disc(wheel_x, wheel_y, r, "none", line=MUSTARD, width=10)
    p.disc(wheel_x, wheel_y, r * 0.72, "none", line=tint(SLATE, 0.4), width=5)
    for number in range(12):
        with p.group(f"rotate({number * 30} {wheel_x} {wheel_y})"):
            p.path(f"M{wheel_x},{wheel_y}V{wheel_y - r}", line=tint(SLATE, 0.4), width=4)
            p.disc(wheel_x, wheel_y - r, 17, (RUST, MUSTARD, "#ffffff")[number % 3])
    p.path(
        f"M{wheel_x},{wheel_y}L{wheel_x - 130},880M{wheel_x},{wheel_y}L{wheel_x + 130},880",
        line=tint(SLATE, 0.3),
        width=14,
    )
    p.rect(0, 870, 1600, 330, "#1a2444")
    p.path("M-20,640Q260,760 520,660T1040,680T1620,620", line=INK, width=4)
    bulbs = "".join(f"M{x},{690 + (x * 37 % 60)}h.1" for x in range(20, 1600, 60))
    p.path(bulbs, line="#f6d98e", width=17)
    for number in range(5):
        x = 30 + number * 320
        p.rect(x, 800, 250, 170, "#6b4f3a")
        p.rect(x + 20, 850, 210, 74, "#f6d27a")
        p.poly(
            [(x - 16, 806), (x + 266, 806), (x + 220, 730), (x + 30, 730)], (RUST, MOSS, SLATE)[number % 3]
        )
        p.rect(x, 924, 250, 46, shade("#6b4f3a", 0.2))
    flakes = "".join(f"M{p.between(0, 1600):.0f},{p.between(0, 1180):.0f}h.1" for _ in range(80))
    p.path(flakes, line="#ffffff", width=8, opacity=0.8)
    crowd(p, ((300, 1130, 260), (420, 1146, 266), (980, 1140, 262)), WALKERS)
    figure(p, 640, 1140, 270, GUIDE, arms="wave")
    return p
