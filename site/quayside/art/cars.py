"""Cars from the side and from above. Two hundred units long, wheels on y, the front to the right."""

from dataclasses import dataclass
from typing import Final

from quayside.art.colour import mix, shade, tint
from quayside.art.picture import Picture

GLASS: Final = "#233039"


@dataclass(frozen=True, slots=True)
class Body:
    """Outlines of one kind of car."""

    shell: str
    windows: str
    seams: str
    wheels: tuple[float, float]
    handles: tuple[float, ...]
    lamp: float  # height of the lamps
    radius: float = 18


BODIES: Final[dict[str, Body]] = {
    "hatch": Body(
        "M-94,-16C-97,-32 -95,-46 -84,-50C-70,-68 -56,-76 -26,-77C4,-78 24,-72 46,-51C72,-48 92,-42 95,-30L96,-15Q95,-11 90,-11L-90,-11Q-94,-12 -94,-16Z",
        "M-72,-51C-64,-64 -54,-70 -30,-70.5L-22,-70.5L-22,-51ZM-15,-51L-15,-70.5C2,-70.5 16,-66 34,-51Z",
        "M-19,-71V-16M36,-50Q40,-30 34,-16M-70,-50Q-74,-34 -58,-30", (-58, 60), (-44, 6), -38,
    ),
    "sedan": Body(
        "M-96,-18C-99,-34 -95,-46 -86,-49L-60,-52C-46,-68 -36,-75 -8,-75C20,-75 34,-68 50,-50C76,-47 95,-42 97,-30L98,-15Q96,-11 92,-11L-92,-11Q-96,-12 -96,-18Z",
        "M-50,-52C-40,-64 -32,-69 -12,-69L-8,-69L-8,-51ZM-1,-51L-1,-69C16,-69 26,-64 38,-50Z",
        "M-5,-69V-16M40,-49Q44,-30 36,-16M-50,-51Q-56,-34 -46,-28", (-58, 62), (-30, 16), -38,
    ),
    "suv": Body(
        "M-96,-20C-98,-44 -96,-58 -88,-60C-84,-78 -78,-88 -62,-89L4,-89C24,-89 36,-76 48,-58C78,-55 95,-50 97,-36L98,-18Q96,-13 92,-13L-92,-13Q-96,-14 -96,-20Z",
        "M-79,-60C-76,-74 -72,-81 -62,-81.5L-48,-81.5L-48,-60ZM-41,-60L-41,-81.5L-4,-81.5L-4,-60ZM3,-60L3,-81.5C18,-81 26,-74 36,-60Z",
        "M-44,-82V-20M0,-82V-18M40,-58Q43,-34 36,-18", (-60, 62), (-34, 12), -46, 21,
    ),
    "pickup": Body(
        "M-98,-22L-98,-54Q-98,-57 -95,-57L-26,-57C-24,-76 -20,-86 -8,-87L26,-87C40,-87 48,-74 56,-58C80,-56 96,-52 98,-38L99,-20Q98,-14 92,-14L-92,-14Q-97,-15 -98,-22Z",
        "M-18,-58C-17,-72 -14,-79 -6,-79.5L12,-79.5L12,-58ZM18,-58L18,-79.5C30,-79.5 36,-73 44,-58Z",
        "M-26,-56V-20M15,-80V-18M48,-57Q51,-34 44,-18M-96,-48H-28", (-62, 64), (2, 26), -46, 21,
    ),
    "van": Body(
        "M-98,-20L-98,-92Q-98,-99 -91,-99L34,-99C48,-98 58,-80 66,-62C84,-58 96,-52 98,-38L99,-20Q98,-14 92,-14L-92,-14Q-97,-15 -98,-20Z",
        "M12,-62L12,-89L34,-89C42,-88 48,-76 54,-62Z",
        "M6,-94V-18M-44,-94V-18M58,-60Q61,-36 54,-18M-44,-56H6", (-62, 64), (-6, 18), -46, 20,
    ),
    "coupe": Body(
        "M-97,-18C-99,-32 -95,-42 -86,-45C-66,-50 -52,-66 -22,-68C8,-70 28,-62 50,-46C76,-43 96,-38 98,-27L99,-14Q97,-10 92,-10L-92,-10Q-96,-12 -97,-18Z",
        "M-58,-48C-46,-58 -36,-62 -20,-62.5L-12,-62.5L-12,-46ZM-5,-46L-5,-62.5C12,-62 24,-56 36,-45Z",
        "M-8,-62V-14M40,-45Q46,-28 38,-14", (-60, 62), (-22, ), -34, 18.5,
    ),
}  # fmt: skip


def car(
    p: Picture,
    x: float,
    y: float,
    long: float,
    colour: str,
    *,
    kind: str = "hatch",
    facing: int = 1,
    shine: bool = False,
) -> None:
    """A parked car; with `shine` its paint mirrors the sky and the ground."""
    body = BODIES[kind]
    with p.group(f"translate({x:.0f} {y:.0f}) scale({long * facing / 200:.3f} {long / 200:.3f})"):
        p.oval(0, 0, 104, 5, "#000000", opacity=0.22)
        p.path(body.shell, colour)
        with p.group(clip=body.shell):
            p.rect(-100, -24, 200, 16, shade(colour, 0.3), opacity=0.55)
            if shine:
                p.path(
                    "M-100,-52C-40,-44 30,-46 100,-38L100,-33C30,-40 -40,-38 -100,-45Z",
                    tint(colour, 0.55),
                    opacity=0.8,
                )
                p.path(
                    "M-100,-24Q0,-34 100,-20L100,-16Q0,-28 -100,-19Z",
                    mix(colour, "#f59e0b", 0.5),
                    opacity=0.35,
                )
                p.path("M-70,-100L-46,-100L-78,0L-102,0ZM22,-100L32,-100L0,0L-10,0Z", "#ffffff", opacity=0.16)
            else:
                p.rect(-100, -52, 200, 4, tint(colour, 0.35), opacity=0.6)
        p.path(body.windows, GLASS)
        with p.group(clip=body.windows):
            p.path(
                "M-70,-100L-52,-100L-84,-40L-100,-40ZM14,-100L30,-100L-2,-40L-16,-40Z",
                "#ffffff",
                opacity=0.22,
            )
        p.path(body.seams, line=shade(colour, 0.32), width=1.4)
        for left in body.handles:
            p.path(f"M{left},-44h8", line=shade(colour, 0.45), width=2.6)
        p.path(f"M97,{body.lamp}l-13,-4q-4,7 2,8l11,2z", "#fff4cf")
        p.path(f"M-96,{body.lamp - 4}l8,0l0,9l-8,2z", "#c8402f")
        for left in body.wheels:
            wheel(p, left, -body.radius + 1, body.radius, shine=shine)


def wheel(p: Picture, x: float, y: float, r: float, *, shine: bool = False) -> None:
    """Tyre and rim."""
    p.disc(x, y, r * 1.12, "#14181b")
    p.disc(x, y, r, "#22282c")
    p.disc(x, y, r * 0.62, "#eef1f2" if shine else "#c3cacc")
    spokes = ""
    for across, down in ((0, 1), (0.87, 0.5), (-0.87, 0.5)):
        spokes += f"M{x - across * r * 0.5:.1f},{y - down * r * 0.5:.1f}L{x + across * r * 0.5:.1f},{y + down * r * 0.5:.1f}"
    p.path(spokes, line="#7f8a8e", width=r * 0.13)
    p.disc(x, y, r * 0.16, "#4a5357")


def car_above(p: Picture, x: float, y: float, long: float, colour: str, *, turn: float = 0) -> None:
    """A car seen from above, its front up; `long` from bumper to bumper."""
    with p.group(f"translate({x:.0f} {y:.0f}) rotate({turn:.0f}) scale({long / 200:.3f})"):
        p.rect(-40, -94, 92, 200, "#000000", r=26, opacity=0.16)
        p.path(
            "M-44,-70C-44,-96 -30,-100 0,-100C30,-100 44,-96 44,-70L46,80Q44,100 22,100L-22,100Q-44,100 -46,80Z",
            colour,
        )
        p.path(
            "M44,-70L46,80Q44,100 22,100L8,100Q30,96 30,70L30,-76Q30,-96 10,-100C34,-99 44,-94 44,-70Z",
            shade(colour, 0.4),
            opacity=0.35,
        )
        p.path("M-34,-44Q0,-60 34,-44L28,-18Q0,-26 -28,-18ZM-30,84Q0,90 30,84L26,62Q0,56 -26,62Z", GLASS)
        p.path("M-36,-34L-30,-12L-30,24L-37,36ZM36,-34L30,-12L30,24L37,36Z", GLASS)
        p.path("M-24,-10Q0,-18 24,-10L22,52Q0,46 -22,52Z", tint(colour, 0.16))
        p.path("M-40,-88l14,-6l-2,8l-12,8ZM40,-88l-14,-6l2,8l12,8Z", "#fff4cf")
        p.path("M-52,-36l8,-4v12l-8,-2ZM52,-36l-8,-4v12l8,-2Z", shade(colour, 0.2))
