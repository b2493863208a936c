"""Reads the `[[body]]` of a page: every block's members, each checked where it stands."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.tenancy.packs import Pack, Table, shown
from apps.tenancy.packs.rich_text import links
from cms.packs.blocks import BLOCKS, Part

URL: Final = re.compile(r"(?:https?://[^/\s]\S*|mailto:\S+|tel:\+?[0-9 ()-]+|#[\w-]+)")
MOST_BLOCKS: Final = 60
Values = dict[str, Any]


def read(table: Table, pack: Pack, language: str) -> list[Values]:
    """The blocks, each with its `type`; pictures by key, pages by path as written in this language."""
    found = []
    for row in table.tables("body", most=MOST_BLOCKS):
        kind = row.one_of("type", list(BLOCKS), wanted=True)
        if kind:
            values = _members(row, BLOCKS[kind], pack, language)
            if kind == "products" and row.has("category"):
                values["listing"] = _listing(row, pack, language)
            if kind == "price_list" and bool(values.get("category")) == bool(values.get("products")):
                row.wrong(
                    "products" if row.has("products") else "category",
                    found=_("a category and products") if values.get("category") else _("neither"),
                    expected=_("a category or products are expected"),
                )
            _check_links(row, values)
            found.append({"type": kind, **values})
            row.close()
    return found


def _members(table: Table, parts: Mapping[str, Part], pack: Pack, language: str) -> Values:
    found: Values = {}
    for name, part in parts.items():
        value = _value(table, name, part, pack, language)
        if value not in (None, "", []):
            found[name] = value
    return found


def _value(table: Table, name: str, part: Part, pack: Pack, language: str) -> Any:
    reader = _READERS.get(part.kind)
    if reader is not None:
        return reader(table, name, part, pack, language)
    if part.kind == "choice":
        return table.one_of(name, part.choices, part.default or "")
    if part.kind == "number":
        return table.whole(name, part.default, least=part.least, most=part.most)
    if part.kind == "lines":
        return table.texts(name, least=part.least, most=part.most, longest=120)
    return table.text(name, most=part.most, wanted=part.wanted)


def _url(table: Table, name: str, part: Part, pack: Pack, language: str) -> str:
    expected = _("https:, mailto:, tel: or #place is expected; a page goes into “page”")
    return table.matching(name, URL, expected, wanted=part.wanted)


def _location(table: Table, name: str, part: Part, pack: Pack, language: str) -> str:
    place = table.text(name, most=120)
    pack.refer("location", place, table, name)
    return place


def _items(table: Table, name: str, part: Part, pack: Pack, language: str) -> list[Values]:
    found = []
    for row in table.tables(name, least=part.least, most=part.most):
        values = _members(row, part.parts, pack, language)
        if "page" in part.parts:
            _check_links(row, values)
        row.close()
        found.append(values)
    return found


def html(table: Table, name: str, pack: Pack, language: str, *, wanted: bool = False) -> str:
    """A rich text whose links to own pages lead somewhere."""
    text = table.html(name, wanted=wanted)
    for below, path in links(text):
        pack.refer(f"page in {language}", path.partition("#")[0], table, name, below=below)
    return text


def picture(table: Table, name: str, pack: Pack, *, wanted: bool = False) -> str:
    """A media key."""
    key = table.slug(name, wanted=wanted)
    pack.refer("picture", key, table, name)
    return key


def pictures(table: Table, name: str, pack: Pack, *, least: int = 0, most: int = 60) -> list[str]:
    """Media keys."""
    keys = table.texts(name, least=least, most=most, longest=60)
    for index, key in enumerate(keys):
        pack.refer("picture", key, table, name, index)
    return keys


def _category(table: Table, name: str, part: Part, pack: Pack, language: str) -> str:
    slug = table.slug(name)
    pack.refer("category", slug, table, name)
    return slug


def _products(table: Table, name: str, part: Part, pack: Pack, language: str) -> list[str]:
    slugs = table.texts(name, most=part.most, longest=60)
    for index, slug in enumerate(slugs):
        pack.refer("product", slug, table, name, index)
    return slugs


def page(table: Table, name: str, pack: Pack, language: str) -> str:
    """The path of a page."""
    path = table.text(name, most=250)
    if path and not (path.startswith("/") and path.endswith("/")):
        table.wrong(name, found=shown(path), expected=_("a path as /trips/ is expected"))
        return ""
    pack.refer(f"page in {language}", path, table, name)
    return path


def _listing(table: Table, pack: Pack, language: str) -> str:
    """The list of a category's products, named by the category."""
    category = table.slug("category")
    path = pack.shared.get("lists", {}).get((category, language), "")
    if not path:
        table.wrong(
            "category", found=shown(category), expected=_("a category that a page of the type products has")
        )
    return str(path)


def _check_links(table: Table, values: Values) -> None:
    for suffix in ("", "2"):
        label, path, url = (values.get(f"{name}{suffix}") for name in ("label", "page", "url"))
        if path and url:
            table.wrong(
                f"url{suffix}", found=_("a page and an address"), expected=_("one of the two is expected")
            )
        if label and not (path or url):
            table.wrong(
                f"label{suffix}",
                found=shown(label),
                expected=_("it leads nowhere; page%(suffix)s or url%(suffix)s is expected")
                % {"suffix": suffix},
            )


Reader = Callable[[Table, str, Part, Pack, str], Any]
_READERS: Final[Mapping[str, Reader]] = {
    "html": lambda table, name, part, pack, language: html(table, name, pack, language, wanted=part.wanted),
    "picture": lambda table, name, part, pack, language: picture(table, name, pack, wanted=part.wanted),
    "pictures": lambda table, name, part, pack, language: pictures(
        table, name, pack, least=part.least, most=part.most
    ),
    "page": lambda table, name, part, pack, language: page(table, name, pack, language),
    "url": _url,
    "location": _location,
    "category": _category,
    "products": _products,
    "items": _items,
}
