"""Scenes on land: the jetty, the shop, tanks, tools, and what is for hire and for sale."""

from quayside.art.colour import mix, shade, tint
from quayside.art.coral.boats import boat, deck, fin, hull, hut, jetty, sand_and_sea, tank, wall
from quayside.art.coral.sea import (
    CLEAR,
    DEEP,
    DUNE,
    FOAM,
    PLUM,
    REEF,
    ROSE,
    SAND,
    SUN,
    TEAL,
    WOOD,
    cloud,
    depth_lines,
    palm,
    ripples,
)
from quayside.art.figures import Look, figure
from quayside.art.picture import LOW, Picture, smooth

CAPTAIN = Look("#6b432c", "#1f1714", "#fbf8f1", "#3b4d57", style="cap", hat=TEAL)
GUIDE = Look("#8a5636", "#241a16", TEAL, "#2f4450", sleeves=False)
GUEST = Look("#e6b48d", "#8a4b2a", REEF, "#e9d8b4", style="long", skirt=True, sleeves=False)
GUEST_2 = Look("#f0c7a4", "#c79a5b", SUN, "#4a6a78", style="hat", hat="#f3e3c6", sleeves=False)
CLERK = Look("#b97d55", "#2b1c16", ROSE, "#3b4d57", style="bun", sleeves=False)


def jetty_morning() -> Picture:
    """Boarding at half past seven."""
    p = Picture("coral jetty", height=LOW)
    p.ground(p.fade("#fbd9a6", "#fdeccb", "#e8f3ea"))
    p.disc(380, 330, 240, p.glow("#fff3d0@0.95", "#fff3d0@0"))
    p.disc(380, 330, 84, "#fff1cd")
    cloud(p, 860, 210, 340, opacity=0.8)
    cloud(p, 120, 160, 220, opacity=0.6)
    p.path("M0,424Q160,392 380,416T900,410T1600,420V450H0Z", mix(TEAL, "#fdeccb", 0.6))
    p.rect(0, 440, 1600, 560, p.fade(tint(CLEAR, 0.25), CLEAR, TEAL))
    ripples(p, 470, 960, 34)
    depth_lines(p, 480, 800, count=6, step=80, opacity=0.16)
    deck(p, 480, 690, 640)
    figure(p, 390, 668, 172, CAPTAIN, arms="point")
    hull(p, 480, 690, 640)
    jetty(p, 820, 700, wide=840, posts=7, depth=170)
    for x, tall in ((1180, 120), (1220, 120), (1260, 120)):
        tank(p, x, 684, tall, (TEAL, SUN, REEF)[(x // 40) % 3])
    figure(p, 930, 684, 236, GUIDE, arms="wave", facing=-1)
    figure(p, 1060, 684, 226, GUEST, legs="walk", arms="swing", facing=-1)
    figure(p, 1390, 684, 238, GUEST_2, legs="walk", arms="carry", facing=-1)
    palm(p, 1540, 720, 520, lean=-0.16)
    return p


def shop() -> Picture:
    """The hut under palms, seen from the sand."""
    p = Picture("coral shop")
    sand_and_sea(p, horizon=470, shore=640)
    p.disc(1320, 240, 220, p.glow("#fff3d0@0.9", "#fff3d0@0"))
    cloud(p, 980, 260, 300)
    cloud(p, 120, 190, 240, opacity=0.7)
    ripples(p, 500, 640, 14)
    boat(p, 1300, 560, 260, facing=-1)
    palm(p, 250, 900, 720, lean=0.12)
    p.oval(740, 990, 520, 34, shade(DUNE, 0.12), opacity=0.6)
    hut(p, 430, 985, 430)
    palm(p, 1230, 1010, 640, lean=-0.1)
    for number in range(4):
        tank(p, 1120 + number * 46, 1030, 150, (SUN, TEAL, REEF, TEAL)[number])
    figure(p, 900, 1070, 300, CLERK, arms="hold", facing=1)
    figure(p, 1030, 1076, 296, GUEST_2, arms="down", facing=-1)
    for number in range(7):
        x = 60 + number * 240
        p.path(f"M{x},{1120 + number % 3 * 18}q50,-14 110,-2", line=shade(SAND, 0.12), width=4, opacity=0.7)
    return p


def boat_out() -> Picture:
    """The boat on its way, the reef's white line behind it."""
    p = Picture("coral boat")
    p.ground(p.fade("#bfe3dc", "#e8f3ea", "#fdf3df"))
    cloud(p, 140, 300, 420)
    cloud(p, 980, 230, 480, opacity=0.75)
    p.rect(0, 520, 1600, 680, p.fade(TEAL, CLEAR, TEAL, DEEP))
    p.path(
        "M0,540q60,-16 130,0t150,0t120,0t190,0t160,0t220,0t180,0t200,0t160,0t170,0v16H0Z", FOAM, opacity=0.9
    )
    ripples(p, 580, 1160, 40)
    depth_lines(p, 1100, 980, count=6, step=90, opacity=0.14)
    p.path("M0,842Q300,800 520,812L540,846Q300,850 0,900Z", FOAM, opacity=0.75)
    deck(p, 860, 820, 900)
    figure(p, 992, 790, 226, CAPTAIN, arms="hold")
    figure(p, 600, 786, 214, GUEST, arms="wave", facing=-1)
    figure(p, 800, 792, 220, GUIDE, arms="down")
    hull(p, 860, 820, 900)
    p.path(
        "M1240,800Q1340,770 1380,830Q1300,850 1200,846ZM480,822q300,50 820,20q-60,40 -400,44t-420,-64Z", FOAM
    )
    for x, y in ((250, 380), (330, 340), (420, 400)):
        p.path(
            f"M{x - 36},{y - 10}Q{x - 14},{y - 24} {x},{y}Q{x + 14},{y - 24} {x + 36},{y - 10}",
            line=shade(TEAL, 0.3),
            width=6,
        )
    return p


def fill_station() -> Picture:
    """Cylinders in a row, whips and gauges above."""
    p = Picture("coral fills")
    wall(p, "#dcefe8", 880, "#9c6f49")
    p.rect(140, 170, 1320, 150, shade(TEAL, 0.1), r=18)
    p.rect(140, 170, 1320, 24, tint(TEAL, 0.25), r=12)
    for number in range(5):
        x = 300 + number * 250
        p.disc(x, 250, 52, "#f7f4ec", line="#39444a", width=9)
        for tick in range(7):
            turn = -120 + tick * 40
            with p.group(f"rotate({turn} {x} 250)"):
                p.path(f"M{x},212v10", line="#39444a", width=4)
        with p.group(f"rotate({-70 + number * 38} {x} 250)"):
            p.path(f"M{x},250V222", line=REEF, width=7)
        p.disc(x, 250, 7, "#39444a")
        end = 268 + number * 250
        p.path(smooth([(x, 320), (x + 34, 420), (end + 10, 470), (end + 68, 420)]), line="#2c3539", width=13)
    for number, colour in enumerate((TEAL, SUN, TEAL, REEF, SUN)):
        p.oval(336 + number * 250, 960, 110, 18, shade("#9c6f49", 0.3), opacity=0.5)
        tank(p, 268 + number * 250, 960, 540, colour)
    return p


def workbench() -> Picture:
    """A regulator taken apart on the bench."""
    p = Picture("coral service")
    wall(p, "#f2e6cf", 620, "#a8734a")
    for number in range(6):
        x = 150 + number * 120
        p.path(f"M{x},110v{150 + number % 3 * 40}", line="#7c8b90", width=20)
        p.rect(x - 15, 80, 30, 90, (REEF, TEAL, SUN)[number % 3], r=12)
    p.rect(60, 60, 720, 14, shade(WOOD, 0.3), r=6)
    p.rect(1000, 110, 460, 330, tint(TEAL, 0.75), r=14, line=TEAL, width=8)
    for number in range(4):
        p.path(f"M1050,{180 + number * 60}h{300 - number * 40}", line=tint(TEAL, 0.3), width=8, opacity=0.6)
        p.path(f"M1400,{180 + number * 60}l10,12l20,-26", line=TEAL, width=7)
    p.path(
        smooth([(360, 800), (300, 980), (520, 1080), (760, 1010), (940, 900), (1010, 820)]),
        line="#2c3539",
        width=26,
    )
    p.path(smooth([(380, 790), (520, 900), (900, 1110), (1240, 1060), (1330, 930)]), line=SUN, width=26)
    p.rect(280, 690, 150, 130, "#9fb0b5", r=24)
    p.rect(300, 650, 110, 60, "#6c7b80", r=14)
    p.rect(300, 704, 34, 100, "#ffffff", r=14, opacity=0.4)
    p.disc(452, 750, 30, "#6c7b80")
    for x, y, colour in ((1030, 790, "#2c3539"), (1350, 890, SUN)):
        p.disc(x, y, 92, colour)
        p.disc(x, y, 66, shade(colour, 0.22) if colour == SUN else tint(colour, 0.12))
        for turn in range(6):
            with p.group(f"rotate({turn * 60} {x} {y})"):
                p.path(f"M{x},{y - 22}v-26", line=shade(colour, 0.4), width=9)
        p.rect(x - 40, y + 80, 80, 44, shade(colour, 0.35), r=16)
    for number in range(7):
        p.disc(
            600 + number * 62,
            740 + number % 2 * 40,
            13 + number % 3 * 4,
            "none",
            line=(REEF, "#39444a", TEAL)[number % 3],
            width=6,
        )
    p.path("M130,1020L330,940", line="#8b979b", width=18)
    p.path("M120,1026L40,1060", line=REEF, width=34)
    return p


def rental_rack() -> Picture:
    """Wetsuits and jackets on a rail, fins below."""
    p = Picture("coral rental")
    wall(p, "#e9f2ea", 940, "#d9b88a")
    p.path("M110,190H1490", line=shade(WOOD, 0.25), width=20)
    for x in (130, 1470):
        p.rect(x - 12, 180, 24, 780, shade(WOOD, 0.1))
    for number in range(6):
        x = 260 + number * 216
        p.path(f"M{x},190v34l-64,44M{x},224l64,44", line="#7c8b90", width=9)
        if number % 3 == 1:
            _jacket(p, x, 268, (TEAL, REEF)[number // 3])
        else:
            _suit(p, x, 264, (REEF, "", TEAL, SUN, "", PLUM)[number] or TEAL)
    for number in range(5):
        fin(p, 230 + number * 290, 1090, 210, (SUN, TEAL, REEF, SUN, CLEAR)[number], turn=-6)
        fin(p, 320 + number * 290, 1094, 210, (SUN, TEAL, REEF, SUN, CLEAR)[number], turn=6)
    return p


def _suit(p: Picture, x: float, y: float, band: str) -> None:
    with p.group(f"translate({x:.0f} {y:.0f})"):
        p.path(
            "M-30,0Q0,22 30,0L72,16C92,40 98,120 96,190L64,192L58,90L54,240Q60,380 56,500L12,504L0,290L-12,504L-56,500Q-60,380 -54,240L-58,90L-64,192L-96,190C-98,120 -92,40 -72,16Z",
            "#243640",
        )
        p.path("M-52,110L52,110L53,190Q0,204 -53,190Z", band)
        p.path("M0,20V200", line="#6b7e87", width=4)
        p.path(
            "M30,0L72,16C92,40 98,120 96,190L64,192L58,90L54,240Q60,380 56,500L30,502L40,240L34,60Z",
            "#000000",
            opacity=0.16,
        )


def _jacket(p: Picture, x: float, y: float, colour: str) -> None:
    with p.group(f"translate({x:.0f} {y:.0f})"):
        p.path(
            "M-66,6Q-30,-8 -26,20L-20,150L20,150L26,20Q30,-8 66,6L80,180Q100,280 84,360Q40,380 10,350L0,300L-10,350Q-40,380 -84,360Q-100,280 -80,180Z",
            colour,
        )
        p.path(
            "M-26,20L-20,150L-10,350Q-20,362 -40,364L-44,150L-48,4ZM26,20L20,150L10,350Q20,362 40,364L44,150L48,4Z",
            shade(colour, 0.22),
        )
        p.rect(-92, 214, 184, 26, "#243640", r=8)
        p.rect(-18, 208, 36, 38, "#8b979b", r=6)
        for side in (-1, 1):
            p.rect(62 * side - 22, 270, 44, 56, shade(colour, 0.14), r=10)
        p.stroke([(62, 60), (108, 130), (92, 240)], "#243640", 10)
