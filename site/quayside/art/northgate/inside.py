"""Inside the garages: barrier, bays, ramp, signs, chargers, lockers; and the pass on a phone."""

from quayside.art.cars import car, car_above
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
    PAINT,
    SAND,
    SLAB,
    STONE,
    TAR,
    disc_sign,
    glyph,
    levels_sign,
)
from quayside.art.northgate.outside import ATTENDANT, COMMUTER, WALKER
from quayside.art.picture import Picture

VISITOR = Look("#c98d62", "#2b1c16", AMBER, "#3f5563", style="bun", sleeves=False)


def hall(p: Picture, *, floor: float = 860, wall: str = STONE, stripe: str = LEAF) -> None:
    """A parking level: ceiling beams, lamps, back wall with its stripe, floor."""
    p.ground(p.fade(tint(wall, 0.35), wall))
    p.rect(0, 0, 1600, 120, shade(wall, 0.22))
    for number in range(5):
        p.rect(number * 380 - 60, 0, 90, 150, shade(wall, 0.3))
        p.rect(number * 380 + 110, 120, 160, 16, tint(AMBER, 0.75), r=6)
        p.poly(
            [
                (number * 380 + 110, 136),
                (number * 380 + 270, 136),
                (number * 380 + 380, floor),
                (number * 380, floor),
            ],
            "#ffffff",
            opacity=0.16,
        )
    p.rect(0, floor - 260, 1600, 96, stripe)
    p.rect(0, floor - 164, 1600, 14, AMBER)
    p.rect(0, floor, 1600, 1200 - floor, p.fade(SLAB, shade(SLAB, 0.14)))


def pillar(p: Picture, x: float, floor: float, *, colour: str = LEAF) -> None:
    """A column with a coloured foot."""
    p.rect(x, 90, 96, floor - 60, tint(STONE, 0.2))
    p.rect(x + 66, 90, 30, floor - 60, shade(STONE, 0.14))
    p.rect(x, floor - 270, 96, 300, colour)
    p.rect(x + 66, floor - 270, 30, 300, shade(colour, 0.2))


def barrier() -> Picture:
    """A camera has read the plate; the barrier opens."""
    p = Picture("northgate barrier")
    hall(p, floor=820)
    p.rect(980, 190, 620, 630, p.fade("#e6f1ea", "#fbf7ea"))
    p.rect(960, 170, 24, 650, shade(STONE, 0.3))
    p.rect(960, 170, 640, 24, shade(STONE, 0.3))
    p.rect(1120, 470, 130, 350, "#b9d3c3")
    p.rect(1300, 390, 160, 430, "#cfe2d6")
    p.poly([(0, 1200), (1600, 1200), (1600, 880), (980, 820), (0, 820)], TAR)
    p.path("M60,1010H900M1080,1010H1500", line="#ffffff", width=12, opacity=0.7, dash="120 60")
    p.rect(860, 560, 90, 290, GREEN, r=14)
    p.rect(874, 590, 62, 74, MIST, r=8)
    p.path("M886,626l14,16l26,-32", line=LEAF, width=9)
    p.path("M905,580L1010,240", line="#ffffff", width=28)
    p.path("M924,516l16,-52M962,394l16,-52", line="#c9523f", width=28)
    p.path("M700,300v-90h60", line=DARK, width=14)
    p.rect(640, 280, 130, 66, DARK, r=14)
    p.disc(656, 313, 22, LEAF)
    p.poly([(640, 330), (330, 760), (560, 800)], AMBER, opacity=0.25)
    car(p, 400, 940, 560, AMBER, kind="hatch")
    return p


def bays() -> Picture:
    """A level from above: bays, arrows, one place free."""
    p = Picture("northgate bays")
    p.ground(shade(SLAB, 0.06))
    p.rect(0, 430, 1600, 340, TAR)
    for y in (0, 770):
        lines = "".join(f"M{40 + number * 217},{y}v430" for number in range(8))
        p.path(lines, line="#ffffff", width=12)
    for number in range(7):
        if number != 4:
            car_above(p, 148 + number * 217, 216, 360, PAINT[number % len(PAINT)])
        if number not in {1, 5}:
            car_above(p, 148 + number * 217, 990, 360, PAINT[(number + 3) % len(PAINT)], turn=180)
    p.rect(912, 20, 206, 390, LEAF, r=10, opacity=0.85)
    with p.group("translate(1016 216) scale(1.2)"):
        glyph(p, "bolt", "#ffffff")
    p.rect(261, 790, 206, 390, tint("#3f6fa0", 0.1), r=10, opacity=0.9)
    with p.group("translate(366 985) scale(1.3)"):
        glyph(p, "chair", "#ffffff")
    for x in (240, 820, 1400):
        with p.group(f"translate({x} 600) scale(0.9)"):
            glyph(p, "right", "#ffffff")
    return p


def charger() -> Picture:
    """An electric car at the charging post."""
    p = Picture("northgate charger")
    hall(p, floor=840, stripe=LEAF)
    pillar(p, 1380, 840, colour=AMBER)
    disc_sign(p, 300, 420, 90, mark="bolt", colour=GREEN)
    p.poly([(60, 1200), (230, 850), (1310, 850), (1480, 1200)], LEAF, opacity=0.28)
    p.path("M60,1200L230,850M1480,1200L1310,850", line="#ffffff", width=12)
    car(p, 640, 1040, 820, "#ffffff", kind="hatch")
    p.rect(1170, 470, 150, 470, GREEN, r=26)
    p.rect(1192, 510, 106, 130, MIST, r=14)
    for number in range(4):
        p.rect(1210, 604 - number * 24, 70, 14, LEAF if number < 3 else SLAB, r=4)
    p.disc(1245, 720, 34, DARK)
    p.path("M1245,720C1200,860 1130,1010 1080,900C1060,850 1010,850 990,880", line=DARK, width=18)
    p.rect(960, 872, 46, 30, DARK, r=8)
    with p.group("translate(1245 820) scale(0.6)"):
        glyph(p, "bolt", AMBER)
    return p


def ramp() -> Picture:
    """The ramp between two levels, arrows on the wall."""
    p = Picture("northgate ramp")
    p.ground(p.fade(tint(STONE, 0.4), STONE))
    p.poly([(0, 1200), (0, 1010), (1600, 420), (1600, 780), (520, 1200)], TAR)
    p.poly([(0, 1010), (0, 700), (1600, 110), (1600, 420)], tint(STONE, 0.2))
    p.poly([(0, 930), (0, 860), (1600, 270), (1600, 340)], LEAF)
    p.poly([(0, 948), (0, 930), (1600, 340), (1600, 358)], AMBER)
    p.poly([(520, 1200), (1600, 780), (1600, 1200)], SLAB)
    p.poly([(0, 0), (1600, 0), (1600, 110), (0, 700)], shade(STONE, 0.28))
    p.poly([(0, 700), (1600, 110), (1600, 150), (0, 740)], shade(STONE, 0.4))
    for x, y in ((230, 600), (700, 426), (1170, 252)):
        p.poly([(x, y - 40), (x + 180, y - 106), (x + 180, y - 86), (x, y - 20)], tint(AMBER, 0.65))
    for x, y in ((420, 800), (900, 624), (1380, 448)):
        with p.group(f"translate({x} {y}) rotate(-20) scale(0.62)"):
            glyph(p, "right", "#ffffff")
    with p.group("rotate(-20.3 760 900)"):
        car(p, 800, 950, 470, BRICK, kind="hatch")
    p.path("M120,1140L560,976M980,820L1500,628", line="#ffffff", width=12, opacity=0.7, dash="90 60")
    levels_sign(p, 1360, 860, 2)
    return p


def level_signs() -> Picture:
    """Stairs and lift on the third level, everything signed by colour and bars."""
    p = Picture("northgate signs")
    hall(p, floor=900, stripe=GREEN)
    p.rect(620, 300, 360, 600, tint(STONE, 0.5))
    p.rect(640, 320, 155, 580, "#9fb3a8")
    p.rect(805, 320, 155, 580, "#8ba296")
    p.path("M798,320V900", line=DARK, width=6)
    p.rect(1010, 540, 44, 90, DARK, r=8)
    p.disc(1032, 566, 11, AMBER)
    p.disc(1032, 604, 11, tint(DARK, 0.3))
    levels_sign(p, 1130, 330, 2)
    disc_sign(p, 420, 420, 96, mark="up", colour=GREEN)
    disc_sign(p, 200, 420, 96, mark="parking", colour=LEAF)
    pillar(p, 1380, 900, colour=AMBER)
    figure(p, 720, 980, 330, WALKER, arms="down", facing=1)
    figure(p, 900, 990, 340, COMMUTER, arms="down", facing=-1)
    p.rect(560, 210, 480, 70, DARK, r=12)
    with p.group("translate(800 246) scale(0.4)"):
        glyph(p, "up", AMBER)
    return p


def reserved() -> Picture:
    """A bay of one's own, with a folding post."""
    p = Picture("northgate reserved")
    hall(p, floor=800)
    pillar(p, 120, 800)
    pillar(p, 1380, 800)
    p.poly([(340, 1200), (520, 800), (1080, 800), (1260, 1200)], shade(SLAB, 0.08))
    p.path("M340,1200L520,800M1260,1200L1080,800", line="#ffffff", width=14)
    p.rect(700, 500, 200, 120, GREEN, r=12)
    p.path("M756,560l30,34l60,-66", line="#ffffff", width=16)
    car(p, 800, 1040, 700, "#2f3d45", kind="sedan")
    p.path("M250,1010v-110h80v110", line=AMBER, width=22)
    p.rect(230, 1006, 120, 22, DARK, r=6)
    return p


def motorcycles() -> Picture:
    """Motorcycles at the rail."""
    p = Picture("northgate motorcycle")
    hall(p, floor=840, stripe=LEAF)
    p.path("M120,700H1480", line=DARK, width=16)
    for x in (140, 800, 1460):
        p.rect(x - 9, 700, 18, 160, DARK)
    for x, colour in ((380, "#c9523f"), (840, LEAF), (1290, AMBER)):
        _motorcycle(p, x, 1000, colour)
    return p


def _motorcycle(p: Picture, x: float, y: float, colour: str) -> None:
    with p.group(f"translate({x} {y}) scale(2.1)"):
        p.oval(0, 0, 96, 6, "#000000", opacity=0.2)
        for left in (-60, 62):
            p.disc(left, -30, 30, "#1b2225")
            p.disc(left, -30, 20, SLAB)
            p.disc(left, -30, 15, tint(SLAB, 0.4))
            p.disc(left, -30, 5, DARK)
        p.path("M62,-30L40,-92M40,-92l-12,-4", line="#8d9a93", width=7)
        p.path("M-60,-30L-14,-32L30,-66", line=DARK, width=9)
        p.path("M-22,-20h44l8,-26h-56z", "#59656a")
        p.path("M-6,-58C6,-80 34,-82 44,-72L34,-52L-2,-48Z", colour)
        p.path("M-64,-64C-40,-68 -20,-62 -4,-56L-6,-46L-44,-50Q-66,-54 -72,-62Z", "#23292c")
        p.path("M-84,-42Q-60,-72 -34,-48", line=colour, width=7)
        p.disc(50, -82, 10, "#fff4cf", line=DARK, width=3)
        p.path("M30,-98h16", line=DARK, width=6)


def cycle_store() -> Picture:
    """Lockers and stands for bicycles."""
    p = Picture("northgate cycle")
    hall(p, floor=860, stripe=AMBER, wall="#dde5df")
    for number in range(5):
        left = 90 + number * 150
        p.rect(left, 400, 138, 460, GREEN if number % 2 else LEAF, r=8)
        p.rect(left + 14, 420, 110, 420, "#ffffff", r=6, opacity=0.1)
        p.disc(left + 112, 630, 9, AMBER)
    disc_sign(p, 1220, 380, 92, mark="cycle", colour=GREEN)
    for x, colour in ((1010, "#c9523f"), (1330, "#3f5563")):
        _bicycle(p, x, 1010, colour)
    figure(p, 800, 1030, 360, VISITOR, arms="reach", facing=1)
    return p


def _bicycle(p: Picture, x: float, y: float, colour: str) -> None:
    with p.group(f"translate({x} {y}) scale(1.6)"):
        for left in (-66, 66):
            p.disc(left, -52, 50, "none", line="#1b2225", width=6)
            p.path(
                f"M{left},-98V-6M{left - 46},-52H{left + 46}M{left - 32},-84L{left + 32},-20M{left - 32},-20L{left + 32},-84",
                line="#9aa5a0",
                width=1.4,
            )
        p.path(
            "M-66,-52L-30,-120H36L66,-52M-30,-120L0,-52L36,-120M0,-52H-66M-34,-132L-30,-120",
            line=colour,
            width=7,
        )
        p.path("M-52,-134h34M36,-120L32,-142h22", line="#1b2225", width=8)
        p.disc(0, -52, 10, "#1b2225")


def accessible() -> Picture:
    """A wide bay by the lift."""
    p = Picture("northgate accessible")
    hall(p, floor=830, stripe="#3f6fa0")
    p.poly([(240, 1200), (420, 830), (1180, 830), (1420, 1200)], "#3f6fa0", opacity=0.35)
    p.path("M240,1200L420,830M1420,1200L1180,830M960,1200L880,830", line="#ffffff", width=12)
    p.path(
        "M1010,1180l170,-60M1000,1110l150,-54M970,1040l150,-54M950,970l130,-46",
        line="#ffffff",
        width=9,
        opacity=0.8,
    )
    disc_sign(p, 800, 420, 96, mark="chair", colour="#3f6fa0")
    p.rect(1330, 330, 200, 500, "#9fb3a8")
    p.path("M1430,330V830", line=DARK, width=6)
    car(p, 560, 1050, 560, LEAF, kind="hatch")
    _wheelchair(p, 1060, 1060)
    return p


def _wheelchair(p: Picture, x: float, y: float) -> None:
    look = Look("#8a5636", "#1f1714", AMBER, "#3f5563", sleeves=False)
    p.disc(x - 26, y - 66, 64, "none", line=DARK, width=10)
    figure(p, x, y - 6, 310, look, legs="sit", arms="reach")
    p.path(f"M{x - 62},{y - 196}V{y - 84}H{x + 30}L{x + 66},{y - 14}H{x + 96}", line=DARK, width=9)
    p.disc(x - 26, y - 66, 52, "none", line="#9aa5a0", width=4)
    p.disc(x + 78, y - 16, 16, DARK)


def phone_pass() -> Picture:
    """The pass on a phone, the plate below it."""
    p = Picture("northgate phone")
    p.ground(p.fade(MINT, MIST, turn="slant"))
    for x, y, r in ((200, 980, 260), (1460, 220, 300)):
        p.disc(x, y, r, LEAF, opacity=0.14)
    p.rect(596, 116, 440, 1000, "#000000", r=58, opacity=0.12)
    p.rect(580, 96, 440, 1000, DARK, r=58)
    p.rect(602, 120, 396, 952, "#fbfdfb", r=40)
    p.rect(730, 132, 140, 24, DARK, r=12)
    p.rect(634, 200, 332, 300, GREEN, r=26)
    p.path("M690,290h120M690,336h200", line="#ffffff", width=14, opacity=0.85)
    p.rect(690, 386, 220, 66, AMBER, r=10)
    p.path("M716,420h20M752,420h20M800,420h20M836,420h20M872,420h10", line=DARK, width=22)
    for row, colour in enumerate((LEAF, LEAF, SLAB)):
        y = 560 + row * 120
        p.disc(672, y + 30, 30, colour)
        p.path(f"M660,{y + 30}l9,10l18,-22", line="#ffffff", width=6)
        p.path(f"M726,{y + 16}h190M726,{y + 46}h120", line=SLAB, width=12)
    p.rect(634, 950, 332, 76, LEAF, r=22)
    p.path("M740,988h120", line="#ffffff", width=14)
    car(p, 290, 900, 440, AMBER, kind="hatch")
    car(p, 1310, 900, 440, "#3f5563", kind="suv", facing=-1)
    return p


def fleet() -> Picture:
    """Five company cars on one invoice."""
    p = Picture("northgate fleet")
    hall(p, floor=820)
    for number in range(3):
        car(p, 300 + number * 500, 930, 430, "#ffffff", kind=("hatch", "van", "hatch")[number])
    for number in range(2):
        car(p, 540 + number * 560, 1120, 480, "#ffffff", kind=("van", "hatch")[number])
    for x, y in ((290, 886), (1290, 886), (1100, 1068)):
        p.disc(x, y, 15, LEAF)
    for x, y in ((700, 840), (420, 1020)):
        p.disc(x, y, 30, LEAF)
    figure(p, 1420, 1130, 380, ATTENDANT, arms="hold", facing=-1)
    p.rect(1320, 892, 56, 72, MIST, r=6)
    return p


def van_bay() -> Picture:
    """The height bar and a van that fits."""
    p = Picture("northgate van")
    hall(p, floor=860, stripe=AMBER)
    p.rect(0, 270, 1600, 60, DARK)
    marks = "".join(f"M{left},330l40,-60h50l-40,60z" for left in range(0, 1600, 100))
    p.path(marks, AMBER)
    for x in (140, 1440):
        p.path(f"M{x},120V270", line=DARK, width=10)
    p.path("M1400,360V920M1372,396L1400,360L1428,396M1372,884L1400,920L1428,884", line=GREEN, width=12)
    car(p, 700, 1010, 900, "#ffffff", kind="van")
    p.rect(330, 690, 170, 90, LEAF, r=12)
    p.path("M360,735h110", line="#ffffff", width=12)
    return p


def booth() -> Picture:
    """The attendant's booth by the exit."""
    p = Picture("northgate booth")
    hall(p, floor=840)
    p.rect(300, 340, 560, 500, GREEN, r=18)
    p.rect(340, 400, 480, 240, p.fade("#eaf6ef", MINT), r=10)
    p.rect(280, 320, 600, 50, shade(GREEN, 0.25), r=14)
    p.rect(340, 640, 480, 26, SAND)
    with p.group(clip="M340,400h480v240h-480z"):
        figure(p, 580, 850, 420, Look("#c98d62", "#2b1c16", LEAF, DARK, style="bun"), arms="hold")
        p.rect(380, 566, 110, 76, DARK, r=8)
    p.rect(380, 700, 400, 10, LEAF)
    figure(p, 1010, 990, 400, VISITOR, arms="point", facing=-1)
    p.path("M1180,440v400", line=DARK, width=14)
    disc_sign(p, 1180, 400, 76)
    car(p, 1360, 1080, 420, "#5b7f95", kind="hatch", facing=-1)
    return p


def resident() -> Picture:
    """A flat's window above, a car asleep below."""
    p = Picture("northgate resident")
    p.ground(p.fade("#17352b", "#24503f", "#3b6b56"))
    for row in range(3):
        for column in range(6):
            lit = (row * 5 + column * 3) % 4 == 1
            p.rect(110 + column * 240, 70 + row * 170, 150, 120, tint(AMBER, 0.45) if lit else "#1c3f32", r=6)
            p.path(f"M{185 + column * 240},{70 + row * 170}v120", line="#14302a", width=6)
    p.rect(0, 590, 1600, 610, "#1b2b24")
    p.rect(120, 640, 1360, 420, "#2a4236", r=20)
    p.rect(120, 640, 1360, 40, LEAF, r=16)
    for number in range(4):
        p.rect(220 + number * 320, 700, 180, 14, tint(AMBER, 0.5), r=6)
        p.poly(
            [
                (220 + number * 320, 714),
                (400 + number * 320, 714),
                (480 + number * 320, 1040),
                (140 + number * 320, 1040),
            ],
            AMBER,
            opacity=0.12,
        )
    car(p, 500, 1036, 470, "#8fb39c", kind="hatch")
    car(p, 1110, 1036, 470, mix(BRICK, "#1b2b24", 0.2), kind="sedan", facing=-1)
    return p
