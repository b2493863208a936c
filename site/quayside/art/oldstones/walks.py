"""Out of doors: skyline, closes, kirkyard, hills, water, rain, and the map."""

from quayside.art.colour import mix, shade, tint
from quayside.art.figures import Look, crowd, figure
from quayside.art.oldstones.town import (
    FOG,
    GUIDE,
    GUIDE_2,
    HEATHER,
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
    chimney,
    cobbles,
    crown,
    lantern,
    marker,
    rain,
    route,
    row,
    spire,
    tenement,
    umbrella,
)  # fmt: skip
from quayside.art.picture import LOW, Picture


def hero() -> Picture:
    """The old town from the south, a group on its way in."""
    p = Picture("oldstones hero", height=LOW)
    p.ground(p.fade("#bccbe4", "#dde6f3", "#fbeed2"))
    p.disc(1240, 240, 84, "#fff4d6")
    p.path("M140,180h220M90,214h180M900,130h260M980,164h140", line="#ffffff", width=16, opacity=0.7)
    p.band([520, 470, 430, 360, 300, 380, 470, 500], mix(MOSS, FOG, 0.55))
    castle(p, 400, 640, 760, rock="#6d7386", walls="#b4aa9a")
    row(
        p,
        720,
        ((150, 230), (160, 270), (150, 250)),
        start=740,
        fade=0.42,
        into="#cfd8e8",
    )
    crown(p, 960, 560, 250, mix(STONE, "#cfd8e8", 0.3))
    spire(p, 1210, 560, 300, mix(STONE, "#cfd8e8", 0.35))
    row(p, 830, ((250, 250), (220, 310), (240, 270), (230, 340), (240, 280), (230, 320), (260, 260)))
    cobbles(p, 822, "#8d93a3", rows=4)
    route(p, [(-30, 960), (260, 900), (560, 930), (900, 880), (1240, 920)], stops=(1, 3))
    figure(p, 1010, 930, 210, GUIDE, legs="walk", arms="wave")
    umbrella(p, 1052, 762, 120, MUSTARD)
    crowd(p, ((700, 930, 196), (800, 946, 204), (590, 944, 200)), WALKERS, legs="walk")
    return p


def castle_rock() -> Picture:
    """The castle in the evening from the Grassmarket."""
    p = Picture("oldstones castle")
    p.ground(p.fade("#33406b", "#8c6f9c", "#e59f7c", "#f6d9a4"))
    castle(p, 800, 820, 1260, rock="#453f57", walls="#84748a")
    for x, y in ((560, 330), (700, 300), (740, 340), (960, 390)):
        p.rect(x, y, 14, 24, "#f6d27a")
    p.rect(740, 800, 130, 160, "#3b3650")
    row(p, 960, ((200, 260), (170, 330), (190, 290), (210, 250)), fade=0.25, into="#453f57")
    row(p, 960, ((190, 300), (180, 260), (200, 330), (200, 270)), start=860, fade=0.25, into="#453f57")
    cobbles(p, 950, "#57506c")
    route(p, [(-20, 1120), (300, 1050), (620, 1080), (820, 1000), (800, 830)], stops=(1, 3))
    crowd(p, ((430, 1120, 210), (520, 1136, 220), (330, 1130, 206)), WALKERS)
    figure(p, 640, 1120, 216, GUIDE_2, arms="point")
    return p


def close() -> Picture:
    """Down a close: walls that lean together, steps, a strip of sky."""
    p = Picture("oldstones close")
    p.ground(p.fade("#cfdaec", "#f3e6c8"))
    tenement(p, 610, 900, 380, 640, mix(SAND, FOG, 0.35), floors=6, across=4, gable=True)
    p.poly([(0, 0), (620, 0), (560, 300), (640, 620), (610, 1200), (0, 1200)], "#6f6a66")
    p.poly([(1600, 0), (1010, 0), (1050, 340), (980, 640), (1030, 1200), (1600, 1200)], "#857d74")
    p.poly(
        [(440, 0), (620, 0), (560, 300), (640, 620), (610, 1200), (470, 1200), (500, 620), (430, 300)],
        shade("#6f6a66", 0.2),
    )
    for x, y, lit in (
        (90, 150, 1),
        (270, 140, 0),
        (90, 480, 0),
        (270, 470, 1),
        (1200, 160, 0),
        (1400, 170, 1),
        (1200, 500, 1),
        (1400, 500, 0),
    ):
        p.rect(x, y, 120, 190, "#f3cf74" if lit else INK, line=tint(STONE, 0.3), width=10)
        p.path(f"M{x},{y + 95}h120M{x + 60},{y}v190", line=tint(STONE, 0.3), width=6)
    p.poly([(640, 880), (990, 880), (1180, 1200), (430, 1200)], "#9a958f")
    for number in range(7):
        y = 886 + number * 46
        spread = number * 33
        p.path(
            f"M{640 - spread * 0.95:.0f},{y}H{990 + spread * 0.85:.0f}", line=shade("#9a958f", 0.22), width=7
        )
    route(p, [(820, 1220), (790, 1080), (850, 980), (810, 880), (815, 800)], pin=False)
    lantern(p, 560, 470, 110)
    p.path("M470,462h90", line=INK, width=12)
    figure(p, 760, 1010, 250, GUIDE, legs="walk", arms="point")
    figure(p, 900, 1090, 290, WALKERS[0], legs="walk", arms="swing", facing=-1)
    p.path("M620,120Q815,180 1010,120", line=INK, width=4)
    for number, colour in enumerate((RUST, PAPER, SLATE, MUSTARD)):
        p.poly(
            [
                (680 + number * 72, 140),
                (724 + number * 72, 142),
                (720 + number * 72, 216),
                (684 + number * 72, 214),
            ],
            colour,
        )
    return p


def rooftops() -> Picture:
    """Chimneys and a cat."""
    p = Picture("oldstones rooftops")
    p.ground(p.fade("#f6d9a4", "#f9e9cd", "#dbe4f2"))
    p.disc(380, 300, 110, "#fff4d6")
    row(
        p,
        900,
        (
            (110, 330),
            (130, 400),
            (120, 350),
            (140, 420),
            (120, 370),
            (130, 340),
            (150, 410),
            (120, 350),
            (130, 390),
            (140, 350),
            (130, 380),
            (140, 340),
            (120, 390),
        ),
        fade=0.55,
        into="#e6e0da",
    )
    crown(p, 1100, 560, 320, mix(STONE, "#e6e0da", 0.4))
    for x, y, w, h in ((-60, 820, 560, 420), (560, 760, 480, 480), (1090, 850, 580, 400)):
        p.poly([(x, y), (x + w, y), (x + w + 60, y + h), (x - 60, y + h)], mix(SLATE, "#4a5160", 0.5))
        for line in range(1, 8):
            p.path(
                f"M{x - line * 8},{y + line * 52}H{x + w + line * 8}",
                line=shade(SLATE, 0.3),
                width=4,
                opacity=0.6,
            )
    for x, y, w in (
        (60, 830, 150),
        (330, 830, 120),
        (640, 770, 140),
        (860, 770, 130),
        (1180, 860, 150),
        (1440, 860, 130),
    ):
        chimney(p, x, y, w, SAND)
    p.rect(660, 900, 150, 170, PAPER, r=6)
    p.rect(676, 916, 118, 138, "#f3cf74")
    p.path("M735,916v138M676,985h118", line=PAPER, width=8)
    p.poly([(640, 900), (735, 820), (830, 900)], shade(SLATE, 0.25))
    with p.group("translate(1000 764) scale(1.5)"):
        p.path("M-30,0C-34,-40 -10,-56 6,-58L10,-82L22,-70L36,-82L40,-56C52,-44 44,-22 30,-16L34,0Z", INK)
        p.path("M-26,-6C-60,-4 -66,-40 -52,-52", line=INK, width=9)
        p.disc(20, -56, 3, MUSTARD)
        p.disc(32, -56, 3, MUSTARD)
    route(p, [(-20, 560), (240, 480), (520, 540), (820, 440), (1100, 500)], stops=(1, 2))
    return p


def kirkyard() -> Picture:
    """Stones, a bare tree, a small dog on a plinth."""
    p = Picture("oldstones kirkyard")
    p.ground(p.fade("#16213f", "#2f4b7c", "#6f86ad"))
    p.disc(1180, 260, 110, "#f4efdc")
    p.disc(1180, 260, 220, p.glow("#f4efdc@0.4", "#f4efdc@0"))
    row(
        p,
        820,
        (
            (130, 260),
            (150, 340),
            (140, 300),
            (150, 360),
            (140, 290),
            (130, 330),
            (150, 280),
            (140, 350),
            (150, 300),
            (140, 320),
            (130, 290),
        ),
        fade=0.6,
        into="#2b3f68",
    )
    spire(p, 420, 700, 420, "#2b3f68")
    p.band([850, 810, 830, 870, 840, 800], "#2c4a4a")
    p.band([960, 930, 940, 980, 950, 940], "#203838")
    for number, (x, y, s) in enumerate(
        (
            (180, 900, 1),
            (380, 960, 1.3),
            (620, 890, 0.9),
            (1280, 930, 1.2),
            (1460, 980, 1.4),
            (1080, 880, 0.8),
        )
    ):
        w, h = 100 * s, 170 * s
        p.path(
            f"M{x - w / 2:.0f},{y:.0f}V{y - h * 0.7:.0f}Q{x:.0f},{y - h * 1.3:.0f} {x + w / 2:.0f},{y - h * 0.7:.0f}V{y:.0f}Z",
            mix(STONE, "#2b3f68", 0.35 + 0.05 * (number % 3)),
        )
        p.path(
            f"M{x - w * 0.26:.0f},{y - h * 0.56:.0f}h{w * 0.52:.0f}M{x - w * 0.2:.0f},{y - h * 0.4:.0f}h{w * 0.4:.0f}",
            line="#2b3f68",
            width=5 * s,
        )
    p.path(
        "M1380,960C1370,760 1400,640 1360,480M1372,700L1250,560M1378,620L1500,470M1364,520L1300,400M1362,500L1430,360M1290,610L1210,600M1450,535L1540,530",
        line="#131a30",
        width=16,
    )
    p.rect(740, 880, 150, 150, mix(STONE, "#2b3f68", 0.2))
    p.rect(720, 1020, 190, 30, mix(STONE, "#2b3f68", 0.4))
    p.path("M770,880v-64q-6,-40 20,-52l-14,-34l26,10q30,-14 44,12l-6,26q14,40 16,102z", "#131a30")
    route(p, [(-20, 1120), (300, 1090), (560, 1130), (800, 1090), (1000, 1120)], stops=(1, 3), pin=False)
    figure(p, 1040, 1130, 270, GUIDE_2, arms="hold")
    lantern(p, 1112, 960, 60)
    crowd(p, ((520, 1150, 250), (420, 1140, 240)), WALKERS)
    return p


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


def wet_day() -> Picture:
    """It rains; nobody minds."""
    p = Picture("oldstones rain")
    p.ground(p.fade("#7f94b8", "#b4c2d8"))
    row(
        p,
        880,
        ((230, 560), (200, 640), (240, 580), (210, 660), (230, 600), (240, 620), (220, 560)),
        fade=0.35,
        into="#8ea0bd",
    )
    cobbles(p, 872, "#6d7890")
    rain(p, 90)
    p.path("M180,1100h220M700,1150h260M1150,1080h200", line="#ffffff", width=8, opacity=0.35)
    for x, y, tall, look, colour in (
        (400, 1080, 330, WALKERS[1], RUST),
        (640, 1110, 340, WALKERS[2], SLATE),
        (890, 1080, 330, WALKERS[3], HEATHER),
        (1200, 1100, 346, GUIDE, MUSTARD),
    ):
        figure(p, x, y, tall, look, legs="walk", arms="hold")
        umbrella(p, x + 52, y - tall * 0.66, 300, colour)
    route(p, [(-20, 1160), (300, 1140), (760, 1170), (1200, 1140), (1500, 1160)], stops=(1, 2), pin=False)
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


def map_lines() -> Picture:
    """The plan of the town with four walks on it."""
    p = Picture("oldstones map", height=LOW)
    p.ground("#edf1f7")
    p.poly([(0, 0), (1600, 0), (1600, 300), (0, 380)], "#dde5f0")
    for column in range(9):
        for line in range(3):
            p.rect(60 + column * 170, 40 + line * 100, 130, 66, "#ffffff", r=4)
    p.poly([(-20, 420), (1620, 340), (1620, 420), (-20, 510)], tint(MOSS, 0.45))
    for number in range(17):
        x = 120 + number * 88
        p.poly(
            [
                (x, 560 - number * 4),
                (x + 58, 556 - number * 4),
                (x + 66, 680 - number * 3),
                (x + 8, 684 - number * 3),
            ],
            tint(SAND, 0.35),
        )
        p.poly(
            [(x + 6, 730 - number * 3), (x + 66, 726 - number * 3), (x + 76, 860), (x + 16, 864)],
            tint(SAND, 0.5),
        )
    p.poly([(-20, 520), (110, 500), (140, 620), (60, 700), (-20, 690)], tint("#6d7386", 0.3))
    castle(p, 70, 640, 150)
    p.poly([(1280, 760), (1480, 660), (1640, 700), (1640, 1020), (1240, 1020)], tint(MOSS, 0.3))
    p.path("M1330,960L1440,780L1490,740L1560,860", line=MOSS, width=10)
    p.stroke([(100, 610), (420, 610), (800, 592), (1200, 575), (1620, 560)], "#ffffff", 20)
    route(p, [(130, 690), (360, 705), (620, 690), (900, 720), (1120, 690)], colour=RUST, stops=(1, 2, 3))
    route(p, [(240, 900), (500, 880), (760, 640), (1000, 460), (1240, 320)], colour=SLATE, stops=(1, 2, 3))
    route(p, [(700, 930), (980, 880), (1220, 880), (1400, 860), (1480, 770)], colour=MOSS, stops=(1, 2))
    route(p, [(320, 180), (560, 210), (820, 160), (1060, 200)], colour=MUSTARD, stops=(1, 2))
    marker(p, 760, 640, 30, INK)
    return p
