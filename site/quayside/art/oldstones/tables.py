"""Under roofs: stalls, whisky, plates, books, vaults."""

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
    lantern,
    marker,
    route,
    row,
)  # fmt: skip
from quayside.art.picture import Picture

SELLER = Look("#e6b48d", "#5b3a24", RUST, INK, style="cap", hat=PAPER)


def _table(p: Picture, wall: str, top: str, y: float) -> None:
    p.ground(p.fade(tint(wall, 0.12), wall))
    p.rect(0, y, 1600, 1200 - y, p.fade(top, shade(top, 0.16)))
    p.path("".join(f"M0,{y + 60 + number * 90}H1600" for number in range(6)), line=shade(top, 0.12), width=4)


def market() -> Picture:
    """The Saturday market below the castle."""
    p = Picture("oldstones market")
    p.ground(p.fade("#cfdcee", "#f7efdc"))
    row(
        p,
        640,
        ((200, 330), (180, 410), (210, 350), (190, 390), (210, 340), (200, 400), (210, 350), (220, 380)),
        fade=0.35,
    )
    p.rect(0, 630, 1600, 570, "#b9b4aa")
    goods = ((RUST, MOSS, MUSTARD), (SAND, PAPER, "#d8a262"), (HEATHER, RUST, MOSS))
    for number, awning in enumerate((SLATE, RUST, MOSS)):
        x = 50 + number * 520
        p.path(f"M{x + 20},560v420M{x + 440},560v420", line=INK, width=14)
        if number == 1:
            figure(p, x + 230, 930, 320, SELLER, arms="hold")
        p.poly([(x - 20, 600), (x + 480, 600), (x + 430, 480), (x + 30, 480)], awning)
        stripes = "".join(
            f"M{x - 20 + step * 125},600L{x + 30 + step * 100},480h50L{x + 42 + step * 125},600z"
            for step in range(4)
        )
        p.path(stripes, PAPER, opacity=0.9)
        p.rect(x, 800, 460, 190, "#8a6a4a")
        p.path(f"M{x},860h460M{x},925h460", line=shade("#8a6a4a", 0.2), width=5)
        for crate in range(3):
            colour = goods[number][crate]
            data = "".join(
                f"M{x + 30 + crate * 146 + ball % 4 * 32},{786 - ball // 4 * 26}h.1" for ball in range(8)
            )
            p.path(data, line=colour, width=32)
            p.path(data, line=tint(colour, 0.3), width=9)
            p.rect(x + 8 + crate * 146, 790, 130, 50, "#b98f62", r=4)
    route(p, [(-20, 1150), (380, 1080), (760, 1110), (1120, 1060), (1460, 1090)], stops=(1, 3))
    crowd(p, ((420, 1120, 290), (300, 1140, 296)), WALKERS)
    figure(p, 980, 1110, 300, GUIDE, arms="point", facing=-1)
    return p


def whisky() -> Picture:
    """Five glasses from pale to dark."""
    p = Picture("oldstones whisky")
    _table(p, "#33406b", "#6b4a36", 800)
    p.rect(0, 120, 1600, 20, "#6b4a36")
    for number in range(11):
        x, tall = 70 + number * 138, 190 + number * 53 % 80
        colour = ("#c98a2e", "#8a4b2a", MOSS, "#b5672a", INK)[number % 5]
        p.rect(x, 440 - tall * 0.7, 84, tall * 0.7, colour, r=10)
        p.rect(x + 28, 440 - tall, 28, tall * 0.36, colour, r=5)
        p.rect(x + 8, 440 - tall * 0.46, 68, tall * 0.24, PAPER)
        p.rect(x + 8, 440 - tall * 0.6, 12, tall * 0.5, "#ffffff", r=5, opacity=0.25)
    p.rect(0, 440, 1600, 20, "#6b4a36")
    for number, colour in enumerate(("#f2d98a", "#e8bb54", "#d8962f", "#b9702a", "#8a451f")):
        x = 220 + number * 290
        p.oval(x, 996, 110, 18, "#000000", opacity=0.25)
        p.path(
            f"M{x - 64},640C{x - 110},760 {x - 100},880 {x - 30},900V960H{x + 30}V900C{x + 100},880 {x + 110},760 {x + 64},640Z",
            "#ffffff",
            opacity=0.26,
        )
        p.path(
            f"M{x - 95},790C{x - 98},850 {x - 70},888 {x - 26},896H{x + 26}C{x + 70},888 {x + 98},850 {x + 95},790Q{x},810 {x - 95},790Z",
            colour,
        )
        p.oval(x, 791, 94, 15, tint(colour, 0.3))
        p.rect(x - 66, 954, 132, 36, "#ffffff", r=16, opacity=0.4)
        p.path(f"M{x - 60},680C{x - 84},760 {x - 80},840 {x - 46},874", line="#ffffff", width=9, opacity=0.6)
    route(p, [(120, 1120), (500, 1090), (860, 1130), (1200, 1090), (1460, 1120)], stops=(1, 2, 3), pin=False)
    return p


def supper() -> Picture:
    """Haggis, neeps and tatties from above."""
    p = Picture("oldstones plate")
    p.ground(p.fade(SLATE, shade(SLATE, 0.25), turn="slant"))
    for number in range(9):
        p.path(f"M{number * 200 - 60},0V1200", line=tint(SLATE, 0.12), width=22, opacity=0.6)
        p.path(f"M0,{number * 160 - 20}H1600", line=RUST, width=8, opacity=0.5)
    p.disc(812, 622, 430, "#000000", opacity=0.22)
    p.disc(800, 600, 430, PAPER)
    p.disc(800, 600, 330, tint(PAPER, 0.5), line=SLATE, width=8)
    p.blob([(600, 500), (720, 400), (860, 430), (880, 560), (740, 640), (610, 610)], "#6b4a36")
    crumbs = "".join(f"M{p.between(640, 840):.0f},{p.between(450, 600):.0f}l14,6" for _ in range(34))
    p.path(crumbs, line="#8f6b4c", width=12)
    p.blob([(880, 560), (980, 480), (1080, 560), (1060, 680), (940, 720), (860, 660)], "#e8953a")
    p.path("M920,600q50,-50 110,-10M930,660q50,-40 100,-14", line=tint("#e8953a", 0.35), width=12)
    p.blob([(620, 700), (740, 660), (860, 720), (860, 820), (740, 860), (620, 800)], "#f6ecc9")
    p.path("M660,740q60,-40 120,0M670,800q70,-30 140,-10", line=shade("#f6ecc9", 0.14), width=12)
    p.path("M820,640q30,-30 70,-10q-30,40 -70,10zM560,640q20,-40 60,-30q-10,46 -60,30z", MOSS)
    p.path("M250,330V700M210,330v130q40,40 80,0V330M250,700v190", line="#c9ced8", width=22)
    p.path("M1370,330q60,160 0,330v230", line="#c9ced8", width=24)
    p.disc(1330, 200, 110, "#ffffff", opacity=0.3)
    p.disc(1330, 200, 84, "#c9822e")
    p.disc(1310, 180, 26, "#ffffff", opacity=0.5)
    return p


def scones() -> Picture:
    """Tea, scones, jam, and shortbread on a stand."""
    p = Picture("oldstones scones")
    _table(p, "#e9e1f0", "#c9a77f", 760)
    p.path("M1060,230v600", line=MUSTARD, width=18)
    for y, w in ((400, 210), (620, 290), (840, 360)):
        p.path(f"M{1060 - w},{y}q{w},60 {w * 2},0z", PAPER, line=SLATE, width=7)
    for x, y in ((940, 390), (1060, 386), (1180, 390)):
        p.rect(x - 44, y - 30, 88, 44, "#e2bd84", r=10)
        p.path(f"M{x - 24},{y - 10}h.1M{x},{y - 10}h.1M{x + 24},{y - 10}h.1", line="#a97c45", width=8)
    for x in (860, 1000, 1140, 1270):
        p.path(f"M{x - 58},610q-6,-80 58,-84q64,4 58,84z", "#d9a260")
        p.path(f"M{x - 60},580q60,-26 120,0", line=tint("#d9a260", 0.45), width=12)
    for number, x in enumerate((780, 900, 1030, 1160, 1290)):
        colour = (RUST, MOSS, HEATHER, MUSTARD, RUST)[number]
        p.path(f"M{x - 50},830l8,-90h84l8,90z", tint(colour, 0.2))
        p.disc(x, 730, 32, PAPER)
        p.disc(x, 706, 12, colour)
    p.path("M250,620C190,620 170,900 300,930H460C590,900 570,620 510,620Z", SLATE)
    p.path("M520,680q120,-10 130,-90l30,10q-10,150 -160,180", SLATE)
    p.path("M240,690q-90,10 -70,110q20,60 90,60", line=SLATE, width=26)
    p.oval(380, 620, 130, 26, tint(SLATE, 0.3))
    p.disc(380, 584, 22, MUSTARD)
    p.path("M230,760q150,50 300,0", line=MUSTARD, width=12)
    p.path("M560,960h230q-10,120 -115,120t-115,-120z", PAPER)
    p.oval(675, 962, 112, 22, "#9c5a2a")
    p.path("M784,980q60,0 50,46t-70,36", line=PAPER, width=18)
    p.oval(675, 1094, 170, 24, PAPER)
    for x in (620, 680, 730):
        p.path(f"M{x},930q-16,-30 0,-56t0,-56", line="#ffffff", width=8, opacity=0.7)
    return p


def vaults() -> Picture:
    """Under South Bridge, by lantern."""
    p = Picture("oldstones vaults")
    p.ground("#171a2b")
    for number, (w, h, colour) in enumerate(
        ((1500, 1130, "#2b2b3a"), (1160, 960, "#3a3540"), (840, 760, "#4d4340"), (540, 560, "#6b5844"))
    ):
        y = 1200 - number * 60
        p.path(
            f"M{800 - w / 2:.0f},{y}V{y - h * 0.5:.0f}A{w / 2:.0f},{h * 0.5:.0f} 0 0 1 {800 + w / 2:.0f},{y - h * 0.5:.0f}V{y}Z",
            colour,
        )
        bricks = ""
        for stone in range(9):
            turn = 200 + stone * 17
            bricks += f"M{800 - w / 2 + w * (stone + 0.5) / 9:.0f},{y - h * 0.5 - h * 0.5 * (1 - ((stone - 4) / 4.6) ** 2) ** 0.5 + 8:.0f}v{26 + turn % 9}"
        p.path(bricks, line=shade(colour, 0.3), width=6)
    p.disc(800, 760, 420, p.glow("#f6c965@0.75", "#f6c965@0"))
    p.rect(0, 1100, 1600, 100, "#201e2a")
    figure(p, 800, 1090, 380, GUIDE_2, arms="hold")
    lantern(p, 872, 880, 96)
    crowd(
        p,
        ((520, 1130, 390), (400, 1150, 396), (1090, 1130, 386), (1210, 1150, 392)),
        (WALKERS[1], WALKERS[0], WALKERS[3], WALKERS[2]),
    )
    for x in (180, 1420):
        p.rect(x - 50, 960, 100, 170, "#3b2f2a", r=12)
        p.path(f"M{x - 50},1000h100M{x - 50},1090h100", line="#6b5844", width=9)
    return p


def books() -> Picture:
    """A writer's desk by the window."""
    p = Picture("oldstones books")
    _table(p, "#dfe4ef", "#8a6a4a", 820)
    p.rect(520, 110, 620, 620, INK, r=6)
    with p.group(clip="M540,130h580v580h-580z"):
        p.rect(540, 130, 580, 580, p.fade("#9db2d3", "#f3dcb0"))
        row(p, 730, ((120, 220), (110, 290), (130, 240), (120, 310), (130, 250)), start=530, fade=0.4)
    p.path("M830,130v580M540,420h580", line=PAPER, width=16)
    p.rect(500, 90, 660, 660, "none", line=PAPER, width=30)
    for number, (w, h, colour) in enumerate(
        ((60, 250, RUST), (50, 290, SLATE), (70, 230, MOSS), (54, 270, MUSTARD), (64, 250, HEATHER))
    ):
        x = 110 + number * 72
        p.rect(x, 820 - h, w, h, colour)
        p.rect(x, 820 - h + 30, w, 14, PAPER, opacity=0.8)
        p.rect(x, 776, w, 10, PAPER, opacity=0.6)
    p.poly([(560, 920), (840, 900), (840, 1090), (540, 1120)], PAPER)
    p.poly([(840, 900), (1110, 930), (1140, 1120), (840, 1090)], shade(PAPER, 0.06))
    p.path(
        "".join(
            f"M{600 + number},{960 + number * 24}l200,-14M{880 + number},{950 + number * 24}l210,20"
            for number in range(5)
        ),
        line=STONE,
        width=7,
    )
    p.path("M1240,1000C1250,800 1340,660 1440,560C1450,720 1380,860 1270,940", PAPER, line=SLATE, width=6)
    p.path("M1232,1040L1400,620", line=SLATE, width=6)
    p.rect(1180, 1000, 130, 110, INK, r=18)
    p.rect(1210, 970, 70, 40, INK, r=8)
    lantern(p, 1400, 90, 90)
    return p


def tasting_table() -> Picture:
    """A private party around one table."""
    p = Picture("oldstones party")
    p.ground(p.fade("#2b3a63", "#3d4f80"))
    for x in (180, 800, 1420):
        lantern(p, x, 60, 90)
        p.path(f"M{x},0v60", line=INK, width=6)
    for number in range(4):
        p.rect(90 + number * 400, 330, 220, 260, mix(SLATE, "#6d86b8", 0.3), r=4, line=MUSTARD, width=9)
        p.poly(
            [
                (110 + number * 400, 570),
                (180 + number * 400, 450),
                (230 + number * 400, 510),
                (260 + number * 400, 470),
                (290 + number * 400, 570),
            ],
            MOSS,
        )
    for number, x in enumerate((300, 540, 1060, 1300)):
        figure(p, x, 1010, 430, WALKERS[number], legs="sit", arms="hold", facing=1 if x < 800 else -1)
    figure(p, 800, 1000, 440, GUIDE, arms="up")
    p.path("M120,840H1480L1560,960H40Z", "#8a6a4a")
    p.rect(40, 956, 1520, 40, shade("#8a6a4a", 0.25))
    p.rect(120, 990, 60, 210, shade("#8a6a4a", 0.35))
    p.rect(1420, 990, 60, 210, shade("#8a6a4a", 0.35))
    for number in range(7):
        x = 250 + number * 180
        p.oval(x, 900, 62, 18, PAPER)
        p.oval(x, 896, 40, 11, (RUST, MUSTARD, MOSS)[number % 3])
        p.path(f"M{x + 66},810h44q0,50 -22,50t-22,-50z", "#d8962f", opacity=0.95)
        p.path(f"M{x + 88},860v34", line=FOG, width=6)
    return p


def audio_map() -> Picture:
    """A phone with the walk on it, earphones beside."""
    p = Picture("oldstones phone")
    p.ground(p.fade("#e7edf6", "#cfdaec", turn="slant"))
    for points, colour in (
        ([(-20, 300), (300, 360), (560, 240), (900, 330), (1620, 200)], RUST),
        ([(-20, 1000), (400, 900), (800, 1030), (1200, 900), (1620, 980)], MOSS),
    ):
        route(p, points, colour=colour, stops=(1, 2, 3), pin=False)
    p.rect(596, 116, 440, 1000, "#000000", r=58, opacity=0.14)
    p.rect(580, 96, 440, 1000, INK, r=58)
    with p.group(clip="M602,160q0,-40 40,-40h316q40,0 40,40v872q0,40 -40,40h-316q-40,0 -40,-40z"):
        p.rect(602, 120, 396, 952, "#f4f6fa")
        for line in range(6):
            for column in range(3):
                p.rect(
                    620 + column * 130,
                    150 + line * 130,
                    108,
                    96,
                    "#dde5f0" if (line + column) % 3 else tint(SAND, 0.4),
                    r=6,
                )
        p.rect(602, 820, 396, 260, "#ffffff")
        p.path("M650,880h190M650,920h260", line=FOG, width=18)
        p.disc(800, 1000, 48, SLATE)
        p.path("M786,976l40,24l-40,24z", "#ffffff")
        p.path("M690,980l-34,20l34,20zM910,980l34,20l-34,20z", SLATE)
    route(p, [(650, 760), (720, 640), (850, 600), (820, 440), (910, 330)], stops=(1, 2, 3))
    p.path("M1180,420C1320,300 1480,420 1420,620S1200,820 1330,960", line=PAPER, width=18)
    p.rect(1150, 390, 60, 90, PAPER, r=24)
    p.rect(1300, 940, 60, 90, PAPER, r=24)
    marker(p, 300, 800, 70, MUSTARD)
    return p
