"""What drawings of packs may hold: plain shapes that cost no more to draw than they look."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from django.utils.translation import gettext as _

MOST_BYTES: Final = 1024 * 1024
MOST_ELEMENTS: Final = 20_000
# Every level of a drawing may be a layer of its own in memory.
DEEPEST: Final = 40
LARGEST: Final = 10_000
# A name in one line is wide, and a poster high; what is more than that is a mistake, or made to fill the memory.
WIDEST: Final = 8
HIGHEST: Final = 3
_SVG: Final = "http://www.w3.org/2000/svg"
_SHAPES: Final = frozenset(
    {
        *("g", "defs", "symbol", "use", "title", "desc", "metadata", "clipPath"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("linearGradient", "radialGradient", "stop"),
    }
)
_UTF8: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_OUTSIDE: Final = re.compile(r"url\(\s*['\"]?(?!#)|@import|\\", re.IGNORECASE)
_NUMBER: Final = r"\d{1,6}(?:\.\d{1,6})?"
_BOX: Final = re.compile(
    rf"\s*-?{_NUMBER}[\s,]+-?{_NUMBER}[\s,]+(?P<width>{_NUMBER})[\s,]+(?P<height>{_NUMBER})\s*"
)
Problem = tuple[int, str, str]


@dataclass(slots=True)
class _Element:
    name: str
    attributes: Mapping[str, str]
    line: int
    above: "_Element | None"
    below: list["_Element"] = field(default_factory=list)

    def all(self) -> Iterator["_Element"]:
        """This one and everything in it, in the order of the file."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting += reversed(one.below)

    @property
    def target(self) -> str:
        """What it refers to."""
        return next((value for name, value in self.attributes.items() if _local(name) == "href"), "")

    def is_in(self, name: str) -> bool:
        above = self.above
        while above is not None and above.name != name:
            above = above.above
        return above is not None


class _Refused(Exception):
    """The drawing is not read to its end."""

    def __init__(self, line: int, found: str, expected: str) -> None:
        super().__init__(found)
        self.problem: Problem = (line, found, expected)


def problems(source: bytes) -> list[Problem]:
    """What is wrong with a drawing: line, what was found, what was expected."""
    if len(source) > MOST_BYTES:
        return [(1, _("a drawing above 1 MB"), _("a smaller one is expected"))]
    try:
        source.decode("utf-8")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        return [(line, _("bytes that are no text"), _("UTF-8 is expected"))]
    try:
        root = _read(source)
    except _Refused as refused:
        return [refused.problem]
    except expat.ExpatError as error:
        return [(error.lineno, expat.ErrorString(error.code), _("well-formed SVG is expected"))]
    elements = list(root.all())
    found = _of_root(root)
    for element in elements[1:]:
        if element.name not in _SHAPES:
            found.append((element.line, f"<{element.name}>", _("only shapes are expected")))
    for element in elements:
        found += _of_attributes(element)
    return sorted(found + _of_uses(elements), key=lambda problem: problem[0])


def _read(source: bytes) -> _Element:
    """The elements of the drawing. Raises _Refused, ExpatError."""
    parser = expat.ParserCreate(namespace_separator=" ")
    open_: list[_Element] = []
    roots: list[_Element] = []
    count = 0

    def refuse(found: str, expected: str) -> None:
        raise _Refused(parser.CurrentLineNumber, found, expected)

    def declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in _UTF8:
            refuse(f"encoding={encoding}", _("UTF-8 is expected"))

    def doctype(*_given: object) -> None:
        refuse(_("a document type"), _("a plain <svg> is expected"))

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS or len(open_) >= DEEPEST:
            limits = {"most": MOST_ELEMENTS, "deep": DEEPEST}
            refuse(
                _("too many elements, or elements too deep in each other"),
                _("at most %(most)d are expected, %(deep)d deep") % limits,
            )
        above = open_[-1] if open_ else None
        space, _space, local = name.rpartition(" ")
        one = _Element(local if space == _SVG else name, attributes, parser.CurrentLineNumber, above)
        (above.below if above is not None else roots).append(one)
        open_.append(one)

    parser.XmlDeclHandler = declaration
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: open_.pop()
    parser.Parse(source, True)  # noqa: FBT003  expat takes no names
    return roots[0]


def _of_root(root: _Element) -> list[Problem]:
    if root.name != "svg":
        return [(root.line, f"<{_local(root.name)}>", _('<svg xmlns="%(svg)s"> is expected') % {"svg": _SVG})]
    said = root.attributes.get("viewBox", "")
    box = _BOX.fullmatch(said)
    width, height = (float(box["width"]), float(box["height"])) if box else (0.0, 0.0)
    if not width or not height:
        found = f"viewBox={said}" if said else _("no viewBox")
        return [(root.line, found, _('a viewBox as "0 0 1600 1200" is expected'))]
    found_ = f"{width:g} × {height:g}"
    if max(width, height) > LARGEST:
        return [(root.line, found_, _("at most %(most)d each way is expected") % {"most": LARGEST})]
    if width > WIDEST * height or height > HIGHEST * width:
        shape = {"wide": WIDEST, "high": HIGHEST}
        expected = _("at most %(wide)d times as wide as high, or %(high)d times as high as wide, is expected")
        return [(root.line, found_, expected % shape)]
    # Where they have another shape, the drawing takes theirs.
    sizes = {"width": width, "height": height}
    return [
        (root.line, f"{name}={root.attributes[name]}", _("the viewBox alone is expected to give the size"))
        for name, size in sizes.items()
        if name in root.attributes and root.attributes[name].removesuffix("px") != f"{size:g}"
    ]


def _of_attributes(element: _Element) -> list[Problem]:
    found = []
    for key, value in element.attributes.items():
        name = _local(key)
        outside = name == "href" and not value.startswith("#")
        if name.startswith("on") or outside or _OUTSIDE.search(value):
            found.append((element.line, f"{name}=…", _("nothing outside of the drawing is expected")))
        elif "url(" in value.lower() and (element.name == "clipPath" or element.is_in("clipPath")):
            found.append((element.line, f"{name}={value}", _("plain shapes are expected in a clipPath")))
    return found


def _of_uses(elements: list[_Element]) -> list[Problem]:
    """What is drawn again may not draw others again: ten of ten of ten fill any memory."""
    named = {one.attributes["id"]: one for one in elements if "id" in one.attributes}
    found, count = [], len(elements)
    for use in (one for one in elements if one.name == "use"):
        key = use.target.removeprefix("#")
        again = named.get(key)
        said = _("a <use> of “%(id)s”") % {"id": key}
        if again is None:
            found.append((use.line, said, _("an id of the drawing is expected")))
            continue
        inner = list(again.all())
        count += len(inner)
        if any(one.name == "use" for one in inner):
            found.append((use.line, said, _("an id of shapes without <use> is expected")))
        elif count > MOST_ELEMENTS:
            found.append(
                (use.line, said, _("at most %(most)d shapes in all are expected") % {"most": MOST_ELEMENTS})
            )
            break
    return found


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
