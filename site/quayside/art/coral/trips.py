"""Scenes of the trips: the reef by day and night, the hole, the wall, the shallows."""

import math

from quayside.art.colour import mix, shade, tint
from quayside.art.coral.animals import diver, fish, octopus, ray, school, shark, snorkeller, turtle
from quayside.art.coral.boats import boat, hull_below
from quayside.art.coral.sea import (
    CLEAR,
    DEEP,
    DUNE,
    FOAM,
    NIGHT,
    PLUM,
    REEF,
    ROSE,
    SHALLOW,
    SUN,
    TEAL,
    bubbles,
    cloud,
    depth_lines,
    fan,
    garden,
    grass,
    rays,
    ripples,
    rock,
    sand_bed,
    water,
)  # fmt: skip
from quayside.art.picture import LOW, Picture


def hero() -> Picture:
    """Boat above, divers below, reef at the bottom: the whole business in one picture."""
    p = Picture("coral hero", height=LOW)
    p.ground(p.fade("#fbe1b4", "#fdf1da", "#fdf1da"))
    p.disc(1220, 150, 190, p.glow("#ffe9b3@0.9", "#ffe9b3@0"))
    p.disc(1220, 150, 62, "#ffeec4")
    cloud(p, 90, 170, 300)
    cloud(p, 700, 120, 220, opacity=0.6)
    p.path("M0,262Q90,232 200,256T430,284H0Z", mix(TEAL, "#fdf1da", 0.55))
    boat(p, 900, 282, 330)
    water(p, tint(CLEAR, 0.12), TEAL, DEEP, NIGHT, top=282)
    hull_below(p, 900, 284, 290)
    rays(p, 1120, top=284, reach=640)
    ripples(p, 300, 330, 8)
    depth_lines(p, 420, 560, count=6, step=95, opacity=0.1)
    p.stroke([(1020, 290), (1052, 500), (1046, 800)], "#ffffff", 3, opacity=0.4)
    p.band([720, 690, 770, 820, 800, 720, 650, 690], shade(TEAL, 0.48), opacity=0.7)
    p.band([860, 780, 830, 900, 880, 850, 740, 720], shade(NIGHT, 0.1))
    garden(
        p,
        (
            ("fan", 1420, 770, 230),
            ("brain", 1210, 880, 190),
            ("branches", 1330, 850, 120),
            ("tubes", 1530, 780, 170),
        ),
    )
    garden(
        p,
        (
            ("tubes", 96, 880, 150),
            ("fan", 236, 830, 210),
            ("branches", 360, 850, 110),
            ("brain", 560, 930, 220),
        ),
    )
    p.band([950, 925, 960, 980, 960, 950, 925, 945], shade(NIGHT, 0.35))
    school(p, 420, 470, 12, facing=1, spread=150, long=48)
    diver(p, 760, 520, 330, turn=10)
    diver(p, 1090, 640, 290, fins=REEF, band=SUN, turn=14)
    turtle(p, 560, 720, 150)
    fish(p, 1290, 560, 76, ROSE, bars="#fff3e4", facing=-1)
    fish(p, 1360, 600, 60, ROSE, bars="#fff3e4", facing=-1)
    return p


def reef_fish() -> Picture:
    """A coral head in the morning with its fish."""
    p = Picture("coral reef fish")
    water(p, SHALLOW, CLEAR, TEAL, DEEP)
    rays(p, 560, reach=900)
    depth_lines(p, 1250, 420, count=7, step=85, opacity=0.13)
    p.band([820, 760, 860, 940, 900, 800, 740], shade(TEAL, 0.35), opacity=0.6)
    rock(
        p,
        [(380, 1240), (420, 980), (560, 860), (760, 800), (980, 830), (1160, 920), (1260, 1240)],
        shade(DEEP, 0.1),
    )
    garden(
        p,
        (
            ("fan", 560, 900, 330),
            ("tubes", 1090, 940, 250),
            ("branches", 800, 850, 220),
            ("brain", 960, 930, 240),
            ("branches", 1210, 1080, 160),
            ("brain", 600, 1030, 240),
        ),
    )
    sand_bed(p, [1130, 1100, 1150, 1120, 1140, 1100])
    grass(p, 180, 1160, 150)
    grass(p, 1420, 1150, 180)
    school(p, 1080, 430, 22, spread=230, long=60, facing=-1)
    fish(p, 520, 470, 190, "#3f7fb0", bars="#f5c465", turn=-4)
    fish(p, 330, 700, 120, REEF, bars="#fff3e4", turn=4)
    fish(p, 850, 610, 130, SUN, bars=PLUM, facing=-1)
    fish(p, 1330, 800, 110, "#3f7fb0", bars="#f5c465", facing=-1)
    bubbles(p, 250, 1000, 5)
    return p


def blue_hole() -> Picture:
    """The Great Blue Hole from the air."""
    p = Picture("coral blue hole")
    p.ground(p.fade(TEAL, CLEAR, turn="slant"))
    for _ in range(26):
        x, y, r = p.between(0, 1600), p.between(0, 1200), p.between(50, 170)
        p.blob(_ring(p, x, y, r, 7, 0.55), mix(SHALLOW, DUNE, p.between(0.1, 0.6)), opacity=0.4)
    p.blob(_ring(p, 830, 590, 520, 16, 0.8, wild=0.08), tint(SHALLOW, 0.2), opacity=0.85)
    p.blob(_ring(p, 830, 595, 470, 16, 0.8, wild=0.06), DUNE, opacity=0.75)
    p.blob(_ring(p, 830, 595, 436, 14, 0.8, wild=0.05), mix(DUNE, CLEAR, 0.55))
    p.blob(_ring(p, 830, 600, 396, 14, 0.8, wild=0.03), TEAL)
    p.oval(830, 600, 366, 292, "#0a4d6a")
    p.oval(834, 612, 342, 268, p.glow("#052034", "#06314c", "#0a4d6a"))
    for number in range(4):
        p.oval(834, 608, 90 + number * 66, 66 + number * 52, "none", line="#ffffff", width=2.5, opacity=0.14)
    for _ in range(46):
        angle = p.between(0, math.tau)
        far = p.between(0.98, 1.2)
        x, y = 830 + math.cos(angle) * 420 * far, 596 + math.sin(angle) * 338 * far
        p.oval(
            x, y, p.between(8, 30), p.between(5, 16), mix("#7c6a45", TEAL, p.between(0.1, 0.6)), opacity=0.75
        )
    p.path("M1186,380l60,-30l14,20l-58,34Z", "#fbf8f1")
    p.path("M1198,376l40,-20l6,9l-40,22Z", REEF)
    p.path("M1180,392q-60,40 -130,52M1190,402q-50,44 -112,66", line="#ffffff", width=5, opacity=0.5)
    return p


def _ring(
    p: Picture, x: float, y: float, r: float, count: int, flat: float, *, wild: float = 0.22
) -> list[tuple[float, float]]:
    reach = [r * p.between(1 - wild, 1 + wild) for _ in range(count)]
    turns = [number * math.tau / count for number in range(count)]
    return [
        (x + far * math.cos(turn), y + far * flat * math.sin(turn))
        for far, turn in zip(reach, turns, strict=True)
    ]


def night_dive() -> Picture:
    """An octopus in the beam of a torch."""
    p = Picture("coral night")
    water(p, "#0a2540", "#06182b", "#030e1b")
    for _ in range(60):
        p.disc(
            p.between(0, 1600), p.between(0, 1000), p.between(1, 3.4), "#a8e6dc", opacity=p.between(0.2, 0.7)
        )
    p.band([900, 840, 880, 960, 920, 820, 760], "#0a1e30")
    diver(p, 420, 470, 430, turn=14, torch=True, air=7)
    p.band([1010, 960, 990, 1010, 960, 930, 960], "#122a38")
    p.oval(1090, 860, 420, 190, p.glow("#fff3c4@0.55", "#fff3c4@0"))
    garden(p, (("branches", 1380, 960, 210), ("brain", 1230, 1010, 230), ("tubes", 800, 1000, 190)))
    octopus(p, 1060, 830, 210)
    p.band([1090, 1060, 1080, 1110, 1080, 1050, 1080], "#1d3846")
    fan(p, 200, 1120, 260, "#4a3a5c")
    fish(p, 640, 880, 90, "#8a4d4a", facing=-1, bars="#c78f77")
    return p


def wall_dive() -> Picture:
    """A wall that falls away into the blue."""
    p = Picture("coral wall")
    water(p, tint(CLEAR, 0.25), TEAL, "#063f52", "#03202f")
    rays(p, 1180, reach=900, opacity=0.18)
    depth_lines(p, 1220, 760, count=8, step=80, opacity=0.12)
    rock(
        p,
        [
            (-60, -60),
            (420, -60),
            (500, 160),
            (440, 340),
            (560, 520),
            (480, 760),
            (600, 960),
            (540, 1260),
            (-60, 1260),
        ],
        shade(DEEP, 0.3),
    )
    rock(
        p,
        [(-60, -60), (250, -60), (330, 220), (240, 480), (360, 740), (280, 980), (380, 1260), (-60, 1260)],
        shade(DEEP, 0.52),
    )
    garden(
        p,
        (
            ("fan", 470, 360, 260),
            ("tubes", 420, 620, 190),
            ("branches", 520, 900, 170),
            ("fan", 500, 1180, 290),
            ("brain", 300, 900, 230),
            ("tubes", 230, 420, 220),
        ),
    )
    diver(p, 880, 380, 380, turn=12, facing=-1)
    diver(p, 1180, 620, 320, turn=8, facing=-1, fins=REEF, band=SUN)
    school(p, 800, 820, 18, spread=180, facing=1, long=46)
    ray(p, 1260, 950, 200, facing=-1)
    return p


def shark_alley() -> Picture:
    """Snorkellers over nurse sharks and rays on white sand."""
    p = Picture("coral alley")
    water(p, FOAM, SHALLOW, CLEAR, tint(TEAL, 0.12))
    rays(p, 820, reach=1000, opacity=0.2)
    sand_bed(p, [960, 930, 980, 940, 960, 930])
    grass(p, 150, 1010, 150)
    grass(p, 1500, 1000, 190)
    grass(p, 1370, 1030, 120)
    for number in range(9):
        p.path(
            f"M{number * 180 - 40},{60 + number % 3 * 14}q45,-24 90,0t90,0",
            line="#ffffff",
            width=7,
            opacity=0.65,
        )
    snorkeller(p, 470, 250, 330)
    snorkeller(p, 1090, 320, 300, facing=-1, cloth=SUN, skin="#e3b18c")
    p.oval(760, 1010, 340, 26, shade(DUNE, 0.18), opacity=0.45)
    shark(p, 760, 820, 430, "#9a7a5c")
    shark(p, 1180, 640, 300, "#8a6d53", facing=-1, turn=4)
    p.oval(330, 1080, 190, 18, shade(DUNE, 0.18), opacity=0.45)
    ray(p, 350, 690, 190, turn=4)
    school(p, 1240, 470, 8, spread=90, long=38, colour="#d7dee0")
    fish(p, 1060, 1010, 70, "#3f7fb0", bars=SUN)
    return p


def turtle_swim() -> Picture:
    """A turtle over sea grass."""
    p = Picture("coral turtle")
    water(p, tint(SHALLOW, 0.2), CLEAR, TEAL)
    rays(p, 700, reach=1050, opacity=0.2)
    depth_lines(p, 330, 360, count=7, step=80, opacity=0.14)
    p.band([940, 900, 960, 920, 980, 930], shade(TEAL, 0.28), opacity=0.55)
    sand_bed(p, [1080, 1050, 1090, 1060, 1080, 1050])
    for number in range(9):
        grass(p, 60 + number * 190, 1110 + (number * 37) % 60, 130 + (number * 53) % 90)
    turtle(p, 800, 580, 620, turn=-10)
    fish(p, 420, 820, 80, SUN, bars=PLUM)
    fish(p, 330, 860, 64, SUN, bars=PLUM)
    bubbles(p, 1290, 420, 5)
    return p


def canyons() -> Picture:
    """Divers one behind the other between two walls of reef."""
    p = Picture("coral canyons")
    water(p, SHALLOW, CLEAR, TEAL, DEEP)
    rays(p, 900, reach=1000, opacity=0.24)
    p.band([900, 930, 950, 900, 930], tint(DEEP, 0.1), opacity=0.5)
    rock(
        p,
        [(1700, -60), (1280, -60), (1200, 220), (1260, 480), (1120, 760), (1200, 1260), (1700, 1260)],
        shade(TEAL, 0.4),
    )
    rock(
        p,
        [(-60, -60), (270, -60), (380, 240), (310, 560), (470, 880), (420, 1260), (-60, 1260)],
        shade(TEAL, 0.52),
    )
    sand_bed(p, [1090, 1060, 1020, 1050, 1080])
    garden(
        p,
        (
            ("fan", 330, 620, 230),
            ("branches", 430, 930, 180),
            ("tubes", 250, 330, 180),
            ("brain", 280, 1110, 260),
            ("fan", 1240, 900, 260),
            ("tubes", 1320, 470, 190),
            ("brain", 1380, 1100, 260),
        ),
    )
    for number, (x, y, long) in enumerate(((640, 700, 340), (820, 560, 240), (930, 470, 170))):
        diver(
            p, x, y, long, turn=16, facing=-1, fins=(SUN, REEF, FOAM)[number], band=(REEF, SUN, ROSE)[number]
        )
    school(p, 760, 880, 12, spread=120, long=44)
    return p


def shallows() -> Picture:
    """First breaths: pupil and instructor kneel on sand at three metres."""
    p = Picture("coral first")
    water(p, FOAM, SHALLOW, CLEAR)
    rays(p, 820, reach=1100, opacity=0.26)
    for number in range(9):
        p.path(
            f"M{number * 190 - 60},{54 + number % 2 * 16}q48,-26 95,0t95,0",
            line="#ffffff",
            width=7,
            opacity=0.7,
        )
    sand_bed(p, [900, 880, 910, 880, 900])
    depth_lines(p, 800, 1010, count=5, step=110, colour=shade(DUNE, 0.2), opacity=0.3)
    for x, facing, band, fins in ((560, 1, REEF, SUN), (1060, -1, SUN, REEF)):
        _kneeling(p, x, 990, facing=facing, band=band, fins=fins)
    school(p, 820, 330, 12, spread=130, long=44, colour=SUN)
    grass(p, 130, 960, 170)
    grass(p, 1480, 970, 200)
    return p


def _kneeling(p: Picture, x: float, y: float, *, facing: int, band: str, fins: str) -> None:
    suit = "#20303a"
    p.oval(x, y + 8, 190, 22, shade(DUNE, 0.2), opacity=0.5)
    with p.group(f"translate({x} {y}) scale({3.1 * facing} 3.1)"):
        p.path("M-26,-8L-62,-2Q-66,4 -60,6L-24,2Z", fins)
        p.stroke([(-6, -46), (12, -8), (-28, -4)], suit, 16, bent=False)
        p.rect(-34, -104, 18, 54, "#a9c0c4", r=8)
        p.rect(-31, -98, 5, 42, "#ffffff", r=2, opacity=0.4)
        p.path("M-16,-106C6,-112 16,-100 14,-84L10,-42Q-6,-34 -18,-42Z", suit)
        p.path("M-12,-92L12,-94L11,-68L-13,-66Z", band)
        p.stroke([(4, -92), (22, -70), (44, -84)], shade(suit, 0.2), 9, bent=False)
        p.disc(46, -86, 5, "#c48a62")
        p.disc(46, -95, 4.6, "none", line="#c48a62", width=3)
        p.disc(2, -124, 16, suit)
        p.path("M4,-136C16,-138 22,-130 22,-120C20,-110 12,-106 4,-108Z", "#c48a62")
        p.path("M6,-133L21,-131Q25,-122 20,-118L6,-118Z", "#bfeae2", line="#11181c", width=2.6)
        p.path("M16,-114h9v8h-9z", "#11181c")
        p.path("M-16,-104Q8,-96 20,-108", line="#11181c", width=3)
    bubbles(p, x + 60 * facing, y - 420, 6)


def snorkel_garden() -> Picture:
    """A coral garden just under the surface, seen from above the water line."""
    p = Picture("coral garden")
    p.ground(p.fade("#dff1ea", "#fdf3df"))
    cloud(p, 180, 160, 320)
    cloud(p, 1060, 110, 360, opacity=0.7)
    p.path("M0,340Q300,300 520,332T1040,330T1600,322V360H0Z", mix(TEAL, "#dff1ea", 0.6))
    water(p, SHALLOW, CLEAR, TEAL, top=350)
    rays(p, 520, top=356, reach=760, opacity=0.2)
    p.path(
        "M0,352q60,-22 120,0t120,0t120,0t120,0t120,0t120,0t120,0t120,0t120,0t120,0t120,0t120,0t120,0t120,0v14H0Z",
        FOAM,
    )
    snorkeller(p, 880, 430, 420, cloth=TEAL, skin="#8a5a3c")
    sand_bed(p, [1110, 1080, 1120, 1090, 1110])
    garden(
        p,
        (
            ("branches", 170, 1100, 260),
            ("brain", 420, 1130, 290),
            ("fan", 660, 1120, 330),
            ("branches", 930, 1140, 230),
            ("brain", 1170, 1150, 270),
            ("tubes", 1380, 1130, 260),
            ("fan", 1530, 1140, 300),
        ),
    )
    school(p, 420, 700, 16, spread=170, long=52, facing=1)
    fish(p, 1180, 740, 130, REEF, bars="#fff3e4", facing=-1)
    fish(p, 1010, 870, 100, "#3f7fb0", bars=SUN)
    return p
