"""In the old town: skyline, rock, closes, roofs, kirkyard, rain, and the map."""

from quayside.art.colour import mix, shade, tint
from quayside.art.figures import crowd, figure
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
