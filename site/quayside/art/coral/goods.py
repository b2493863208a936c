"""What is for sale or stands for a course: mask and fins, compass, log book, rash guards, and the map."""

from quayside.art.colour import mix, shade, tint
from quayside.art.coral.boats import boat, fin, mask, wall
from quayside.art.coral.sea import (
    CLEAR,
    DEEP,
    DUNE,
    FOAM,
    NIGHT,
    PALM,
    PLUM,
    REEF,
    ROSE,
    SAND,
    SHALLOW,
    SUN,
    TEAL,
    WOOD,
    depth_lines,
)
from quayside.art.picture import LOW, Picture


def mask_and_fins() -> Picture:
    """A mask, a snorkel and fins on a towel in the sand."""
    p = Picture("coral mask")
    p.ground(p.fade(SAND, tint(DUNE, 0.1), turn="slant"))
    for _ in range(18):
        x, y = p.between(0, 1500), p.between(20, 1180)
        p.path(f"M{x:.0f},{y:.0f}q44,-14 100,-2", line=shade(SAND, 0.12), width=4, opacity=0.7)
    with p.group("rotate(-9 800 620)"):
        p.rect(270, 200, 1080, 860, shade(DUNE, 0.1), r=20, opacity=0.6)
        p.rect(250, 180, 1080, 860, "#fbf8f1", r=16)
        for number in range(6):
            p.rect(250, 230 + number * 140, 1080, 56, CLEAR if number % 2 else TEAL, opacity=0.9)
    fin(p, 1010, 900, 560, SUN, turn=-16)
    fin(p, 1190, 930, 560, SUN, turn=-2)
    p.oval(600, 740, 250, 40, NIGHT, opacity=0.14)
    mask(p, 590, 640, 460, REEF)
    with p.group("translate(250 960) scale(1.4)"):
        p.path("M0,0C-50,-10 -70,-60 -30,-80C10,-100 60,-60 50,-20C46,10 20,10 0,0Z", ROSE)
        p.path(
            "M0,0C-20,-30 -14,-60 -30,-80M0,0C4,-36 0,-70 -6,-86M0,0C24,-30 26,-60 22,-80M0,0C36,-20 46,-30 50,-44",
            line=shade(ROSE, 0.2),
            width=4,
        )
    return p


def compass() -> Picture:
    """A compass and a slate over chart lines."""
    p = Picture("coral compass")
    p.ground(p.fade("#eef4e6", "#dcebe0", turn="slant"))
    depth_lines(p, 420, 480, count=9, step=95, colour=TEAL, opacity=0.35)
    depth_lines(p, 1420, 1040, count=6, step=90, colour=TEAL, opacity=0.3)
    p.blob([(1180, -40), (1660, -40), (1660, 380), (1480, 330), (1380, 190), (1220, 140)], SAND)
    p.blob([(1180, -40), (1660, -40), (1660, 380), (1480, 330), (1380, 190), (1220, 140)], line=DUNE, width=6)
    p.stroke(
        [(160, 1040), (420, 860), (560, 900), (760, 640), (1180, 420), (1330, 250)], REEF, 9, dash="4 26"
    )
    for x, y in ((160, 1040), (1330, 250)):
        p.path(f"M{x - 18},{y - 18}l36,36M{x + 18},{y - 18}l-36,36", line=REEF, width=10)
    p.oval(820, 726, 370, 350, NIGHT, opacity=0.12)
    p.disc(800, 660, 350, "#243640")
    p.disc(800, 660, 330, tint("#243640", 0.16))
    p.disc(800, 660, 278, p.glow("#fdfaf2", "#f3ead6"))
    for number in range(36):
        long = 44 if number % 9 == 0 else 26 if number % 3 == 0 else 14
        with p.group(f"rotate({number * 10} 800 660)"):
            p.path(f"M800,392v{long}", line="#243640", width=9 if number % 9 == 0 else 4)
    with p.group("rotate(34 800 660)"):
        p.poly([(800, 440), (846, 660), (800, 636), (754, 660)], REEF)
        p.poly([(800, 880), (846, 660), (800, 684), (754, 660)], TEAL)
        p.poly([(800, 440), (846, 660), (800, 636)], shade(REEF, 0.18))
        p.poly([(800, 880), (846, 660), (800, 684)], shade(TEAL, 0.2))
    p.disc(800, 660, 22, "#243640")
    p.disc(800, 660, 9, SUN)
    p.path("M590,520Q660,420 790,408", line="#ffffff", width=22, opacity=0.75)
    p.path("M760,330V250Q800,210 840,250V330", line="#243640", width=26)
    return p


def logbook() -> Picture:
    """A log book filled in at the shop's table."""
    p = Picture("coral logbook")
    p.ground(p.fade("#b8845a", "#a8734a", turn="slant"))
    for row in range(6):
        p.path(
            f"M0,{row * 220 + 60}Q500,{row * 220 + 30} 1600,{row * 220 + 80}",
            line=shade(WOOD, 0.16),
            width=5,
            opacity=0.7,
        )
    p.disc(1330, 260, 160, "#fbf8f1")
    p.disc(1330, 260, 122, "#6b4129")
    p.disc(1330, 260, 122, "none", line="#8a5a3a", width=10)
    p.path("M1480,220q90,0 90,50t-100,50", line="#fbf8f1", width=26)
    with p.group("rotate(-6 760 660)"):
        p.rect(262, 296, 1010, 760, NIGHT, r=24, opacity=0.25)
        p.rect(240, 270, 1010, 760, TEAL, r=22)
        p.path("M262,290H736Q745,300 745,310V1008H262Z", "#fdfaf2")
        p.path("M1228,290H754Q745,300 745,310V1008H1228Z", "#f6efdf")
        for row in range(7):
            p.path(f"M310,{720 + row * 40}h{360 - row % 3 * 60}", line="#9fb6b4", width=6)
        p.blob([(310, 400), (400, 360), (520, 430), (640, 380), (690, 470), (690, 640), (310, 640)], SHALLOW)
        p.stroke([(310, 420), (420, 560), (520, 600), (600, 520), (690, 430)], TEAL, 9)
        p.disc(860, 420, 66, "none", line=REEF, width=9)
        p.path("M832,420l20,24l42,-50", line=REEF, width=10)
        p.path("M980,380h190M980,430h140", line="#9fb6b4", width=7)
        for row in range(9):
            p.path(f"M806,{560 + row * 46}h{370 - row % 4 * 46}", line="#b9c4bd", width=6)
    with p.group("rotate(38 1080 880)"):
        p.rect(800, 860, 380, 34, SUN, r=10)
        p.poly([(800, 860), (740, 877), (800, 894)], "#f3e3c6")
        p.poly([(756, 872), (740, 877), (756, 882)], NIGHT)
        p.rect(1150, 860, 46, 34, REEF, r=10)
    return p


def place_map() -> Picture:
    """Where the dock is: island, lagoon, reef and the cut."""
    p = Picture("coral map", height=LOW)
    p.ground(p.fade(tint(SHALLOW, 0.25), CLEAR, TEAL, DEEP, turn="right"))
    depth_lines(p, 1760, 480, count=9, step=100, opacity=0.2)
    p.stroke([(1010, -20), (960, 160), (1000, 330), (960, 440)], FOAM, 30, opacity=0.8)
    p.stroke([(950, 540), (980, 700), (930, 860), (960, 1020)], FOAM, 30, opacity=0.8)
    p.stroke([(1010, -20), (960, 160), (1000, 330), (960, 440)], ROSE, 10, dash="2 20")
    p.stroke([(950, 540), (980, 700), (930, 860), (960, 1020)], ROSE, 10, dash="2 20")
    island = [
        (120, -60),
        (470, -60),
        (540, 120),
        (500, 300),
        (600, 470),
        (560, 640),
        (640, 800),
        (560, 1060),
        (200, 1060),
        (260, 760),
        (180, 480),
        (260, 260),
    ]
    p.blob(island, tint(SHALLOW, 0.6))
    p.blob([(x * 0.94 + 14, y) for x, y in island], SAND)
    p.blob(
        [
            (250, -60),
            (400, -60),
            (440, 120),
            (390, 300),
            (430, 470),
            (400, 640),
            (470, 800),
            (430, 1060),
            (290, 1060),
            (330, 780),
            (270, 500),
            (330, 280),
        ],
        tint(PALM, 0.35),
    )
    p.stroke(
        [(420, -40), (470, 140), (440, 310), (520, 480), (484, 640), (556, 800), (490, 1040)], "#ffffff", 16
    )
    for y in (90, 200, 330, 420, 560, 650, 760, 860):
        p.path(f"M{400 + y % 7 * 8},{y}h90", line="#ffffff", width=9, opacity=0.9)
        for number in range(3):
            p.rect(396 + number * 34 + y % 5 * 8, y + 16, 22, 20, mix(REEF, SAND, 0.2 + 0.25 * number), r=4)
    p.path("M540,486h150", line=WOOD, width=16)
    p.path("M660,470v32", line=WOOD, width=12)
    p.stroke([(700, 486), (820, 500), (950, 490), (1140, 440)], "#ffffff", 6, dash="2 18")
    boat(p, 1180, 440, 120)
    p.path("M540,470C540,470 466,390 466,330A74,74 0 1 1 614,330C614,390 540,470 540,470Z", REEF)
    p.disc(540, 326, 30, "#fbf8f1")
    with p.group("translate(1430 840)"):
        p.disc(0, 0, 84, "none", line="#ffffff", width=5, opacity=0.7)
        p.poly([(0, -104), (20, 0), (0, -14), (-20, 0)], "#ffffff")
        p.poly([(0, 104), (20, 0), (0, 14), (-20, 0)], "#ffffff", opacity=0.5)
    return p


def shirts() -> Picture:
    """Rash guards and caps on the shop's shelf."""
    p = Picture("coral shirts")
    wall(p, "#f5ead6", 760, "#b98558")
    p.rect(0, 330, 1600, 26, WOOD)
    p.rect(0, 356, 1600, 12, shade(WOOD, 0.3))
    for number in range(9):
        x = 110 + number * 164
        p.rect(
            x,
            250 - number % 2 * 22,
            130,
            82 + number % 2 * 22,
            (TEAL, REEF, SUN, CLEAR, PLUM)[number % 5],
            r=10,
        )
        p.path(f"M{x + 8},{300 - number % 2 * 10}h114", line="#ffffff", width=5, opacity=0.4)
    for number, (cloth, sleeve) in enumerate(((TEAL, SHALLOW), ("#fbf8f1", REEF), (NIGHT, SUN))):
        _rash_guard(p, 330 + number * 470, 480, cloth, sleeve)
    return p


def _rash_guard(p: Picture, x: float, y: float, cloth: str, sleeve: str) -> None:
    with p.group(f"translate({x:.0f} {y:.0f}) scale(1.7)"):
        p.path(
            "M-50,6L-84,20Q-104,60 -112,210L-84,216L-64,110ZM50,6L84,20Q104,60 112,210L84,216L64,110Z", sleeve
        )
        p.path("M-26,0Q0,18 26,0L62,10L66,110Q58,200 66,300Q0,316 -66,300Q-58,200 -66,110L-62,10Z", cloth)
        p.path("M-26,0Q0,18 26,0L28,6Q0,28 -28,6Z", shade(cloth, 0.2))
        p.path("M26,0L62,10L66,110Q58,200 66,300Q40,306 24,308Q44,180 30,10Z", "#000000", opacity=0.08)
        p.path("M-40,110q10,-14 20,0t20,0t20,0t20,0M-40,132q10,-14 20,0t20,0t20,0t20,0", line=sleeve, width=6)
        p.disc(0, 84, 13, REEF if cloth != "#fbf8f1" else SUN)
