"""Seen from outside: the lake, the courtyard, the house on the steps, the hills, the map."""

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
    chhatri,
    dome,
    floor,
    frame,
    garland,
    hills,
    lantern,
    palace,
    plain_arch,
    pot,
    tree,
    water,
)  # fmt: skip
from quayside.art.cars import car
from quayside.art.colour import mix, shade, tint
from quayside.art.figures import Look, figure
from quayside.art.picture import LOW, Picture

GUEST = Look("#e6b48d", "#6b4129", IVORY, "#8fa3a8", style="hat", hat=CREAM, skirt=True, sleeves=False)
GUEST_2 = Look("#a86d45", "#241712", "#6f9fa8", CREAM, style="short")
PORTER = Look("#8a5636", "#1f1714", BRICK, CREAM, style="cap", hat=SAFFRON)
WOMAN = Look("#a86d45", "#1f1714", MARIGOLD, SAFFRON, style="bun", skirt=True, sleeves=False)


def hero() -> Picture:
    """The lake through the hotel's arch at sundown."""
    p = Picture("aravalli hero", height=LOW)
    p.ground(p.fade("#f3b88a", "#f8d3ae", "#fbe9d4"))
    p.disc(1010, 360, 210, p.glow("#fff4dc@0.9", "#fff4dc@0"))
    p.disc(1010, 360, 74, "#fff1d6")
    hills(p, 560, far=mix("#d9a086", "#f8d3ae", 0.35), near=mix(BRICK, "#f3c19c", 0.6), height=230)
    water(p, 560, "#f3c9a2", "#b9a79a", LAKE)
    palace(p, 760, 590, 560, IVORY)
    p.rect(960, 590, 100, 300, p.fade("#fff4dc@0.7", "#fff4dc@0"))
    boat(p, 430, 760, 230)
    boat(p, 1130, 690, 130, awning=BRICK)
    frame(p, BLUSH, w=1320, h=930)
    p.rect(0, 880, 1600, 120, ROSE)
    p.rect(0, 880, 1600, 16, tint(ROSE, 0.35))
    for number in range(14):
        p.path(plain_arch(60 + number * 116, 990, 62, 74), shade(ROSE, 0.18))
    pot(p, 200, 880, 120)
    pot(p, 1400, 880, 120)
    lantern(p, 800, 74, 52)
    return p


def courtyard() -> Picture:
    """The courtyard at breakfast time."""
    p = Picture("aravalli courtyard")
    p.ground(p.fade("#dfeaf0", "#f6efe2"))
    for level, (top, tall) in enumerate(((180, 300), (480, 400))):
        p.rect(0, top, 1600, tall, tint(BLUSH, 0.12 * (1 - level)))
        p.rect(0, top, 1600, 18, ROSE)
        for number in range(7):
            x = 115 + number * 229
            p.path(arch(x, top + tall, 168, tall * 0.8), mix(BRICK, "#3a1d18", 0.4 + 0.1 * level))
            p.path(arch(x, top + tall, 168, tall * 0.8), line=IVORY, width=7)
            if level == 0:
                p.rect(x - 84, top + tall - 74, 168, 74, IVORY)
                p.path(
                    "".join(f"M{x - 70 + bar * 28},{top + tall - 66}v58" for bar in range(6)),
                    line=ROSE,
                    width=6,
                )
    for x in (115, 802, 1489):
        chhatri(p, x, 182, 120, BLUSH)
    floor(p, 880, CREAM)
    p.oval(800, 1030, 330, 84, ROSE)
    p.oval(800, 1016, 330, 84, BLUSH)
    p.oval(800, 1014, 292, 66, LAKE)
    p.path("M760,1010q40,20 80,0M690,1030q60,20 120,0", line="#ffffff", width=4, opacity=0.7)
    p.rect(788, 910, 24, 104, IVORY)
    p.path("M740,916q60,46 120,0z", IVORY)
    p.path(
        "M800,900C780,850 760,870 750,906M800,900C820,850 840,870 850,906M800,900V850",
        line="#cfe4e8",
        width=6,
    )
    tree(p, 250, 1010, 520)
    tree(p, 1400, 990, 470, tint(SAGE, 0.1))
    pot(p, 480, 960, 110)
    pot(p, 1130, 960, 110)
    figure(p, 560, 1150, 270, PORTER, arms="hold")
    figure(p, 1060, 1120, 250, GUEST, legs="walk", arms="swing", facing=-1)
    return p


def lake_house() -> Picture:
    """The Lake House on its steps."""
    p = Picture("aravalli lake house")
    p.ground(p.fade("#f9dcb8", "#fbeedd", "#eaf1ee"))
    hills(p, 520, far="#e3c3ab", near="#c7a78f", height=190)
    p.rect(250, 300, 1000, 420, IVORY)
    p.rect(1080, 300, 170, 420, shade(IVORY, 0.1))
    p.rect(420, 160, 560, 150, tint(BLUSH, 0.35))
    p.rect(230, 290, 1040, 20, ROSE)
    p.rect(400, 150, 600, 16, ROSE)
    chhatri(p, 470, 150, 110, IVORY)
    chhatri(p, 930, 150, 110, IVORY)
    for number in range(6):
        x = 330 + number * 150
        p.path(arch(x, 520, 92, 170), mix(LAKE, INDIGO, 0.35))
        p.path(arch(x, 520, 92, 170), line=ROSE, width=6)
        p.rect(x - 56, 512, 112, 46, IVORY)
        p.path("".join(f"M{x - 46 + bar * 23},516v38" for bar in range(5)), line=ROSE, width=5)
    p.path(arch(750, 720, 150, 150), BRICK)
    for x in (420, 600, 900, 1080):
        p.path(plain_arch(x, 710, 70, 110), mix(BRICK, WOOD, 0.5))
    for step in range(6):
        p.rect(180 - step * 36, 720 + step * 30, 1140 + step * 72, 32, mix(BLUSH, ROSE, 0.1 + step * 0.09))
    water(p, 890, "#c4d6d0", LAKE, mix(LAKE, INDIGO, 0.25))
    p.rect(250, 892, 1000, 170, p.fade(f"{IVORY}@0.5", f"{IVORY}@0"))
    boat(p, 1260, 960, 300)
    boat(p, 330, 1060, 240, awning=BRICK)
    tree(p, 150, 740, 440)
    tree(p, 1420, 740, 380, LEAF)
    figure(p, 700, 800, 150, WOMAN, arms="carry")
    figure(p, 860, 830, 156, GUEST_2, legs="walk", arms="down", facing=-1)
    return p


def sunset_boat() -> Picture:
    """Two guests and a boatman, the palace far off."""
    p = Picture("aravalli boat")
    p.ground(p.fade("#5d4a6b", "#c9776a", "#f2b184", "#f9dcb3"))
    p.disc(560, 540, 250, p.glow("#ffeec4@0.9", "#ffeec4@0"))
    p.disc(560, 540, 84, "#ffe9bf")
    hills(p, 640, far="#a86a68", near="#7a4a55", height=180)
    water(p, 630, "#f0b98c", "#a9796f", "#53506f")
    palace(p, 1180, 660, 420, "#f6dcc4")
    p.rect(490, 640, 140, 500, p.fade("#ffeec4@0.75", "#ffeec4@0"))
    figure(p, 870, 950, 250, GUEST, legs="sit", arms="hold", facing=-1)
    figure(p, 700, 950, 262, GUEST_2, legs="sit", arms="point")
    boat(p, 780, 990, 760)
    figure(p, 1090, 930, 300, PORTER, arms="hold", facing=-1)
    p.path("M1040,760L1240,1060", line=WOOD, width=12)
    for x, y in ((260, 300), (330, 262), (420, 318)):
        p.path(
            f"M{x - 34},{y - 8}Q{x - 14},{y - 22} {x},{y}Q{x + 14},{y - 22} {x + 34},{y - 8}",
            line="#43304a",
            width=5,
        )
    return p


def hill_walk() -> Picture:
    """A path to a small temple above the lake."""
    p = Picture("aravalli hills")
    p.ground(p.fade("#cfe0e6", "#f3efe2", "#fbe7cd"))
    p.disc(1240, 240, 80, "#fff3d8")
    hills(p, 560, far="#c9cdbf", near="#a9b096", height=220)
    p.rect(0, 540, 1600, 120, LAKE)
    p.path("M120,580h180M420,606h240M820,576h150M1100,610h220", line="#ffffff", width=4, opacity=0.5)
    p.band([660, 640, 680, 720, 690, 640, 600], "#b3ab82")
    p.band([820, 760, 780, 860, 900, 780, 620, 560], "#93976a")
    p.band([980, 940, 900, 960, 1040, 980, 860, 800], mix(SAGE, LEAF, 0.4))
    p.path(
        "M420,1210C520,1080 820,1060 900,960C960,880 1100,840 1180,700L1220,700C1150,860 1030,910 980,990C920,1090 720,1110 660,1210Z",
        CREAM,
    )
    chhatri(p, 1250, 690, 210, IVORY)
    p.rect(1140, 684, 220, 26, BLUSH)
    p.path("M1250,430v-70l70,20l-70,22", MARIGOLD, line=BRASS, width=4)
    for x, y, tall in (
        (200, 1000, 320),
        (360, 1090, 210),
        (1450, 860, 260),
        (720, 900, 170),
        (1520, 1080, 330),
    ):
        tree(p, x, y, tall, mix(SAGE, LEAF, 0.3))
    figure(
        p,
        830,
        1060,
        250,
        Look("#8a5636", "#1f1714", IVORY, CREAM, style="cap", hat=MARIGOLD),
        legs="stride",
        arms="point",
    )
    figure(
        p,
        640,
        1130,
        270,
        Look("#f0c7a4", "#c9a468", "#6f9fa8", WOOD, style="long", pack=BRICK, sleeves=False),
        legs="stride",
        arms="swing",
    )
    return p


def peacock() -> Picture:
    """A peacock on the parapet."""
    p = Picture("aravalli peacock")
    p.ground(p.fade("#f8d9b4", "#fbeedd"))
    hills(p, 640, far="#ecc9a9", near="#dcae8d", height=200)
    p.rect(0, 620, 1600, 220, LAKE)
    palace(p, 420, 660, 360, IVORY)
    p.rect(0, 800, 1600, 400, BLUSH)
    p.rect(0, 790, 1600, 26, ROSE)
    for number in range(9):
        p.path(arch(90 + number * 180, 1170, 120, 270), mix(ROSE, BLUSH, 0.3))
        p.path(arch(90 + number * 180, 1170, 120, 270), line=IVORY, width=5)
    with p.group("translate(980 790) scale(2.2)"):
        for lean in range(9):
            turn = 28 + lean * 9
            with p.group(f"rotate({turn} 26 -46)"):
                p.path("M26,-46C10,-20 12,110 26,156C40,110 42,-20 26,-46Z", shade("#2f7f74", lean * 0.05))
                p.oval(26, 136, 11, 15, BRASS)
                p.oval(26, 138, 7, 10, "#1f5fa0")
                p.oval(26, 140, 3.4, 5, "#16203f")
        p.path("M-8,-6v-30M10,-4v-30M-16,-4h16M2,-2h16", line=BRASS, width=4)
        p.path(
            "M-44,-64C-30,-30 24,-26 44,-52C30,-80 0,-86 -14,-74C-20,-92 -26,-120 -36,-128C-48,-134 -58,-124 -56,-112C-52,-96 -54,-84 -44,-64Z",
            "#1d5c9c",
        )
        p.path("M-20,-70C0,-82 28,-76 44,-52C24,-40 0,-44 -20,-70Z", "#2f7f74")
        p.disc(-46, -116, 3.4, "#ffffff")
        p.disc(-46, -116, 1.8, "#16203f")
        p.path("M-56,-114l-16,6l14,5z", BRASS)
        p.path("M-40,-129l-8,-20M-40,-129l-1,-22M-40,-129l6,-20", line="#1d5c9c", width=2)
        for x, y in ((-48, -150), (-41, -152), (-34, -150)):
            p.disc(x, y, 3, BRASS)
    return p


def arrival() -> Picture:
    """The hotel's old car at the gate."""
    p = Picture("aravalli arrival")
    p.ground(p.fade("#dfeaf0", "#fbeedd"))
    p.rect(0, 140, 1600, 780, BLUSH)
    p.rect(0, 140, 1600, 24, ROSE)
    for x in (200, 1400):
        chhatri(p, x, 142, 130, IVORY)
    dome(p, 800, 142, 230, IVORY)
    p.path(arch(800, 920, 520, 660, lobes=10), BRICK)
    p.path(arch(800, 920, 470, 610, lobes=10), "#4b2019")
    p.path(arch(800, 920, 400, 520, lobes=10), tint(LAKE, 0.5))
    tree(p, 800, 920, 330)
    p.path(arch(800, 920, 520, 660, lobes=10), line=IVORY, width=8)
    for x in (270, 1330):
        p.path(arch(x, 760, 220, 330), ROSE)
        p.path(arch(x, 760, 180, 280), mix(BRICK, WOOD, 0.3))
        p.rect(x - 110, 740, 220, 26, IVORY)
    garland(p, [(540, 420), (670, 330), (800, 290), (930, 330), (1060, 420)], size=12)
    floor(p, 920, CREAM)
    car(p, 560, 1110, 700, IVORY, kind="sedan")
    figure(p, 1080, 1090, 330, PORTER, arms="wave", facing=-1)
    figure(p, 1240, 1100, 310, WOMAN, arms="hold", facing=-1)
    pot(p, 110, 1010, 130)
    pot(p, 1500, 1010, 130)
    return p


def place_map() -> Picture:
    """The old town, the lake, and the two houses."""
    p = Picture("aravalli map", height=LOW)
    p.ground(tint(BLUSH, 0.5))
    for x, y, w, h in (
        (60, 70, 250, 170),
        (350, 60, 220, 150),
        (620, 80, 180, 170),
        (70, 290, 210, 190),
        (330, 260, 230, 180),
        (90, 540, 240, 180),
        (390, 500, 180, 190),
        (80, 770, 260, 170),
        (400, 750, 200, 180),
        (1350, 90, 190, 180),
        (1390, 760, 180, 180),
    ):
        p.rect(x, y, w, h, tint(BLUSH, 0.1), r=14)
    p.blob(
        [
            (760, 260),
            (960, 120),
            (1240, 150),
            (1380, 340),
            (1340, 600),
            (1420, 780),
            (1180, 930),
            (860, 880),
            (700, 700),
            (640, 480),
        ],
        tint(LAKE, 0.25),
    )
    p.blob(
        [
            (790, 290),
            (970, 160),
            (1220, 190),
            (1340, 360),
            (1300, 590),
            (1370, 770),
            (1170, 890),
            (880, 840),
            (740, 680),
            (690, 480),
        ],
        line="#ffffff",
        width=4,
        opacity=0.7,
    )
    p.stroke([(-20, 250), (300, 250), (600, 230), (760, 60), (780, -20)], "#ffffff", 22)
    p.stroke([(300, -20), (310, 480), (360, 740), (350, 1020)], "#ffffff", 22)
    p.stroke([(310, 490), (580, 460), (620, 720), (860, 960), (1300, 980), (1620, 900)], "#ffffff", 22)
    palace(p, 1040, 480, 190, IVORY)
    p.stroke([(700, 420), (820, 500), (960, 640), (1110, 760), (1260, 800)], BRICK, 7, dash="3 20")
    boat(p, 930, 640, 110)
    for x, y, colour in ((640, 400, BRICK), (1330, 800, ROSE)):
        p.path(
            f"M{x},{y + 70}C{x},{y + 70} {x - 66},{y - 6} {x - 66},{y - 56}A66,66 0 1 1 {x + 66},{y - 56}C{x + 66},{y - 6} {x},{y + 70} {x},{y + 70}Z",
            colour,
        )
        dome(p, x, y - 36, 52, IVORY)
    for x, y in ((1480, 400), (1520, 480), (1450, 520), (200, 900), (240, 640)):
        tree(p, x, y + 60, 110, SAGE)
    p.path("M1500,640v-90M1470,584l30,-36l30,36", line=BRICK, width=8)
    return p
