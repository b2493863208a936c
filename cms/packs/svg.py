"""Drawings of packs: what they may hold, and their pixels."""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from xml.etree import ElementTree as ET

import resvg_py
from django.utils.translation import gettext as _
from PIL import Image

WIDTH: Final = 2000
LOGO: Final = 800
MOST_BYTES: Final = 1024 * 1024
QUALITY: Final = 82
_NEVER: Final = frozenset(
    {"script", "foreignObject", "image", "a", "iframe", "video", "audio", "set", "animate"}
)
_OUTSIDE: Final = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)
_BOX: Final = re.compile(r"\s*-?[\d.]+[\s,]+-?[\d.]+[\s,]+(?P<width>[\d.]+)[\s,]+(?P<height>[\d.]+)\s*")


def problems(source: bytes) -> list[tuple[int, str, str]]:
    """What is wrong with a drawing: line, what was found, what was expected."""
    if len(source) > MOST_BYTES:
        return [(1, _("a drawing above 1 MB"), _("a smaller one is expected"))]
    if b"<!DOCTYPE" in source or b"<!ENTITY" in source:
        return [(1, _("a document type"), _("a plain <svg> is expected"))]
    try:
        root = ET.fromstring(source)  # noqa: S314  without declarations nothing expands
    except ET.ParseError as error:
        return [(error.position[0], str(error), _("well-formed SVG is expected"))]
    found = []
    if _local(root.tag) != "svg":
        found.append((1, f"<{_local(root.tag)}>", _("<svg> is expected")))
    if not _BOX.fullmatch(root.get("viewBox", "")):
        found.append((1, _("no viewBox"), _('a viewBox as "0 0 1600 1200" is expected')))
    text = source.decode("utf-8", "replace")
    for element in root.iter():
        found += _of_element(element, text)
    return found


def _of_element(element: ET.Element, text: str) -> list[tuple[int, str, str]]:
    name = _local(element.tag)
    found = []
    if name in _NEVER:
        found.append((_line(text, f"<{name}"), f"<{name}>", _("only shapes are expected")))
    for key, value in element.attrib.items():
        attribute = _local(key)
        outside = attribute == "href" and not value.startswith("#")
        if attribute.startswith("on") or outside or _OUTSIDE.search(value):
            place = _line(text, value if _OUTSIDE.search(value) else attribute)
            found.append((place, f"{attribute}=…", _("nothing outside of the drawing is expected")))
    return found


@dataclass(frozen=True, slots=True)
class Drawn:
    """A WebP."""

    content: bytes
    width: int
    height: int


def drawn(source: bytes, *, width: int = WIDTH) -> Drawn:
    """The drawing as WebP."""
    png = resvg_py.svg_to_bytes(svg_string=source.decode("utf-8"), width=width, skip_system_fonts=True)
    with Image.open(BytesIO(png)) as picture:
        kept = picture.convert("RGBA" if _is_clear(picture) else "RGB")
    buffer = BytesIO()
    kept.save(buffer, "WEBP", quality=QUALITY, method=2)
    return Drawn(buffer.getvalue(), kept.width, kept.height)


def _is_clear(picture: Image.Image) -> bool:
    if picture.mode != "RGBA":
        return False
    # The extremes of one channel are two numbers; of several they would be pairs.
    least: Any = picture.getchannel("A").getextrema()[0]
    return bool(least < 255)  # noqa: PLR2004  a byte


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _line(text: str, what: str) -> int:
    place = text.find(what)
    return 1 if place < 0 else text.count("\n", 0, place) + 1
