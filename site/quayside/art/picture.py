"""One picture: a list of SVG elements with short numbers, and a random source of its own."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

Point = tuple[float, float]
WIDE: Final = 1600
TALL: Final = 1200
LOW: Final = 1000


def short(value: float) -> str:
    """At most one decimal, and none where it would be a nought."""
    text = f"{value:.1f}"
    return "0" if text in {"0.0", "-0.0"} else text.removesuffix(".0")


def smooth(points: Sequence[Point], *, closed: bool = False, pull: float = 6) -> str:
    """Path data of a curve through all points (Catmull-Rom); a smaller `pull` bulges more."""
    count = len(points)

    def at(index: int) -> Point:
        return points[index % count] if closed else points[max(0, min(index, count - 1))]

    parts = [f"M{short(points[0][0])},{short(points[0][1])}"]
    for index in range(count if closed else count - 1):
        before, here, there, after = (at(index + step) for step in (-1, 0, 1, 2))
        first = (here[0] + (there[0] - before[0]) / pull, here[1] + (there[1] - before[1]) / pull)
        second = (there[0] - (after[0] - here[0]) / pull, there[1] - (after[1] - here[1]) / pull)
        parts.append("C" + " ".join(f"{short(x)},{short(y)}" for x, y in (first, second, there)))
    return "".join(parts) + ("Z" if closed else "")


def straight(points: Sequence[Point], *, closed: bool = True) -> str:
    """Path data of straight lines through all points."""
    text = "L".join(f"{short(x)},{short(y)}" for x, y in points)
    return f"M{text}" + ("Z" if closed else "")


class Picture:
    """Elements in the order they are drawn, the farthest first."""

    def __init__(self, seed: str, *, height: int = TALL) -> None:
        self.width, self.height = WIDE, height
        self.chance = random.Random(seed)  # a string seeds the same way on every Python
        self._shapes: list[str] = []
        self._definitions: list[str] = []

    def svg(self) -> str:
        """The whole file."""
        definitions = f"<defs>{''.join(self._definitions)}</defs>\n" if self._definitions else ""
        box = f"0 0 {self.width} {self.height}"
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" stroke-linecap="round" stroke-linejoin="round">'
        return f"{head}\n{definitions}" + "\n".join(self._shapes) + "\n</svg>\n"

    def between(self, low: float, high: float) -> float:
        """A number by chance."""
        return low + (high - low) * self.chance.random()

    def one_of(self, choices: Sequence[str]) -> str:
        """One of the choices by chance."""
        return choices[int(self.chance.random() * len(choices))]

    def fade(self, *stops: str, turn: str = "down") -> str:
        """A linear gradient over a shape's own box; a stop may end with "@0.4", its opacity."""
        ends = {"down": "0 0 0 1", "right": "0 0 1 0", "slant": "0 0 1 1", "rise": "0 1 1 0"}[turn].split()
        x1, y1, x2, y2 = ends
        return self._gradient(f'linearGradient x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"', stops)

    def glow(self, *stops: str) -> str:
        """A radial gradient from the middle of a shape's box."""
        return self._gradient("radialGradient", stops)

    def _gradient(self, kind: str, stops: Sequence[str]) -> str:
        name = f"g{len(self._definitions) + 1}"
        last = max(1, len(stops) - 1)
        inside = ""
        for number, stop in enumerate(stops):
            colour, _at, opacity = stop.partition("@")
            seen = f' stop-opacity="{opacity}"' if opacity else ""
            offset = f"{number / last:.2f}".rstrip("0").rstrip(".")
            inside += f'<stop offset="{offset}" stop-color="{colour}"{seen}/>'
        tag, _space, rest = kind.partition(" ")
        self._definitions.append(f'<{tag} id="{name}" {rest}>{inside}</{tag}>'.replace('" >', '">'))
        return f"url(#{name})"

    @contextmanager
    def group(self, move: str = "", *, opacity: float = 1, clip: str = "") -> Iterator[None]:
        """Everything drawn inside is moved ("translate(…) scale(…)"), thinned, or cut to a path."""
        marks = f' transform="{move}"' if move else ""
        if opacity < 1:
            marks += f' opacity="{opacity:.2f}"'
        if clip:
            name = f"c{len(self._definitions) + 1}"
            self._definitions.append(f'<clipPath id="{name}"><path d="{clip}"/></clipPath>')
            marks += f' clip-path="url(#{name})"'
        self._shapes.append(f"<g{marks}>")
        yield
        self._shapes.append("</g>")

    def path(
        self,
        data: str,
        fill: str = "none",
        *,
        line: str = "",
        width: float = 4,
        opacity: float = 1,
        dash: str = "",
    ) -> None:
        """A path, filled, drawn as a line with round ends, or both."""
        self._shapes.append(f'<path d="{data}"{_look(fill, line, width, opacity, dash)}/>')

    def rect(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        fill: str,
        *,
        r: float = 0,
        opacity: float = 1,
        line: str = "",
        width: float = 4,
    ) -> None:
        """A rectangle with round corners of radius `r`."""
        at = f'x="{short(x)}" y="{short(y)}" width="{short(w)}" height="{short(h)}"'
        round_ = f' rx="{short(r)}"' if r else ""
        self._shapes.append(f"<rect {at}{round_}{_look(fill, line, width, opacity, '')}/>")

    def disc(
        self, x: float, y: float, r: float, fill: str, *, opacity: float = 1, line: str = "", width: float = 4
    ) -> None:
        """A circle."""
        at = f'cx="{short(x)}" cy="{short(y)}" r="{short(r)}"'
        self._shapes.append(f"<circle {at}{_look(fill, line, width, opacity, '')}/>")

    def oval(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float,
        fill: str,
        *,
        turn: float = 0,
        opacity: float = 1,
        line: str = "",
        width: float = 4,
    ) -> None:
        """An ellipse, turned by degrees about its middle."""
        at = f'cx="{short(x)}" cy="{short(y)}" rx="{short(rx)}" ry="{short(ry)}"'
        turned = f' transform="rotate({short(turn)} {short(x)} {short(y)})"' if turn else ""
        self._shapes.append(f"<ellipse {at}{turned}{_look(fill, line, width, opacity, '')}/>")

    def poly(
        self,
        points: Sequence[Point],
        fill: str = "none",
        *,
        opacity: float = 1,
        line: str = "",
        width: float = 4,
    ) -> None:
        """A polygon."""
        self.path(straight(points), fill, opacity=opacity, line=line, width=width)

    def blob(
        self,
        points: Sequence[Point],
        fill: str = "none",
        *,
        opacity: float = 1,
        line: str = "",
        width: float = 4,
    ) -> None:
        """A closed smooth shape through the points."""
        self.path(smooth(points, closed=True), fill, opacity=opacity, line=line, width=width)

    def stroke(
        self,
        points: Sequence[Point],
        colour: str,
        width: float = 4,
        *,
        opacity: float = 1,
        dash: str = "",
        bent: bool = True,
    ) -> None:
        """A line through the points, smooth unless `bent` is false."""
        data = smooth(points) if bent else straight(points, closed=False)
        self.path(data, line=colour, width=width, opacity=opacity, dash=dash)

    def ground(self, fill: str) -> None:
        """The whole picture in one colour."""
        self.rect(0, 0, self.width, self.height, fill)

    def band(self, heights: Sequence[float], fill: str, *, opacity: float = 1) -> None:
        """A smooth skyline at these heights from left to right, filled to the lower edge."""
        step = (self.width + 80) / (len(heights) - 1)
        top = smooth([(step * number - 40, y) for number, y in enumerate(heights)])
        low = self.height + 20
        self.path(f"{top}L{self.width + 40},{low}L-40,{low}Z", fill, opacity=opacity)


def _look(fill: str, line: str, width: float, opacity: float, dash: str) -> str:
    marks = f' fill="{fill}"' if fill != BLACK_BY_DEFAULT else ""
    if line:
        marks += f' stroke="{line}" stroke-width="{short(width)}"'
    if dash:
        marks += f' stroke-dasharray="{dash}"'
    if opacity < 1:
        marks += f' opacity="{opacity:.2f}"'
    return marks


BLACK_BY_DEFAULT: Final = "#000000"
