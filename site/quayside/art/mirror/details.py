"""Close up: wheels, lamps, seats, paint, drops, tools."""

from quayside.art.cars import car, wheel
from quayside.art.colour import mix, shade, tint
from quayside.art.mirror.shine import (
    AMBER,
    ASH,
    CREAM,
    INK,
    PALE,
    SLATE,
    STEEL,
    WATER,
    bottle,
    bucket,
    foam,
    spray,
    stage,
    star,
)  # fmt: skip
from quayside.art.picture import Picture, smooth


def interior() -> Picture:
    """The driver's place, clean."""
    p = Picture("mirror interior")
    p.ground(p.fade("#f0a552", "#f8d9a8"))
    p.band([420, 380, 400, 360, 400, 380], mix("#7c3f58", "#f0a552", 0.4))
    p.poly([(-20, -20), (300, -20), (120, 620), (-20, 640)], INK)
    p.poly([(1620, -20), (1330, -20), (1500, 600), (1620, 640)], INK)
    p.rect(0, -20, 1600, 90, INK)
    p.rect(640, 70, 320, 90, SLATE, r=26)
    p.path("M-20,600C300,520 1300,520 1620,600V1220H-20Z", SLATE)
    p.path("M-20,600C300,520 1300,520 1620,600V650C1300,570 300,570 -20,650Z", STEEL)
    p.rect(660, 640, 360, 230, INK, r=20)
    p.rect(684, 664, 312, 150, "#22495e", r=8)
    p.path("M720,760q60,-70 120,-30t120,-40", line=AMBER, width=9)
    for x in (720, 800, 880, 960):
        p.disc(x, 842, 13, ASH)
    p.path("M640,900H1040L1100,1220H580Z", INK)
    p.disc(840, 1020, 54, STEEL)
    p.path("M840,1010v-90", line=ASH, width=26)
    p.disc(840, 900, 34, PALE)
    p.path(
        "M100,640h180q20,0 20,24v40h-220v-40q0,-24 20,-24zM1280,640h180q20,0 20,24v40h-220v-40q0,-24 20,-24z",
        INK,
    )
    p.disc(380, 860, 250, "none", line=INK, width=52)
    p.disc(380, 860, 250, "none", line=STEEL, width=22)
    p.path("M150,850H610M380,870V1100", line=INK, width=50)
    p.disc(380, 860, 82, INK)
    star(p, 380, 860, 44, colour=AMBER)
    p.path("M200,700A250,250 0 0 1 340,620", line="#ffffff", width=12, opacity=0.6)
    star(p, 950, 680, 40)
    star(p, 560, 690, 30)
    return p


def _seat(p: Picture, x: float, y: float, w: float, colour: str) -> None:
    p.path(
        f"M{x - w * 0.36:.0f},{y - w * 0.5:.0f}C{x - w * 0.44:.0f},{y - w * 1.2:.0f} {x - w * 0.3:.0f},{y - w * 1.5:.0f} {x:.0f},{y - w * 1.5:.0f}C{x + w * 0.3:.0f},{y - w * 1.5:.0f} {x + w * 0.44:.0f},{y - w * 1.2:.0f} {x + w * 0.36:.0f},{y - w * 0.5:.0f}Z",
        colour,
    )
    p.rect(x - w * 0.2, y - w * 1.86, w * 0.4, w * 0.3, colour, r=w * 0.09)
    p.path(
        f"M{x - w * 0.08:.0f},{y - w * 1.5:.0f}v{-w * 0.1:.0f}M{x + w * 0.08:.0f},{y - w * 1.5:.0f}v{-w * 0.1:.0f}",
        line=ASH,
        width=w * 0.03,
    )
    p.path(
        f"M{x - w * 0.5:.0f},{y:.0f}C{x - w * 0.5:.0f},{y - w * 0.44:.0f} {x - w * 0.42:.0f},{y - w * 0.56:.0f} {x:.0f},{y - w * 0.56:.0f}C{x + w * 0.42:.0f},{y - w * 0.56:.0f} {x + w * 0.5:.0f},{y - w * 0.44:.0f} {x + w * 0.5:.0f},{y:.0f}Z",
        shade(colour, 0.12),
    )
    seams = "".join(f"M{x + lean * w:.0f},{y - w * 1.36:.0f}V{y - w * 0.62:.0f}" for lean in (-0.16, 0, 0.16))
    seams += "".join(f"M{x + lean * w:.0f},{y - w * 0.48:.0f}V{y - w * 0.06:.0f}" for lean in (-0.2, 0, 0.2))
    p.path(seams, line=shade(colour, 0.25), width=w * 0.014)


def seats() -> Picture:
    """One half shampooed."""
    p = Picture("mirror seats")
    stage(p, floor=980)
    _seat(p, 500, 1060, 560, "#8a6f55")
    stains = "".join(
        f"M{p.between(360, 640):.0f},{p.between(480, 1000):.0f}h{p.between(4, 26):.0f}" for _ in range(16)
    )
    p.path(stains, line=shade("#8a6f55", 0.35), width=26, opacity=0.5)
    _seat(p, 1110, 1060, 560, "#d8b98e")
    foam(p, [(760, 860, 60), (820, 800, 50), (800, 930, 56), (850, 880, 40)])
    p.path("M820,760L700,420", line=INK, width=34)
    p.path("M690,430q-30,-160 -250,-200", line=AMBER, width=26)
    p.rect(770, 740, 130, 50, ASH, r=10)
    star(p, 1230, 420, 60)
    star(p, 1020, 760, 36)
    return p


def polish() -> Picture:
    """A machine on a hood that mirrors the sky."""
    p = Picture("mirror polish")
    p.ground(p.fade("#3b2f52", "#7c3f58", "#e08a4f"))
    p.path("M-20,420C300,300 900,260 1620,420V1220H-20Z", p.fade("#1b2a44", "#0e1728"))
    p.path("M-20,470C300,350 900,310 1620,470V520C900,370 300,410 -20,530Z", "#f8cf8d", opacity=0.5)
    p.path("M-20,640C400,540 900,520 1620,660V700C900,560 400,590 -20,690Z", "#e08a4f", opacity=0.35)
    p.path("M300,1220C460,900 700,700 1000,640C860,800 740,1000 690,1220Z", "#ffffff", opacity=0.07)
    swirls = "".join(
        f"M{60 + number * 30},{900 + number % 4 * 60}a{120 + number * 6},{70 + number * 3} 0 0 1 {130 + number * 5},{-50}"
        for number in range(9)
    )
    p.path(swirls, line="#ffffff", width=4, opacity=0.35)
    with p.group("rotate(-14 980 700)"):
        p.oval(930, 820, 220, 64, "#000000", opacity=0.35)
        p.oval(930, 790, 220, 64, AMBER)
        p.oval(930, 770, 200, 54, shade(AMBER, 0.25))
        p.rect(830, 600, 210, 170, STEEL, r=40)
        p.rect(860, 560, 150, 80, INK, r=30)
        p.path("M1030,650h330q60,0 60,50", line=INK, width=88)
        p.path("M1090,650h240", line=AMBER, width=20)
        p.path("M860,620q-100,-60 -150,-20", line=INK, width=46)
    p.path("M1420,560C1520,560 1560,700 1640,720", line=INK, width=16)
    for x, y, r in ((560, 560, 60), (330, 700, 34), (1330, 470, 40)):
        star(p, x, y, r)
    return p


def ceramic() -> Picture:
    """Beads on a dark panel."""
    p = Picture("mirror ceramic")
    p.ground(p.fade("#0b1220", "#1d2a44", "#2f4468", turn="slant"))
    p.path("M-20,300C400,140 1000,120 1620,360V460C1000,220 400,240 -20,420Z", AMBER, opacity=0.3)
    p.path("M-20,980C500,760 1100,760 1620,980", line=INK, width=10, opacity=0.7)
    for _ in range(34):
        x, y = p.between(40, 1560), p.between(60, 1140)
        r = p.between(14, 58)
        p.oval(x + r * 0.12, y + r * 0.2, r, r * 0.84, "#000000", opacity=0.3)
        p.oval(x, y, r, r * 0.84, mix(WATER, "#1d2a44", 0.55))
        p.path(
            f"M{x - r * 0.7:.0f},{y + r * 0.3:.0f}Q{x:.0f},{y + r * 0.9:.0f} {x + r * 0.7:.0f},{y + r * 0.3:.0f}",
            line=AMBER,
            width=r * 0.12,
            opacity=0.85,
        )
        p.oval(x - r * 0.3, y - r * 0.3, r * 0.26, r * 0.16, "#ffffff", turn=-30)
    return p


def wheels() -> Picture:
    """A wheel, a brush, a jet."""
    p = Picture("mirror wheels")
    stage(p, floor=1010)
    p.path("M-20,-20H1620V520C1400,300 1180,180 800,180S200,300 -20,520Z", "#7c2723")
    p.path(
        "M-20,560C200,330 420,230 800,230S1400,330 1620,560V500C1400,270 1160,170 800,170S200,270 -20,500Z",
        tint("#7c2723", 0.35),
        opacity=0.6,
    )
    p.path(
        "M-20,560C200,330 420,230 800,230S1400,330 1620,560V640C1380,420 1160,330 800,330S220,420 -20,640Z",
        INK,
    )
    wheel(p, 800, 690, 360, shine=True)
    p.disc(800, 690, 250, "#000000", opacity=0.12)
    for turn in range(10):
        with p.group(f"rotate({turn * 36} 800 690)"):
            p.poly([(776, 660), (824, 660), (842, 474), (758, 474)], PALE)
            p.poly([(800, 660), (824, 660), (842, 474), (800, 474)], ASH)
    p.disc(800, 690, 66, SLATE)
    star(p, 800, 690, 46, colour=AMBER)
    foam(p, [(560, 860, 56), (620, 930, 64), (700, 980, 52), (500, 790, 44), (780, 1000, 46)])
    p.path("M1080,930L1330,1130", line=INK, width=40)
    p.path("M1000,860l80,70", line=AMBER, width=70)
    spray(p, 1560, 380, -360, 120)
    star(p, 650, 480, 50)
    star(p, 1000, 560, 34)
    return p


def headlights() -> Picture:
    """A lamp, half of it cleared."""
    p = Picture("mirror headlights")
    p.ground(p.fade("#26324a", "#131b2c"))
    p.path("M-20,260C500,140 1100,150 1620,300V1220H-20Z", "#2f5f8a")
    p.path(
        "M-20,300C500,180 1100,190 1620,340V390C1100,230 500,220 -20,350Z", tint("#2f5f8a", 0.5), opacity=0.7
    )
    outline = smooth(
        [(220, 620), (420, 440), (800, 380), (1200, 420), (1420, 540), (1340, 740), (1000, 820), (560, 800)],
        closed=True,
    )
    p.path(outline, INK)
    with p.group(clip=outline):
        p.rect(200, 360, 1300, 500, "#22303f")
        for x, r in ((600, 130), (980, 150)):
            p.disc(x, 600, r, ASH)
            p.disc(x, 600, r * 0.8, "#dfe9f0")
            p.disc(x, 600, r * 0.5, CREAM)
            p.disc(x - r * 0.2, 600 - r * 0.2, r * 0.2, "#ffffff")
        p.path("M1220,480q90,60 60,180", line=AMBER, width=46)
        p.rect(200, 360, 600, 500, "#c9a94f", opacity=0.72)
        haze = "".join(
            f"M{p.between(230, 780):.0f},{p.between(400, 800):.0f}l{p.between(20, 70):.0f},-8"
            for _ in range(40)
        )
        p.path(haze, line="#e5d08a", width=5, opacity=0.7)
        p.path("M1020,380L880,860L940,860L1080,380Z", "#ffffff", opacity=0.35)
    p.path(outline, line=shade("#2f5f8a", 0.5), width=16)
    p.path("M800,330V880", line=CREAM, width=9)
    star(p, 1130, 470, 60)
    star(p, 1300, 700, 34)
    bottle(p, 200, 1180, 320, AMBER)
    return p


def engine() -> Picture:
    """An engine bay one can eat from."""
    p = Picture("mirror engine")
    p.ground(p.fade("#7c2723", "#5b1d1a"))
    p.path(
        "M160,160H1440Q1500,160 1500,240V1040Q1500,1120 1420,1120H180Q100,1120 100,1040V240Q100,160 160,160Z",
        INK,
    )
    p.rect(480, 330, 640, 460, STEEL, r=30)
    p.rect(520, 370, 560, 120, SLATE, r=16)
    for number in range(4):
        p.rect(540 + number * 140, 530, 100, 220, shade(AMBER, 0.1), r=16)
        p.rect(556 + number * 140, 546, 20, 188, "#ffffff", r=10, opacity=0.3)
        p.disc(590 + number * 140, 560, 18, INK)
    p.rect(1190, 300, 240, 220, SLATE, r=14)
    p.rect(1220, 270, 50, 40, "#c8402f", r=6)
    p.rect(1350, 270, 50, 40, ASH, r=6)
    p.rect(170, 290, 230, 200, mix(WATER, "#ffffff", 0.35), r=26)
    p.disc(285, 290, 46, INK)
    p.path(
        "M400,420C460,420 440,600 480,600M1120,620C1180,620 1160,800 1240,800H1400", line="#0a0f18", width=38
    )
    p.path("M300,490V700C300,820 420,860 560,860H1000C1120,860 1150,940 1300,940", line=SLATE, width=44)
    p.path(
        "M300,490V700C300,820 420,860 560,860H1000C1120,860 1150,940 1300,940",
        line=tint(SLATE, 0.25),
        width=8,
    )
    p.disc(300, 940, 110, SLATE)
    p.disc(300, 940, 70, STEEL)
    p.disc(300, 940, 22, ASH)
    star(p, 800, 430, 50, colour=AMBER)
    star(p, 640, 560, 30)
    star(p, 1330, 380, 34)
    return p


def pet_hair() -> Picture:
    """A dog on the back seat, and the glove that follows."""
    p = Picture("mirror dog")
    p.ground(p.fade("#f0a552", "#f8d9a8"))
    p.rect(0, 0, 1600, 130, INK)
    p.rect(0, 120, 1600, 30, STEEL)
    p.path("M60,1220V560Q60,460 180,460H1420Q1540,460 1540,560V1220Z", "#4b5563")
    p.path("M800,480V1220", line=STEEL, width=14)
    p.rect(0, 920, 1600, 300, STEEL)
    p.rect(0, 900, 1600, 50, tint(STEEL, 0.14), r=24)
    with p.group("translate(560 960) scale(3.6)"):
        p.path("M-70,0C-80,-60 -50,-92 -10,-96C30,-96 56,-60 52,0Z", "#c9945a")
        p.path("M-70,-8C-96,-20 -100,-50 -84,-64", line="#c9945a", width=15)
        p.path(
            "M0,-88C-14,-132 10,-166 46,-164C78,-162 92,-136 86,-112C82,-94 60,-84 40,-84C24,-84 10,-84 0,-88Z",
            "#d8a76c",
        )
        p.path(
            "M10,-150C-10,-150 -20,-120 -8,-98C8,-100 18,-120 22,-140ZM70,-156C86,-146 92,-120 84,-104C74,-110 66,-130 62,-146Z",
            "#8f6236",
        )
        p.oval(62, -112, 24, 17, "#f0d9b5")
        p.oval(74, -120, 8, 6, INK)
        p.disc(38, -128, 4.6, INK)
        p.disc(64, -134, 4.6, INK)
        p.path("M60,-102q8,10 18,2", line=INK, width=3)
        p.path("M66,-98q4,22 14,4z", "#d0605a")
        p.path("M-6,-86Q20,-72 44,-84", line=AMBER, width=8)
        p.rect(-44, -30, 26, 34, "#d8a76c", r=10)
        p.rect(16, -30, 26, 34, "#d8a76c", r=10)
    hair = "".join(
        f"M{p.between(120, 1480):.0f},{p.between(520, 1160):.0f}q{p.between(-20, 20):.0f},-12 {p.between(14, 30):.0f},-4"
        for _ in range(54)
    )
    p.path(hair, line="#e5c089", width=3.4)
    with p.group("rotate(18 1230 820)"):
        p.path(
            "M1120,1000V760q0,-30 30,-30t30,30V680q0,-30 30,-30t30,30V670q0,-30 30,-30t30,30V720q0,-30 28,-30t28,30V900q0,110 -100,140h-40q-60,-6 -66,-40z",
            AMBER,
        )
        nubs = "".join(
            f"M{1150 + column * 44},{800 + line * 44}h.1" for line in range(4) for column in range(4)
        )
        p.path(nubs, line=shade(AMBER, 0.3), width=15)
    return p


def kit() -> Picture:
    """Two buckets, bottles, a mitt and towels."""
    p = Picture("mirror kit")
    stage(p, floor=860)
    p.rect(120, 480, 1360, 26, STEEL)
    for number, colour in enumerate((AMBER, "#3d7a9c", "#b5473c", INK, AMBER, "#4d6b4a", "#3d7a9c")):
        bottle(p, 220 + number * 192, 482, 270, colour)
    bucket(p, 420, 1060, 330, AMBER)
    bucket(p, 840, 1060, 330, "#3d7a9c")
    p.path("M650,1080q-20,-110 60,-130q90,-10 90,80t-60,80t-90,-30z", CREAM)
    fluff = "".join(f"M{p.between(650, 780):.0f},{p.between(970, 1090):.0f}q8,-14 18,-2" for _ in range(26))
    p.path(fluff, line=shade(CREAM, 0.16), width=5)
    for number, colour in enumerate(("#3d7a9c", AMBER, PALE, "#b5473c")):
        p.rect(1120, 1020 - number * 56, 330, 58, colour, r=24)
        p.rect(1120, 1036 - number * 56, 330, 8, shade(colour, 0.16))
    star(p, 300, 300, 34)
    return p


def odour() -> Picture:
    """A machine that cleans air, doors shut."""
    p = Picture("mirror odour")
    stage(p, floor=900)
    car(p, 700, 1000, 1060, "#3d5a73", kind="hatch", shine=True)
    for number in range(3):
        x = 520 + number * 130
        p.path(f"M{x},600q-30,-60 0,-110t0,-110", line=AMBER, width=12, opacity=0.8)
        star(p, x + 10, 350 - number % 2 * 50, 26, colour=CREAM)
    p.rect(1290, 820, 210, 200, AMBER, r=20)
    p.disc(1395, 910, 66, INK)
    for turn in range(3):
        with p.group(f"rotate({turn * 120} 1395 910)"):
            p.path("M1395,910q30,-40 10,-58q-30,10 -10,58z", ASH)
    p.path("M1350,820v-40h90v40", line=INK, width=14)
    p.path("M1290,960C1180,980 1160,760 1060,700", line=INK, width=36)
    return p


def gift() -> Picture:
    """A card with a bow."""
    p = Picture("mirror gift")
    p.ground(p.fade(INK, SLATE, turn="slant"))
    p.poly([(1000, -20), (1620, -20), (1620, 520), (420, 1220), (-20, 1220)], AMBER, opacity=0.1)
    with p.group("rotate(-8 800 600)"):
        p.rect(326, 326, 980, 600, "#000000", r=40, opacity=0.4)
        p.rect(300, 300, 980, 600, AMBER, r=40)
        p.poly([(300, 340), (700, 300), (420, 900), (300, 900)], "#ffffff", opacity=0.14)
        p.rect(940, 300, 90, 600, INK)
        p.path(
            "M985,560C880,420 760,440 790,540C800,610 900,600 985,560C1090,420 1200,440 1180,540C1170,610 1070,600 985,560Z",
            INK,
        )
        p.path("M985,560L860,760M985,560L1110,760", line=INK, width=46)
        p.disc(985, 560, 44, SLATE)
        car(p, 590, 800, 440, INK, kind="coupe", shine=True)
    for x, y, r in ((330, 250, 54), (1330, 330, 40), (1280, 980, 60), (240, 900, 30)):
        star(p, x, y, r, colour=CREAM)
    return p
