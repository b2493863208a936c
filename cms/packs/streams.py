"""Bodies of pages between two vocabularies: packs name pictures by key and pages by path, the database by number."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from django.utils.html import escape

from cms.packs.blocks import BLOCKS, Part

Values = dict[str, Any]
_ONE: Final = frozenset({"picture", "page", "location", "category"})
_SEVERAL: Final = {"pictures": "picture", "products": "product"}
_HREF: Final = re.compile(r'<a href="(?P<path>/[^"#]*)(?P<place>#[^"]*)?">')
_LINK: Final = re.compile(r'<a (?:id="(?P<id>\d+)" linktype="page"|linktype="page" id="(?P<id2>\d+)")>')


@dataclass(frozen=True, slots=True)
class Names:
    """Number by name and name by number, of a kind: picture, page, location, product, category."""

    number: Callable[[str, str], int | None]
    name: Callable[[str, int], str]


def to_stream(body: list[Values], names: Names) -> list[Values]:
    """Blocks of a pack as the database holds them."""
    return [
        {"type": block["type"], "value": _write(BLOCKS[block["type"]], block, names), "id": str(uuid4())}
        for block in body
        if block["type"] in BLOCKS
    ]


def from_stream(raw: Any, names: Names) -> list[Values]:
    """The other way round, without numbers of blocks and members that say nothing."""
    return [
        {"type": block["type"], **_read(BLOCKS.get(block["type"], {}), block["value"], names)}
        for block in raw
    ]


def _write(parts: Mapping[str, Part], values: Values, names: Names) -> Values:
    found: Values = {}
    for name, part in parts.items():
        value = values.get(name)
        if part.kind in _ONE:
            found[name] = names.number(part.kind, value) if value else None
        elif part.kind in _SEVERAL:
            numbers = [names.number(_SEVERAL[part.kind], one) for one in value or ()]
            found[name] = [_item(number) for number in numbers if number is not None]
        elif part.kind == "lines":
            found[name] = [_item(one) for one in value or ()]
        elif part.kind == "items":
            found[name] = [_item(_write(part.parts, one, names)) for one in value or ()]
        elif part.kind == "html":
            found[name] = _linked(value or "", names)
        elif part.kind == "number":
            found[name] = value
        else:
            found[name] = value or part.default or ""
    return found


def _item(value: Any) -> Values:
    return {"type": "item", "value": value, "id": str(uuid4())}


def _read(parts: Mapping[str, Part], values: Any, names: Names) -> Values:
    found: Values = {}
    if not isinstance(values, dict):
        return {"value": values}
    for name, value in values.items():
        part = parts.get(name)
        said = value if part is None else _said(part, value, names)
        if said not in (None, "", []):
            found[name] = said
    return found


def _said(part: Part, value: Any, names: Names) -> Any:
    if part.kind in _ONE:
        return names.name(part.kind, value) if value else None
    if part.kind in _SEVERAL:
        return [names.name(_SEVERAL[part.kind], one) for one in _values(value) if one]
    if part.kind == "lines":
        return [one for one in _values(value) if one]
    if part.kind == "items":
        return [_read(part.parts, one, names) for one in _values(value)]
    if part.kind == "html":
        return _unlinked(str(value), names)
    return value


def _values(rows: Any) -> list[Any]:
    return [row["value"] if isinstance(row, dict) and "value" in row else row for row in rows or ()]


def _linked(html: str, names: Names) -> str:
    """Links to own pages by number, so that they follow a page that moves."""

    def link(found: re.Match[str]) -> str:
        number = names.number("page", found["path"])
        return found[0] if number is None or found["place"] else f'<a linktype="page" id="{number}">'

    return _HREF.sub(link, html)


def _unlinked(html: str, names: Names) -> str:
    def path(found: re.Match[str]) -> str:
        return f'<a href="{escape(names.name("page", int(found["id"] or found["id2"])))}">'

    return _LINK.sub(path, html)
