"""What guests eat, learn and are given: supper, a thali, spices, oil, printing, lamps; and the door."""

import math

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
    WOOD,
    arch,
    garland,
    hills,
    lantern,
    lattice,
    palace,
    plain_arch,
    pot,
    water,
)  # fmt: skip
from quayside.art.aravalli.rooms import room
from quayside.art.aravalli.views import GUEST, GUEST_2, WOMAN
from quayside.art.colour import shade, tint
from quayside.art.figures import Look, figure
from quayside.art.picture import Picture


def rooftop_supper() -> Picture:
    """Supper under lanterns on the roof."""
    p = Picture("aravalli supper")
    p.ground(p.fade("#1d2344", INDIGO, "#6b4f6f", "#b06a5d"))
    for _ in range(30):
        p.disc(
            p.between(0, 1600),
            p.between(0, 480),
            p.between(1.4, 3.2),
            "#ffffff",
            opacity=p.between(0.3, 0.85),
        )
    hills(p, 700, far="#5a4566", near="#443a5c", height=170)
    water(p, 690, "#7a5a6c", "#3a3c62")
    palace(p, 800, 720, 520, "#e9c9a5", near=False)
    p.rect(0, 900, 1600, 300, "#6b3a30")
    p.rect(0, 890, 1600, 22, "#8f5645")
    p.path("M-20,120C300,260 500,90 800,200S1300,240 1620,100", line=BRASS, width=4)
    for x, y in ((180, 178), (420, 176), (660, 160), (930, 218), (1180, 214), (1430, 166)):
        lantern(p, x, y, 50)
    for x in (420, 1180):
        figure(p, x - 110, 1110, 300, GUEST if x == 420 else WOMAN, legs="sit", arms="hold")
        figure(p, x + 110, 1110, 300, GUEST_2, legs="sit", arms="hold", facing=-1)
        p.oval(x, 1010, 110, 24, IVORY)
        p.path(f"M{x - 110},1010v70q110,50 220,0v-70", IVORY)
        p.path(f"M{x - 110},1012q110,40 220,0v12q-110,40 -220,0z", MARIGOLD)
        p.path(f"M{x},1000v-30", line=IVORY, width=9)
        p.disc(x, 964, 8, SAFFRON)
        p.disc(x, 964, 34, p.glow(f"{SAFFRON}@0.7", f"{SAFFRON}@0"))
    return p


def thali() -> Picture:
    """A thali, chai and marigolds from above."""
    p = Picture("aravalli thali")
    p.ground(p.fade(BRICK, shade(BRICK, 0.2), turn="slant"))
    for row in range(5):
        for column in range(7):
            x, y = 110 + column * 232 + row % 2 * 116, 90 + row * 260
            p.path(
                f"M{x},{y - 44}q20,24 44,44q-24,20 -44,44q-20,-24 -44,-44q24,-20 44,-44z", tint(BRICK, 0.1)
            )
            p.disc(x, y, 9, SAFFRON, opacity=0.6)
    p.disc(716, 624, 424, "#000000", opacity=0.2)
    p.disc(700, 600, 424, BRASS)
    p.disc(700, 600, 396, tint(BRASS, 0.45))
    bowls = (
        (-200, -170, SAFFRON),
        (10, -250, LEAF),
        (210, -150, "#9c3a24"),
        (260, 70, IVORY),
        (-262, 60, MARIGOLD),
    )
    for x, y, food in bowls:
        p.disc(700 + x, 600 + y, 98, BRASS)
        p.disc(700 + x, 600 + y, 84, food)
        p.path(f"M{700 + x - 44},{600 + y - 14}q30,-34 74,-12", line=tint(food, 0.4), width=9)
        p.disc(700 + x + 24, 600 + y + 20, 11, shade(food, 0.25))
    p.path("M590,700a120,120 0 0 1 240,0q0,70 -120,70t-120,-70z", IVORY)
    data = "".join(f"M{p.between(610, 800):.0f},{p.between(640, 740):.0f}l10,5" for _ in range(26))
    p.path(data, line=shade(IVORY, 0.12), width=6)
    p.oval(690, 850, 150, 70, "#d8a262", turn=-8)
    p.path("M590,850q60,-30 110,4M690,880q50,-24 90,-12", line="#a8743c", width=8)
    for x, y in ((1280, 380), (1390, 720)):
        p.disc(x, y, 120, shade(IVORY, 0.06))
        p.disc(x, y, 78, IVORY)
        p.disc(x, y, 66, "#b9763f")
        p.path(f"M{x - 30},{y - 20}q30,-26 60,0", line=tint("#b9763f", 0.4), width=8)
    garland(p, [(1150, 980), (1300, 1060), (1460, 1030), (1580, 1100)], size=22)
    garland(p, [(40, 160), (160, 90), (300, 60)], size=20)
    return p


def spices() -> Picture:
    """The spice box of the cooking class."""
    p = Picture("aravalli spices")
    p.ground(p.fade("#d9b899", "#c99f7c", turn="slant"))
    p.disc(700, 620, 470, "#000000", opacity=0.16)
    p.disc(680, 590, 470, BRASS)
    p.disc(680, 590, 430, shade(BRASS, 0.2))
    for number, colour in enumerate((SAFFRON, "#a83a22", "#6b4129", LEAF, "#d8b06a", "#3f2a20", MARIGOLD)):
        step = (number - 1) * 1.0472
        x = 680 + (0 if number == 0 else 270) * math.cos(step)
        y = 590 + (0 if number == 0 else 270) * math.sin(step)
        p.disc(x, y, 128, tint(BRASS, 0.3))
        p.disc(x, y, 112, colour)
        p.path(
            f"M{x - 70:.0f},{y + 10:.0f}Q{x:.0f},{y - 80:.0f} {x + 70:.0f},{y + 10:.0f}", tint(colour, 0.18)
        )
        data = "".join(f"M{x + p.between(-80, 80):.0f},{y + p.between(-70, 80):.0f}h.1" for _ in range(14))
        p.path(data, line=shade(colour, 0.25), width=7)
    p.path("M1180,980L1330,720", line=WOOD, width=26)
    p.oval(1372, 640, 64, 92, WOOD, turn=28)
    p.oval(1376, 634, 44, 70, shade(WOOD, 0.25), turn=28)
    p.oval(1300, 300, 150, 60, LEAF, turn=-30)
    p.oval(1400, 380, 130, 50, shade(LEAF, 0.16), turn=20)
    p.path("M1190,380L1420,230M1290,350L1510,420", line=tint(LEAF, 0.3), width=5)
    return p


def massage() -> Picture:
    """Oil, brass bowls and a low table."""
    p = Picture("aravalli massage")
    room(p, tint(ROSE, 0.6), "#b98a6b", y=820)
    p.path(arch(800, 800, 560, 660, lobes=10), "#4b2019")
    with p.group(clip=arch(800, 800, 560, 660, lobes=10)):
        lattice(p, 530, 140, 540, 660, step=52, colour=ROSE, width=6)
    p.path(arch(800, 800, 560, 660, lobes=10), line=IVORY, width=8)
    p.rect(330, 900, 940, 60, IVORY, r=22)
    p.rect(350, 950, 900, 110, WOOD, r=10)
    for number in range(3):
        p.rect(400, 860 - number * 36, 230, 40, (IVORY, BLUSH, CREAM)[number], r=16)
    for x, size in ((760, 1), (930, 0.8), (1080, 1.1)):
        p.path(
            f"M{x - 66 * size:.0f},830h{132 * size:.0f}q-6,{70 * size:.0f} {-66 * size:.0f},{70 * size:.0f}t{-66 * size:.0f},{-70 * size:.0f}z",
            BRASS,
        )
        p.oval(x, 830, 66 * size, 16 * size, SAFFRON)
    for x, y in ((745, 826), (930, 826), (1080, 826), (1110, 830)):
        p.disc(x, y, 13, MARIGOLD)
    for x in (180, 1420):
        pot(p, x, 1000, 170)
    lantern(p, 180, 44, 60)
    lantern(p, 1420, 44, 60)
    return p


def block_print() -> Picture:
    """Printing cloth with carved blocks."""
    p = Picture("aravalli block print")
    room(p, CREAM, "#b98a6b", y=620)
    for number, colour in enumerate((INDIGO, BRICK, SAFFRON, LEAF)):
        x = 170 + number * 380
        p.path(f"M{x - 120},60H{x + 140}V{520 + number % 2 * 40}q-130,40 -260,0z", colour)
        data = ""
        for row in range(4):
            for column in range(3):
                data += f"M{x - 60 + column * 70},{140 + row * 100}q16,20 0,44q-16,-24 0,-44z"
        p.path(data, tint(colour, 0.6))
    p.path("M0,60H1600", line=WOOD, width=16)
    printer = Look("#8a5636", "#9aa5a0", IVORY, CREAM, style="cap", hat=BRICK)
    figure(p, 1180, 960, 440, printer, arms="reach", facing=-1)
    p.poly([(120, 760), (1480, 760), (1600, 1130), (0, 1130)], IVORY)
    p.poly([(0, 1130), (1600, 1130), (1600, 1200), (0, 1200)], WOOD)
    data = ""
    for row in range(3):
        for column in range(5 + row):
            x, y, s = 330 + column * (130 + row * 20) - row * 70, 820 + row * 108, 1 + row * 0.2
            data += f"M{x},{y - 30 * s:.0f}q{26 * s:.0f},{14 * s:.0f} {26 * s:.0f},{30 * s:.0f}q0,{20 * s:.0f} {-26 * s:.0f},{30 * s:.0f}q{-26 * s:.0f},{-10 * s:.0f} {-26 * s:.0f},{-30 * s:.0f}q0,{-16 * s:.0f} {26 * s:.0f},{-30 * s:.0f}z"
    p.path(data, BRICK)
    p.rect(1050, 716, 90, 56, WOOD, r=8)
    p.rect(1066, 684, 58, 36, shade(WOOD, 0.2), r=10)
    p.rect(1330, 950, 170, 110, INDIGO, r=12)
    p.rect(1344, 964, 142, 82, BRICK, r=8)
    return p


def lamps() -> Picture:
    """A wall of lamps at the festival."""
    p = Picture("aravalli lamps")
    p.ground(p.fade("#2b1c33", "#5a2f3f", BRICK))
    for row in range(3):
        for column in range(5):
            x, y = 160 + column * 320, 420 + row * 340
            p.path(arch(x, y, 200, 280), shade(BRICK, 0.35))
            p.path(arch(x, y, 200, 280), line=ROSE, width=5)
            p.disc(x, y - 70, 130, p.glow(f"{SAFFRON}@0.75", f"{SAFFRON}@0"))
            p.path(f"M{x - 56},{y - 36}h112q-10,36 -56,36t-56,-36z", ROSE)
            p.path(f"M{x},{y - 110}q26,40 0,70q-26,-30 0,-70z", tint(SAFFRON, 0.4))
    garland(p, [(0, 60), (320, 120), (640, 60), (960, 120), (1280, 60), (1600, 120)], size=14)
    figure(p, 800, 1190, 420, WOMAN, arms="reach")
    return p


def doorway() -> Picture:
    """A blue door, sandals before it, a bell."""
    p = Picture("aravalli doorway")
    room(p, tint(BLUSH, 0.2), CREAM, y=1000)
    p.path(plain_arch(800, 1010, 640, 900), ROSE)
    p.path(plain_arch(800, 1010, 560, 830), LAKE)
    p.path("M800,190V1010", line=shade(LAKE, 0.3), width=10)
    for x in (580, 700, 830, 950):
        for y in (470, 640, 810):
            p.rect(x - 20, y, 100, 130, shade(LAKE, 0.1), r=8)
            p.disc(x + 30, y + 65, 12, BRASS)
    garland(p, [(500, 380), (620, 330), (800, 350), (980, 330), (1100, 380)], size=16)
    for x in (700, 790):
        p.oval(x, 1080, 34, 60, WOOD, turn=8)
        p.path(f"M{x - 22},1066q22,-30 44,0", line=SAFFRON, width=9)
    pot(p, 330, 1090, 220)
    pot(p, 1280, 1090, 220)
    lantern(p, 1240, 240, 90)
    return p
